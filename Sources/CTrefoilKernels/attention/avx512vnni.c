#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512vnni.h"

#include "attend.h"

#pragma clang attribute pop

const trefoil_attention_kernels trefoil_avx512vnni_attention = ATTENTION_KERNELS;

#endif
