#pragma once

// Attention, over the words of an instruction set and the tiles of the products.
//
// For each block of queries the keys pass by in blocks, and each query keeps the largest score so
// far, the sum of its weights and its context under that score (the online softmax). The weights
// of a block are relative to the block's own largest score, so that quantized ones keep their
// precision wherever the largest of all lies.

#include "gather.h"
#include "pack.h"
#include "softmax.h"

INLINE void attend_tile(
    const attention_kind scores, const attention_kind values, const int rows,
    const trefoil_head *head, const attention_layout *l, size_t query, size_t start, size_t count,
    char *scratch) {
  float before[LANES] = {0};
  float now[LANES] = {0};
  score_tile(scores, rows, l, head->width, query, start, count, scratch);
  weigh_tile(values, rows, l, query, count, scratch, before, now);
  size_t c = 0;
  for (; c + TILE_COLUMNS <= l->columns; c += TILE_COLUMNS) {
    gather_columns(values, rows, TILE_VECTORS, l, query, start, count, c, scratch, before, now);
  }
  for (; c < l->columns; c += 2 * LANES) {
    gather_columns(values, rows, 2, l, query, start, count, c, scratch, before, now);
  }
}

INLINE void attend(
    const attention_kind scores, const attention_kind values, const trefoil_head *head,
    void *scratch) {
  const attention_layout l = attention_layout_of(head->key_count, head->width);
  pack_keys(scores, head, &l, scratch);
  for (size_t start = 0; start < head->key_count; start += ATTENTION_KEYS) {
    pack_value_block(values, head, &l, start, scratch);
  }
  for (size_t first = 0; first < head->query_count; first += ATTENTION_QUERIES) {
    const size_t queries = at_most(head->query_count - first, ATTENTION_QUERIES);
    take_queries(scores, head, &l, first, queries, scratch);
    for (size_t start = 0; start < head->key_count; start += ATTENTION_KEYS) {
      const size_t keys = at_most(head->key_count - start, ATTENTION_KEYS);
      for (size_t query = 0; query < queries; query += TILE_ROWS) {
#define TILE(m) attend_tile(scores, values, m, head, &l, query, start, keys, scratch)
        WITH_ROWS(TILE_ROWS, at_most(queries - query, TILE_ROWS), TILE)
#undef TILE
      }
    }
    give_context(head, &l, first, queries, scratch);
  }
}

static void attend_f32(const trefoil_head *head, void *scratch) {
  attend(ATTEND_F32, ATTEND_F32, head, scratch);
}

static void attend_i16(const trefoil_head *head, void *scratch) {
  attend(ATTEND_I16, ATTEND_I16, head, scratch);
}

static void attend_i8(const trefoil_head *head, void *scratch) {
  attend(ATTEND_I8, ATTEND_I8, head, scratch);
}
