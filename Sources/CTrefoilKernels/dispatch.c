#include "tables.h"

static int everywhere(void) { return 1; }

#if defined(__x86_64__)
static int has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
      && __builtin_cpu_supports("f16c");
}

static int has_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("fma");
}

static int has_avx512vnni(void) { return has_avx512() && __builtin_cpu_supports("avx512vnni"); }
#endif

typedef struct row {
  int (*runs)(void);
  trefoil_kernels kernels;
} row;

// A row for each instruction set, each preferred to those before it.
static const row rows[] = {
    {everywhere,
     {"scalar", &trefoil_scalar_elementwise, &trefoil_scalar_convert, &trefoil_scalar_products,
      &trefoil_scalar_attention, &trefoil_scalar_maxsim, &trefoil_scalar_scan,
      &trefoil_scalar_sparse}},
#if defined(__x86_64__)
    {has_avx2,
     {"avx2", &trefoil_avx2_elementwise, &trefoil_avx2_convert, &trefoil_avx2_products,
      &trefoil_avx2_attention, &trefoil_avx2_maxsim, &trefoil_avx2_scan, &trefoil_avx2_sparse}},
    {has_avx512,
     {"avx512", &trefoil_avx512_elementwise, &trefoil_avx512_convert, &trefoil_avx512_products,
      &trefoil_avx512_attention, &trefoil_avx512_maxsim, &trefoil_avx512_scan,
      &trefoil_avx2_sparse}},
    {has_avx512vnni,
     {"avx512vnni", &trefoil_avx512_elementwise, &trefoil_avx512_convert,
      &trefoil_avx512vnni_products, &trefoil_avx512vnni_attention, &trefoil_avx512vnni_maxsim,
      &trefoil_avx512vnni_scan, &trefoil_avx2_sparse}},
#endif
};

size_t trefoil_kernels_count(void) { return sizeof rows / sizeof rows[0]; }

const trefoil_kernels *trefoil_kernels_at(size_t index) {
  return index < trefoil_kernels_count() ? &rows[index].kernels : NULL;
}

int trefoil_kernels_runs(size_t index) {
  if (index >= trefoil_kernels_count()) return 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
#endif
  return rows[index].runs();
}

int trefoil_kernels_are_optimized(void) {
#if defined(__OPTIMIZE__)
  return 1;
#else
  return 0;
#endif
}
