#pragma once

// The quantization of rows, over the words of an instruction set.

#include "../sizes.h"
#include "products.h"

// A vector of x · factors from `i` on, zeros behind `n`.
INLINE numbers scaled_numbers(const float *x, const float *factors, size_t i, size_t n) {
  numbers v = load_first(x + i, n - i);
  return factors ? times(v, load_first(factors + i, n - i)) : v;
}

INLINE integers quantized(const int bytes, numbers v, numbers by) {
  integers words = nearest_words(times(v, by));
  return bytes ? plus_words(words, all_words(TREFOIL_OFFSET_I8)) : words;
}

INLINE void store_quantized(const int bytes, void *to, size_t i, integers words) {
  if (bytes) store_u8((uint8_t *)to + i, words);
  else store_i16((int16_t *)to + i, words);
}

// The largest magnitude so far, as the bits of numbers: they order as the numbers do, and those of
// infinities and NaNs come last.
INLINE integers larger_bits(integers largest, numbers v) {
  return larger_words(largest, both(bits_of(v), all_words(0x7fffffff)));
}

// What numbers are multiplied by to become integers, and what those are worth: a NaN if a number is
// not finite.
INLINE float scale_of(integers largest, float limit, numbers *by) {
  const uint32_t bits = largest_word(largest);
  float top;
  memcpy(&top, &bits, sizeof top);
  const int finite = bits < 0x7f800000;
  *by = all_of(finite && top > TREFOIL_LEAST ? limit / top : 0);
  return finite ? top / limit : NAN;
}

// Writes numbers / scale as integers and returns the scale; whole vectors of them, which stay in
// registers.
INLINE float quantize_vectors(
    const int bytes, const int vectors, const float *x, const float *factors, float limit,
    void *to) {
  numbers v[TREFOIL_BLOCK / LANES];
  integers largest = no_words();
  UNROLL for (int i = 0; i < vectors; i++) {
    v[i] = load(x + i * LANES);
    if (factors) v[i] = times(v[i], load(factors + i * LANES));
    largest = larger_bits(largest, v[i]);
  }
  numbers by;
  const float scale = scale_of(largest, limit, &by);
  UNROLL for (int i = 0; i < vectors; i++) {
    store_quantized(bytes, to, (size_t)i * LANES, quantized(bytes, v[i], by));
  }
  return scale;
}

// The same for any count; behind the last number zeros fill up its word.
INLINE float quantize(
    const int bytes, const float *x, const float *factors, size_t n, float limit, void *to) {
  if (n == TREFOIL_BLOCK) {
    return factors ? quantize_vectors(bytes, TREFOIL_BLOCK / LANES, x, factors, limit, to)
                   : quantize_vectors(bytes, TREFOIL_BLOCK / LANES, x, NULL, limit, to);
  }
  integers largest = no_words();
  for (size_t i = 0; i < n; i += LANES) {
    largest = larger_bits(largest, scaled_numbers(x, factors, i, n));
  }
  numbers by;
  const float scale = scale_of(largest, limit, &by);
  const size_t padded = (n + 3) / 4 * 4;
  for (size_t i = 0; i < n; i += LANES) {
    integers words = quantized(bytes, scaled_numbers(x, factors, i, n), by);
    if (i + LANES <= padded) {
      store_quantized(bytes, to, i, words);
    } else {
      const size_t size = bytes ? sizeof(uint8_t) : sizeof(int16_t);
      char rest[LANES * sizeof(int16_t)];
      store_quantized(bytes, rest, 0, words);
      memcpy((char *)to + i * size, rest, (padded - i) * size);
    }
  }
  return scale;
}
