"""The checks of scripts/lint find what they are for, and nothing else."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from trefoil_tools.lint import errors, imports, module_graph, words
from trefoil_tools.lint.manifest import Target


class ModuleGraph(unittest.TestCase):
    def test_no_row_names_one_below(self) -> None:
        self.assertEqual(module_graph.points_upward(), [])

    def test_what_a_row_may_import_is_passed_on_but_for_c(self) -> None:
        allowed = module_graph.may_import("Trefoil")
        self.assertLessEqual({"TrefoilCore", "TrefoilTensor", "SystemPackage"}, allowed)
        self.assertIn("TrefoilErrors", allowed)
        self.assertTrue(allowed.isdisjoint({"CTrefoilKernels", "CSentencePiece", "TrefoilIndex"}))

    def test_the_lowest_rows_have_no_foundation(self) -> None:
        self.assertEqual(module_graph.may_import("TrefoilCore"), {"TrefoilErrors"})
        self.assertNotIn("TrefoilErrors", module_graph.may_import("TrefoilErrors"))

    def test_the_command_sees_everything_but_the_server(self) -> None:
        allowed = module_graph.may_import("TrefoilCommand")
        rooms = {room.name for room in module_graph.ROOMS if not module_graph.is_c(room.name)}
        hidden = {"TrefoilServer", "TrefoilServeCommand", "TrefoilTesting", "TrefoilCommand"}
        hidden |= {"TrefoilFuzz"}
        self.assertEqual(rooms - allowed, hidden)


class Imports(unittest.TestCase):
    def test_every_form_of_an_import_is_read(self) -> None:
        for line in (
            "import Swift",
            "  public import Swift",
            "@testable import Swift",
            "@_exported public import struct Swift.Int",
            "@unsafe @preconcurrency internal import Swift",
            "@_spi(Some) package import func Swift.print",
        ):
            found = imports.IMPORT.match(line)
            self.assertEqual(found and found[1], "Swift", line)
        for line in ("// import Swift", "important Swift", 'let text = "import Swift"'):
            self.assertIsNone(imports.IMPORT.match(line), line)

    def test_hidden_and_needless_dependencies_are_named(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "File.swift").write_text("import TrefoilCore\nimport Foundation\n")
            target = Target("T", "regular", folder, frozenset({"TrefoilText"}), None)
            found = list(imports.swift_imports(target))
            problems = list(imports.against_manifest(folder, target, (target,), found))
        self.assertEqual(
            [problem.message for problem in problems],
            [
                "T imports TrefoilCore, but Package.swift does not declare it",
                "T declares TrefoilText, but no file imports it",
            ],
        )
        self.assertEqual(problems[0].line, 1)


class Errors(unittest.TestCase):
    def found(self, text: str) -> list[str]:
        return [name for _, name in errors.declared(text)]

    def test_conformances_are_read_from_declarations_and_extensions(self) -> None:
        text = """
            public enum OneError: Error, TrefoilError {}
            struct TwoError: Error {}
            // struct ThreeError: Error {}
            struct FourError<Kind>:
              Sendable {}
            extension Module.TwoError: TrefoilError {}
            """
        self.assertEqual(self.found(text), ["OneError", "TwoError", "FourError"])
        self.assertEqual(errors.conforming(text), {"OneError", "TwoError"})


class Words(unittest.TestCase):
    def setUp(self) -> None:
        self.tensor, self.model = words.VOCABULARIES

    def test_attention_may_have_queries_keys_and_values(self) -> None:
        self.assertTrue(words.forbidden_word(self.tensor, "/// A query's panels."))
        self.assertTrue(words.forbidden_word(self.tensor, "let passageRows = 3"))
        self.assertFalse(words.forbidden_word(self.tensor, "/// Queries, keys and values."))
        self.assertFalse(words.forbidden_word(self.tensor, 'let name = "attention.query"'))

    def test_a_model_knows_no_token_numbers(self) -> None:
        self.assertTrue(words.forbidden_word(self.model, "let first: TokenID = 4"))
        self.assertTrue(words.forbidden_word(self.model, "let few: ClosedRange<TokenID> = 0...3"))
        self.assertFalse(words.forbidden_word(self.model, "let ids: [TokenID] = []"))
