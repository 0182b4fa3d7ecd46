#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>
#include <string.h>

#include "../tables.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#include "../words/avx2.h"

#include "tiles.h"

#include "../attention/tiles.h"

#pragma clang attribute pop

const trefoil_product_kernels trefoil_avx2_product_kernels = PRODUCT_KERNELS("avx2");

#endif
