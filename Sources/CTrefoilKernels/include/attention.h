#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One head of one sequence: rows of `width` fp32 numbers, `stride` apart.
///
/// `context` gets softmax(queries · keysᵀ / √width) · values, rows `context_stride` apart. It may
/// be where the queries are.
typedef struct trefoil_head {
  const float *_Nonnull queries;
  const float *_Nonnull keys;
  const float *_Nonnull values;
  size_t stride;
  size_t query_count;
  size_t key_count;
  size_t width;
  float *_Nonnull context;
  size_t context_stride;
} trefoil_head;

/// Attention of one head, an online softmax.
///
/// No pointer but `scratch` needs alignment; the counts may be 0, the width may not. `scratch` has
/// `trefoil_attention_scratch` bytes, aligned to 64. Each row of a result is the same whatever the
/// other queries are.
typedef struct trefoil_attention_kernels {
  /// In fp32.
  void (*_Nonnull attend_f32)(const trefoil_head *_Nonnull head, void *_Nonnull scratch);

  /// With 16-bit products.
  void (*_Nonnull attend_i16)(const trefoil_head *_Nonnull head, void *_Nonnull scratch);

  /// With 8-bit products.
  void (*_Nonnull attend_i8)(const trefoil_head *_Nonnull head, void *_Nonnull scratch);
} trefoil_attention_kernels;

/// The bytes of scratch, aligned to 64, that attention over so many keys needs.
size_t trefoil_attention_scratch(size_t key_count, size_t width);

#ifdef __cplusplus
}
#endif
