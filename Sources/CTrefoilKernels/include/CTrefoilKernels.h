#pragma once

#include "kernels.h"
#include "team.h"
