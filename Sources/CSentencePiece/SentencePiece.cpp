#include "CSentencePiece.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <string>

#include <sentencepiece_processor.h>

struct trefoil_sp_model {
  sentencepiece::SentencePieceProcessor processor;
  size_t piece_count = 0;
};

namespace {

void tell(const char *reason, char *message, size_t capacity) noexcept {
  const size_t count = std::min(std::strlen(reason), capacity - 1);
  std::memcpy(message, reason, count);
  message[count] = '\0';
}

}  // namespace

trefoil_sp_status trefoil_sp_load(
    const uint8_t *bytes, size_t byte_count, trefoil_sp_model **model, char *message,
    size_t message_capacity) {
  *model = nullptr;
  tell("", message, message_capacity);
  trefoil_sp_model *loaded = nullptr;
  try {
    loaded = new trefoil_sp_model;
    const std::string serialized(reinterpret_cast<const char *>(bytes), byte_count);
    const auto status = loaded->processor.LoadFromSerializedProto(serialized);
    if (!status.ok()) {
      tell(status.ToString().c_str(), message, message_capacity);
      delete loaded;
      return TREFOIL_SP_INVALID_MODEL;
    }
    loaded->piece_count = static_cast<size_t>(std::max(0, loaded->processor.GetPieceSize()));
    *model = loaded;
    return TREFOIL_SP_OK;
  } catch (const std::bad_alloc &) {
    tell("There is not enough memory for the model.", message, message_capacity);
    delete loaded;
    return TREFOIL_SP_OUT_OF_MEMORY;
  } catch (const std::exception &error) {
    tell(error.what(), message, message_capacity);
  } catch (...) {
    tell("The library failed without a reason.", message, message_capacity);
  }
  delete loaded;
  return TREFOIL_SP_INVALID_MODEL;
}

void trefoil_sp_free(trefoil_sp_model *model) { delete model; }

size_t trefoil_sp_piece_count(const trefoil_sp_model *model) { return model->piece_count; }

trefoil_sp_status trefoil_sp_piece_at(
    const trefoil_sp_model *model, size_t index, trefoil_sp_piece *piece) {
  if (index >= model->piece_count) return TREFOIL_SP_OUT_OF_RANGE;
  try {
    const int id = static_cast<int>(index);
    const std::string &text = model->processor.IdToPiece(id);
    piece->text = reinterpret_cast<const uint8_t *>(text.data());
    piece->text_count = text.size();
    piece->score = model->processor.GetScore(id);
    return TREFOIL_SP_OK;
  } catch (...) {
    return TREFOIL_SP_INVALID_MODEL;
  }
}
