#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512.h"

#include "multiply.h"
#include "rows.h"

#pragma clang attribute pop

const trefoil_product_kernels trefoil_avx512_products = PRODUCT_KERNELS;

#endif
