"""A line's characters into runs that may be phone numbers, with everything else numeric left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.extraction import phone_labels, repair
from service.extraction.data.phone_words import EXTENSIONS

_MONTH = r"(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-z]*"
_ALWAYS = tuple(
    re.compile(p)
    for p in (
        r"\d{2}\.?\d{3}\.?\d{3}\s?/\s?\d{4}-\d{2}",  # CNPJ
        r"(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)",  # CPF
        r"(?<!\d)\d{1,2}\.\d{3}\.\d{3}-[\dk](?!\w)",  # RUT
        r"(?<![a-z])che-?\s?\d{3}\.\d{3}\.\d{3}",
        r"(?<![a-z])[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?(?![a-z0-9])(?<=\d)",  # IBAN
        r"(?<![a-z])(?:at)?u\d{8}(?!\d)|(?<![a-z])[a-z]{2}\s?\d{9,12}(?!\d)(?<![tpfmdow]\d{9})",  # VAT
        r"(?<![a-z])[a-z]-?\d{8}(?!\d)|(?<!\d)\d{6,8}-?[a-z](?![a-z])",
        r"(?<!\d)\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d\s?[./-]\s?[01]?\d\s?[./-]\s?[0-3]?\d(?![\d-])",
        rf"(?<!\d)\d{{1,2}}\.?\s{_MONTH}\.?,?\s(?:19|20)\d\d",
        r"(?<![\d+])\d{1,2}\s?[:h]\s?[0-5]\d(?:\s?(?:-|a|às|as|to|bis|-)\s?\d{1,2}\s?[:h]\s?[0-5]\d)?(?!\d)",
        r"(?<![\d+])\d{1,2}[.:]\d\d\s?(?:-|to|bis)\s?\d{1,2}[.:]\d\d(?!\d)",
        r"(?:€|\$|£|¥|(?<![a-z])(?:r\$|usd|eur|chf|rs\.?))\s?\d[\d.,\s]*|\d[\d.,]*\s?(?:€|£|¥|%)",
        r"(?<!\d)(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d(?!\d)",
        r"〒?\s?(?<=〒)\s?\d{3}-\d{4}",
        r"\b(?:rcs|siret|siren|hrb|hra|amtsgericht|registergericht|iban|cnpj|cpf|capital(?:e)?(?: social)?)\b[^|;]*?(?=\b(?:t[eé]l|fon|phone|fax|mob)|[|;]|$)",
        r"\biso\s?(?:/iec\s?)?\d{4,5}(?:[:-]\d{4})?",
        r"(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)(?<=\.\d)",  # IP-like version numbers
    )
)
_UNLABELLED = tuple(
    re.compile(p)
    for p in (
        r"(?<![\d.)-])-?\d{1,3}\.\d{4,}\s?(?:°|[nsew](?![a-z]))|-?(?<![\d.])\d{1,3}\.\d{4,}\s*[,;/ ]\s*-?\d{1,3}\.\d{4,}(?![\d.-])",  # coordinates
        r"(?<![\d-])\d{5}\s?-\s?\d{3}(?![\d-])",  # CEP
        r"(?<![\d-])\d{2}\.\d{3}-\d{3}(?![\d-])",  # CEP with its dot
        r"(?<![a-z])(?:[a-z]{2}\.?|d\.\s?c\.?),?\s+\d{5}(?:\s?-\s?\d{4})?(?![\d-])",  # state and ZIP
        r"(?<![\d-])\d{5}-\d{4}(?=\s*(?:$|,|usa|u\.s|united))(?<=[a-z].{11})",
        r"(?<![a-z])(?:d|a|ch|f|i|l|b|nl|es|e|p|pl|cz|sk|dk|s|n|fi|fin|hr|si|lt|lv|ee|md|se|no)\s?-\s?\d{4,6}(?!\d)",
        r"(?<![\d+-])\d{4}-\d{3}(?![\d-])(?=\s+[a-z])",  # Portugal
        r"(?<![\d+-])\d{3}-\d{4}(?=\s*,?\s*(?:japan|tokyo|osaka|[a-z]+-(?:ku|shi|cho|ken|fu|to)))",
        r"(?<=japan)[\s,]+\d{3}-\d{4}|(?<=tokyo)[\s,]+\d{3}-\d{4}",
        r"\(\s*\d{6,14}\s*\)(?!\s*[\d/-])|\(\s*\d{4,14}\s?-\s?[a-z]\s*\)",  # registration numbers in brackets
        r"\(\s*(?:co\.?\s|company\s|reg)[^)]*\)",
    )
)
_NUMERIC = re.compile(r"\d[\d)\]]*\s?[./-]?\s?$")
_CARRIER = re.compile(r"(?<=0)(?:xx|\*\*|--)(?=\s?\d\d)", re.IGNORECASE)
_RUN = re.compile(r"(?:\+\s?|\(\s?\+?\s?|\[)*\d[\d()\[\]\s./\\\-+–·•…|,;:_*]*\d\)?|\d")
_BETWEEN = re.compile(
    r"[|;•·,:\\_]+|\s{3,}|(?<=\d)\s*(?=\(?\s?\+)|\s+-\s+(?=\(\d{2,4}\)\s?\d{3,4})|(?<=\d{4})\s+(?=\(\d{2,5}\))|\s+-\s+(?=0\s?\d|\d\d\s\d{4,5}-\d{4}|\d{4,5}-\d{4}(?!\d))|\*+(?!\d)"
)
_EXTENSION = re.compile(rf"\s*[,;(\-/]?\s*{EXTENSIONS}[\s.:#]*(?P<n>\d{{1,6}})(?!\d)\)?")
_MORE = re.compile(rf"\s*[/,;&]\s*(?:{EXTENSIONS}[\s.:#]*)?(?P<n>\d{{1,5}})(?!\d)")
_LETTER_IN = re.compile(
    r"(?<=\d)[OoQDIl!iSsBZz]{1,3}(?=\d)|(?<=\d)[OoQDIl!iSsBZz](?=[\d\s.\-/)])|(?<=[\d\s.\-/(+])[OoIl](?=\d)|(?<=\d)[OoIlSB]$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One number's characters ``start:end`` of its line; ``text`` has misread letters as digits.

    ``tail``: only the last digits are printed, the rest is that of the number before it.
    """

    start: int
    end: int
    text: str
    tail: bool = False
    extensions: tuple[str, ...] = ()
    whole_end: int = 0

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.text)

    @property
    def plus(self) -> bool:
        return "+" in self.text[:4] or self.text.startswith("00")


Fits = Callable[[str], bool]


def fixed(text: str) -> str:
    """``text`` with letters inside numbers as the digits they look like; indices stay."""
    if not any(c.isdigit() for c in text):
        return text
    text = _CARRIER.sub("..", text)
    for _ in range(2):
        text = _LETTER_IN.sub(lambda m: m.group().translate(repair.DIGITS), text)
    return text


def cleared(text: str, low: str) -> str:
    """``text`` with dates, prices, postcodes and registration numbers blacked out by ``\\x00``.

    ``low`` is ``text`` folded. What a phone label announces stays, whatever it looks like.
    """
    out = list(text)
    for patterns, spared in ((_ALWAYS, False), (_UNLABELLED, True)):
        for pattern in patterns:
            for m in pattern.finditer(low):
                if spared and (
                    _NUMERIC.search(low, 0, m.start()) or phone_labels.before(low[: m.start()])
                ):
                    continue
                out[m.start() : m.end()] = "\0" * (m.end() - m.start())
    return "".join(out)


def pieces(text: str, fits: Fits) -> Iterator[list[Piece]]:
    """The numbers of a cleared line, one list per unbroken run of digits and separators.

    ``fits`` says whether a text is a whole valid number somewhere the card may belong.
    """
    for run in _RUN.finditer(text):
        made: list[Piece] = []
        for start, end in _cut(text, run.start(), run.end()):
            made += _slashed(text, start, end, fits)
        if made:
            made[-1] = _extended(text, made[-1], run.end())
            yield made


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The run at the separators that never stand inside a number."""
    at = start
    for m in _BETWEEN.finditer(text, start, end):
        if m.start() > at:
            yield at, m.start()
        at = m.end()
    if at < end:
        yield at, end


def _piece(text: str, start: int, end: int, tail: bool = False) -> Piece:
    while start < end and text[start] in " .-/,)]*":
        start += 1
    while end > start and not (
        text[end - 1].isdigit() or (text[end - 1] == ")" and "(" in text[start:end])
    ):
        end -= 1
    return Piece(start, end, text[start:end], tail, (), end)


def _slashed(text: str, start: int, end: int, fits: Fits) -> list[Piece]:
    """Numbers and tails between slashes; an area code before a slash stays with its number."""
    parts: list[tuple[int, int]] = []
    at = start
    for m in re.finditer(r"/", text[start:end]):
        head = re.sub(r"\D", "", text[at : start + m.start()])
        area = len(head) <= 5
        if text[at : start + m.start()].lstrip().startswith(("+", "(+", "00")):
            area = len(head.removeprefix("00")) <= 6
        if (area and not parts) or not head:
            continue
        parts.append((at, start + m.start()))
        at = start + m.end()
    parts.append((at, end))
    out: list[Piece] = []
    for a, b in parts:
        piece = _piece(text, a, b)
        if not piece.digits:
            continue
        short = bool(out) and len(piece.digits) <= 4 and not piece.plus
        out += [_piece(text, a, b, tail=True)] if short else _split(text, piece, fits)
    return out


def _split(text: str, piece: Piece, fits: Fits) -> list[Piece]:
    """Two numbers with one blank or dash between, or a row of endings (``-41-42``), taken apart."""
    n = len(piece.digits)
    if n >= 9 and (row := _row(text, piece, fits)):
        return row
    if n < 9 or fits(piece.text):
        return [piece]
    best, most = [piece], 0
    for m in re.finditer(r"\s+-?\s*|-(?=\d{3,})|(?<=\d{4})\.(?=\d{4})", piece.text):
        a = _piece(text, piece.start, piece.start + m.start())
        b = _piece(text, piece.start + m.end(), piece.end)
        if min(len(a.digits), len(b.digits)) < 6:
            continue
        both, alike = fits(a.text) and fits(b.text), _shape(a.text) == _shape(b.text)
        long = n > (17 if piece.plus else 15)
        worth = 4 * both + 2 * alike + fits(a.text) + fits(b.text) + (m.group() != "-")
        if worth > most and (both or long or (alike and n >= 12 and not piece.plus)):
            best, most = [a, *_split(text, b, fits)], worth
    return best


def _shape(text: str) -> str:
    return re.sub(r"\d", "9", re.sub(r"\s+", " ", text))


def _row(text: str, piece: Piece, fits: Fits) -> list[Piece]:
    """``1234-41-42-43`` is one number and two endings; ``1234567-9`` a number and a range's end."""
    m = re.search(r"(?<=\d)(?:-\d{1,3}){1,5}$", piece.text)
    if m is None:
        return []
    groups = m.group()[1:].split("-")
    steps = [int(b) - int(a) for a, b in pairwise(groups)]
    if len(groups) >= 2 and len({len(g) for g in groups}) == 1 and all(0 < d <= 5 for d in steps):
        at = piece.start + m.start() + 1 + len(groups[0])
    else:
        last = re.search(r"\d+$", piece.text[: m.start()])
        if (
            last is None
            or len(groups) > 1
            or len(groups[0]) > min(2, len(last[0]))
            or fits(piece.text)
        ):
            return []
        if not 0 < int(groups[0]) - int(last[0][-len(groups[0]) :]) <= 9:
            return []
        at = piece.start + m.start()
        groups = ["", groups[0]] if len(groups[0]) > 1 else [""]
    if not fits(text[piece.start : at]):
        return []
    out = [_piece(text, piece.start, at)]
    for group in groups[1:]:
        out.append(_piece(text, at + 1, at + 1 + len(group), tail=True))
        at += 1 + len(group)
    return out


def _extended(text: str, piece: Piece, limit: int) -> Piece:
    """The piece with the extensions printed after it; ``whole_end`` is where they end."""
    rest = phone_labels.folded(text[limit:])
    m = _EXTENSION.match(rest)
    if not m:
        return piece
    found, end = [m["n"]], m.end()
    while more := _MORE.match(rest, end):
        found.append(more["n"])
        end = more.end()
    return Piece(piece.start, piece.end, piece.text, piece.tail, tuple(found), limit + end)
