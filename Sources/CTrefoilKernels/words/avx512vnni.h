#pragma once

// The words in which the families are written, for the 16 lanes of AVX-512 with VNNI. What follows
// this header is compiled for AVX-512 F, BW, VL, DQ and VNNI, up to a
// `#pragma clang attribute pop`.

#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "inline.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma"))), \
    apply_to = function)

#include "avx512_lanes.h"

// As assembly, since the compiler takes vpmaddwd and vpaddd for the intrinsic wherever it believes
// that a shorter chain of sums pays for the second instruction; in a tile it never does.
INLINE integers dot_pairs(integers sum, integers a, integers b) {
  __asm__("vpdpwssd %2, %1, %0" : "+v"(sum) : "v"(a), "v"(b));
  return sum;
}
INLINE integers dot_quads(integers sum, integers a, integers b) {
  return _mm512_dpbusd_epi32(sum, a, b);
}
