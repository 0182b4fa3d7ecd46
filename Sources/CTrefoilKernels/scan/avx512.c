#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512.h"

#include "scans.h"

#pragma clang attribute pop

const trefoil_scan_kernels trefoil_avx512_scan = SCAN_KERNELS;

#endif
