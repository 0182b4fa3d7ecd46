#define _DEFAULT_SOURCE
#include <sys/mman.h>

#include "CInstructionCeilings.h"

/// Four vectors at once, so that loads do not wait for one another.
typedef uint64_t vector __attribute__((vector_size(64)));

static inline __attribute__((always_inline)) uint64_t
read_vectors(const void *bytes, size_t count) {
  const vector *at = bytes, *end = at + count / sizeof(vector);
  vector a = {0}, b = {0}, c = {0}, d = {0};
  for (; at < end; at += 4) {
    a ^= at[0];
    b ^= at[1];
    c ^= at[2];
    d ^= at[3];
  }
  a ^= b ^ c ^ d;
  return a[0] ^ a[1] ^ a[2] ^ a[3] ^ a[4] ^ a[5] ^ a[6] ^ a[7];
}

#if defined(__x86_64__)
static __attribute__((target("avx512f"))) uint64_t read_512(const void *bytes, size_t count) {
  return read_vectors(bytes, count);
}

static __attribute__((target("avx2"))) uint64_t read_256(const void *bytes, size_t count) {
  return read_vectors(bytes, count);
}

uint64_t trefoil_read_memory(const void *bytes, size_t count) {
  if (__builtin_cpu_supports("avx512f")) return read_512(bytes, count);
  if (__builtin_cpu_supports("avx2")) return read_256(bytes, count);
  return read_vectors(bytes, count);
}
#else
uint64_t trefoil_read_memory(const void *bytes, size_t count) { return read_vectors(bytes, count); }
#endif

void *trefoil_map_pages(size_t count, int large) {
  void *bytes = mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (bytes == MAP_FAILED) return NULL;
#if defined(__linux__)
  // Advice alone: where it is not taken, both kinds read alike.
  (void)madvise(bytes, count, large ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
#else
  (void)large;
#endif
  // Numbers that differ, so that no page stands for another.
  uint64_t *numbers = bytes;
  for (size_t i = 0; i < count / sizeof(uint64_t); i++) numbers[i] = i * 0x9e3779b97f4a7c15u;
  return bytes;
}

void trefoil_unmap_pages(void *bytes, size_t count) { munmap(bytes, count); }
