#!/usr/bin/env python3
"""Makes statistics.json beside this file: what scipy and numpy say of paired differences.

    python3 -m venv .venv && . .venv/bin/activate
    pip install "scipy==1.17.*" "numpy==2.4.*"
    python make_statistics.py

`scipy` is that of scipy's own resampling (the percentile bootstrap; the exact test of all changes of
sign, where there are few enough): ours draws other resamples, so it comes close. `replay` draws the
resamples that ours draws, from SplitMix64 written again below, and takes numpy's percentiles.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats

SEED, RESAMPLES = 7, 1000


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)


def macro(values, groups):
    return float(np.mean([np.mean(values[members]) for members in groups]))


def replay(differences, groups):
    generator = SplitMix64(SEED)
    means = []
    for _ in range(RESAMPLES):
        drawn = [np.array([members[generator.next() * len(members) >> 64] for _ in members])
                 for members in groups]
        means.append(macro(differences, drawn))
    order = np.concatenate(groups)
    observed, count = abs(macro(differences, groups)), 0
    for _ in range(RESAMPLES):
        flipped = differences.copy()
        for index, query in enumerate(order):
            if index % 64 == 0:
                signs = generator.next()
            if signs >> (index % 64) & 1:
                flipped[query] = -flipped[query]
        count += abs(macro(flipped, groups)) >= observed - 1e-12
    low, high = np.percentile(means, [2.5, 97.5])
    return {"interval": [float(low), float(high)], "p": (count + 1) / (RESAMPLES + 1)}


def with_scipy(differences):
    data, mean = (differences,), lambda x, axis: np.mean(x, axis=axis)
    interval = stats.bootstrap(data, mean, n_resamples=100_000, method="percentile",
                               vectorized=True, rng=np.random.default_rng(1)).confidence_interval
    few = len(differences) <= 12
    test = stats.permutation_test(data, mean, permutation_type="samples", vectorized=True,
                                  n_resamples=np.inf if few else 100_000,
                                  rng=np.random.default_rng(1))
    return {"interval": [float(interval.low), float(interval.high)], "p": float(test.pvalue)}


def case(name, count, shift, group_sizes=None):
    rng = np.random.default_rng(len(name) + count)
    baseline = np.round(rng.beta(2, 1, count), 3)
    other = np.clip(np.round(baseline + rng.normal(shift, 0.15, count), 3), 0, 1)
    if name == "hits":
        baseline, other = (baseline > 0.7).astype(float), (other > 0.7).astype(float)
    names = [chr(97 + g) for g, size in enumerate(group_sizes or [count]) for _ in range(size)]
    # Groups that lie among each other, as in a shuffled file.
    names = [names[n * 7 % count] for n in range(count)]
    seen = list(dict.fromkeys(names))
    groups = [np.array([i for i, n in enumerate(names) if n == g]) for g in seen]
    differences = other - baseline
    result = {
        "name": name, "baseline": baseline.tolist(), "other": other.tolist(),
        "mean": macro(differences, groups), "replay": replay(differences, groups),
        "wins": int((differences > 0).sum()), "losses": int((differences < 0).sum()),
    }
    if group_sizes:
        result["groups"] = names
    else:
        result["scipy"] = with_scipy(differences)
    return result


cases = [
    case("few queries", 10, 0.05),
    case("no effect", 60, 0.0),
    case("a small effect", 100, 0.03),
    case("hits", 80, 0.05),
    case("a large loss", 50, -0.2),
    case("groups of unequal size", 75, 0.03, [40, 20, 10, 5]),
    case("more than one word of signs", 130, 0.02, [64, 66]),
]
path = Path(__file__).resolve().parent / "statistics.json"
path.write_text(json.dumps({"seed": SEED, "resamples": RESAMPLES, "cases": cases}, indent=None) + "\n")
