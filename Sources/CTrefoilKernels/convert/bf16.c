#include "convert.h"
#include "half.h"

size_t trefoil_f16_from_bf16(const void *from, uint16_t *to, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint16_t high;
    memcpy(&high, (const char *)from + 2 * i, sizeof high);
    to[i] = half_of((uint32_t)high << 16);
    if (overflows(to[i])) return i;
  }
  return n;
}
