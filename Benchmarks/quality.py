#!/usr/bin/env python3
"""Retrieval quality of `balanced` and `fast` beside `exact`, on sets in BEIR's layout.

    swift build -c release --product trefoil      # in the folder above
    python3 Benchmarks/quality.py SET [SET ...]

A SET is a folder with corpus.jsonl, queries.jsonl and qrels/*.tsv. For each precision the command
encodes corpus and queries; nDCG@10 is of three rankings: all documents by dense cosine, all by
lexical weights, and the best 100 by the sum of both again by the hybrid of all three. Needs NumPy.
"""

import argparse
import json
import random
import subprocess
import tempfile
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ROOT / ".build/release/trefoil"
PRECISIONS = ("exact", "balanced", "fast")
MODES = ("dense", "sparse", "hybrid")
# As BGE-M3's authors trained; ours are the default model's own heads, for which no others are known.
SPARSE_WEIGHT = 0.3
CANDIDATES = 100


class Vectors:
    """What `trefoil encode` wrote: embeddings of texts, in the order of `ids`."""

    def __init__(self, path: Path):
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length))
        kinds = {"F32": "<f4", "I32": "<i4", "I64": "<i8", "U8": "u1", "U32": "<u4", "U64": "<u8"}
        self.tensors = {
            name: numpy.memmap(path, kinds[entry["dtype"]], "r", 8 + length + entry["data_offsets"][0],
                               tuple(entry["shape"]))
            for name, entry in header.items()
            if name != "__metadata__" and 0 not in entry["shape"]}
        ends = self.tensors["id_offsets"]
        text = self.tensors["ids"].tobytes()
        self.ids = [text[ends[i]:ends[i + 1]].decode() for i in range(len(ends) - 1)]
        self.dense = numpy.array(self.tensors["dense"])

    def part(self, kind: str, values: str, index: int) -> numpy.ndarray:
        offsets = self.tensors[f"{kind}_offsets"]
        if values not in self.tensors:
            return numpy.empty(0)
        return self.tensors[values][offsets[index]:offsets[index + 1]]

    @property
    def has_rows(self) -> bool:
        return "colbert_vecs" in self.tensors


class Postings:
    """Documents by token."""

    def __init__(self, documents: Vectors):
        tokens = numpy.array(documents.tensors["sparse_token_ids"])
        counts = numpy.diff(documents.tensors["sparse_offsets"])
        order = numpy.argsort(tokens, kind="stable")
        self.tokens = tokens[order]
        self.documents = numpy.repeat(numpy.arange(len(counts)), counts)[order]
        self.weights = numpy.array(documents.tensors["sparse_weights"])[order]
        self.count = len(counts)

    def scores(self, tokens: numpy.ndarray, weights: numpy.ndarray) -> numpy.ndarray:
        scores = numpy.zeros(self.count, numpy.float32)
        for token, weight in zip(tokens, weights):
            first, last = numpy.searchsorted(self.tokens, [token, token + 1])
            # A document holds a token once.
            scores[self.documents[first:last]] += weight * self.weights[first:last]
        return scores


def best(scores: numpy.ndarray, count: int) -> numpy.ndarray:
    """The places of the largest scores; of equal ones the first."""
    return numpy.argsort(-scores, kind="stable")[:count]


def ndcg(ranking: list[str], judged: dict[str, int]) -> float:
    gains = [2 ** judged.get(document, 0) - 1 for document in ranking[:10]]
    ideal = sorted((2 ** grade - 1 for grade in judged.values()), reverse=True)[:10]
    discounts = [1 / numpy.log2(rank + 2) for rank in range(10)]
    total = sum(gain * discount for gain, discount in zip(ideal, discounts))
    return sum(gain * discount for gain, discount in zip(gains, discounts)) / total


def evaluate(queries: Vectors, documents: Vectors, judgements: dict) -> dict[str, float]:
    postings = Postings(documents)
    found = {mode: [] for mode in MODES}
    for place, query in enumerate(queries.ids):
        dense = documents.dense @ queries.dense[place]
        sparse = postings.scores(queries.part("sparse", "sparse_token_ids", place),
                                 queries.part("sparse", "sparse_weights", place))
        hybrid = dense + SPARSE_WEIGHT * sparse
        candidates = best(hybrid, CANDIDATES)
        if queries.has_rows and documents.has_rows:
            rows = queries.part("colbert", "colbert_vecs", place)
            late = [(documents.part("colbert", "colbert_vecs", index) @ rows.T).max(0).mean()
                    for index in candidates]
            candidates = candidates[best(hybrid[candidates] + numpy.array(late), CANDIDATES)]
        for mode, ranking in zip(MODES, (best(dense, 10), best(sparse, 10), candidates[:10])):
            found[mode].append(ndcg([documents.ids[i] for i in ranking], judgements[query]))
    return {mode: float(numpy.mean(values)) for mode, values in found.items()}


def encode(texts: list[dict], role: str, precision: str, options, folder: Path) -> Vectors:
    name = f"{precision}-{role}"
    source = folder / f"{name}.jsonl"
    source.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts))
    target = folder / f"{name}.safetensors"
    command = [str(COMMAND), "encode", str(source), "--as", role, "--outputs", options.outputs,
               "--precision", precision, "--max-length", str(options.max_length), "--quiet",
               "--output", str(target)]
    for option in ("model", "threads"):
        if getattr(options, option):
            command += [f"--{option}", str(getattr(options, option))]
    subprocess.run(command, check=True)
    return Vectors(target)


def read_judgements(folder: Path, name: str, prefix: str) -> dict[str, dict[str, int]]:
    judgements = {}
    for line in (folder / "qrels" / f"{name}.tsv").read_text().splitlines()[1:]:
        query, document, grade = line.split("\t")
        if int(grade) > 0 and query.startswith(prefix) and document.startswith(prefix):
            judgements.setdefault(query, {})[document] = int(grade)
    return judgements


def read_texts(path: Path, prefix: str) -> list[dict]:
    with path.open() as lines:
        texts = [json.loads(line) for line in lines]
    return [{key: text[key] for key in ("_id", "title", "text") if key in text}
            for text in texts if text["_id"].startswith(prefix)]


def sample(corpus: list[dict], judgements: dict, limit: int | None) -> list[dict]:
    """All judged documents and a seeded choice of others, in the corpus's order."""
    if limit is None or limit >= len(corpus):
        return corpus
    judged = {document for grades in judgements.values() for document in grades}
    others = [text["_id"] for text in corpus if text["_id"] not in judged]
    kept = judged | set(random.Random(0).sample(others, max(0, limit - len(judged))))
    return [text for text in corpus if text["_id"] in kept]


def measure(folder: Path, prefix: str, options) -> None:
    judgements = read_judgements(folder, options.qrels, prefix)
    corpus = sample(read_texts(folder / "corpus.jsonl", prefix), judgements, options.limit_corpus)
    queries = [text for text in read_texts(folder / "queries.jsonl", prefix)
               if text["_id"] in judgements]
    label = f"{folder.name} {prefix}".strip()
    print(f"\n{label}: {len(corpus)} documents, {len(queries)} queries, at most "
          f"{options.max_length} tokens\n")
    print("| precision | " + " | ".join(f"{mode} | Δ" for mode in MODES) + " | cosine: least | mean |")
    print("|---" * (2 * len(MODES) + 3) + "|")
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        reference = None
        for precision in PRECISIONS:
            documents = encode(corpus, "passage", precision, options, Path(scratch))
            questions = encode(queries, "query", precision, options, Path(scratch))
            scores = evaluate(questions, documents, judgements)
            dense = numpy.concatenate([documents.dense, questions.dense]).astype(numpy.float64)
            dense /= numpy.linalg.norm(dense, axis=1, keepdims=True)
            reference = reference or (scores, dense)
            cosines = (dense * reference[1]).sum(1)
            cells = [f"{scores[mode]:.4f} | {scores[mode] - reference[0][mode]:+.4f}" for mode in MODES]
            print(f"| {precision} | {' | '.join(cells)} | {cosines.min():.6f} | {cosines.mean():.6f} |",
                  flush=True)
            for path in Path(scratch).iterdir():
                path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--model", help="a model's directory; the default model if not given")
    parser.add_argument("--qrels", default="test", help="which file of qrels/ (default: test)")
    parser.add_argument("--prefix", action="append", metavar="ID",
                        help="only texts whose ids begin so; each of several is a set of its own")
    parser.add_argument("--limit-corpus", type=int, metavar="N",
                        help="all judged documents and others up to N")
    parser.add_argument("--max-length", type=int, default=512, help="tokens of a text (default: 512)")
    parser.add_argument("--outputs", default="dense,sparse,colbert",
                        help="dense,sparse leaves ColBERT out of the hybrid and takes less room")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--scratch", help="where the vectors lie meanwhile")
    options = parser.parse_args()
    for folder in options.sets:
        for prefix in options.prefix or [""]:
            measure(folder, prefix, options)


if __name__ == "__main__":
    main()
