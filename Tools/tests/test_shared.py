"""What the programs share does what it says."""

from __future__ import annotations

import datetime
import json
import tempfile
import unittest
from pathlib import Path

from trefoil_tools import encoder_tensors, manual_pages
from trefoil_tools.safetensors_file import TORCH, TensorPlan, write_tensors
from trefoil_tools.seeded_numbers import SplitMix64


class SeededNumbers(unittest.TestCase):
    def test_the_published_row_of_a_seed_comes_out(self) -> None:
        # The first numbers of the authors' own program for this seed.
        generator = SplitMix64(1234567)
        expected = [6457827717110365317, 3203168211198807973, 9817491932198370423]
        self.assertEqual([generator.next() for _ in expected], expected)


class SafetensorsFile(unittest.TestCase):
    def test_tensors_lie_by_name_behind_a_header_of_whole_words(self) -> None:
        plans = [
            TensorPlan("b", (2,), lambda: [b"\1\2", b"\3\4"]),
            TensorPlan("a", (1, 1), lambda: [b"\5\6"]),
        ]
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "file.safetensors"
            write_tensors(path, plans, TORCH)
            data = path.read_bytes()
        length = int.from_bytes(data[:8], "little")
        header = json.loads(data[8 : 8 + length])
        self.assertEqual(length % 8, 0)
        self.assertEqual(header["__metadata__"], TORCH)
        self.assertEqual(header["a"]["data_offsets"], [0, 2])
        self.assertEqual(header["b"]["shape"], [2])
        self.assertEqual(data[8 + length :], b"\5\6\1\2\3\4")

    def test_a_tensor_of_the_wrong_size_is_an_error(self) -> None:
        with tempfile.TemporaryDirectory() as name, self.assertRaises(ValueError):
            plan = TensorPlan("a", (2,), lambda: [b"\0\0"])
            write_tensors(Path(name) / "file.safetensors", [plan])


class EncoderTensors(unittest.TestCase):
    def test_an_encoder_has_five_tensors_and_sixteen_a_layer(self) -> None:
        sizes = encoder_tensors.EncoderSizes(8, 3, 2, 16, 100, 50, 1)
        found = {tensor.name: tensor for tensor in encoder_tensors.encoder_tensors(sizes)}
        self.assertEqual(len(found), 5 + 3 * 16)
        self.assertEqual(found["encoder.layer.2.intermediate.dense.weight"].shape, (16, 8))
        self.assertEqual(found["embeddings.word_embeddings.weight"].shape, (100, 8))


class ManualPages(unittest.TestCase):
    def test_set_in_lines_stay_and_macros_are_no_text(self) -> None:
        lines = list(manual_pages.discussion("Text.\n\nEXAMPLES\n  a -b\n    “c”\n.Dot"))
        self.assertEqual(
            lines,
            [
                "Text.",
                ".Pp",
                '.Ss "Examples"',
                ".Bd -literal -offset indent -compact",
                "a \\-b",
                "  “c”",
                ".Ed",
                "\\&.Dot",
            ],
        )

    def test_a_page_names_the_version(self) -> None:
        command = {"commandName": "x", "abstract": "Do it."}
        edition = manual_pages.Edition("1.2", datetime.date(2026, 1, 2))
        lines = list(manual_pages.page(command, ["x"], edition))
        self.assertEqual(lines[:3], [".Dd January 2, 2026", ".Dt X 1", ".Os Trefoil 1.2"])
        self.assertIn(".Nd Do it", lines)
