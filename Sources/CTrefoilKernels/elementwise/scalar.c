#include <math.h>
#include <string.h>

#include "approximation.h"
#include "../tables.h"

static float widen_one(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000u) << 16;
  uint32_t exponent = (half >> 10) & 0x1fu;
  uint32_t fraction = half & 0x3ffu;
  if (exponent == 0) {
    // Zero or subnormal: fraction * 2^-24 is exact in fp32.
    float magnitude = (float)fraction * 0x1p-24f;
    return sign ? -magnitude : magnitude;
  }
  uint32_t bits = sign | (exponent == 0x1fu ? 0x7f800000u : (exponent + 112u) << 23)
      | fraction << 13;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static void widen_f16(const uint16_t *from, float *to, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] = widen_one(from[i]);
}

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

const trefoil_kernels trefoil_scalar_kernels = {
    .name = "scalar",
    .widen_f16 = widen_f16,
    .add = add,
    .scale = scale,
    .gelu = gelu,
    .layer_norm = layer_norm,
    .dot = dot,
};
