#pragma once

// A word is one instruction or a few, in its caller; a tile has no loop left over its registers.
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
