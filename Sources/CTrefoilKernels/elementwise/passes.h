#pragma once

// Passes over numbers, over the words of an instruction set. Every loop takes a vector a step and
// reads the rest as the first lanes of one, so no tail is scalar.

#include "erf.h"

static void add(float *x, const float *y, size_t n) {
  for (size_t i = 0; i < n; i += LANES) {
    store_first(x + i, n - i, plus(load_first(x + i, n - i), load_first(y + i, n - i)));
  }
}

static void scale(float *x, float factor, size_t n) {
  const numbers by = all_of(factor);
  for (size_t i = 0; i < n; i += LANES) {
    store_first(x + i, n - i, times(load_first(x + i, n - i), by));
  }
}

INLINE numbers step(numbers sum, numbers by, float coefficient) {
  return times_plus(sum, by, all_of(coefficient));
}

INLINE numbers erf_of(numbers z) {
  // A NaN stays one.
  z = larger(all_of(-ERF_BOUND), smaller(all_of(ERF_BOUND), z));
  numbers t = times(z, z);
  numbers p = step(all_of(ERF_P5), t, ERF_P4);
  p = step(step(step(step(p, t, ERF_P3), t, ERF_P2), t, ERF_P1), t, ERF_P0);
  numbers q = step(all_of(ERF_Q5), t, ERF_Q4);
  q = step(step(step(step(q, t, ERF_Q3), t, ERF_Q2), t, ERF_Q1), t, 1);
  return over(times(z, p), q);
}

static void gelu(float *x, size_t n) {
  for (size_t i = 0; i < n; i += LANES) {
    numbers v = load_first(x + i, n - i);
    numbers half = times(v, all_of(0.5f));
    numbers erf = erf_of(times(v, all_of(SQRT_HALF)));
    store_first(x + i, n - i, times_plus(half, erf, half));
  }
}

static void layer_norm(
    float *x, const float *weight, const float *shift, float epsilon, size_t n) {
  numbers sums = all_of(0);
  for (size_t i = 0; i < n; i += LANES) sums = plus(sums, load_first(x + i, n - i));
  const numbers mean = all_of(sum_of_lanes(sums) / (float)n);
  numbers squares = all_of(0);
  for (size_t i = 0; i < n; i += LANES) {
    numbers away = first_of(minus(load_first(x + i, n - i), mean), n - i);
    squares = times_plus(away, away, squares);
  }
  const float variance = sum_of_lanes(squares) / (float)n;
  const numbers factor = all_of(1.0f / sqrtf(variance + epsilon));
  for (size_t i = 0; i < n; i += LANES) {
    numbers unit = times(minus(load_first(x + i, n - i), mean), factor);
    numbers y = times_plus(unit, load_first(weight + i, n - i), load_first(shift + i, n - i));
    store_first(x + i, n - i, y);
  }
}

static float dot(const float *a, const float *b, size_t n) {
  numbers first = all_of(0);
  numbers second = all_of(0);
  size_t i = 0;
  for (; i + 2 * LANES <= n; i += 2 * LANES) {
    first = times_plus(load(a + i), load(b + i), first);
    second = times_plus(load(a + i + LANES), load(b + i + LANES), second);
  }
  for (; i < n; i += LANES) {
    first = times_plus(load_first(a + i, n - i), load_first(b + i, n - i), first);
  }
  return sum_of_lanes(plus(first, second));
}
