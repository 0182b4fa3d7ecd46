#pragma once

#include "kernels.h"

extern const trefoil_kernels trefoil_scalar_kernels;

#if defined(__x86_64__)
extern const trefoil_kernels trefoil_avx2_kernels;
extern const trefoil_kernels trefoil_avx512_kernels;
#endif
