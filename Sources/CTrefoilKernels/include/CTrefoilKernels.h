#pragma once

#include "convert.h"
#include "kernels.h"
