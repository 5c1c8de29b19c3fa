"""Lines into phone numbers: cut, labelled, dialled, typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.domain.card import Hints
from service.domain.contact import PhoneType
from service.domain.fields import Candidate
from service.domain.text import Line
from service.extraction import (
    dialling,
    label_places,
    phone_labels,
    phone_shapes,
    phone_types,
    regions,
    repair,
    spans,
)
from service.extraction.dialling import Dialled
from service.extraction.phone_labels import Label
from service.extraction.phone_shapes import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCandidate(Candidate):
    """``value`` is ``e164``, or the digits where no country could be learnt; ``raw`` is the
    number as printed, without its label; ``label`` is that of the print, folded."""

    type: PhoneType = "work"
    e164: str | None = None
    national: str = ""
    country: str | None = None
    extension: str | None = None
    valid: bool = False
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """``taken``: stretches of a line (by index) that other anchors hold; ``hosts``: domains of
    the card's e-mails and URLs; ``regions``: probability per country, voted on where empty."""

    taken: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    hosts: Sequence[str] = ()
    regions: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A piece on its way. ``rank`` and ``among``: its place among the numbers of its label."""

    line: int
    piece: Piece
    label: Label | None
    rank: int
    among: int
    alone: bool
    more: tuple[int, Piece] | None = None
    number: Dialled | None = None
    local: str | None = None
    witnessed: bool = False

    @property
    def digits(self) -> str:
        return self.piece.digits + (self.more[1].digits if self.more else "")


def candidates(
    lines: Sequence[Line], hints: Hints, context: Context | None = None
) -> tuple[PhoneCandidate, ...]:
    """The card's numbers in reading order, each once."""
    context = context or Context()
    texts = [
        spans.masked(spans.plain(x.text), context.taken.get(i, ())) for i, x in enumerate(lines)
    ]
    places = context.regions or regions.votes(lines, context.hosts, dialled_countries(texts), hints)
    drafts = _drafts(lines, texts, places)
    drafts = [_resolved(d, lines, places) for d in drafts]
    drafts = _tails(_joined(drafts, places))
    drafts = _areas([d for d in drafts if _is_phone(d)])
    out: list[PhoneCandidate] = []
    for d in drafts:
        for extension in d.piece.extensions or (None,):
            made = _candidate(lines, d, extension, places)
            if _is_new(made, out):
                out.append(made)
    return tuple(out)


def _is_new(made: PhoneCandidate, before: Sequence[PhoneCandidate]) -> bool:
    """Not said before; the same number as telephone and as fax is two."""
    same = [p for p in before if (p.value, p.extension) == (made.value, made.extension)]
    labelled = made.signals["labelled"] > 0
    return not same or (
        labelled and all(p.type != made.type and p.signals["labelled"] > 0 for p in same)
    )


def dialled_countries(texts: Sequence[str]) -> list[str]:
    """The country of every number printed with a plus, once for each."""
    out = []
    for text in texts:
        for m in re.finditer(
            r"(?:\+\s?\(?|(?<![\d.])00(?=[1-9]))\d[\d\s()./-]{6,20}\d", phone_shapes.fixed(text)
        ):
            made = dialling.international(m.group()[:24])
            if made and (made.valid or "+" in m.group()):
                out.append(made.region)
    return out


def _drafts(
    lines: Sequence[Line], texts: Sequence[str], places: Mapping[str, float]
) -> list[_Draft]:
    def fits(text: str) -> bool:
        if text.lstrip("( [").startswith(("+", "00")):
            made = dialling.international(text)
        else:
            made = dialling.national(text, places)
        return made is not None and made.valid

    out: list[_Draft] = []
    lows = [phone_labels.folded(t) for t in texts]
    for index, text in enumerate(texts):
        if sum(c.isdigit() for c in text) < 3:
            continue
        solid = phone_shapes.cleared(phone_shapes.fixed(text), lows[index])
        runs = list(phone_shapes.pieces(solid, fits))
        labels = _labels(lines, lows, index, [(r[0].start, r[-1].whole_end) for r in runs])
        rest = lows[index]
        for r, label in zip(runs, labels, strict=True):
            rest = spans.masked(rest, [(r[0].start, r[-1].whole_end)])
            if label and label.start >= 0:
                rest = spans.masked(rest, [(label.start, label.end)])
        alone = sum(c.isalnum() for c in rest.replace("\0", "")) <= 2 and "\0" not in text
        for run, label in zip(runs, labels, strict=True):
            denied = label is None and phone_labels.denied(lows[index][: run[0].start])
            for rank, piece in enumerate(run):
                if denied and rank == 0:
                    continue
                out.append(_Draft(index, piece, label, rank, len(run), alone))
    return out


def _labels(
    lines: Sequence[Line], lows: Sequence[str], index: int, runs: Sequence[tuple[int, int]]
) -> list[Label | None]:
    """The label of each run: before it, or after it where the line's labels follow, or on its own line.

    ``start`` is -1 for a label that stands on another line.
    """
    low, before, after, at = lows[index], [], [], 0
    for n, (start, end) in enumerate(runs):
        label = phone_labels.before(low[at:start])
        before.append(replace(label, start=label.start + at, end=label.end + at) if label else None)
        until = runs[n + 1][0] if n + 1 < len(runs) else len(low)
        label = phone_labels.after(low[end:until])
        if label and (
            phone_labels.denied(low[:start]) or (label.letter and low[end : end + 1] == "/")
        ):
            label = None
        if (
            label
            and label.letter
            and not re.match(r"\s*[(\[]", low[end:until])
            and low[end + label.end : until].strip()
        ):
            label = None
        after.append(
            replace(label, start=label.start + end, end=label.end + end) if label else None
        )
        at = end
    if runs and before[0] is None and all(after):
        return after
    out: list[Label | None] = []
    for n, label in enumerate(before):
        bracketed = after[n] is not None and re.match(r"\s*[(\[]", low[runs[n][1] :]) is not None
        out.append(after[n] if label is None and (bracketed or n == len(runs) - 1) else label)
    if (
        out
        and out[0] is None
        and not low[: runs[0][0]].strip(" .:|-()+*")
        and not re.match(r"\s*[a-z]{2}", low[runs[0][1] :])
    ):
        out[0] = _own_line(lines, lows, index)
    return out


def _own_line(lines: Sequence[Line], lows: Sequence[str], index: int) -> Label | None:
    """A label that is a line of its own, left of this line or else right above it."""
    best: tuple[float, Label] | None = None
    own = label_places.box(lines[index])
    for other in range(max(0, index - 8), min(len(lines), index + 9)):
        if other == index or not (label := phone_labels.alone(lows[other])):
            continue
        if own is None or (box := label_places.box(lines[other])) is None:
            gap = 1.0 if other == index - 1 else None
        else:
            gap = label_places.gap(own, box)
        if gap is not None and (best is None or gap < best[0]):
            best = gap, replace(label, start=-1, end=-1)
    return best[1] if best else None


def _resolved(d: _Draft, lines: Sequence[Line], places: Mapping[str, float]) -> _Draft:
    """The draft with its number dialled; the witness's digits are taken where only they are valid."""
    number = _dialled(d.piece.text, places)
    if number is not None and number.valid:
        return replace(d, number=number)
    if len(d.piece.digits) >= 8 and (m := re.match(r"\(?\d\)?\s+(?=[\d(+])", d.piece.text)):
        # A lone digit in front is often the icon of a telephone.
        shorter = _dialled(d.piece.text[m.end() :], places)
        if shorter is not None and shorter.valid and not d.piece.plus:
            piece = replace(d.piece, start=d.piece.start + m.end(), text=d.piece.text[m.end() :])
            return replace(d, piece=piece, number=shorter)
    witness = lines[d.line].witness
    if witness is not None and len(d.piece.digits) >= 7 and not d.piece.tail:
        text = phone_shapes.fixed(spans.plain(witness.text))
        for run in phone_shapes.pieces(text, lambda _: False):
            for p in run:
                if 0 < repair.distance(p.digits, d.piece.digits) <= 2:
                    other = _dialled(p.text, places)
                    if other is not None and other.valid:
                        return replace(d, number=other, witnessed=True)
    local = dialling.local_only(d.piece.digits, places) if not d.piece.plus else None
    return replace(d, number=None if local else number, local=local[0] if local else None)


def _dialled(text: str, places: Mapping[str, float]) -> Dialled | None:
    if text.lstrip("( [").startswith(("+", "00")):
        return dialling.international(text)
    return dialling.national(text, places)


def _joined(drafts: Sequence[_Draft], places: Mapping[str, float]) -> list[_Draft]:
    """Numbers broken over two lines put together, where only the whole is valid."""
    out: list[_Draft] = []
    for d in drafts:
        last = out[-1] if out else None
        if (
            last is not None and d.line == last.line + 1 and d.alone and d.label is None and not d.piece.plus
            and (last.piece.plus or last.label) and len(d.digits) <= 8 and not last.more
            and not (last.number and last.number.valid) and not (d.number and d.number.valid)
        ):  # fmt: skip
            whole = _dialled(f"{last.piece.text} {d.piece.text}", places)
            if whole is not None and whole.valid:
                out[-1] = replace(last, number=whole, local=None, more=(d.line, d.piece))
                continue
        out.append(d)
    return out


def _tails(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Endings printed alone get the digits of the number before them; those that do not fit go."""
    out: list[_Draft] = []
    base: _Draft | None = None
    for d in drafts:
        if not d.piece.tail:
            base = d
            out.append(d)
            continue
        if base is None or base.line != d.line:
            continue
        if base.number is not None:
            zero = base.number.significant
            stem = re.search(r"[-/\s]0$", base.piece.text)
            tail = d.digits
            if stem:
                # "1234-0 / -123": the nought is the switchboard, the ending takes its place.
                made = dialling.international(
                    f"+{base.number.number.country_code}{zero[:-1]}{tail}"
                )
            else:
                made = dialling.with_tail(tail, base.number)
            if made is not None and (made.valid or not base.number.valid):
                out.append(replace(d, number=made, label=base.label, alone=base.alone))
        elif base.local and len(d.digits) < len(base.digits):
            text = base.digits[: -len(d.digits)] + d.digits
            out.append(
                replace(d, local=base.local, piece=replace(d.piece, text=text), label=base.label)
            )
    return out


def _areas(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Local numbers in the area of the card's other numbers: of its own line first, else the only one."""
    out: list[_Draft] = []
    known = [d for d in drafts if d.number is not None and d.number.area]
    areas = {
        (d.number.number.country_code, d.number.area)
        for d in known
        if d.number and dialling.kind(d.number.number) != "mobile"
    }
    for d in drafts:
        if (d.number is not None and d.number.valid) or d.piece.plus:
            out.append(d)
            continue
        near = [k for k in known if k.line == d.line] or (
            [k for k in known if _fixed(k)] if len(areas) == 1 else []
        )
        near = near or known[:1]
        made = next(
            (m for k in near if k.number and (m := dialling.with_area(d.digits, k.number))), None
        )
        if made is None and d.rank and near and near[0].number and 5 <= len(d.digits) <= 8:
            made = dialling.with_tail(d.digits, near[0].number)
            made = made if made and made.valid else None
        out.append(replace(d, number=made, local=None) if made else d)
    return out


def _fixed(d: _Draft) -> bool:
    return d.number is not None and dialling.kind(d.number.number) != "mobile"


_SHAPES = re.compile(
    r"\(?\d{3}\)?\s?[-./ ]{1,2}\s?\d{3}\s?[-. ]{1,2}\s?\d{4}|1[-. ]\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|"  # NANP
    r"(?:\(?\d{2}\)?\s)?(?:9[. -]?)?\d{4}\s?[-.]\s?\d{4}|"  # Brazil
    r"\(0?\d{1,5}\)\s?[-/]?\s?\d[\d\s./-]{4,}\d|"
    r"0\d{1,5}\s?[-/.\s]\s?\d[\d\s./-]{3,}\d"
)


def _is_phone(d: _Draft) -> bool:
    """Printed as a phone: by its plus, by its label, by its shape where nothing else speaks against it."""
    n = len(d.digits)
    valid = d.number is not None and d.number.valid
    if d.piece.tail:
        return True
    if d.piece.plus:
        sign = "+" in d.piece.text[:4] or d.label is not None or (d.alone and d.number is not None)
        return 7 <= n <= 17 and (valid or sign)
    if d.label is not None:
        least = 6 if d.alone or not d.label.letter else 7
        return least <= n <= 15 or (n >= 4 and d.among == 1 and d.alone and not d.label.letter)
    return 7 <= n <= 13 and _is_shaped(d, n, valid)


def _is_shaped(d: _Draft, n: int, valid: bool) -> bool:
    """Without plus and label: a country's usual grouping, a valid number, or a line of its own."""
    if _SHAPES.fullmatch(d.piece.text.strip()):
        return n >= 8 or d.alone or valid
    grouped = re.search(r"\d[\s().\-/]+\d", d.piece.text) is not None
    if not valid or d.number is None:
        return d.alone and grouped and n <= 12
    if grouped:
        return d.alone or n >= 9
    return d.alone and n >= 9 and d.number.weight > 0.3


def _candidate(
    lines: Sequence[Line], d: _Draft, extension: str | None, places: Mapping[str, float]
) -> PhoneCandidate:
    line = lines[d.line]
    parts = [
        spans.segment(
            lines,
            d.line,
            d.piece.start,
            max(d.piece.end, d.piece.whole_end) if d.piece.extensions else d.piece.end,
        )
    ]
    raw = line.text[d.piece.start : d.piece.end]
    if d.more is not None:
        parts.append(spans.segment(lines, d.more[0], d.more[1].start, d.more[1].end))
        raw += " " + parts[-1].text
    number = d.number
    kind = phone_types.typed(
        d.label, number, rank=d.rank, among=d.among, digits=d.digits, local=d.local
    )
    e164 = number.e164 if number else None
    agreed = 0.5
    if line.witness is not None:
        seen = dialling.digits(phone_shapes.fixed(spans.plain(line.witness.text)))
        agreed = float(d.digits in seen)
    signals = {
        "witness": agreed,
        "chars": spans.sureness(line, d.piece.start, d.piece.end),
        "valid": float(number is not None and number.valid),
        "plus": float(d.piece.plus),
        "labelled": 0.0 if d.label is None else 0.5 if d.label.letter else 1.0,
        "region": 1.0 if d.piece.plus else places.get(number.region, 0.0) if number else 0.0,
        "unrepaired": float(
            raw == d.piece.text and not d.witnessed and not d.piece.tail and d.more is None
        ),
        "alone": float(d.alone),
        "typed": phone_types.sureness(d.label, number),
    }
    score = 0.35 + 0.25 * signals["valid"] + 0.15 * max(signals["plus"], signals["labelled"])
    score += 0.1 * signals["alone"] + 0.1 * agreed + 0.05 * signals["unrepaired"]
    return PhoneCandidate(
        kind="phone", segments=tuple(parts), value=e164 or d.digits, score=min(1.0, score), signals=signals,
        type=kind, e164=e164, national=number.national if number else d.piece.text.strip(),
        country=number.region if number else d.local, extension=extension,
        valid=number is not None and number.valid, raw=raw,
    )  # fmt: skip
