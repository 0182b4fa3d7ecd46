#include "sparse.h"

#include "listed.h"

int trefoil_sparse_product(
    const trefoil_sparse_factor *table, uint32_t mask, int32_t last, const void *places,
    const void *weights, size_t count, float *product) {
  float sum = 0;
  int64_t previous = -1;
  for (size_t i = 0; i < count; i++) {
    uint32_t place;
    memcpy(&place, (const char *)places + 4 * i, sizeof place);
    if ((int64_t)place <= previous) return 0;
    if ((int64_t)place > last) break;
    previous = place;
    for (uint32_t at = place & mask; table[at].place >= 0; at = (at + 1) & mask) {
      if (table[at].place != (int32_t)place) continue;
      const uint16_t weight = half_at(weights, i);
      if (weight == 0 || weight >= 0x7c00) return 0;
      add_product(&sum, table[at].value, weight);
      break;
    }
  }
  *product = sum;
  return 1;
}

void trefoil_sparse_prefetch(const void *bytes, size_t count) {
  // A line of every processor that this is for.
  for (size_t i = 0; i < count; i += 64) __builtin_prefetch((const char *)bytes + i);
}
