#pragma once

#include "convert.h"
#include "kernels.h"
#include "products.h"
#include "team.h"
