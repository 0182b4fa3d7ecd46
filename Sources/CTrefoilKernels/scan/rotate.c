#include <math.h>

#include "scan.h"

// The next number of SplitMix64 (Steele and others, 2014).
static uint64_t next(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

// Turns the signs of some numbers.
static void flip(uint64_t *state, float *x, size_t n) {
  for (size_t start = 0; start < n; start += 64) {
    const uint64_t bits = next(state);
    for (size_t i = start; i < n && i < start + 64; i++) {
      x[i] = bits >> (i - start) & 1 ? -x[i] : x[i];
    }
  }
}

// The Walsh-Hadamard transform of n numbers, a power of two, which keeps their length.
static void transform(float *x, size_t n) {
  for (size_t half = 1; half < n; half *= 2) {
    for (size_t start = 0; start < n; start += 2 * half) {
      for (size_t i = start; i < start + half; i++) {
        const float a = x[i], b = x[i + half];
        x[i] = a + b;
        x[i + half] = a - b;
      }
    }
  }
  const float factor = 1 / sqrtf((float)n);
  for (size_t i = 0; i < n; i++) x[i] *= factor;
}

void trefoil_rotate(uint64_t seed, float *rows, size_t row_count, size_t dimension) {
  // Two turns mix what one leaves together, and both ends of a row that is no power of two long.
  enum { TURNS = 2 };
  size_t power = 1;
  while (2 * power <= dimension) power *= 2;
  for (size_t row = 0; row < row_count; row++) {
    float *x = rows + row * dimension;
    uint64_t state = seed;
    for (int turn = 0; turn < TURNS; turn++) {
      flip(&state, x, dimension);
      transform(x, power);
      if (power < dimension) transform(x + dimension - power, power);
    }
  }
}
