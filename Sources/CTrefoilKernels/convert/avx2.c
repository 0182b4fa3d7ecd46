#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx2.h"

#include "halves.h"

#pragma clang attribute pop

const trefoil_convert_kernels trefoil_avx2_convert = CONVERT_KERNELS;

#endif
