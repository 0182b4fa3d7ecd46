#pragma once

#include "maxsim.h"

extern const trefoil_maxsim_kernels trefoil_maxsim_scalar_kernels;

#if defined(__x86_64__)
extern const trefoil_maxsim_kernels trefoil_maxsim_avx2_kernels;
extern const trefoil_maxsim_kernels trefoil_maxsim_avx512_kernels;
extern const trefoil_maxsim_kernels trefoil_maxsim_avx512vnni_kernels;

// Entries of the avx512 table that avx512vnni shares.
void trefoil_maxsim_raise_f32_avx512(
    const float *_Nonnull panels, size_t columns, size_t dimension, const float *_Nonnull rows,
    size_t row_count, float *_Nonnull largest);
void trefoil_maxsim_raise_f16_avx512(
    const float *_Nonnull panels, size_t columns, size_t dimension,
    const uint16_t *_Nonnull rows, size_t row_count, float *_Nonnull largest);
#endif
