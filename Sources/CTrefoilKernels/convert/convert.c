#include "convert.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Half bits of the fp32 number with these bits; exponent bits all set if it does not fit.
static uint16_t half_of(uint32_t bits) {
  uint16_t sign = (uint16_t)(bits >> 16 & 0x8000u);
  uint32_t magnitude = bits & 0x7fffffffu;
  // 65520 and above, infinities and NaNs among them, round to no finite half.
  if (magnitude >= 0x477ff000u) return sign | 0x7c00u;
  if (magnitude < 0x38800000u) {
    // Below 2^-14 a half is a multiple of 2^-24; adding 0.5 leaves that multiple, rounded to
    // nearest even by the addition itself, in the low bits.
    float value;
    memcpy(&value, &magnitude, sizeof value);
    value += 0.5f;
    uint32_t sum;
    memcpy(&sum, &value, sizeof sum);
    return sign | (uint16_t)(sum - 0x3f000000u);
  }
  uint32_t odd = magnitude >> 13 & 1u;
  uint32_t rounded = magnitude - 0x38000000u + 0xfffu + odd;
  return sign | (uint16_t)(rounded >> 13);
}

static inline int overflows(uint16_t half) { return (half & 0x7c00u) == 0x7c00u; }

static size_t from_f32_scalar(const unsigned char *from, uint16_t *to, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, from + 4 * i, sizeof bits);
    to[i] = half_of(bits);
    if (overflows(to[i])) return i;
  }
  return n;
}

#if defined(__x86_64__)
__attribute__((target("avx2,f16c")))
static size_t from_f32_f16c(const unsigned char *from, uint16_t *to, size_t n) {
  const __m128i exponent = _mm_set1_epi16(0x7c00);
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    __m256 floats = _mm256_loadu_ps((const float *)(from + 4 * i));
    __m128i halves = _mm256_cvtps_ph(floats, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    _mm_storeu_si128((__m128i *)(to + i), halves);
    if (_mm_movemask_epi8(_mm_cmpeq_epi16(_mm_and_si128(halves, exponent), exponent))) break;
  }
  return i + from_f32_scalar(from + 4 * i, to + i, n - i);
}
#endif

size_t trefoil_f16_from_f32(const void *from, uint16_t *to, size_t n) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("f16c")) {
    return from_f32_f16c(from, to, n);
  }
#endif
  return from_f32_scalar(from, to, n);
}

size_t trefoil_f16_from_bf16(const void *from, uint16_t *to, size_t n) {
  const unsigned char *bytes = from;
  for (size_t i = 0; i < n; i++) {
    uint16_t high;
    memcpy(&high, bytes + 2 * i, sizeof high);
    to[i] = half_of((uint32_t)high << 16);
    if (overflows(to[i])) return i;
  }
  return n;
}
