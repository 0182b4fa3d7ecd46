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

// 2^x = 2^k * 2^r, k = round(x), |r| <= 1/2: minimax polynomials of 2^r (Remez, relative error) of
// degree 6 to 2e-9 for fp32, 4 to 3e-6 for weights of 12 bits, 3 to 8e-5 for weights of 8.
#define EXP6_C0 1.0f
#define EXP6_C1 6.931472057e-01f
#define EXP6_C2 2.402264689e-01f
#define EXP6_C3 5.550328777e-02f
#define EXP6_C4 9.618488957e-03f
#define EXP6_C5 1.339993122e-03f
#define EXP6_C6 1.534581203e-04f
#define EXP4_C0 9.999992614e-01f
#define EXP4_C1 6.931218147e-01f
#define EXP4_C2 2.402474483e-01f
#define EXP4_C3 5.591786032e-02f
#define EXP4_C4 9.570101911e-03f
#define EXP3_C0 9.999280735e-01f
#define EXP3_C1 6.932609855e-01f
#define EXP3_C2 2.426111222e-01f
#define EXP3_C3 5.517166906e-02f

#define SQRT_HALF 0.70710678118654752f
