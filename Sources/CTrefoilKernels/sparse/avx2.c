#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx2.h"

#include "listed.h"
#include "spread.h"

static void add_listed(
    const void *rows, const void *weights, size_t count, float factor, float *scores) {
  const numbers by = all_of(factor);
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    float products[LANES];
    store(products, times(by, load_halves((const uint16_t *)weights + i)));
    const uint64_t low = word_at((const uint16_t *)rows + i, 0);
    const uint64_t high = word_at((const uint16_t *)rows + i, 1);
    UNROLL for (int j = 0; j < 4; j++) scores[low >> 16 * j & 0xffff] += products[j];
    UNROLL for (int j = 0; j < 4; j++) scores[high >> 16 * j & 0xffff] += products[4 + j];
  }
  add_first(rows, weights, i, count, factor, scores);
}

static size_t add_masked(
    const void *bits, size_t words, const void *weights, size_t count, float factor,
    float *scores) {
  const numbers by = all_of(factor);
  size_t place = 0;
  for (size_t i = 0; i < words; i++) {
    const uint64_t word = word_at(bits, i);
    const size_t next = place + (size_t)__builtin_popcountll(word);
    if (next > count) return next;
    float *sums = scores + 64 * i;
    if (next + LANES > count) {
      // A vector of weights could reach beyond the last.
      add_word(word, weights, place, factor, sums);
    } else if (word != 0) {
      const uint16_t *from = (const uint16_t *)weights + place;
      UNROLL for (int j = 0; j < 8; j++) {
        const uint8_t byte = (uint8_t)(word >> 8 * j);
        const __m128i halves = _mm_shuffle_epi8(
            _mm_loadu_si128((const __m128i *)from),
            _mm_load_si128((const __m128i *)SPREAD[byte]));
        const numbers products = times(by, _mm256_cvtph_ps(halves));
        store(sums + LANES * j, plus(load(sums + LANES * j), products));
        from += __builtin_popcount(byte);
      }
    }
    place = next;
  }
  return place;
}

static size_t find_above(
    const float *scores, size_t words, float rest, float cut, const uint64_t *allowed,
    uint16_t *rows) {
  const numbers more = all_of(rest);
  const numbers least = all_of(cut);
  size_t found = 0;
  for (size_t i = 0; i < words; i++) {
    uint64_t above = 0;
    UNROLL for (int j = 0; j < 8; j++) {
      const numbers sums = plus(load(scores + 64 * i + LANES * j), more);
      const int lanes = _mm256_movemask_ps(_mm256_cmp_ps(sums, least, _CMP_GT_OQ));
      above |= (uint64_t)(unsigned)lanes << 8 * j;
    }
    if (allowed) above &= allowed[i];
    for (; above != 0; above &= above - 1) {
      rows[found++] = (uint16_t)(64 * i + (size_t)__builtin_ctzll(above));
    }
  }
  return found;
}

#pragma clang attribute pop

const trefoil_sparse_kernels trefoil_avx2_sparse = SPARSE_KERNELS;

#endif
