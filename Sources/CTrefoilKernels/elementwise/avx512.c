#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>

#include "erf.h"
#include "../tables.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma"))), apply_to = function)

// Every loop takes 16 numbers a step and reads the rest under a mask, so no tail is scalar.
enum { WIDTH = 16 };

static inline __mmask16 mask_of(size_t left) {
  return left >= WIDTH ? 0xffff : (__mmask16)((1u << left) - 1u);
}

static void add(float *x, const float *y, size_t n) {
  for (size_t i = 0; i < n; i += WIDTH) {
    __mmask16 mask = mask_of(n - i);
    __m512 sum = _mm512_add_ps(_mm512_maskz_loadu_ps(mask, x + i),
                               _mm512_maskz_loadu_ps(mask, y + i));
    _mm512_mask_storeu_ps(x + i, mask, sum);
  }
}

static void scale(float *x, float factor, size_t n) {
  __m512 by = _mm512_set1_ps(factor);
  for (size_t i = 0; i < n; i += WIDTH) {
    __mmask16 mask = mask_of(n - i);
    _mm512_mask_storeu_ps(x + i, mask, _mm512_mul_ps(_mm512_maskz_loadu_ps(mask, x + i), by));
  }
}

static inline __m512 step(__m512 sum, __m512 by, float coefficient) {
  return _mm512_fmadd_ps(sum, by, _mm512_set1_ps(coefficient));
}

static inline __m512 erf_of(__m512 z) {
  // min and max return their second operand for a NaN, so a NaN stays one.
  z = _mm512_max_ps(_mm512_set1_ps(-ERF_BOUND), _mm512_min_ps(_mm512_set1_ps(ERF_BOUND), z));
  __m512 t = _mm512_mul_ps(z, z);
  __m512 p = step(_mm512_set1_ps(ERF_P5), t, ERF_P4);
  p = step(step(step(step(p, t, ERF_P3), t, ERF_P2), t, ERF_P1), t, ERF_P0);
  __m512 q = step(_mm512_set1_ps(ERF_Q5), t, ERF_Q4);
  q = step(step(step(step(q, t, ERF_Q3), t, ERF_Q2), t, ERF_Q1), t, 1.0f);
  return _mm512_div_ps(_mm512_mul_ps(z, p), q);
}

static void gelu(float *x, size_t n) {
  for (size_t i = 0; i < n; i += WIDTH) {
    __mmask16 mask = mask_of(n - i);
    __m512 v = _mm512_maskz_loadu_ps(mask, x + i);
    __m512 half = _mm512_mul_ps(v, _mm512_set1_ps(0.5f));
    __m512 erf = erf_of(_mm512_mul_ps(v, _mm512_set1_ps(SQRT_HALF)));
    _mm512_mask_storeu_ps(x + i, mask, _mm512_fmadd_ps(half, erf, half));
  }
}

static void layer_norm(
    float *x, const float *weight, const float *shift, float epsilon, size_t n) {
  __m512 sums = _mm512_setzero_ps();
  for (size_t i = 0; i < n; i += WIDTH) {
    sums = _mm512_add_ps(sums, _mm512_maskz_loadu_ps(mask_of(n - i), x + i));
  }
  __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sums) / (float)n);
  __m512 squares = _mm512_setzero_ps();
  for (size_t i = 0; i < n; i += WIDTH) {
    __mmask16 mask = mask_of(n - i);
    __m512 away = _mm512_maskz_sub_ps(mask, _mm512_maskz_loadu_ps(mask, x + i), mean);
    squares = _mm512_fmadd_ps(away, away, squares);
  }
  float variance = _mm512_reduce_add_ps(squares) / (float)n;
  __m512 factor = _mm512_set1_ps(1.0f / sqrtf(variance + epsilon));
  for (size_t i = 0; i < n; i += WIDTH) {
    __mmask16 mask = mask_of(n - i);
    __m512 unit = _mm512_mul_ps(_mm512_sub_ps(_mm512_maskz_loadu_ps(mask, x + i), mean), factor);
    __m512 y = _mm512_fmadd_ps(unit, _mm512_maskz_loadu_ps(mask, weight + i),
                               _mm512_maskz_loadu_ps(mask, shift + i));
    _mm512_mask_storeu_ps(x + i, mask, y);
  }
}

static float dot(const float *a, const float *b, size_t n) {
  __m512 first = _mm512_setzero_ps();
  __m512 second = _mm512_setzero_ps();
  size_t i = 0;
  for (; i + 2 * WIDTH <= n; i += 2 * WIDTH) {
    first = _mm512_fmadd_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i), first);
    second = _mm512_fmadd_ps(
        _mm512_loadu_ps(a + i + WIDTH), _mm512_loadu_ps(b + i + WIDTH), second);
  }
  for (; i < n; i += WIDTH) {
    __mmask16 mask = mask_of(n - i);
    first = _mm512_fmadd_ps(
        _mm512_maskz_loadu_ps(mask, a + i), _mm512_maskz_loadu_ps(mask, b + i), first);
  }
  return _mm512_reduce_add_ps(_mm512_add_ps(first, second));
}

#pragma clang attribute pop

const trefoil_elementwise_kernels trefoil_avx512_elementwise = {
    .add = add,
    .scale = scale,
    .gelu = gelu,
    .layer_norm = layer_norm,
    .dot = dot,
};

#endif
