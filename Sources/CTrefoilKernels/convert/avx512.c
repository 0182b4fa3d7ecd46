#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512.h"

#include "halves.h"

#pragma clang attribute pop

const trefoil_convert_kernels trefoil_avx512_convert = CONVERT_KERNELS;

#endif
