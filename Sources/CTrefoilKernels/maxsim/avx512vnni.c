#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512vnni.h"

#include "tiles.h"

#pragma clang attribute pop

const trefoil_maxsim_kernels trefoil_avx512vnni_maxsim = MAXSIM_KERNELS;

#endif
