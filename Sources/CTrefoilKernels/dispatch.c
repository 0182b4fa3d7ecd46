#include "CTrefoilKernels.h"
