#pragma once

// Polynomials that the vector kernels share. The scalar kernels call libm instead, so that each
// checks the other.

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
