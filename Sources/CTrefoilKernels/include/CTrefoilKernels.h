#pragma once

#include "convert.h"
#include "kernels.h"
#include "maxsim.h"
#include "products.h"
#include "team.h"
