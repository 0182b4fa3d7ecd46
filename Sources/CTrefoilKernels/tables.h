#pragma once

#include "kernels.h"

// The families of every instruction set that this build holds: a row for each, defined in the files
// of that name. VNNI adds nothing to elementwise and convert, which it takes from avx512;
// both take sparse from avx2.
#define FAMILIES_OF(set) \
  extern const trefoil_elementwise_kernels trefoil_##set##_elementwise; \
  extern const trefoil_convert_kernels trefoil_##set##_convert; \
  extern const trefoil_product_kernels trefoil_##set##_products; \
  extern const trefoil_attention_kernels trefoil_##set##_attention; \
  extern const trefoil_maxsim_kernels trefoil_##set##_maxsim; \
  extern const trefoil_scan_kernels trefoil_##set##_scan; \
  extern const trefoil_sparse_kernels trefoil_##set##_sparse;

FAMILIES_OF(scalar)
#if defined(__x86_64__)
FAMILIES_OF(avx2)
FAMILIES_OF(avx512)
FAMILIES_OF(avx512vnni)
#endif

// What a file of each family defines, under the names of the family's functions.

#define ELEMENTWISE_KERNELS \
  {.add = add, .scale = scale, .gelu = gelu, .layer_norm = layer_norm, .dot = dot}

#define CONVERT_KERNELS {.f32_from_f16 = f32_from_f16, .f16_from_f32 = f16_from_f32}

#define PRODUCT_KERNELS \
  { \
    .multiply_f32 = multiply_f32, .multiply_f16 = multiply_f16, .multiply_i16 = multiply_i16, \
    .multiply_i8 = multiply_i8, .quantize_i16 = quantize_i16, .quantize_i8 = quantize_i8, \
  }

#define ATTENTION_KERNELS \
  {.attend_f32 = attend_f32, .attend_i16 = attend_i16, .attend_i8 = attend_i8}

#define MAXSIM_KERNELS {.raise_f32 = raise_f32, .raise_f16 = raise_f16, .raise_i8 = raise_i8}

#define SCAN_KERNELS \
  { \
    .score_i8 = score_i8, .score_signs = score_signs, .find = find, \
    .widen_levels = widen_levels, \
  }
#define SPARSE_KERNELS \
  {.add_listed = add_listed, .add_masked = add_masked, .find_above = find_above}
