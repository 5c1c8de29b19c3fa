"""A folder's labels into precision, recall and F1 of e-mails, sites and phones, on perfect lines.

    python -m benchmarks.anchors LABELS.json [--misses]

Lines come from the labels' own transcriptions, so only the logic is measured, not the reading.
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

from service.domain.card import Hints
from service.domain.text import Line
from service.extraction import anchors
from service.extraction.anchors import Anchors


def lines(texts: Sequence[str]) -> tuple[Line, ...]:
    """Lines of equal height one below the other."""
    return tuple(
        Line(t, 1.0, ((0.0, 30.0 * i), (12.0 * len(t), 30.0 * i), (12.0 * len(t), 30.0 * i + 20), (0.0, 30.0 * i + 20)), "ppocr")
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
        ("email", {str(e).casefold() for e in card["emails"]}, {c.value.casefold() for c in found.emails}),  # type: ignore[attr-defined]
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
        hit = next((p for p in left if same(printed, p.e164, p.national, found.region)), None)
        if hit is None:
            count["phone missed"] += 1
            misses.append(f"{card['file']}: phone want {printed} ({phone['type']})")
            continue
        left.remove(hit)
        count["phone hit"] += 1
        count["type hit"] += hit.type == phone["type"]
        if hit.type != phone["type"]:
            misses.append(f"{card['file']}: type of {printed}: want {phone['type']}, got {hit.type}")
    count["phone false"] += len(left)
    misses += [f"{card['file']}: phone FALSE {p.raw!r} {p.value}" for p in left]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--region")
    args = parser.parse_args()
    count: Counter[str] = Counter()
    misses: list[str] = []
    spent: list[float] = []
    for card in json.loads(args.labels.read_text("utf-8")):
        began = time.perf_counter()
        found = anchors.found(lines(card["lines"]), Hints(region=args.region))
        spent.append(time.perf_counter() - began)
        tally(card, found, count, misses)
    for name in ("email", "url", "phone"):
        hit, missed, false = (count[f"{name} {k}"] for k in ("hit", "missed", "false"))
        print(f"{name:6} F1 {2 * hit / max(1, 2 * hit + missed + false):.3f}  hit {hit} missed {missed} false {false}")
    print(f"type   right {count['type hit'] / max(1, count['phone hit']):.3f}")
    print(f"median {sorted(spent)[len(spent) // 2] * 1000:.1f} ms, slowest {max(spent) * 1000:.1f} ms")
    if args.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
