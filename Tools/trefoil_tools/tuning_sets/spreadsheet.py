"""The cells of a spreadsheet in Office Open XML (.xlsx)."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(content: bytes) -> Iterator[dict[str, str]]:
    """The rows of the first sheet, each as its texts by the letters of their columns."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    strings = [
        "".join(part.text or "" for part in item.iter(f"{NAMESPACE}t"))
        for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    ]
    sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    for row in sheet.iter(f"{NAMESPACE}row"):
        yield {
            re.match("[A-Z]+", cell.get("r"))[0]: strings[int(cell.findtext(f"{NAMESPACE}v"))]
            for cell in row.iter(f"{NAMESPACE}c")
            if cell.get("t") == "s"
        }
