#pragma once

#include "kernels.h"
#include "products.h"

// A table of the functions that a file has made from the products and attention.
#define PRODUCT_KERNELS(instruction_set) \
  { \
    .name = instruction_set, .multiply_f32 = multiply_f32, .multiply_f16 = multiply_f16, \
    .multiply_i16 = multiply_i16, .multiply_i8 = multiply_i8, .quantize_i16 = quantize_i16, .quantize_i8 = quantize_i8, \
    .attend_f32 = attend_f32, .attend_i16 = attend_i16, .attend_i8 = attend_i8, \
  }

extern const trefoil_kernels trefoil_scalar_kernels;
extern const trefoil_product_kernels trefoil_scalar_product_kernels;

#if defined(__x86_64__)
extern const trefoil_kernels trefoil_avx2_kernels;
extern const trefoil_product_kernels trefoil_avx2_product_kernels;
extern const trefoil_kernels trefoil_avx512_kernels;
extern const trefoil_product_kernels trefoil_avx512_product_kernels;
extern const trefoil_product_kernels trefoil_avx512vnni_product_kernels;
#endif
