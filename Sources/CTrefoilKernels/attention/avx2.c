#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx2.h"

#include "attend.h"

#pragma clang attribute pop

const trefoil_attention_kernels trefoil_avx2_attention = ATTENTION_KERNELS;

#endif
