/// A C border around libsentencepiece's model loader. No C++ exception passes it.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A loaded model; made by `trefoil_sp_load`, ended by `trefoil_sp_free`.
///
/// It does not change once loaded, so several threads may read it at once.
typedef struct trefoil_sp_model trefoil_sp_model;

/// How a call ended.
typedef enum trefoil_sp_status {
  TREFOIL_SP_OK = 0,
  /// The library refused the model.
  TREFOIL_SP_INVALID_MODEL = 1,
  /// There was not enough memory.
  TREFOIL_SP_OUT_OF_MEMORY = 2,
  /// A piece was asked for beyond the last one.
  TREFOIL_SP_OUT_OF_RANGE = 3,
} trefoil_sp_status;

/// One row of the piece table.
typedef struct trefoil_sp_piece {
  /// The bytes as in the file, not NUL-terminated; live as long as the model. Null only in a row that
  /// has not been filled.
  const uint8_t *_Nullable text;
  /// The number of bytes at `text`.
  size_t text_count;
  /// The natural logarithm of the piece's probability; zero for a control piece.
  float score;
} trefoil_sp_piece;

/// Reads a serialized SentencePiece model and checks its piece table.
///
/// `bytes` holds `byte_count` bytes, which are copied; it may be null if there are none. On success
/// `*model` is the new model, otherwise null. `message` holds `message_capacity` bytes, at least
/// one; on failure it becomes a NUL-terminated sentence, cut to fit, otherwise an empty string.
trefoil_sp_status trefoil_sp_load(
    const uint8_t *_Nullable bytes, size_t byte_count, trefoil_sp_model *_Nullable *_Nonnull model,
    char *_Nonnull message, size_t message_capacity);

/// Ends a model and everything that was read from it; null is allowed.
void trefoil_sp_free(trefoil_sp_model *_Nullable model);

/// The number of pieces.
size_t trefoil_sp_piece_count(const trefoil_sp_model *_Nonnull model);

/// Fills `*piece` with piece `index`; leaves it alone and says so if there is no such piece.
trefoil_sp_status trefoil_sp_piece_at(
    const trefoil_sp_model *_Nonnull model, size_t index, trefoil_sp_piece *_Nonnull piece);

#ifdef __cplusplus
}
#endif
