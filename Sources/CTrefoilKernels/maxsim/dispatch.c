#include "tables.h"

static const trefoil_maxsim_kernels *const tables[] = {
    &trefoil_maxsim_scalar_kernels,
#if defined(__x86_64__)
    &trefoil_maxsim_avx2_kernels,
    &trefoil_maxsim_avx512_kernels,
    &trefoil_maxsim_avx512vnni_kernels,
#endif
};

size_t trefoil_maxsim_kernels_count(void) { return sizeof tables / sizeof tables[0]; }

const trefoil_maxsim_kernels *trefoil_maxsim_kernels_at(size_t index) {
  return index < trefoil_maxsim_kernels_count() ? tables[index] : NULL;
}

int trefoil_maxsim_kernels_runs(size_t index) {
  if (index >= trefoil_maxsim_kernels_count()) return 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (tables[index] == &trefoil_maxsim_avx2_kernels) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
        && __builtin_cpu_supports("f16c");
  }
  int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("fma");
  if (tables[index] == &trefoil_maxsim_avx512_kernels) return avx512;
  if (tables[index] == &trefoil_maxsim_avx512vnni_kernels) {
    return avx512 && __builtin_cpu_supports("avx512vnni");
  }
#endif
  return 1;
}
