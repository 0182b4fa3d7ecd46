#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512.h"

#include "attend.h"

#pragma clang attribute pop

const trefoil_attention_kernels trefoil_avx512_attention = ATTENTION_KERNELS;

#endif
