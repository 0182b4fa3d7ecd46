#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>

#include "erf.h"
#include "../tables.h"

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,f16c"))), apply_to = function)

// Every loop takes 8 numbers a step and reads the rest under a mask, so no tail is scalar.
enum { WIDTH = 8 };

static inline __m256i mask_of(size_t left) {
  __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(left >= WIDTH ? WIDTH : (int)left), lanes);
}

static inline float sum_of(__m256 x) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

static void add(float *x, const float *y, size_t n) {
  for (size_t i = 0; i < n; i += WIDTH) {
    __m256i mask = mask_of(n - i);
    __m256 sum = _mm256_add_ps(_mm256_maskload_ps(x + i, mask), _mm256_maskload_ps(y + i, mask));
    _mm256_maskstore_ps(x + i, mask, sum);
  }
}

static void scale(float *x, float factor, size_t n) {
  __m256 by = _mm256_set1_ps(factor);
  for (size_t i = 0; i < n; i += WIDTH) {
    __m256i mask = mask_of(n - i);
    _mm256_maskstore_ps(x + i, mask, _mm256_mul_ps(_mm256_maskload_ps(x + i, mask), by));
  }
}

static inline __m256 step(__m256 sum, __m256 by, float coefficient) {
  return _mm256_fmadd_ps(sum, by, _mm256_set1_ps(coefficient));
}

static inline __m256 erf_of(__m256 z) {
  // min and max return their second operand for a NaN, so a NaN stays one.
  z = _mm256_max_ps(_mm256_set1_ps(-ERF_BOUND), _mm256_min_ps(_mm256_set1_ps(ERF_BOUND), z));
  __m256 t = _mm256_mul_ps(z, z);
  __m256 p = step(_mm256_set1_ps(ERF_P5), t, ERF_P4);
  p = step(step(step(step(p, t, ERF_P3), t, ERF_P2), t, ERF_P1), t, ERF_P0);
  __m256 q = step(_mm256_set1_ps(ERF_Q5), t, ERF_Q4);
  q = step(step(step(step(q, t, ERF_Q3), t, ERF_Q2), t, ERF_Q1), t, 1.0f);
  return _mm256_div_ps(_mm256_mul_ps(z, p), q);
}

static void gelu(float *x, size_t n) {
  for (size_t i = 0; i < n; i += WIDTH) {
    __m256i mask = mask_of(n - i);
    __m256 v = _mm256_maskload_ps(x + i, mask);
    __m256 half = _mm256_mul_ps(v, _mm256_set1_ps(0.5f));
    __m256 erf = erf_of(_mm256_mul_ps(v, _mm256_set1_ps(SQRT_HALF)));
    _mm256_maskstore_ps(x + i, mask, _mm256_fmadd_ps(half, erf, half));
  }
}

static void layer_norm(
    float *x, const float *weight, const float *shift, float epsilon, size_t n) {
  __m256 sums = _mm256_setzero_ps();
  for (size_t i = 0; i < n; i += WIDTH) {
    sums = _mm256_add_ps(sums, _mm256_maskload_ps(x + i, mask_of(n - i)));
  }
  __m256 mean = _mm256_set1_ps(sum_of(sums) / (float)n);
  __m256 squares = _mm256_setzero_ps();
  for (size_t i = 0; i < n; i += WIDTH) {
    __m256i mask = mask_of(n - i);
    __m256 away = _mm256_sub_ps(_mm256_maskload_ps(x + i, mask), mean);
    away = _mm256_and_ps(away, _mm256_castsi256_ps(mask));
    squares = _mm256_fmadd_ps(away, away, squares);
  }
  __m256 factor = _mm256_set1_ps(1.0f / sqrtf(sum_of(squares) / (float)n + epsilon));
  for (size_t i = 0; i < n; i += WIDTH) {
    __m256i mask = mask_of(n - i);
    __m256 unit = _mm256_mul_ps(_mm256_sub_ps(_mm256_maskload_ps(x + i, mask), mean), factor);
    __m256 y = _mm256_fmadd_ps(
        unit, _mm256_maskload_ps(weight + i, mask), _mm256_maskload_ps(shift + i, mask));
    _mm256_maskstore_ps(x + i, mask, y);
  }
}

static float dot(const float *a, const float *b, size_t n) {
  __m256 first = _mm256_setzero_ps();
  __m256 second = _mm256_setzero_ps();
  size_t i = 0;
  for (; i + 2 * WIDTH <= n; i += 2 * WIDTH) {
    first = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i), first);
    second = _mm256_fmadd_ps(
        _mm256_loadu_ps(a + i + WIDTH), _mm256_loadu_ps(b + i + WIDTH), second);
  }
  for (; i < n; i += WIDTH) {
    __m256i mask = mask_of(n - i);
    first = _mm256_fmadd_ps(
        _mm256_maskload_ps(a + i, mask), _mm256_maskload_ps(b + i, mask), first);
  }
  return sum_of(_mm256_add_ps(first, second));
}

#pragma clang attribute pop

const trefoil_elementwise_kernels trefoil_avx2_elementwise = {
    .add = add,
    .scale = scale,
    .gelu = gelu,
    .layer_norm = layer_norm,
    .dot = dot,
};

#endif
