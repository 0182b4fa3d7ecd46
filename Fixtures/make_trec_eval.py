#!/usr/bin/env python3
"""Makes runs, judgements and what trec_eval says of them, in the folder trec-eval beside this file.

    python3 -m venv .venv && . .venv/bin/activate
    pip install "pytrec-eval-terrier==0.5.11" numpy scipy
    python make_trec_eval.py

pytrec_eval runs trec_eval's own code. Of each case NAME.run and NAME.qrels are in TREC's layouts, and
NAME.json has every judged query's value of every measure, and their means. Two things are derived:
MRR cut at k is recip_rank where that is at least 1/k, and a judged query that the run lacks has zero,
which is what `trec_eval -c` puts in the means.
"""

import json
import random
from pathlib import Path

import pytrec_eval

FOLDER = Path(__file__).resolve().parent / "trec-eval"
CUTOFFS = [1, 5, 10, 100]
NAMES = {"ndcg": "ndcg_cut", "map": "map_cut", "recall": "recall", "precision": "P", "hit": "success"}

# Ids whose order by bytes is not that by numbers, by letters without case, by UTF-16 units or by
# characters put into normal form.
ODD_IDS = ["9", "10", "D1", "D10", "D2", "d1", "doc-9", "Z", "z", "\u00e9z", "e\u0301a", "\uff5a",
           "\U0001f600", "\u6587", "ß"]


def graded(seed):
    """Grades of all kinds, negative ones too, and rankings shorter and longer than the cutoffs."""
    rng = random.Random(seed)
    run, qrels = {}, {}
    for query in range(24):
        pool = [f"p{n}" for n in range(130)] + ODD_IDS
        rng.shuffle(pool)
        judged = rng.sample(pool, rng.choice([1, 3, 12, 40]))
        qrels[f"q{query}"] = {p: rng.choice([-1, 0, 0, 1, 1, 2, 3]) for p in judged}
        # trec_eval reads beyond its table where all grades are negative.
        qrels[f"q{query}"][judged[0]] = rng.choice([0, 1, 2])
        length = rng.choice([1, 4, 9, 10, 11, 50, 101, 140])
        run[f"q{query}"] = {p: round(rng.gauss(0, 4), 6) for p in pool[:length]}
    return run, qrels


def ties(seed):
    """Few distinct scores, so that ties lie across every cutoff."""
    rng = random.Random(seed)
    run, qrels = {}, {}
    for query in range(16):
        pool = [f"{rng.choice(['P', 'p', ''])}{n}" for n in range(40)] + ODD_IDS
        levels = [[0.5], [0.25, 0.5], [-1.0, 0.0, 1.0]][query % 3]
        run[f"q{query}"] = {p: rng.choice(levels) for p in pool}
        qrels[f"q{query}"] = {p: rng.choice([0, 1, 2]) for p in rng.sample(pool, 20)}
    return run, qrels


def precision(seed):
    """Scores that differ by less than 32 bits hold: to trec_eval they are ties."""
    rng = random.Random(seed)
    run, qrels = {}, {}
    for query in range(12):
        pool = [f"{n:03}" for n in range(30)] + ODD_IDS
        base = rng.choice([1.0, 1e-3, 1e6, 16777216.0])
        run[f"q{query}"] = {p: base * (1 + rng.randrange(8) * rng.choice([1e-9, 6e-8])) for p in pool}
        qrels[f"q{query}"] = {p: rng.choice([0, 1]) for p in rng.sample(pool, 15)}
    return run, qrels


def edges(_):
    """Queries without a result, without anything relevant, without judgements; single passages."""
    run = {
        "no-relevant": {"a": 2.0, "b": 1.0},
        "nothing-judged-found": {"x": 2.0, "y": 1.0},
        "first": {"a": 2.0, "b": 1.0},
        "eleventh": {f"n{n:02}": 20.0 - n for n in range(10)} | {"a": 1.0},
        "hundredth": {f"n{n:03}": 200.0 - n for n in range(99)} | {"a": 1.0},
        "hundred-first": {f"n{n:03}": 200.0 - n for n in range(100)} | {"a": 1.0},
        "infinite": {"a": float("-inf"), "b": float("inf"), "c": 0.0},
        "not-judged": {"a": 1.0},
        "Ünïcode": {"é": 1.0, "a": 1.0},
    }
    qrels = {query: {"a": 1, "c": 2, "zz": 0} for query in run if query != "not-judged"}
    qrels["no-relevant"] = {"a": 0, "b": 0}
    qrels["negative"] = {"a": -2, "b": 0}
    qrels["not-found"] = {"a": 1}
    qrels["more-than-cutoffs"] = {f"n{n:03}": 1 + n % 2 for n in range(150)}
    run["more-than-cutoffs"] = {f"n{n:03}": float(n * 7 % 150) for n in range(150)}
    run["negative"] = {"b": 1.0, "a": 2.0}
    return run, qrels


def judge(run, qrels):
    measures = {f"{name}.{','.join(map(str, CUTOFFS))}" for name in NAMES.values()}
    found = pytrec_eval.RelevanceEvaluator(qrels, measures | {"recip_rank"}).evaluate(run)
    queries = {}
    for query in qrels:
        values = found.get(query, {})
        row = {f"{ours}@{k}": values.get(f"{theirs}_{k}", 0.0)
               for ours, theirs in NAMES.items() for k in CUTOFFS}
        for k in CUTOFFS:
            rank = values.get("recip_rank", 0.0)
            row[f"mrr@{k}"] = rank if rank * k > 1 - 1e-9 else 0.0
        queries[query] = {name: round(value, 9) for name, value in row.items()}
    means = {name: sum(row[name] for row in queries.values()) / len(queries) for name in row}
    return {"queries": queries, "means": means}


FOLDER.mkdir(exist_ok=True)
for seed, make in enumerate([graded, ties, precision, edges]):
    run, qrels = make(seed)
    name = make.__name__
    lines = [f"{q} Q0 {p} {rank} {score!r} {name}"
             for q, scores in run.items() for rank, (p, score) in enumerate(scores.items())]
    (FOLDER / f"{name}.run").write_text("\n".join(lines) + "\n")
    lines = [f"{q} 0 {p} {grade}" for q, grades in qrels.items() for p, grade in grades.items()]
    (FOLDER / f"{name}.qrels").write_text("\n".join(lines) + "\n")
    text = json.dumps(judge(run, qrels), ensure_ascii=False, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n")
