#include "../tables.h"

enum { COLUMNS = TREFOIL_MAXSIM_COLUMNS };

static inline void raise(float *largest, const float *products) {
  for (size_t c = 0; c < COLUMNS; c++) {
    largest[c] = products[c] > largest[c] ? products[c] : largest[c];
  }
}

// sums[c] += Σ over the panel's `count` dimensions of row[k] * panel[k][c].
static inline void add_products(
    const float *panel, const float *row, size_t count, float *sums) {
  for (size_t k = 0; k < count; k++) {
    for (size_t c = 0; c < COLUMNS; c++) sums[c] += row[k] * panel[k * COLUMNS + c];
  }
}

static void raise_f32(
    const float *panels, size_t columns, size_t dimension, const float *rows, size_t row_count,
    float *largest) {
  for (size_t row = 0; row < row_count; row++) {
    for (size_t column = 0; column < columns; column += COLUMNS) {
      float sums[COLUMNS] = {0};
      add_products(panels + column * dimension, rows + row * dimension, dimension, sums);
      raise(largest + column, sums);
    }
  }
}

static void raise_f16(
    const float *panels, size_t columns, size_t dimension, const uint16_t *rows,
    size_t row_count, float *largest) {
  enum { DEPTH = 128 };
  float wide[DEPTH];
  for (size_t row = 0; row < row_count; row++) {
    for (size_t column = 0; column < columns; column += COLUMNS) {
      float sums[COLUMNS] = {0};
      for (size_t start = 0; start < dimension; start += DEPTH) {
        size_t depth = dimension - start < DEPTH ? dimension - start : DEPTH;
        trefoil_scalar_convert.f32_from_f16(rows + row * dimension + start, wide, depth);
        add_products(panels + column * dimension + start * COLUMNS, wide, depth, sums);
      }
      raise(largest + column, sums);
    }
  }
}

static void raise_i8(
    const int8_t *panels, const int32_t *offsets, size_t columns, size_t dimension,
    const uint8_t *rows, const float *scales, size_t row_count, float *largest) {
  size_t stride = trefoil_maxsim_row_bytes(dimension);
  (void)offsets;
  for (size_t row = 0; row < row_count; row++) {
    for (size_t column = 0; column < columns; column += COLUMNS) {
      const int8_t *panel = panels + column * stride;
      int32_t sums[COLUMNS] = {0};
      for (size_t k = 0; k < stride; k++) {
        int32_t x = rows[row * stride + k] - 128;
        const int8_t *group = panel + k / 4 * (4 * COLUMNS) + k % 4;
        for (size_t c = 0; c < COLUMNS; c++) sums[c] += x * group[4 * c];
      }
      float products[COLUMNS];
      for (size_t c = 0; c < COLUMNS; c++) products[c] = (float)sums[c] * scales[row];
      raise(largest + column, products);
    }
  }
}

const trefoil_maxsim_kernels trefoil_scalar_maxsim = {
    .raise_f32 = raise_f32,
    .raise_f16 = raise_f16,
    .raise_i8 = raise_i8,
};
