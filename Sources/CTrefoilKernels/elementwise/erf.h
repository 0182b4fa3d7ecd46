#pragma once

// A quotient of polynomials that the vector kernels share. The scalar kernels call libm instead, so
// that each checks the other.

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

#define SQRT_HALF 0.70710678118654752f
