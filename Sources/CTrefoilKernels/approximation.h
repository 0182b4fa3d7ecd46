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

// 2^x = 2^k * exp(r ln 2), k = round(x), |r ln 2| <= ln 2 / 2; exp by its Taylor series to the 7th
// power, whose first dropped term is below 6e-9.
#define EXP_C2 0.5f
#define EXP_C3 1.6666666666666666e-1f
#define EXP_C4 4.1666666666666664e-2f
#define EXP_C5 8.3333333333333332e-3f
#define EXP_C6 1.3888888888888889e-3f
#define EXP_C7 1.9841269841269841e-4f

#define SQRT_HALF 0.70710678118654752f
