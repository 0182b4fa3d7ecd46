#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /// Rows that lie together in a block of sign codes, and bits of a word of allowed rows.
  TREFOIL_SCAN_BLOCK = 64,
  /// A row of dense codes is padded with zeros to a multiple of so many bytes, a cache line.
  TREFOIL_SCAN_LINE = 64,
};

/// A query as sign codes are scored with; made by `trefoil_signs_prepare`.
typedef struct trefoil_prepared_signs {
  /// For each 4 dimensions the sums that their 16 possible signs give, `[2 * row_bytes][16]`.
  const uint8_t *_Nonnull tables;
  /// The bytes of a row's signs: a bit a dimension, rounded up.
  size_t row_bytes;
  /// What a sum of the tables' numbers is multiplied by, and what is added to it then.
  float step;
  float shift;
  /// What is added to every score.
  float base;
} trefoil_prepared_signs;

/// Scans of the codes of many vectors for those with the largest inner products with a query.
///
/// Sums are of integers and exact for any bytes, and what follows them is rounded in one order, so
/// that a row's score is the same bits in every instruction set and whatever rows stand beside it.
/// No pointer needs alignment and every count may be 0. Scales and the like are little-endian fp32
/// numbers as bytes; any bytes may stand there.
typedef struct trefoil_scan_kernels {
  /// scores[r] = (Σ codes[r][k] * query[k]) * scale[r] * factor, for rows of `stride` bytes.
  ///
  /// `query` and `factor` are what `trefoil_dense_prepare` made; `stride` is a multiple of
  /// `TREFOIL_SCAN_LINE`.
  void (*_Nonnull score_i8)(
      const int16_t *_Nonnull query, float factor, size_t stride, const void *_Nonnull codes,
      const void *_Nonnull scales, size_t rows, float *_Nonnull scores);

  /// Estimates of the inner products with the rows of whole blocks of sign codes:
  /// scores[r] = factor[r] * (sum of signed query numbers) + correction[r] + base.
  void (*_Nonnull score_signs)(
      const trefoil_prepared_signs *_Nonnull query, const void *_Nonnull blocks, size_t count,
      float *_Nonnull scores);

  /// Writes the positions, rising, of the scores that are finite and not below `least`.
  ///
  /// Of those, with `allowed`, the ones whose bit is set: bit r % 64 of word r / 64. `positions`
  /// has room for `count` numbers. Returns how many it wrote.
  size_t (*_Nonnull find)(
      const float *_Nonnull scores, const uint64_t *_Nullable allowed, size_t count, float least,
      uint32_t *_Nonnull positions);

  /// Widens rows of levels of 4, 2 or 1 bits to the bytes that `raise_i8` reads: 128 plus a level
  /// each, rows of `trefoil_maxsim_row_bytes(dimension)`. Exact; any bytes are levels.
  void (*_Nonnull widen_levels)(
      int bits, const void *_Nonnull rows, size_t row_count, size_t dimension,
      uint8_t *_Nonnull to);
} trefoil_scan_kernels;

/// The bytes of a row of dense codes: `dimension`, rounded up to whole cache lines.
size_t trefoil_dense_row_bytes(size_t dimension);

/// Rounds each row to integers in -127...127 times the row's scale, and pads it with zeros.
///
/// `scales` gets little-endian fp32 numbers: 0 for a row of nothing but numbers near zero (below
/// 2^-100), and a NaN for one with an infinity or NaN; the codes of both are zeros.
void trefoil_dense_encode(
    const float *_Nonnull rows, size_t row_count, size_t dimension, void *_Nonnull codes,
    void *_Nonnull scales);

/// Rounds a query to 16 bits, so finely as no sum over codes of any bytes can overflow 32 bits, and
/// pads it with zeros to `trefoil_dense_row_bytes(dimension)` numbers; returns what one step is
/// worth, a NaN if a number is not finite.
float trefoil_dense_prepare(
    const float *_Nonnull query, size_t dimension, int16_t *_Nonnull to);

/// The bytes of a row's signs.
size_t trefoil_signs_row_bytes(size_t dimension);

/// The bytes of a block of 64 rows: `[row_bytes][64]` signs, then 64 factors and 64 corrections,
/// little-endian fp32. Bit i of byte j of a row says that its number 8 * j + i is above the mean's.
size_t trefoil_signs_block_bytes(size_t dimension);

/// Writes `row_count` rows as whole blocks.
///
/// With r = x - mean, a row's factor is |r|² / Σ|r[i]| and its correction <mean, x>. A row that is
/// not finite, and the room behind the last one, gets the correction NaN and so is never found.
void trefoil_signs_encode(
    const float *_Nonnull rows, size_t row_count, size_t dimension, const float *_Nonnull mean,
    void *_Nonnull blocks);

/// Writes a block of which no row is found.
void trefoil_signs_clear(size_t dimension, void *_Nonnull block);

/// Copies a row from a place in some blocks to a place in others.
void trefoil_signs_copy(
    size_t dimension, const void *_Nonnull from, size_t from_row, void *_Nonnull to,
    size_t to_row);

/// Makes the tables, with room for `2 * row_bytes * 16` bytes, and the other parts of a query.
void trefoil_signs_prepare(
    const float *_Nonnull query, const float *_Nonnull mean, size_t dimension,
    uint8_t *_Nonnull tables, trefoil_prepared_signs *_Nonnull prepared);

/// The bytes of a row of levels of 4, 2 or 1 bits: those of `trefoil_maxsim_row_bytes(dimension)`
/// numbers, rounded up.
size_t trefoil_levels_row_bytes(int bits, size_t dimension);

/// Rounds each row to one of 16, 4 or 2 levels a number times the row's scale, which is fitted by
/// least squares; number i lies in the row's bits `bits * i` and on, the lowest first.
///
/// A row of nothing but numbers near zero (below 2^-100) gets scale 0, and one with an infinity or
/// NaN gets scale NaN.
void trefoil_levels_encode(
    int bits, const float *_Nonnull rows, size_t row_count, size_t dimension,
    uint8_t *_Nonnull codes, float *_Nonnull scales);

/// Turns rows, in place, by a rotation (and reflection) that the seed alone decides, so that their
/// inner products with each other stay and no number of a row is much larger than the others.
void trefoil_rotate(
    uint64_t seed, float *_Nonnull rows, size_t row_count, size_t dimension);

#ifdef __cplusplus
}
#endif
