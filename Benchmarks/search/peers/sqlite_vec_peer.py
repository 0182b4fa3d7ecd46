"""sqlite-vec: an exact search of fp32 vectors in a virtual table."""

from __future__ import annotations

from collections.abc import Iterable

import apsw
import numpy as np
import sqlite_vec

from peers.peer import Peer
from peers.vectors import Texts


class Engine(Peer):
    built_with = "vec0, float"

    def build(self, passages: Texts) -> None:
        # Python's own module is often built without extensions.
        self.database = apsw.Connection(str(self.folder / "vectors.sqlite"))
        self.database.enable_load_extension(True)
        self.database.load_extension(sqlite_vec.loadable_path())
        size = passages.dense.shape[1]
        self.database.execute(f"create virtual table v using vec0(vector float[{size}])")
        with self.database:
            self.database.executemany(
                "insert into v(rowid, vector) values (?, ?)",
                ((row, passages.dense[row].tobytes()) for row in range(passages.count)),
            )

    def query(self, queries: Texts, place: int) -> bytes:
        return np.asarray(queries.dense[place]).tobytes()

    def search(self, query: bytes, top: int) -> Iterable[int]:
        rows = self.database.execute(
            "select rowid from v where vector match ? and k = ? order by distance", (query, top)
        )
        return [row for (row,) in rows]
