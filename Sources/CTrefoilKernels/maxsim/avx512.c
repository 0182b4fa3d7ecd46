#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512.h"

#include "tiles.h"

#pragma clang attribute pop

const trefoil_maxsim_kernels trefoil_avx512_maxsim = MAXSIM_KERNELS;

#endif
