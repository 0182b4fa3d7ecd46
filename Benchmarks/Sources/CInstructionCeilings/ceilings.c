#include "CInstructionCeilings.h"

#if defined(__x86_64__)
#include <immintrin.h>

// Twelve sums that do not wait for one another cover latency times issue on every processor with
// these instructions (four cycles, two a cycle; five for the integer dot products).
#define SUMS(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)
enum { SUM_COUNT = 12 };

/// A function that runs `OPERATION` on each of the sums, `steps` times over.
#define CEILING(NAME, TARGET, TYPE, ZERO, ONE, OPERATION) \
  static __attribute__((target(TARGET))) void NAME(size_t steps) { \
    TYPE sum[SUM_COUNT], x = ONE, y = ONE; \
    for (int i = 0; i < SUM_COUNT; i++) sum[i] = ZERO; \
    for (size_t step = 0; step < steps; step++) { \
      SUMS(OPERATION) \
    } \
    for (int i = 0; i < SUM_COUNT; i++) __asm__ volatile("" : : "v"(sum[i])); \
  }

#define ACCUMULATE(INSTRUCTION, I) \
  __asm__ volatile(INSTRUCTION " %2, %1, %0" : "+v"(sum[I]) : "v"(x), "v"(y));
#define MULTIPLY_THEN_ADD(TYPE, I) \
  { \
    TYPE product; \
    __asm__ volatile("vpmaddwd %2, %1, %0" : "=v"(product) : "v"(x), "v"(y)); \
    __asm__ volatile("vpaddd %1, %0, %0" : "+v"(sum[I]) : "v"(product)); \
  }
#define FMA(I) ACCUMULATE("vfmadd231ps", I)
#define BF16(I) ACCUMULATE("vdpbf16ps", I)
#define WORDS(I) ACCUMULATE("vpdpwssd", I)
#define BYTES(I) ACCUMULATE("vpdpbusd", I)
#define VEX_WORDS(I) ACCUMULATE("%{vex%} vpdpwssd", I)
#define VEX_BYTES(I) ACCUMULATE("%{vex%} vpdpbusd", I)
#define MADD_256(I) MULTIPLY_THEN_ADD(__m256i, I)
#define MADD_512(I) MULTIPLY_THEN_ADD(__m512i, I)

CEILING(fma_256, "avx2,fma", __m256, _mm256_setzero_ps(), _mm256_set1_ps(0.5f), FMA)
CEILING(fma_512, "avx512f", __m512, _mm512_setzero_ps(), _mm512_set1_ps(0.5f), FMA)
CEILING(bf16_512, "avx512f", __m512i, _mm512_setzero_si512(), _mm512_set1_epi16(0x3f80), BF16)
CEILING(madd_256, "avx2", __m256i, _mm256_setzero_si256(), _mm256_set1_epi16(3), MADD_256)
CEILING(madd_512, "avx512bw", __m512i, _mm512_setzero_si512(), _mm512_set1_epi16(3), MADD_512)
CEILING(words_256, "avx2", __m256i, _mm256_setzero_si256(), _mm256_set1_epi16(3), VEX_WORDS)
CEILING(words_512, "avx512f", __m512i, _mm512_setzero_si512(), _mm512_set1_epi16(3), WORDS)
CEILING(bytes_256, "avx2", __m256i, _mm256_setzero_si256(), _mm256_set1_epi8(3), VEX_BYTES)
CEILING(bytes_512, "avx512f", __m512i, _mm512_setzero_si512(), _mm512_set1_epi8(3), BYTES)

// A lane of 32 bits holds one product of fp32, two of 16 bits, four of 8.
enum { LANES_256 = 8, LANES_512 = 16 };
#define OPERATIONS(LANES, PRODUCTS) (2.0 * LANES * PRODUCTS * SUM_COUNT)
static const trefoil_ceiling
    fma256 = {"vfmadd231ps 256", OPERATIONS(LANES_256, 1), fma_256},
    madd256 = {"vpmaddwd + vpaddd 256", OPERATIONS(LANES_256, 2), madd_256},
    words256 = {"vpdpwssd 256", OPERATIONS(LANES_256, 2), words_256},
    bytes256 = {"vpdpbusd 256", OPERATIONS(LANES_256, 4), bytes_256},
    fma512 = {"vfmadd231ps 512", OPERATIONS(LANES_512, 1), fma_512},
    madd512 = {"vpmaddwd + vpaddd 512", OPERATIONS(LANES_512, 2), madd_512},
    bf16512 = {"vdpbf16ps 512", OPERATIONS(LANES_512, 2), bf16_512},
    words512 = {"vpdpwssd 512", OPERATIONS(LANES_512, 2), words_512},
    bytes512 = {"vpdpbusd 512", OPERATIONS(LANES_512, 4), bytes_512};

const trefoil_ceiling *trefoil_ceiling_at(size_t index) {
  const int fma = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const int words = __builtin_cpu_supports("avx512bw"), vnni = __builtin_cpu_supports("avx512vnni");
  const int bf16 = __builtin_cpu_supports("avx512bf16"), vex = __builtin_cpu_supports("avxvnni");
  const struct {
    int supported;
    const trefoil_ceiling *ceiling;
  } all[] = {
      {fma, &fma256},    {fma, &madd256},  {vex, &words256},  {vex, &bytes256},  {words, &fma512},
      {words, &madd512}, {bf16, &bf16512}, {vnni, &words512}, {vnni, &bytes512},
  };
  for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
    if (all[i].supported && index-- == 0) return all[i].ceiling;
  return NULL;
}

#else

const trefoil_ceiling *trefoil_ceiling_at(size_t index) {
  (void)index;
  return NULL;
}

#endif
