#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// How plain C quantizes, in every family.

// Rounds a number of magnitude below 2^22 to the nearest integer, ties to even: adding 1.5 · 2^23
// leaves no place for a fraction. Unlike lrintf, it becomes vector code everywhere.
static inline int32_t nearest(float x) {
  float shifted = x + 0x1.8p23f;
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  return (int32_t)(bits - 0x4b400000u);
}

// The larger of a magnitude's bits and those of another number's: they order as the magnitudes do,
// infinities and NaNs last. As integers, so that a loop of them becomes vector code.
static inline uint32_t larger_magnitude(uint32_t largest, float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits &= 0x7fffffffu;
  return bits > largest ? bits : largest;
}

// The magnitude of these bits; a NaN for an infinity too.
static inline float magnitude_of(uint32_t bits) {
  if (bits >= 0x7f800000u) return NAN;
  float magnitude;
  memcpy(&magnitude, &bits, sizeof magnitude);
  return magnitude;
}

// The largest magnitude of `n` numbers; a NaN if one of them is not finite.
static inline float largest_magnitude(const float *x, size_t n) {
  uint32_t largest = 0;
  for (size_t i = 0; i < n; i++) largest = larger_magnitude(largest, x[i]);
  return magnitude_of(largest);
}
