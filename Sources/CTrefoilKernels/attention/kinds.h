#pragma once

// What attention multiplies: fp32 numbers, or integers of 16 or 8 bits.

#include "shape.h"

typedef enum attention_kind { ATTEND_F32, ATTEND_I16, ATTEND_I8 } attention_kind;

// The weight that stands for 1.
INLINE float weight_limit_of(const attention_kind kind) {
  return kind == ATTEND_I8    ? ATTENTION_WEIGHT_LIMIT_I8
         : kind == ATTEND_I16 ? ATTENTION_WEIGHT_LIMIT_I16
                              : 1;
}

INLINE size_t words_of(const attention_kind kind, size_t depth) {
  return kind == ATTEND_I8 ? (depth + 3) / 4 : kind == ATTEND_I16 ? (depth + 1) / 2 : depth;
}
