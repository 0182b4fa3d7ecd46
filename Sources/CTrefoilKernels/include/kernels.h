#pragma once

#include <stddef.h>

#include "attention.h"
#include "convert.h"
#include "elementwise.h"
#include "maxsim.h"
#include "products.h"
#include "scan.h"
#include "sparse.h"

#ifdef __cplusplus
extern "C" {
#endif

/// All kernels of one instruction set, family by family.
///
/// The scalar ones are the specification: the others agree with them to within rounding, and to
/// the bit where a family says so.
typedef struct trefoil_kernels {
  /// The instruction set, as `TREFOIL_INSTRUCTION_SET` names it.
  const char *_Nonnull name;
  const trefoil_elementwise_kernels *_Nonnull elementwise;
  const trefoil_convert_kernels *_Nonnull convert;
  const trefoil_product_kernels *_Nonnull products;
  const trefoil_attention_kernels *_Nonnull attention;
  const trefoil_maxsim_kernels *_Nonnull maxsim;
  const trefoil_scan_kernels *_Nonnull scan;
  const trefoil_sparse_kernels *_Nonnull sparse;
} trefoil_kernels;

/// The instruction sets that this build holds, each preferred to those before it; the first is
/// scalar.
/// @param index 0 to `trefoil_kernels_count() - 1`; another gives NULL.
const trefoil_kernels *_Nullable trefoil_kernels_at(size_t index);

/// The number of instruction sets that this build holds, at least 1.
size_t trefoil_kernels_count(void);

/// Whether this processor and its system can run the kernels at `index`.
int trefoil_kernels_runs(size_t index);

/// Whether the compiler optimized the kernels; they are some fifty times slower otherwise.
int trefoil_kernels_are_optimized(void);

#ifdef __cplusplus
}
#endif
