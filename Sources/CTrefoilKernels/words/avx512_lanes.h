#pragma once

// The words of avx512.h and avx512vnni.h, which differ in their integer products alone.

typedef __m512 numbers;
typedef __m512i integers;

enum {
  LANES = 16,
  // A wide tile and a narrow one, 24 sums in 32 registers each.
  TILE_ROWS = 6,
  TILE_VECTORS = 4,
  NARROW_ROWS = 12,
  NARROW_VECTORS = 2,
  // Rows of a narrow tile of bytes.
  BYTE_ROWS = 12,
};

INLINE numbers all_of(float x) { return _mm512_set1_ps(x); }
INLINE numbers load(const float *p) { return _mm512_loadu_ps(p); }
INLINE numbers load_halves(const uint16_t *p) {
  return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p));
}
INLINE void store(float *p, numbers x) { _mm512_storeu_ps(p, x); }
INLINE void store_halves(uint16_t *p, numbers x) {
  __m256i halves = _mm512_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  _mm256_storeu_si256((__m256i *)p, halves);
}

// The first `count` lanes, or all if there are no more, and zeros behind them; what lies behind is
// neither read nor written.
INLINE __mmask16 first_lanes(size_t count) {
  return count >= LANES ? 0xffff : (__mmask16)((1u << count) - 1u);
}
INLINE numbers first_of(numbers x, size_t count) {
  return _mm512_maskz_mov_ps(first_lanes(count), x);
}
INLINE numbers load_first(const float *p, size_t count) {
  return _mm512_maskz_loadu_ps(first_lanes(count), p);
}
INLINE numbers load_first_halves(const uint16_t *p, size_t count) {
  return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(first_lanes(count), p));
}
INLINE void store_first(float *p, size_t count, numbers x) {
  _mm512_mask_storeu_ps(p, first_lanes(count), x);
}

INLINE numbers plus(numbers a, numbers b) { return _mm512_add_ps(a, b); }
INLINE numbers minus(numbers a, numbers b) { return _mm512_sub_ps(a, b); }
INLINE numbers times(numbers a, numbers b) { return _mm512_mul_ps(a, b); }
INLINE numbers times_plus(numbers a, numbers b, numbers c) { return _mm512_fmadd_ps(a, b, c); }
INLINE numbers over(numbers a, numbers b) { return _mm512_div_ps(a, b); }
// The second where one is not a number.
INLINE numbers larger(numbers a, numbers b) { return _mm512_max_ps(a, b); }
INLINE numbers smaller(numbers a, numbers b) { return _mm512_min_ps(a, b); }
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
INLINE integers minus_words(integers a, integers b) { return _mm512_sub_epi32(a, b); }
INLINE integers both(integers a, integers b) { return _mm512_and_si512(a, b); }
INLINE integers either(integers a, integers b) { return _mm512_or_si512(a, b); }
#define LEFT(a, bits) _mm512_slli_epi32(a, bits)
INLINE void store_words(void *p, integers a) { _mm512_storeu_si512(p, a); }
INLINE integers nearest_words(numbers a) { return _mm512_cvtps_epi32(a); }
INLINE numbers numbers_of(integers a) { return _mm512_cvtepi32_ps(a); }
INLINE integers bits_of(numbers a) { return _mm512_castps_si512(a); }
INLINE int any_above(integers a, integers b) { return _mm512_cmpgt_epi32_mask(a, b) != 0; }
// Of words as numbers without a sign.
INLINE integers larger_words(integers a, integers b) { return _mm512_max_epu32(a, b); }
INLINE uint32_t largest_word(integers a) { return _mm512_reduce_max_epu32(a); }
INLINE void store_i16(int16_t *p, integers a) {
  _mm256_storeu_si256((__m256i *)p, _mm512_cvtepi32_epi16(a));
}
INLINE void store_u8(uint8_t *p, integers a) {
  _mm_storeu_si128((__m128i *)p, _mm512_cvtepi32_epi8(a));
}

// Signed bytes, two for each lane, widened to 16 bits.
INLINE integers load_wide_bytes(const void *p) {
  return _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)p));
}
// Bytes without a sign, two or one for each lane, widened to 16 and to 32 bits.
INLINE integers load_bytes_as_pairs(const void *p) {
  return _mm512_cvtepu8_epi16(_mm256_loadu_si256((const __m256i *)p));
}
INLINE integers load_bytes_as_words(const void *p) {
  return _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)p));
}
// Four bits for each lane, the lowest of a byte first, widened to words; the bits above them are
// undefined.
INLINE integers load_nibbles_as_words(const void *p) {
  int64_t nibbles;
  memcpy(&nibbles, p, sizeof nibbles);
  __m512i lanes = _mm512_permutexvar_epi32(
      _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1),
      _mm512_set1_epi64(nibbles));
  return _mm512_srlv_epi32(
      lanes,
      _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 0, 4, 8, 12, 16, 20, 24, 28));
}
// 16-bit numbers without a sign, one for each lane, widened to words.
INLINE integers load_wide_pairs(const uint16_t *p) {
  return _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)p));
}
INLINE int32_t sum_of_words(integers a) { return _mm512_reduce_add_epi32(a); }
// A bit for each lane whose first number is not below, or is below, the second; none for a NaN.
INLINE uint32_t lanes_at_least(numbers a, numbers b) {
  return _mm512_cmp_ps_mask(a, b, _CMP_GE_OQ);
}
INLINE uint32_t lanes_below(numbers a, numbers b) {
  return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ);
}

// A table of 16 bytes, and the bytes of it that numbers below 16 name.
INLINE integers load_table(const uint8_t *p) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)p));
}
INLINE integers bytes_of(integers table, integers indices) {
  return _mm512_shuffle_epi8(table, indices);
}
INLINE integers plus_pairs(integers a, integers b) { return _mm512_add_epi16(a, b); }
INLINE integers minus_pairs(integers a, integers b) { return _mm512_sub_epi16(a, b); }
#define LEFT_PAIRS(a, bits) _mm512_slli_epi16(a, bits)
#define RIGHT_PAIRS(a, bits) _mm512_srli_epi16(a, bits)
// Writes the 16-bit numbers of two vectors in turn: the first of each, then the second of each.
INLINE void store_in_turn(uint16_t *p, integers a, integers b) {
  __m512i low = _mm512_unpacklo_epi16(a, b), high = _mm512_unpackhi_epi16(a, b);
  const __m512i first = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11);
  const __m512i second = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
  store_words(p, _mm512_permutex2var_epi64(low, first, high));
  store_words(p + 32, _mm512_permutex2var_epi64(low, second, high));
}
