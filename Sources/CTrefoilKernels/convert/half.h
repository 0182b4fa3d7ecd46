#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// One number at a time, by its bits.

// Half bits of the fp32 number with these bits; an infinity if it does not fit.
static inline uint16_t half_of(uint32_t bits) {
  uint16_t sign = (uint16_t)(bits >> 16 & 0x8000u);
  uint32_t magnitude = bits & 0x7fffffffu;
  // 65520 and above, infinities and NaNs among them, round to no finite half.
  if (magnitude >= 0x477ff000u) return sign | 0x7c00u;
  if (magnitude < 0x38800000u) {
    // Below 2^-14 a half is a multiple of 2^-24; adding 0.5 leaves that multiple, rounded to
    // nearest even by the addition itself, in the low bits.
    float value;
    memcpy(&value, &magnitude, sizeof value);
    value += 0.5f;
    uint32_t sum;
    memcpy(&sum, &value, sizeof sum);
    return sign | (uint16_t)(sum - 0x3f000000u);
  }
  uint32_t odd = magnitude >> 13 & 1u;
  uint32_t rounded = magnitude - 0x38000000u + 0xfffu + odd;
  return sign | (uint16_t)(rounded >> 13);
}

// Whether a number did not fit.
static inline int overflows(uint16_t half) { return (half & 0x7c00u) == 0x7c00u; }

// The fp32 number with these half bits.
static inline float single_of(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000u) << 16;
  uint32_t exponent = (half >> 10) & 0x1fu;
  uint32_t fraction = half & 0x3ffu;
  if (exponent == 0) {
    // Zero or subnormal: fraction * 2^-24 is exact in fp32.
    float magnitude = (float)fraction * 0x1p-24f;
    return sign ? -magnitude : magnitude;
  }
  uint32_t bits = sign | (exponent == 0x1fu ? 0x7f800000u : (exponent + 112u) << 23)
      | fraction << 13;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline size_t halves_of_singles(const void *from, uint16_t *to, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, (const char *)from + 4 * i, sizeof bits);
    to[i] = half_of(bits);
    if (overflows(to[i])) return i;
  }
  return n;
}
