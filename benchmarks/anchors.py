"""A folder's labels into precision, recall and F1 of e-mails, sites and phones, on perfect lines.

    python -m benchmarks.anchors LABELS.json [--misses]
    python -m benchmarks.anchors --generated 500 [--part test] [--misses]

Lines come from the labels' own transcriptions, or from composed cards, so only the logic is
measured, not the reading.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import phonenumbers

from fixtures.generate import CardSpec, compose
from service.domain.card import Hints
from service.domain.text import Line
from service.extraction import anchors
from service.extraction.anchors import Anchors


def lines(texts: Sequence[str]) -> tuple[Line, ...]:
    """Lines of equal height one below the other."""
    return tuple(
        Line(
            t,
            1.0,
            (
                (0.0, 30.0 * i),
                (12.0 * len(t), 30.0 * i),
                (12.0 * len(t), 30.0 * i + 20),
                (0.0, 30.0 * i + 20),
            ),
            "ppocr",
        )
        for i, t in enumerate(texts)
    )


def digits(text: str) -> str:
    return re.sub(r"\D", "", re.sub(r"\(\s*0\s*\)", "", text))


def site(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().casefold()).rstrip("/")


def same(printed: str, e164: str | None, national: str, region: str | None) -> bool:
    """Equal by E.164 where the print gives one, else by digits (an area code may be implied)."""
    try:
        want = phonenumbers.parse(printed, region)
        if e164 == phonenumbers.format_number(want, phonenumbers.PhoneNumberFormat.E164):
            return True
    except phonenumbers.NumberParseException:
        pass
    want_digits = digits(printed).lstrip("0")
    got = digits(e164 or national).lstrip("0")
    return got == want_digits or (len(want_digits) >= 7 and got.endswith(want_digits))


def tally(card: dict[str, object], found: Anchors, count: Counter[str], misses: list[str]) -> None:
    """Adds one card's hits and errors to ``count``."""
    for name, want, got in (
        (
            "email",
            {str(e).casefold() for e in card["emails"]},
            {c.value.casefold() for c in found.emails},
        ),  # type: ignore[attr-defined]
        ("url", {site(str(u)) for u in card["urls"]}, {site(c.value) for c in found.urls}),  # type: ignore[attr-defined]
    ):
        count[f"{name} hit"] += len(want & got)
        count[f"{name} missed"] += len(want - got)
        count[f"{name} false"] += len(got - want)
        misses += [f"{card['file']}: {name} want {w}" for w in want - got]
        misses += [f"{card['file']}: {name} FALSE {g}" for g in got - want]
    left = list(found.phones)
    for phone in card["phones"]:  # type: ignore[attr-defined]
        printed = phone["number_as_printed"]
        e164 = phone.get("e164")
        if e164:
            hit = next((p for p in left if p.e164 == e164), None) or next(
                (p for p in left if p.e164 is None and digits(p.raw) == digits(printed)), None
            )
        else:
            hit = next((p for p in left if same(printed, p.e164, p.national, found.region)), None)
        if hit is None:
            count["phone missed"] += 1
            misses.append(
                f"{card['file']}: phone want {printed} ({phone['type']}) {e164} {dict(list(found.regions.items())[:2])}"
            )
            continue
        left.remove(hit)
        count["phone hit"] += 1
        count["type hit"] += hit.type == phone["type"]
        if hit.type != phone["type"]:
            misses.append(
                f"{card['file']}: type of {printed}: want {phone['type']}, got {hit.type}"
            )
    count["phone false"] += len(left)
    misses += [f"{card['file']}: phone FALSE {p.raw!r} {p.value}" for p in left]


def composed(card: CardSpec) -> tuple[Line, ...]:
    """The lines of a composed card, where they are printed."""
    return tuple(Line(x.text, 1.0, x.polygon, "ppocr") for x in card.lines)


def leftovers(card: CardSpec, found: Anchors, count: Counter[str], misses: list[str]) -> None:
    """Counts names, titles and organisations cut into, and labels left over."""
    rest = {(s.line, i) for s in found.rest for i in range(s.start, s.end)}
    for n, line in enumerate(card.lines):
        for span in line.spans:
            inside = sum((n, i) in rest for i in range(span.start, span.end))
            if span.kind in {"name", "job_title", "organization", "department", "address"}:
                count["kept"] += inside == span.end - span.start
                count["cut"] += inside != span.end - span.start
                if inside != span.end - span.start:
                    misses.append(
                        f"{card.truth['file']}: CUT {span.kind} {line.text[span.start : span.end]!r} of {line.text!r}"
                    )
        kinds = {s.kind for s in line.spans}
        if kinds <= {"other", "phone", "email", "url", "social"} and kinds - {"other"}:
            left = "".join(line.text[i] for i in range(len(line.text)) if (n, i) in rest).strip()
            count["label left"] += bool(left)
            if left:
                misses.append(f"{card.truth['file']}: LEFT {left!r} of {line.text!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path, nargs="?")
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("--part", default="train")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--region")
    args = parser.parse_args()
    count: Counter[str] = Counter()
    misses: list[str] = []
    spent: list[float] = []
    cards = [
        (c, lines(c["lines"]), None)
        for c in (json.loads(args.labels.read_text("utf-8")) if args.labels else ())
    ]
    for seed in range(args.generated):
        spec = compose(seed, args.part, real_tlds=True)
        cards.append((spec.truth, composed(spec), spec))
    for truth, made, drawn in cards:
        began = time.perf_counter()
        found = anchors.found(made, Hints(region=args.region))
        spent.append(time.perf_counter() - began)
        tally(truth, found, count, misses)
        if drawn is not None:
            leftovers(drawn, found, count, misses)
    for name in ("email", "url", "phone"):
        hit, missed, false = (count[f"{name} {k}"] for k in ("hit", "missed", "false"))
        print(
            f"{name:6} F1 {2 * hit / max(1, 2 * hit + missed + false):.3f}  hit {hit} missed {missed} false {false}"
        )
    print(f"type   right {count['type hit'] / max(1, count['phone hit']):.3f}")
    if args.generated:
        print(
            f"fields kept whole {count['kept']}, cut {count['cut']}; lines with a label left {count['label left']}"
        )
    print(
        f"median {sorted(spent)[len(spent) // 2] * 1000:.1f} ms, slowest {max(spent) * 1000:.1f} ms"
    )
    if args.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
