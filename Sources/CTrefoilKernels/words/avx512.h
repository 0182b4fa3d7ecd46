#pragma once

// The words in which the families are written, for the 16 lanes of AVX-512. What follows this
// header is compiled for AVX-512 F, BW, VL and DQ, up to a `#pragma clang attribute pop`.

#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "inline.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma"))), apply_to = function)

#include "avx512_lanes.h"

INLINE integers dot_pairs(integers sum, integers a, integers b) {
  return _mm512_add_epi32(sum, _mm512_madd_epi16(a, b));
}

// Bytes are widened to 16 bits, even and odd ones apart, because the byte product of this
// instruction set saturates.
INLINE integers dot_quads(integers sum, integers a, integers b) {
  integers even = _mm512_madd_epi16(
      _mm512_and_si512(a, _mm512_set1_epi16(0xff)),
      _mm512_srai_epi16(_mm512_slli_epi16(b, 8), 8));
  integers odd = _mm512_madd_epi16(_mm512_srli_epi16(a, 8), _mm512_srai_epi16(b, 8));
  return _mm512_add_epi32(sum, _mm512_add_epi32(even, odd));
}
