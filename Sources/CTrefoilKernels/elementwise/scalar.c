#include <math.h>
#include <string.h>

#include "erf.h"
#include "../tables.h"

static void add(float *x, const float *y, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] += y[i];
}

static void scale(float *x, float factor, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] *= factor;
}

static void gelu(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) {
    x[i] = 0.5f * x[i] * (1.0f + erff(x[i] * SQRT_HALF));
  }
}

static void layer_norm(
    float *x, const float *weight, const float *shift, float epsilon, size_t n) {
  float sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i];
  float mean = sum / (float)n;
  float squares = 0;
  for (size_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
  float factor = 1.0f / sqrtf(squares / (float)n + epsilon);
  for (size_t i = 0; i < n; i++) x[i] = (x[i] - mean) * factor * weight[i] + shift[i];
}

static float dot(const float *a, const float *b, size_t n) {
  float sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

const trefoil_elementwise_kernels trefoil_scalar_elementwise = {
    .add = add,
    .scale = scale,
    .gelu = gelu,
    .layer_norm = layer_norm,
    .dot = dot,
};
