#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>
#include <string.h>

#include "../tables.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma"))), \
    apply_to = function)

#include "../words/avx512.h"

#define dot_pairs _mm512_dpwssd_epi32
#define dot_quads _mm512_dpbusd_epi32

#include "tiles.h"

#include "../attention/tiles.h"

#pragma clang attribute pop

const trefoil_product_kernels trefoil_avx512vnni_product_kernels = PRODUCT_KERNELS("avx512vnni");

#endif
