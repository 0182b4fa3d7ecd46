#pragma once

#include <stdint.h>

// For each byte of bits, where the next weights go: the lane of each bit that is set gets the bytes
// of the next half, and any other lane zeros (0x80 for the shuffle). Made of macros that count the
// bits below a lane, so that it is a constant of the file.
#define BELOW(b, lane) \
  (((b) >> 0 & (lane > 0)) + ((b) >> 1 & (lane > 1)) + ((b) >> 2 & (lane > 2)) \
   + ((b) >> 3 & (lane > 3)) + ((b) >> 4 & (lane > 4)) + ((b) >> 5 & (lane > 5)) \
   + ((b) >> 6 & (lane > 6)))
#define LANE(b, lane) \
  ((b) >> lane & 1 ? 2 * BELOW(b, lane) : 0x80), ((b) >> lane & 1 ? 2 * BELOW(b, lane) + 1 : 0x80)
#define ROW(b) \
  {LANE(b, 0), LANE(b, 1), LANE(b, 2), LANE(b, 3), LANE(b, 4), LANE(b, 5), LANE(b, 6), LANE(b, 7)}
#define ROWS4(b) ROW(b), ROW(b + 1), ROW(b + 2), ROW(b + 3)
#define ROWS16(b) ROWS4(b), ROWS4(b + 4), ROWS4(b + 8), ROWS4(b + 12)
#define ROWS64(b) ROWS16(b), ROWS16(b + 16), ROWS16(b + 32), ROWS16(b + 48)

// 4 KiB, an eighth of L1.
static const uint8_t SPREAD[256][16] __attribute__((aligned(64))) = {
    ROWS64(0), ROWS64(64), ROWS64(128), ROWS64(192)};
