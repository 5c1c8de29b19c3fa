"""Tesseract's TSV output into word tokens with places and confidences."""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = 12
WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its axis-parallel box in pixels of the sheet, confidence 0..1, and the number
    of the line (block, paragraph, line) Tesseract put it in."""

    text: str
    confidence: float
    left: float
    top: float
    width: float
    height: float
    line: tuple[int, int, int]


def tokens(tsv: bytes) -> list[Token]:
    """Words of ``tsv``. Raises ``UnicodeDecodeError`` or ``ValueError`` for what is no TSV.

    Columns: level, page, block, paragraph, line, word, left, top, width, height, conf, text
    (https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html).
    """
    rows = tsv.decode("utf-8").split("\n")
    if not rows[0].startswith("level\t"):
        raise ValueError("no TSV header")
    found: list[Token] = []
    for row in rows[1:]:
        cells = row.split("\t", COLUMNS - 1)
        if len(cells) < COLUMNS or cells[0] != WORD_LEVEL:
            continue
        text = "".join(cells[11].split())
        confidence = float(cells[10])
        if not text or confidence < 0:
            continue
        left, top, width, height = (float(c) for c in cells[6:10])
        block, paragraph, line = (int(c) for c in cells[2:5])
        place = (block, paragraph, line)
        found.append(Token(text, min(1.0, confidence / 100), left, top, width, height, place))
    return found
