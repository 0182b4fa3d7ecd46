"""Rebuilds XLM-RoBERTa's `sentencepiece.bpe.model`, byte for byte.

The pieces and their scores come from the weights file, the normalization table from the native
library of sentencepiece 0.1.91 (later releases carry other tables), and the settings of the
training, which the file records and no reader needs, are written out below. The checksum of the
result is that of the file as it is published with XLM-RoBERTa and BGE-M3.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence

TABLE_START = bytes.fromhex("00b4020000840000")
TABLE_BYTES = 237_539
TABLE_SHA256 = "0942789e0111452f1cc446f70036e26d24458c3c7858c53cc12ca4d87531279b"

# Kinds of piece in the file: a normal one is the default and is not written.
UNKNOWN, CONTROL = 2, 3
# The weights file counts <s>, <pad>, </s>, <unk> first and <mask> last; the pieces lie between.
FIRST_PIECE, LAST_PIECE = 4, 250_001


def normalization_table(library: bytes) -> bytes:
    """Finds the table `nmt_nfkc` in the native library."""
    start = library.find(TABLE_START)
    while start >= 0:
        table = library[start : start + TABLE_BYTES]
        if hashlib.sha256(table).hexdigest() == TABLE_SHA256:
            return table
        start = library.find(TABLE_START, start + 1)
    raise ValueError("the library of sentencepiece does not hold the expected normalization table")


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _field(number: int, value: bool | int | float | str | bytes) -> bytes:
    """One protobuf field; the wire type follows from the value's own."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    if isinstance(value, float):
        return _varint(number << 3 | 5) + struct.pack("<f", value)
    raw = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(raw)) + raw


# TrainerSpec by field number, as XLM-RoBERTa's file has it.
TRAINER: tuple[tuple[int, bool | int | float | str], ...] = (
    (1, "spm.train"),  # input
    (2, "spm.250000"),  # model_prefix
    (3, 1),  # model_type: unigram
    (4, 250_000),  # vocab_size
    (6, 0),  # self_test_sample_size
    (7, ""),  # input_format
    (10, 0.999995),  # character_coverage
    (11, 100_000_000),  # input_sentence_size
    (14, 100_000_000),  # seed_sentencepiece_size
    (15, 0.75),  # shrinking_factor
    (16, 24),  # num_threads
    (17, 2),  # num_sub_iterations
    (18, 4192),  # max_sentence_length
    (19, True),  # shuffle_input_sentence
    (20, 16),  # max_sentencepiece_length
    (21, True),  # split_by_unicode_script
    (22, True),  # split_by_whitespace
    (23, True),  # split_by_number
    (24, False),  # treat_whitespace_as_suffix
    (33, True),  # hard_vocab_limit
    (34, False),  # use_all_vocab
    (40, 0),  # unk_id
    (41, 1),  # bos_id
    (42, 2),  # eos_id
    (43, -1),  # pad_id
    (44, " \u2047 "),  # unk_surface
    (45, "<unk>"),  # unk_piece
    (46, "<s>"),  # bos_piece
    (47, "</s>"),  # eos_piece
    (48, "<pad>"),  # pad_piece
)


def build(pieces: Sequence[bytes], scores: Sequence[float], library: bytes) -> bytes:
    """The model file, from the vocabulary in the order of token ids."""
    specials = ((b"<unk>", UNKNOWN), (b"<s>", CONTROL), (b"</s>", CONTROL))
    parts = [
        _field(1, _field(1, piece) + _field(2, 0.0) + _field(3, kind)) for piece, kind in specials
    ]
    for index in range(FIRST_PIECE, LAST_PIECE):
        parts.append(_field(1, _field(1, pieces[index]) + _field(2, scores[index])))
    parts.append(_field(2, b"".join(_field(number, value) for number, value in TRAINER)))
    normalizer = (
        _field(1, "nmt_nfkc")
        + _field(2, normalization_table(library))
        + _field(3, True)  # add_dummy_prefix
        + _field(4, True)  # remove_extra_whitespaces
        + _field(6, "")  # normalization_rule_tsv
    )
    parts.append(_field(3, normalizer))
    return b"".join(parts)
