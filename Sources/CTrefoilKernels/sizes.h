#pragma once

#include <stddef.h>

static inline size_t at_most(size_t count, size_t limit) { return count < limit ? count : limit; }
