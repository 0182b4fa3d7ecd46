#pragma once

// The words in which the products and attention are written, for 16 lanes.

#include <immintrin.h>
#include <stdint.h>

typedef __m512 numbers;
typedef __m512i integers;

enum { LANES = 16, TILE_ROWS = 6, TILE_VECTORS = 4, NARROW_ROWS = 12, NARROW_VECTORS = 2 };

#define INLINE static inline __attribute__((always_inline))

INLINE numbers all_of(float x) { return _mm512_set1_ps(x); }
INLINE numbers load(const float *p) { return _mm512_loadu_ps(p); }
INLINE numbers load_halves(const uint16_t *p) {
  return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p));
}
INLINE void store(float *p, numbers x) { _mm512_storeu_ps(p, x); }
INLINE numbers plus(numbers a, numbers b) { return _mm512_add_ps(a, b); }
INLINE numbers minus(numbers a, numbers b) { return _mm512_sub_ps(a, b); }
INLINE numbers times(numbers a, numbers b) { return _mm512_mul_ps(a, b); }
INLINE numbers times_plus(numbers a, numbers b, numbers c) { return _mm512_fmadd_ps(a, b, c); }
INLINE numbers over(numbers a, numbers b) { return _mm512_div_ps(a, b); }
INLINE numbers larger(numbers a, numbers b) { return _mm512_max_ps(a, b); }
INLINE numbers magnitude(numbers a) { return _mm512_abs_ps(a); }
INLINE float sum_of_lanes(numbers a) { return _mm512_reduce_add_ps(a); }
INLINE float largest_lane(numbers a) { return _mm512_reduce_max_ps(a); }
INLINE numbers whole(numbers a) {
  return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
// a · 2^k for whole k.
INLINE numbers times_power(numbers a, numbers k) { return _mm512_scalef_ps(a, k); }

INLINE integers all_words(int32_t x) { return _mm512_set1_epi32(x); }
INLINE integers load_words(const void *p) { return _mm512_loadu_si512(p); }
INLINE integers no_words(void) { return _mm512_setzero_si512(); }
INLINE integers plus_words(integers a, integers b) { return _mm512_add_epi32(a, b); }
INLINE integers nearest_words(numbers a) { return _mm512_cvtps_epi32(a); }
INLINE numbers numbers_of(integers a) { return _mm512_cvtepi32_ps(a); }
INLINE integers bits_of(numbers a) { return _mm512_castps_si512(a); }
// Of words as numbers without a sign.
INLINE integers larger_words(integers a, integers b) { return _mm512_max_epu32(a, b); }
INLINE uint32_t largest_word(integers a) { return _mm512_reduce_max_epu32(a); }
INLINE void store_i16(int16_t *p, integers a) {
  _mm256_storeu_si256((__m256i *)p, _mm512_cvtepi32_epi16(a));
}
INLINE void store_u8(uint8_t *p, integers a) {
  _mm_storeu_si128((__m128i *)p, _mm512_cvtepi32_epi8(a));
}

INLINE integers dot_pairs_madd(integers sum, integers a, integers b) {
  return _mm512_add_epi32(sum, _mm512_madd_epi16(a, b));
}

// Bytes are widened to 16 bits, even and odd ones apart, because the byte product of this
// instruction set saturates.
INLINE integers dot_quads_madd(integers sum, integers a, integers b) {
  integers even = _mm512_madd_epi16(
      _mm512_and_si512(a, _mm512_set1_epi16(0xff)),
      _mm512_srai_epi16(_mm512_slli_epi16(b, 8), 8));
  integers odd = _mm512_madd_epi16(_mm512_srli_epi16(a, 8), _mm512_srai_epi16(b, 8));
  return _mm512_add_epi32(sum, _mm512_add_epi32(even, odd));
}

INLINE integers minus_words(integers a, integers b) { return _mm512_sub_epi32(a, b); }
INLINE integers both(integers a, integers b) { return _mm512_and_si512(a, b); }
INLINE integers either(integers a, integers b) { return _mm512_or_si512(a, b); }
#define LEFT(a, bits) _mm512_slli_epi32(a, bits)
INLINE void store_words(void *p, integers a) { _mm512_storeu_si512(p, a); }
