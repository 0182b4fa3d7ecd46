#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512.h"

#include "passes.h"

#pragma clang attribute pop

const trefoil_elementwise_kernels trefoil_avx512_elementwise = ELEMENTWISE_KERNELS;

#endif
