#include "../tables.h"
#include "listed.h"

static void add_listed(
    const void *rows, const void *weights, size_t count, float factor, float *scores) {
  add_first(rows, weights, 0, count, factor, scores);
}

static size_t add_masked(
    const void *bits, size_t words, const void *weights, size_t count, float factor,
    float *scores) {
  size_t place = 0;
  for (size_t i = 0; i < words; i++) {
    const uint64_t word = word_at(bits, i);
    const size_t next = place + (size_t)__builtin_popcountll(word);
    if (next > count) return next;
    add_word(word, weights, place, factor, scores + 64 * i);
    place = next;
  }
  return place;
}

static size_t find_above(
    const float *scores, size_t words, float rest, float cut, const uint64_t *allowed,
    uint16_t *rows) {
  size_t found = 0;
  for (size_t i = 0; i < 64 * words; i++) {
    if (!(scores[i] + rest > cut)) continue;
    if (allowed && !(allowed[i / 64] >> i % 64 & 1)) continue;
    rows[found++] = (uint16_t)i;
  }
  return found;
}

const trefoil_sparse_kernels trefoil_scalar_sparse = SPARSE_KERNELS;
