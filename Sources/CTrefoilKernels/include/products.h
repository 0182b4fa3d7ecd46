#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /// Columns of a panel: what a wide tile of a product spans.
  TREFOIL_PANEL_COLUMNS = 64,
  /// Columns that lie together: what a narrow tile spans, so that it reads a panel in order.
  TREFOIL_HALF_PANEL = 32,
  /// Inner elements of an fp16 panel; deeper matrices have several panels one behind the other.
  /// Widened, such a panel takes 256 KiB and stays in L2 beside the rows that meet it.
  TREFOIL_SLICE = 1024,
  /// Inner elements that share a scale. In 16 bits, 256 products of 4095 by 2047 just fit an int32.
  TREFOIL_BLOCK = 256,
  /// The largest magnitudes of quantized numbers, so that no int32 sum of a block overflows.
  TREFOIL_ROW_LIMIT_I16 = 4095,
  TREFOIL_WEIGHT_LIMIT_I16 = 2047,
  TREFOIL_LIMIT_I8 = 127,
  /// What is added to an 8-bit row's numbers, since one side of an 8-bit product is unsigned.
  TREFOIL_OFFSET_I8 = 128,
};

/// Numbers that are all smaller than this are quantized to zeros: the limits divided by it are
/// finite.
#define TREFOIL_LEAST 1e-30f

/// Rows that meet a panel: fp32, or quantized with a scale for every block of each row.
///
/// A quantized row has `stride` numbers, a multiple of 4, zeros (128 in 8 bits) behind its depth.
typedef struct trefoil_rows {
  const void *_Nonnull values;
  size_t count;
  size_t stride;
  const float *_Nullable scales;
  size_t scale_stride;
} trefoil_rows;

/// 64 columns of a weight matrix in two halves of 32, each inner element by inner element.
///
/// fp32 and fp16: `[2][depth][32]`; 16 bits: `[2][depth / 2][32][2]`; 8 bits:
/// `[2][depth / 4][32][4]`, the depth rounded up and padded with zeros. `next` is what will be
/// wanted after this panel, `next_bytes` of it: while it multiplies, a kernel brings that into the
/// cache.
typedef struct trefoil_panel {
  const void *_Nonnull values;
  size_t depth;
  /// A scale for each column; quantized panels alone.
  const float *_Nullable scales;
  /// What is added to each column, or nothing.
  const float *_Nullable bias;
  /// -128 times each column's sum, for each block, `[blocks][64]`; 8 bits alone.
  const int32_t *_Nullable corrections;
  const void *_Nullable next;
  size_t next_bytes;
} trefoil_panel;

/// Products of rows and panels, and the quantization of rows.
///
/// No pointer needs alignment; every count may be 0, a depth may not. Each number of a
/// result is the same whatever the other rows are. Sums of quantized numbers are exact, so they
/// are the same in every instruction set; fp32 sums agree to within rounding.
typedef struct trefoil_product_kernels {
  /// out[r][c] = bias[c] + Σ x[r][k] · w[k][c], or += with `accumulate`; rows `out_stride` apart.
  void (*_Nonnull multiply_f32)(
      const trefoil_rows *_Nonnull x, const trefoil_panel *_Nonnull w, int accumulate,
      float *_Nonnull out, size_t out_stride);

  /// The same by fp16 weights, each widened where it is used: for a few rows.
  void (*_Nonnull multiply_f16)(
      const trefoil_rows *_Nonnull x, const trefoil_panel *_Nonnull w, int accumulate,
      float *_Nonnull out, size_t out_stride);

  /// out[r][c] = bias[c] + scale[c] · Σ over blocks of scale[r] · Σ x[r][k] · w[k][c], or +=, in
  /// 16-bit integers.
  void (*_Nonnull multiply_i16)(
      const trefoil_rows *_Nonnull x, const trefoil_panel *_Nonnull w, int accumulate,
      float *_Nonnull out, size_t out_stride);

  /// The same in 8 bits.
  void (*_Nonnull multiply_i8)(
      const trefoil_rows *_Nonnull x, const trefoil_panel *_Nonnull w, int accumulate,
      float *_Nonnull out, size_t out_stride);

  /// to[i] = round(x[i] · factors[i] / scale), a scale per block; without factors they are 1.
  ///
  /// What is not finite makes the block's scale not finite. `to` is padded with zeros to a multiple
  /// of 4 numbers.
  void (*_Nonnull quantize_i16)(
      const float *_Nonnull x, const float *_Nullable factors, size_t n, int16_t *_Nonnull to,
      float *_Nonnull scales);

  /// The same in 8 bits, 128 added to each number.
  void (*_Nonnull quantize_i8)(
      const float *_Nonnull x, const float *_Nullable factors, size_t n, uint8_t *_Nonnull to,
      float *_Nonnull scales);
} trefoil_product_kernels;

/// Lays one row of `depth` fp16 weights into a column of an fp16 panel, or of several.
void trefoil_pack_f16(
    const uint16_t *_Nonnull row, size_t depth, size_t column, uint16_t *_Nonnull to);

/// Quantizes one weight row into a column of a 16-bit panel; returns its scale, which is not finite
/// if a number isn't.
float trefoil_pack_i16(
    const float *_Nonnull row, size_t depth, size_t column, int16_t *_Nonnull to);

/// Quantizes one weight row into a column of an 8-bit panel and its corrections; returns its scale,
/// which is not finite if a number isn't.
float trefoil_pack_i8(
    const float *_Nonnull row, size_t depth, size_t column, int8_t *_Nonnull to,
    int32_t *_Nonnull corrections);

/// largest[i] = max(largest[i], |x[i]|).
void trefoil_take_magnitudes(const float *_Nonnull x, size_t n, float *_Nonnull largest);

#ifdef __cplusplus
}
#endif
