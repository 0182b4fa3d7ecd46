"""SplitMix64, as the Swift sources have it, so that both sides draw the same numbers.

Steele, Lea and Flood 2014, “Fast splittable pseudorandom number generators”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np

Words = TypeVar("Words", int, "np.ndarray")

INCREMENT = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def mix(state: Words) -> Words:
    """The number that belongs to a state; an int below 2^64, or an array of uint64."""
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class SplitMix64:
    """An endless row of numbers of 64 bits."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def next(self) -> int:
        self.state = (self.state + INCREMENT) & MASK
        return mix(self.state)


def uniform(first: int, count: int, seed: int) -> np.ndarray:
    """Numbers `first` to `first + count` of a seed's row: fp32, uniform in -0.5..<0.5."""
    import numpy as np

    places = np.arange(first, first + count, dtype=np.uint64) + np.uint64(seed << 40)
    words = mix(places * np.uint64(INCREMENT))
    return (words >> np.uint64(40)).astype(np.float32) / np.float32(1 << 24) - np.float32(0.5)
