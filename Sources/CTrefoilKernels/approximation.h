#pragma once

// Polynomials that the vector kernels share. The scalar kernels call libm instead, so that each
// checks the other.

// erf(z) = z * P(z²) / Q(z²) for |z| <= ERF_BOUND, relative error of the exact quotient 2e-8 (a
// reweighted least-squares fit on Chebyshev points); beyond the bound erf is ±1 in fp32.
#define ERF_BOUND 3.92f
#define ERF_P0 1.128379146e+00f
#define ERF_P1 1.903968720e-01f
#define ERF_P2 5.274727639e-02f
#define ERF_P3 3.765158851e-03f
#define ERF_P4 2.848648648e-04f
#define ERF_P5 2.050061845e-06f
#define ERF_Q1 5.020675780e-01f
#define ERF_Q2 1.141049859e-01f
#define ERF_Q3 1.496830207e-02f
#define ERF_Q4 1.162410461e-03f
#define ERF_Q5 3.809051668e-05f

// exp(x) = 2^k * exp(r), k = round(x / ln 2), |r| <= ln 2 / 2; exp(r) by its Taylor series to r^7,
// whose first dropped term is below 6e-9. ln 2 is split in two so that r keeps its low bits.
#define EXP_LOG2E 1.44269504088896341f
#define EXP_LN2_HIGH 0.693359375f
#define EXP_LN2_LOW -2.12194440054690583e-4f
// Below this, exp is less than the smallest normal number and counts as the value at the bound.
#define EXP_LOWEST -87.3f
#define EXP_C2 0.5f
#define EXP_C3 1.6666666666666666e-1f
#define EXP_C4 4.1666666666666664e-2f
#define EXP_C5 8.3333333333333332e-3f
#define EXP_C6 1.3888888888888889e-3f
#define EXP_C7 1.9841269841269841e-4f

#define SQRT_HALF 0.70710678118654752f
