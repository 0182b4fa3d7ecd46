#if defined(__x86_64__)

#include "../tables.h"

#include "../words/avx512vnni.h"

#include "scans.h"

#pragma clang attribute pop

const trefoil_scan_kernels trefoil_avx512vnni_scan = SCAN_KERNELS;

#endif
