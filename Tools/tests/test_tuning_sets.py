"""The judged queries for the hybrid weights are what they are said to be."""

from __future__ import annotations

import io
import json
import tempfile
import unittest
import zipfile
from pathlib import Path

from trefoil_tools.default_heads.leaks import Tested
from trefoil_tools.default_heads.sources import Pair
from trefoil_tools.tuning_sets import inspec, spreadsheet
from trefoil_tools.tuning_sets.make import tuning_set


class Records(unittest.TestCase):
    def test_a_title_of_two_lines_is_no_part_of_the_abstract(self) -> None:
        text = "A long\r\n\ttitle\r\nThe abstract\r\n\tgoes on\r\n"
        self.assertEqual(
            inspec.record(text, "one; two\r\n\twords"),
            inspec.Record("A long title", "The abstract goes on", "one, two words"),
        )

    def test_a_title_alone_is_no_record(self) -> None:
        self.assertIsNone(inspec.record("A title", ""))


class Spreadsheet(unittest.TestCase):
    def test_texts_come_by_their_columns_and_numbers_are_passed_over(self) -> None:
        head = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr(
                "xl/sharedStrings.xml",
                f"<sst {head}><si><t>a</t></si><si><r><t>b </t></r><r><t>c</t></r></si></sst>",
            )
            archive.writestr(
                "xl/worksheets/sheet1.xml",
                f'<worksheet {head}><sheetData><row><c r="A1" t="s"><v>1</v></c><c r="B1"><v>7</v>'
                '</c><c r="C1" t="s"><v>0</v></c></row></sheetData></worksheet>',
            )
        self.assertEqual(list(spreadsheet.rows(data.getvalue())), [{"A": "b c", "C": "a"}])


class Sets(unittest.TestCase):
    def test_a_query_is_judged_in_its_own_pool(self) -> None:
        pairs = [Pair("q", "one", "x"), Pair("q", "two", "x"), Pair("q", "one", "y")]
        found = tuning_set("name", {"kind": pairs}, Tested([]))
        self.assertEqual([row["_id"] for row in found.corpus], ["x-0", "x-1", "y-0"])
        self.assertEqual(found.judgements, ["x-q0\tx-0\t1", "x-q0\tx-1\t1", "y-q0\ty-0\t1"])

    def test_what_is_tested_is_left_out(self) -> None:
        shared = "forty letters in a row that two texts have, and some more"
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "qrels").mkdir()
            (folder / "queries.jsonl").touch()
            row = {"_id": "1", "text": f"Here are {shared}."}
            (folder / "corpus.jsonl").write_text(json.dumps(row) + "\n")
            pairs = [Pair("q", f"Elsewhere, {shared}"), Pair("r", "a text of its own")]
            found = tuning_set("name", {"kind": pairs}, Tested([folder]))
        self.assertEqual([row["text"] for row in found.queries], ["r"])


if __name__ == "__main__":
    unittest.main()
