#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Numbers at any address.

static inline const char *number_place(const void *bytes, size_t index) {
  return (const char *)bytes + index * sizeof(float);
}

static inline float float_at(const void *bytes, size_t index) {
  float number;
  memcpy(&number, number_place(bytes, index), sizeof number);
  return number;
}

static inline void set_float(void *bytes, size_t index, float number) {
  memcpy((char *)bytes + index * sizeof number, &number, sizeof number);
}
