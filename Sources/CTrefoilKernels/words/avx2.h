#pragma once

// The words in which the families are written, for the 8 lanes of AVX2. What follows this header is
// compiled for AVX2, FMA and F16C, up to a `#pragma clang attribute pop`.

#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "inline.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

typedef __m256 numbers;
typedef __m256i integers;

enum {
  LANES = 8,
  // 12 sums in 16 registers leave no place for a tile of other proportions.
  TILE_ROWS = 6,
  TILE_VECTORS = 2,
  NARROW_ROWS = 6,
  NARROW_VECTORS = 2,
  // `dot_quads` needs four registers for the columns' halves and two for a row's: 8 sums are left.
  BYTE_ROWS = 4,
};

INLINE numbers all_of(float x) { return _mm256_set1_ps(x); }
INLINE numbers load(const float *p) { return _mm256_loadu_ps(p); }
INLINE numbers load_halves(const uint16_t *p) {
  return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p));
}
INLINE void store(float *p, numbers x) { _mm256_storeu_ps(p, x); }
INLINE void store_halves(uint16_t *p, numbers x) {
  __m128i halves = _mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  _mm_storeu_si128((__m128i *)p, halves);
}

// The first `count` lanes, or all if there are no more, and zeros behind them; what lies behind is
// neither read nor written.
INLINE __m256i first_lanes(size_t count) {
  __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(count >= LANES ? LANES : (int)count), lanes);
}
INLINE numbers first_of(numbers x, size_t count) {
  return _mm256_and_ps(x, _mm256_castsi256_ps(first_lanes(count)));
}
INLINE numbers load_first(const float *p, size_t count) {
  return _mm256_maskload_ps(p, first_lanes(count));
}
INLINE numbers load_first_halves(const uint16_t *p, size_t count) {
  if (count >= LANES) return load_halves(p);
  uint16_t rest[LANES] = {0};
  for (size_t i = 0; i < count; i++) rest[i] = p[i];
  return load_halves(rest);
}
INLINE void store_first(float *p, size_t count, numbers x) {
  _mm256_maskstore_ps(p, first_lanes(count), x);
}

INLINE numbers plus(numbers a, numbers b) { return _mm256_add_ps(a, b); }
INLINE numbers minus(numbers a, numbers b) { return _mm256_sub_ps(a, b); }
INLINE numbers times(numbers a, numbers b) { return _mm256_mul_ps(a, b); }
INLINE numbers times_plus(numbers a, numbers b, numbers c) { return _mm256_fmadd_ps(a, b, c); }
INLINE numbers over(numbers a, numbers b) { return _mm256_div_ps(a, b); }
// The second where one is not a number.
INLINE numbers larger(numbers a, numbers b) { return _mm256_max_ps(a, b); }
INLINE numbers smaller(numbers a, numbers b) { return _mm256_min_ps(a, b); }
INLINE numbers magnitude(numbers a) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), a); }
INLINE float sum_of_lanes(numbers a) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}
INLINE float largest_lane(numbers a) {
  __m128 four = _mm_max_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
  __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
}
INLINE numbers whole(numbers a) {
  return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
// a · 2^k for whole k of -126 to 127.
INLINE numbers times_power(numbers a, numbers k) {
  __m256i exponent = _mm256_add_epi32(_mm256_cvtps_epi32(k), _mm256_set1_epi32(127));
  return _mm256_mul_ps(a, _mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23)));
}

INLINE integers all_words(int32_t x) { return _mm256_set1_epi32(x); }
INLINE integers load_words(const void *p) { return _mm256_loadu_si256((const __m256i *)p); }
INLINE integers no_words(void) { return _mm256_setzero_si256(); }
INLINE integers plus_words(integers a, integers b) { return _mm256_add_epi32(a, b); }
INLINE integers minus_words(integers a, integers b) { return _mm256_sub_epi32(a, b); }
INLINE integers both(integers a, integers b) { return _mm256_and_si256(a, b); }
INLINE integers either(integers a, integers b) { return _mm256_or_si256(a, b); }
#define LEFT(a, bits) _mm256_slli_epi32(a, bits)
INLINE void store_words(void *p, integers a) { _mm256_storeu_si256((__m256i *)p, a); }
INLINE integers nearest_words(numbers a) { return _mm256_cvtps_epi32(a); }
INLINE numbers numbers_of(integers a) { return _mm256_cvtepi32_ps(a); }
INLINE integers bits_of(numbers a) { return _mm256_castps_si256(a); }
INLINE int any_above(integers a, integers b) {
  return _mm256_movemask_epi8(_mm256_cmpgt_epi32(a, b)) != 0;
}
// Of words as numbers without a sign.
INLINE integers larger_words(integers a, integers b) { return _mm256_max_epu32(a, b); }
INLINE uint32_t largest_word(integers a) {
  __m128i four = _mm_max_epu32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
  __m128i two = _mm_max_epu32(four, _mm_unpackhi_epi64(four, four));
  return (uint32_t)_mm_cvtsi128_si32(_mm_max_epu32(two, _mm_srli_epi64(two, 32)));
}
// The low 16 bits of each word, in order.
INLINE __m128i low_halves(integers a) {
  __m256i chosen = _mm256_shuffle_epi8(
      a, _mm256_setr_epi8(0, 1, 4, 5, 8, 9, 12, 13, -1, -1, -1, -1, -1, -1, -1, -1,
                          0, 1, 4, 5, 8, 9, 12, 13, -1, -1, -1, -1, -1, -1, -1, -1));
  return _mm256_castsi256_si128(_mm256_permute4x64_epi64(chosen, 0x08));
}
INLINE void store_i16(int16_t *p, integers a) { _mm_storeu_si128((__m128i *)p, low_halves(a)); }
INLINE void store_u8(uint8_t *p, integers a) {
  __m128i bytes = _mm_shuffle_epi8(
      low_halves(a), _mm_setr_epi8(0, 2, 4, 6, 8, 10, 12, 14, -1, -1, -1, -1, -1, -1, -1, -1));
  _mm_storel_epi64((__m128i *)p, bytes);
}

INLINE integers dot_pairs(integers sum, integers a, integers b) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(a, b));
}

// Bytes are widened to 16 bits, even and odd ones apart, because the byte product of this
// instruction set saturates.
INLINE integers dot_quads(integers sum, integers a, integers b) {
  integers even = _mm256_madd_epi16(
      _mm256_and_si256(a, _mm256_set1_epi16(0xff)),
      _mm256_srai_epi16(_mm256_slli_epi16(b, 8), 8));
  integers odd = _mm256_madd_epi16(_mm256_srli_epi16(a, 8), _mm256_srai_epi16(b, 8));
  return _mm256_add_epi32(sum, _mm256_add_epi32(even, odd));
}

// Signed bytes, two for each lane, widened to 16 bits.
INLINE integers load_wide_bytes(const void *p) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)p));
}
// Bytes without a sign, two or one for each lane, widened to 16 and to 32 bits.
INLINE integers load_bytes_as_pairs(const void *p) {
  return _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)p));
}
INLINE integers load_bytes_as_words(const void *p) {
  return _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)p));
}
// Four bits for each lane, the lowest of a byte first, widened to words; the bits above them are
// undefined.
INLINE integers load_nibbles_as_words(const void *p) {
  int32_t nibbles;
  memcpy(&nibbles, p, sizeof nibbles);
  return _mm256_srlv_epi32(
      _mm256_set1_epi32(nibbles), _mm256_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28));
}
// 16-bit numbers without a sign, one for each lane, widened to words.
INLINE integers load_wide_pairs(const uint16_t *p) {
  return _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)p));
}
INLINE int32_t sum_of_words(integers a) {
  __m128i four = _mm_add_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
  __m128i two = _mm_add_epi32(four, _mm_unpackhi_epi64(four, four));
  return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_srli_epi64(two, 32)));
}
// A bit for each lane whose first number is not below, or is below, the second; none for a NaN.
INLINE uint32_t lanes_at_least(numbers a, numbers b) {
  return (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_GE_OQ));
}
INLINE uint32_t lanes_below(numbers a, numbers b) {
  return (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_LT_OQ));
}

// A table of 16 bytes, and the bytes of it that numbers below 16 name.
INLINE integers load_table(const uint8_t *p) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)p));
}
INLINE integers bytes_of(integers table, integers indices) {
  return _mm256_shuffle_epi8(table, indices);
}
INLINE integers plus_pairs(integers a, integers b) { return _mm256_add_epi16(a, b); }
INLINE integers minus_pairs(integers a, integers b) { return _mm256_sub_epi16(a, b); }
#define LEFT_PAIRS(a, bits) _mm256_slli_epi16(a, bits)
#define RIGHT_PAIRS(a, bits) _mm256_srli_epi16(a, bits)
// Writes the 16-bit numbers of two vectors in turn: the first of each, then the second of each.
INLINE void store_in_turn(uint16_t *p, integers a, integers b) {
  __m256i low = _mm256_unpacklo_epi16(a, b), high = _mm256_unpackhi_epi16(a, b);
  store_words(p, _mm256_permute2x128_si256(low, high, 0x20));
  store_words(p + 16, _mm256_permute2x128_si256(low, high, 0x31));
}
