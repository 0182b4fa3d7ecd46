#include "../tables.h"
#include "half.h"

static void f32_from_f16(const uint16_t *from, float *to, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] = single_of(from[i]);
}

static size_t f16_from_f32(const void *from, uint16_t *to, size_t n) {
  return halves_of_singles(from, to, n);
}

const trefoil_convert_kernels trefoil_scalar_convert = CONVERT_KERNELS;
