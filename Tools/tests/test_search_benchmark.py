"""What Benchmarks/search says of rankings."""

from __future__ import annotations

import json
import sys
import tempfile
import unittest
from math import log2
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Benchmarks" / "search"))
import measures  # noqa: E402
from goals import at_least, at_most  # noqa: E402


class Rankings(unittest.TestCase):
    def judged(self, passages: list[str], grades: dict[str, int]) -> measures.Judged:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for kind, ids in (("passages", passages), ("queries", ["q"])):
                (folder / kind).mkdir()
                (folder / kind / "ids.json").write_text(json.dumps(ids))
            (folder / "judgements.json").write_text(json.dumps({"q": grades}))
            return measures.Judged(folder)

    def test_a_hit_counts_less_the_later_it_comes(self) -> None:
        judged = self.judged(["a", "b", "c"], {"c": 1})
        self.assertEqual(judged.ndcg([[2, 0, 1]]), 1)
        self.assertAlmostEqual(judged.ndcg([[0, 1, 2]]), 1 / log2(4))
        self.assertEqual(judged.ndcg([[0, 1]]), 0)

    def test_the_ideal_ranking_has_all_that_is_judged(self) -> None:
        judged = self.judged(["a", "b"], {"a": 2, "b": 1})
        self.assertEqual(judged.ndcg([[0, 1]]), 1)
        self.assertAlmostEqual(judged.ndcg([[0]]), 2 / (2 + 1 / log2(3)))

    def test_a_document_counts_by_the_first_of_its_rows(self) -> None:
        judged = self.judged(["a", "a", "a", "b"], {"b": 1})
        self.assertAlmostEqual(judged.ndcg([[0, 1, 2, 3]]), 1 / log2(3))

    def test_what_two_rankings_share_is_counted_among_ten(self) -> None:
        wanted = [list(range(10))]
        self.assertEqual(measures.overlap([[*range(9), 50]], wanted), 0.9)
        self.assertEqual(measures.overlap([[*range(9), 50, 9]], wanted), 0.9)

    def test_a_tie_stands_for_one_place_and_no_more(self) -> None:
        wanted = [list(range(10))]
        self.assertEqual(measures.overlap([[*range(9), 50]], wanted, [[50]]), 1)
        self.assertEqual(measures.overlap([[*range(8), 50, 60]], wanted, [[50]]), 0.9)
        self.assertEqual(measures.overlap([[*range(10), 50]], wanted, [[50]]), 1)


class Goals(unittest.TestCase):
    def test_what_was_not_measured_is_neither_reached_nor_missed(self) -> None:
        self.assertIsNone(at_most("p50", None, 3, "ms").reached)
        self.assertIsNone(at_least("recall", None, 0.99, "").reached)

    def test_the_border_is_reached(self) -> None:
        self.assertTrue(at_most("p50", 3, 3, "ms").reached)
        self.assertFalse(at_most("p50", 3.01, 3, "ms").reached)
        self.assertTrue(at_least("recall", 0.99, 0.99, "").reached)
        self.assertFalse(at_least("recall", 0.9899, 0.99, "").reached)


if __name__ == "__main__":
    unittest.main()
