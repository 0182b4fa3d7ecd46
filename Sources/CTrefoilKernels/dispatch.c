#include "tables.h"

// One place for each instruction set, plainest first. VNNI has no passes of its own.
static const trefoil_kernels *const tables[] = {
    &trefoil_scalar_kernels,
#if defined(__x86_64__)
    &trefoil_avx2_kernels,
    &trefoil_avx512_kernels,
    &trefoil_avx512_kernels,
#endif
};

static const trefoil_product_kernels *const product_tables[] = {
    &trefoil_scalar_product_kernels,
#if defined(__x86_64__)
    &trefoil_avx2_product_kernels,
    &trefoil_avx512_product_kernels,
    &trefoil_avx512vnni_product_kernels,
#endif
};

size_t trefoil_kernels_count(void) { return sizeof tables / sizeof tables[0]; }

const trefoil_kernels *trefoil_kernels_at(size_t index) {
  return index < trefoil_kernels_count() ? tables[index] : NULL;
}

const trefoil_product_kernels *trefoil_product_kernels_at(size_t index) {
  return index < trefoil_kernels_count() ? product_tables[index] : NULL;
}

int trefoil_kernels_runs(size_t index) {
  if (index >= trefoil_kernels_count()) return 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  const int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("fma");
  if (product_tables[index] == &trefoil_avx2_product_kernels) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
        && __builtin_cpu_supports("f16c");
  }
  if (product_tables[index] == &trefoil_avx512_product_kernels) return avx512;
  if (product_tables[index] == &trefoil_avx512vnni_product_kernels) {
    return avx512 && __builtin_cpu_supports("avx512vnni");
  }
#endif
  return 1;
}
