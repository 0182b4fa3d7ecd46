#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx2.h"

#include "passes.h"

#pragma clang attribute pop

const trefoil_elementwise_kernels trefoil_avx2_elementwise = ELEMENTWISE_KERNELS;

#endif
