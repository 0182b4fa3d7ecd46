#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A loop of one instruction on registers alone: what no kernel made of it can pass.
typedef struct trefoil_ceiling {
  /// The instruction and its width in bits, such as `vpdpwssd 512`.
  const char *_Nonnull name;
  /// Multiplications and additions of one step, each counted as one.
  double operations;
  /// Runs the loop `steps` times.
  void (*_Nonnull run)(size_t steps);
} trefoil_ceiling;

/// The ceilings that this processor can run, in turn; null behind the last.
///
/// There are none on processors other than x86-64.
const trefoil_ceiling *_Nullable trefoil_ceiling_at(size_t index);

/// Reads `count` bytes, a multiple of 256 from an address aligned to 64, and returns their xor.
uint64_t trefoil_read_memory(const void *_Nonnull bytes, size_t count);

/// Maps `count` bytes of zeros, all touched, in pages of 4 KiB or in large ones if the system has
/// them; null if there is no room. Give them back with `trefoil_unmap_pages`.
void *_Nullable trefoil_map_pages(size_t count, int large);

/// Gives back what `trefoil_map_pages` mapped.
void trefoil_unmap_pages(void *_Nonnull bytes, size_t count);

#ifdef __cplusplus
}
#endif
