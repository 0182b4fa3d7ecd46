"""The text that the heads are fitted on: manuals and a dictionary out of Debian packages."""

from __future__ import annotations

import gzip
import random
import re
import subprocess
import tempfile
from pathlib import Path

REFERENCE = "usr/share/debian-reference/debian-reference.{}.txt.gz"
FAQ = "usr/share/doc/debian/FAQ/debian-faq.{}.txt.gz"

# Package, language, file; README.md names the licences.
SOURCES = [
    *(
        (f"debian-reference-{code}", code, REFERENCE.format(code))
        for code in ("en", "de", "es", "fr", "it", "ja", "pt", "zh-cn")
    ),
    *((f"debian-faq-{code}", code, FAQ.format(code)) for code in ("ko", "nl", "ru")),
    ("dict-gcide", "dictionary", "usr/share/dictd/gcide.dict.dz"),
]
PARAGRAPHS_PER_SOURCE = 700
SHORTEST, LONGEST = 80, 700

IDEOGRAPHS = "\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef"
SPACE_IN_IDEOGRAPHS = re.compile(f"(?<=[{IDEOGRAPHS}]) (?=[{IDEOGRAPHS}])")
BULLET = re.compile(r"^(\*|\d+\.) ")
EDITORIAL = re.compile(r"\[1913 Webster\]|\[PJC\]|\[WordNet[^]]*\]|\{|\}")


def paragraphs() -> dict[str, list[str]]:
    """Up to 700 paragraphs of running text a language, drawn with a fixed seed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = [package for package, _, _ in SOURCES]
        subprocess.run(["apt-get", "download", "-qq", *packages], cwd=folder, check=True)
        for package in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        return {language: _sample(folder / path) for _, language, path in SOURCES}


def _sample(path: Path) -> list[str]:
    text = EDITORIAL.sub("", gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
    found = []
    for block in dict.fromkeys(re.split(r"\n\s*\n", text)):
        paragraph = BULLET.sub("", SPACE_IN_IDEOGRAPHS.sub("", " ".join(block.split())))
        if _is_prose(paragraph):
            found.append(paragraph)
    random.Random(0).shuffle(found)
    return found[:PARAGRAPHS_PER_SOURCE]


def _is_prose(text: str) -> bool:
    """Long enough, and letters and spaces for the most part: no table, no listing."""
    if re.search(f"[{IDEOGRAPHS}]", text):
        long_enough = SHORTEST // 3 <= len(text) <= LONGEST // 2
    else:
        long_enough = SHORTEST <= len(text) <= LONGEST
    plain = sum(letter.isalpha() or letter == " " for letter in text)
    return long_enough and plain >= 0.85 * len(text)
