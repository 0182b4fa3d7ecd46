"""The checks of scripts/documentation find what they are for, and nothing else."""

from __future__ import annotations

import json
import re
import tempfile
import unittest
from pathlib import Path

from trefoil_tools import places
from trefoil_tools.documentation import modules, pages, samples
from trefoil_tools.lint.manifest import Target


class Modules(unittest.TestCase):
    def is_documented(self, text: str, kind: str = "regular") -> bool:
        with tempfile.TemporaryDirectory() as name:
            (Path(name) / "File.swift").write_text(text)
            target = Target("T", kind, Path(name), frozenset(), None)
            return modules.is_documented(target)

    def test_a_library_with_something_public_is_documented(self) -> None:
        for text in (
            "public struct A {}",
            "@safe public final class A {}",
            "extension A {\n  public static func f() {}\n}",
            "indirect public enum A {}",
        ):
            self.assertTrue(self.is_documented(text), text)

    def test_others_are_not(self) -> None:
        for text in ("package struct A {}", "public import B", "// public struct A", ""):
            self.assertFalse(self.is_documented(text), text)
        self.assertFalse(self.is_documented("public struct A {}", kind="test"))


class Pages(unittest.TestCase):
    def missing(self, types: dict[str, str], identifiers: list[str]) -> list[str]:
        """What a module `M` with these types lacks in an archive with these symbols."""
        with tempfile.TemporaryDirectory() as name:
            archive, graphs = Path(name) / "archive", Path(name) / "graphs"
            folder = archive / "data" / "documentation" / "m"
            folder.mkdir(parents=True)
            for number, identifier in enumerate(identifiers):
                page = {"metadata": {"externalID": identifier}}
                (folder / f"{number}.json").write_text(json.dumps(page))
            (folder / "article.json").write_text("{}")
            (graphs / "package" / "M").mkdir(parents=True)
            symbols = [
                {
                    "kind": {"identifier": kind},
                    "identifier": {"precise": f"s:{path}"},
                    "pathComponents": path.split("."),
                }
                for path, kind in types.items()
            ]
            graph = graphs / "package" / "M" / "M.symbols.json"
            graph.write_text(json.dumps({"symbols": symbols}))
            return [problem.replace(name, "") for problem in pages.missing(["M"], archive, graphs)]

    TYPES = {"A": "swift.struct", "A.B": "swift.enum", "A.f()": "swift.method"}

    def test_an_archive_with_every_type_lacks_nothing(self) -> None:
        self.assertEqual(self.missing(self.TYPES, ["s:A", "s:A.B"]), [])

    def test_a_type_without_a_page_is_named(self) -> None:
        found = self.missing(self.TYPES, ["s:A", "s:A.f()"])
        self.assertEqual(found, ["M.A.B has no page in /archive"])

    def test_a_module_without_a_symbol_graph_is_named(self) -> None:
        folder = Path("/nowhere")
        found = list(pages.missing(["N"], folder, folder))
        self.assertEqual(found, ["there is no symbol graph of N in /nowhere"])


class Samples(unittest.TestCase):
    DOCUMENT = """# Title

```sh
swift run
```

```swift
import M
let a = 1
```

Text.

```swift
let a = a + 1
```
"""

    def test_blocks_of_swift_are_found_with_their_lines(self) -> None:
        found = samples.samples(self.DOCUMENT)
        self.assertEqual(
            [(one.line, one.text) for one in found],
            [
                (8, "import M\nlet a = 1\n"),
                (15, "let a = a + 1\n"),
            ],
        )

    def test_a_document_that_imports_is_complete(self) -> None:
        text = samples.program(Path("D.md"), samples.samples(self.DOCUMENT))
        self.assertTrue(text.startswith("import M\nprivate func samples() async throws {\n"))
        self.assertEqual(text.count("import"), 1)
        # The import's own line is empty, so that the next one keeps its number.
        self.assertIn("line: 8)\n\nlet a = 1\n", text)
        self.assertTrue(text.endswith("\n}}}\n"))

    def test_a_document_without_imports_is_given_a_model(self) -> None:
        text = samples.program(Path("D.md"), samples.samples("```swift\nf(embedder)\n```\n"))
        self.assertTrue(text.startswith("import Trefoil\n"))
        self.assertIn("embedder: Embedder) async throws {", text)

    def test_a_sample_that_does_not_compile_is_named_with_its_line(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            sound, broken = Path(name) / "Sound.md", Path(name) / "Broken.md"
            sound.write_text("```swift\nimport Swift\nlet a = 1\n```\n```swift\nprint(a)\n```\n")
            broken.write_text("\n```swift\nimport Swift\nprint(a)\n```\n")
            self.assertEqual(samples.errors([sound], Path(name)), "")
            found = samples.errors([sound, broken], Path(name))
        self.assertIn("Broken.md:4:7: error: cannot find 'a' in scope", found)
        self.assertNotIn("Sound.md", found)

    def test_a_manifest_is_evaluated_by_the_package_manager(self) -> None:
        manifest = (
            "// swift-tools-version: 6.2\nimport PackageDescription\n"
            'let package = Package(name: "a"%s)\n'
        )
        with tempfile.TemporaryDirectory() as name:
            sound, broken = Path(name) / "Sound.md", Path(name) / "Broken.md"
            sound.write_text("```swift\n" + manifest % "" + "```\n")
            broken.write_text("```swift\n" + manifest % ", target: []" + "```\n")
            self.assertEqual(samples.samples(sound.read_text()), [])
            self.assertEqual(samples.errors([sound], Path(name)), "")
            self.assertIn("Broken.md", samples.errors([broken], Path(name)))

    def test_every_article_with_swift_is_among_the_documents(self) -> None:
        names = {path.name for path in samples.documents()}
        self.assertLessEqual({"README.md", "Trefoil.md", "RunningAService.md"}, names)


class Errors(unittest.TestCase):
    def test_the_table_of_errors_has_every_public_error(self) -> None:
        sources = places.REPOSITORY / "Sources"
        declared = {
            name
            for path in sources.rglob("*.swift")
            for name in re.findall(
                r"^public (?:enum|struct) (\w+Error)\b", path.read_text(encoding="utf-8"), re.M
            )
        }
        table = (sources / "Trefoil" / "Trefoil.docc" / "Errors.md").read_text(encoding="utf-8")
        listed = set(re.findall(r"^\| `+(?:/\w+/)?(\w+Error)`", table, re.M))
        self.assertEqual(listed, declared)


if __name__ == "__main__":
    unittest.main()
