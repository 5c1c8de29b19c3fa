"""A straight card, or the lines found on it, into text by Tesseract: its only door."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytesseract

from service.domain.geometry import Polygon, Quad
from service.domain.text import Reading, SecondReading
from service.errors import EngineCrashed, EngineMissing, EngineTimeout
from service.ocr.crops import strip
from service.ocr.flatten import Grey, flattened_line
from service.ocr.tsv import Token, tokens
from service.ports import InkStrip, Pixels

CODES = {
    "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "nl": "nld",
}  # fmt: skip
"""BCP 47 primary subtags to Tesseract's own codes, which live nowhere else."""
FALLBACK = "eng"

LINE_HEIGHT = 48
LINE_GAP = 20
MARGIN = 24
MAX_SHEET_HEIGHT = 6000


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Reads alone or as a witness. Every call is a child process of its own, so it is safe from
    several threads; the child is killed after ``timeout`` seconds."""

    timeout: float
    version: str
    installed: frozenset[str]

    @classmethod
    def found(cls, timeout: float = 20.0) -> Tesseract:
        """Raises ``EngineMissing``, or ``EngineCrashed`` where it cannot even tell its version."""
        # Tesseract's threads cost twice the time on two cores; the variable is its own.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            version = str(pytesseract.get_tesseract_version())
            installed = frozenset(pytesseract.get_languages())
        except pytesseract.TesseractNotFoundError as e:
            raise EngineMissing("the program tesseract is not installed") from e
        except (OSError, RuntimeError, ValueError, SystemExit) as e:
            raise EngineCrashed(f"tesseract does not start: {type(e).__name__}") from e
        return cls(timeout, version, installed)

    @property
    def name(self) -> str:
        return f"Tesseract {self.version}"

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:  # noqa: ARG002
        """See ``OcrEngine``: Tesseract gives no posteriors."""
        return ()

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:  # noqa: ARG002
        """Nothing: finding text costs Tesseract as much as reading it."""
        return ()

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:
        """See ``OcrEngine``."""
        from service.ocr.alone import reading  # noqa: PLC0415  (it reads with this class)

        return reading(self, pixels, languages)

    def codes(self, languages: Sequence[str]) -> str:
        """Tesseract's language argument for BCP 47 ``languages``, installed ones only."""
        wanted = [CODES.get(tag.partition("-")[0].lower(), "") for tag in languages]
        usable = [c for c in dict.fromkeys(wanted) if c in self.installed]
        if not usable:
            usable = [FALLBACK] if FALLBACK in self.installed else sorted(self.installed)[:1]
        return "+".join(usable)

    def tokens(self, grey: Grey, languages: str, segmentation: int) -> list[Token]:
        """Words of ``grey`` in page segmentation mode ``segmentation``.

        Raises ``EngineMissing``, ``EngineTimeout`` or ``EngineCrashed`` and nothing else.
        """
        try:
            with tempfile.TemporaryDirectory(prefix="backnote-") as folder:
                # A PGM written here is ten times faster than the PNG pytesseract would make.
                path = Path(folder) / "sheet.pgm"
                size = f"P5 {grey.shape[1]} {grey.shape[0]} 255\n".encode("ascii")
                path.write_bytes(size + grey.tobytes())
                answer = pytesseract.image_to_data(
                    str(path),
                    lang=languages,
                    config=f"--psm {segmentation} --dpi 300 -c tessedit_do_invert=0",
                    timeout=self.timeout,
                    output_type=pytesseract.Output.BYTES,
                )
            return tokens(bytes(answer))
        except pytesseract.TesseractNotFoundError as e:
            raise EngineMissing("the program tesseract is not installed") from e
        except pytesseract.TesseractError as e:
            raise EngineCrashed(f"tesseract ended with status {e.status}") from e
        except RuntimeError as e:  # pytesseract's word for a timeout
            raise EngineTimeout(f"tesseract took longer than {self.timeout:g} s") from e
        except UnicodeDecodeError as e:
            raise EngineCrashed("tesseract printed bytes that are not UTF-8") from e
        except (OSError, ValueError) as e:
            raise EngineCrashed(f"tesseract could not be run: {type(e).__name__}") from e

    def read_lines(
        self, pixels: Pixels, quads: Sequence[Quad], languages: Sequence[str]
    ) -> list[SecondReading | None]:
        """What stands in each of ``quads``, None where nothing was read.

        One call for all: the lines are cut, flattened and stacked on sheets. Raises as
        ``tokens`` does.
        """
        return [second_reading(row) for row in self.read_rows(pixels, quads, languages)]

    def read_rows(
        self, pixels: Pixels, quads: Sequence[Quad], languages: Sequence[str]
    ) -> list[list[Token]]:
        """The words in each of ``quads``, left to right; their ``left`` and ``width`` are shares
        of the quad's length, ``top`` and ``height`` of its height."""
        strips = [flattened_line(strip(pixels, q, LINE_HEIGHT)) for q in quads]
        return self.read_strips(strips, languages)

    def read_strips(self, strips: Sequence[Grey], languages: Sequence[str]) -> list[list[Token]]:
        """The words in each of ``strips`` (48 high, dark on light); places as in ``read_rows``."""
        answers: list[list[Token]] = []
        per_sheet = MAX_SHEET_HEIGHT // (LINE_HEIGHT + LINE_GAP)
        for first in range(0, len(strips), per_sheet):
            answers += self.read_sheet(strips[first : first + per_sheet], self.codes(languages))
        return answers

    def read_sheet(self, strips: Sequence[Grey], languages: str) -> list[list[Token]]:
        """``strips`` (each 48 high) stacked, read as one block, and told apart again."""
        pitch = LINE_HEIGHT + LINE_GAP
        width = max(s.shape[1] for s in strips) + 2 * MARGIN
        sheet = np.full((pitch * len(strips) + LINE_GAP, width), 255, np.uint8)
        for row, grey in enumerate(strips):
            top = LINE_GAP + row * pitch
            sheet[top : top + LINE_HEIGHT, MARGIN : MARGIN + grey.shape[1]] = grey
        rows: list[list[Token]] = [[] for _ in strips]
        for token in self.tokens(sheet, languages, 6):
            centre = token.top + token.height / 2 - LINE_GAP / 2
            row = int(np.clip(centre // pitch, 0, len(strips) - 1))
            length = strips[row].shape[1]
            placed = replace(
                token,
                left=(token.left - MARGIN) / length,
                width=token.width / length,
                top=(token.top - LINE_GAP - row * pitch) / LINE_HEIGHT,
                height=token.height / LINE_HEIGHT,
            )
            rows[row].append(placed)
        return [sorted(row, key=lambda t: t.left) for row in rows]


def second_reading(row: Sequence[Token]) -> SecondReading | None:
    """The tokens of one line as a witness's reading."""
    if not row:
        return None
    text = " ".join(t.text for t in row)
    sure = sum(t.confidence * len(t.text) for t in row) / sum(len(t.text) for t in row)
    return SecondReading(text, sure, "tesseract")
