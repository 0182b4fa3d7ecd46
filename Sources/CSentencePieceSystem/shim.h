#pragma once
// The library's own header is C++; only the target CSentencePiece includes it. This module exists
// so that the package manager asks pkg-config where the library lies.
