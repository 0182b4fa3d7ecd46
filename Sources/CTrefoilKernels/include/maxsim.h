#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Columns that lie side by side in a panel: two AVX-512 registers of fp32.
#define TREFOIL_MAXSIM_COLUMNS 32

/// Late interaction's inner loop: the largest product of each column with some rows.
///
/// The columns are vectors that are packed once, by the functions below, into ceil(columns / 32)
/// panels. Every entry raises `largest[c]`, for each column c, to the largest of its inner products
/// with `row_count` rows. `largest` has room for whole panels; what it holds behind `columns` is
/// left undefined. A product that is not a number raises nothing. No pointer needs alignment, and
/// `row_count` and `columns` may be 0.
///
/// A product is the same bits whichever rows and columns stand beside it: fp32 sums run over the
/// dimensions in order, and sums of integers are exact, so they are equal in every instruction set.
typedef struct trefoil_maxsim_kernels {
  /// Rows of fp32, `dimension` numbers each.
  void (*_Nonnull raise_f32)(
      const float *_Nonnull panels, size_t columns, size_t dimension,
      const float *_Nonnull rows, size_t row_count, float *_Nonnull largest);

  /// Rows of IEEE half bits, `dimension` numbers each.
  void (*_Nonnull raise_f16)(
      const float *_Nonnull panels, size_t columns, size_t dimension,
      const uint16_t *_Nonnull rows, size_t row_count, float *_Nonnull largest);

  /// Rows of bytes as `trefoil_maxsim_quantize` writes them. A product is the exact sum of
  /// integers times the row's scale; the column's own scale is the caller's to multiply by.
  void (*_Nonnull raise_i8)(
      const int8_t *_Nonnull panels, const int32_t *_Nonnull offsets, size_t columns,
      size_t dimension, const uint8_t *_Nonnull rows, const float *_Nonnull scales,
      size_t row_count, float *_Nonnull largest);
} trefoil_maxsim_kernels;

/// The numbers in the panels of `columns` columns; 0 for none.
size_t trefoil_maxsim_panel_numbers(size_t columns, size_t dimension);

/// Lays `columns` vectors out as panels [dimension][32], with zeros behind the last.
void trefoil_maxsim_pack(
    const float *_Nonnull vectors, size_t columns, size_t dimension, float *_Nonnull panels);

/// The bytes in a row of `trefoil_maxsim_quantize`: `dimension`, rounded up to a multiple of 4.
size_t trefoil_maxsim_row_bytes(size_t dimension);

/// Dimensions up to which a sum of 8-bit products fits 32 bits: 131,072 * 128 * 127 < 2^31.
#define TREFOIL_MAXSIM_I8_DIMENSIONS 131072

/// Rounds each row to integers in -127...127 times the row's scale, its largest magnitude / 127,
/// and writes them with 128 added. Padding is 128. A row of nothing but numbers near zero (below
/// 2^-100) gets scale 0, and one with an infinity or NaN gets scale NaN.
void trefoil_maxsim_quantize(
    const float *_Nonnull rows, size_t row_count, size_t dimension, uint8_t *_Nonnull bytes,
    float *_Nonnull scales);

/// The bytes in the 8-bit panels of `columns` columns; 0 for none.
size_t trefoil_maxsim_panel_bytes(size_t columns, size_t dimension);

/// Lays vectors, quantized as above but without the 128, out as panels
/// [row_bytes / 4][32][4], with zeros behind the last; `offsets`, with room for whole panels, gets
/// 128 times each vector's sum, which is what the 128 in the rows' bytes adds to a product.
void trefoil_maxsim_pack_i8(
    const uint8_t *_Nonnull bytes, size_t columns, size_t dimension, int8_t *_Nonnull panels,
    int32_t *_Nonnull offsets);

#ifdef __cplusplus
}
#endif
