#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Sums that a window of rows has room for: as many as 16 bits can number, so that no number of a
/// damaged list leads out of them.
#define TREFOIL_SPARSE_ROWS 65536

/// A sparse column times a factor, added to the sums of a window of rows.
///
/// Every product is rounded before it is added, so that the sums are the same bits in every
/// instruction set. No pointer needs alignment but `scores`, and every count may be 0. Numbers are
/// little-endian.
typedef struct trefoil_sparse_kernels {
  /// scores[rows[i]] += factor * weights[i] for each i below `count`.
  ///
  /// `rows` holds 16-bit numbers, `weights` IEEE half bits, and `scores` has
  /// `TREFOIL_SPARSE_ROWS` numbers.
  void (*_Nonnull add_listed)(
      const void *_Nonnull rows, const void *_Nonnull weights, size_t count, float factor,
      float *_Nonnull scores);

  /// The same for the rows whose bits are set, the lowest bit of each of the `words` 64-bit numbers
  /// first; `scores` has 64 numbers for each.
  ///
  /// Returns the number of bits that are set, and stops before the first word whose weights do not
  /// all lie within `count`, counting that one's bits too; so the columns fit each other if the
  /// result is `count`.
  size_t (*_Nonnull add_masked)(
      const void *_Nonnull bits, size_t words, const void *_Nonnull weights, size_t count,
      float factor, float *_Nonnull scores);

  /// Writes down, rising, each row of `64 * words` whose score plus `rest` is above `cut` and whose
  /// bit in `allowed` is set, where there is one; returns how many these are.
  ///
  /// `rows` has room for all. A score that is not a number is above nothing.
  size_t (*_Nonnull find_above)(
      const float *_Nonnull scores, size_t words, float rest, float cut,
      const uint64_t *_Nullable allowed, uint16_t *_Nonnull rows);
} trefoil_sparse_kernels;

/// A number at a place of a sparse vector; an entry of a table that has none is at place -1.
typedef struct trefoil_sparse_factor {
  int32_t place;
  float value;
} trefoil_sparse_factor;

/// The inner product of a sparse row with the numbers of a table, in the order of the row.
///
/// In the table of `mask + 1` entries, a power of two, a number lies at its place's low bits or in
/// the first free entry behind; one entry at least is free. `last` is the largest of the places.
/// The row's places are 32-bit numbers that rise, its weights IEEE half bits, all little-endian.
/// @return 1, or 0 where places do not rise or a weight that is used is not above zero and finite;
/// what lies behind `last` is not looked at
int trefoil_sparse_product(
    const trefoil_sparse_factor *_Nonnull table, uint32_t mask, int32_t last,
    const void *_Nonnull places, const void *_Nonnull weights, size_t count,
    float *_Nonnull product);

/// Begins to bring bytes into the cache that will soon be read.
void trefoil_sparse_prefetch(const void *_Nonnull bytes, size_t count);

#ifdef __cplusplus
}
#endif
