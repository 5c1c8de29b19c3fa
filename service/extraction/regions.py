"""What a card shows of its country into one probability per ISO 3166-1 code."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from service.domain.card import Hints
from service.domain.text import Line
from service.extraction import lexicon, phone_labels, postal, spans
from service.extraction.data.region_words import CUES, NO_COUNTRY, SHY

DIALLED = 3.2
COUNTRY = 2.2
POSTAL = 1.8
DOMAIN = 1.5
CITY = 1.2
HINT = 1.2
LANGUAGE = 0.15
_SPOKEN = {
    "de": "DE",
    "fr": "FR",
    "es": "ES",
    "it": "IT",
    "pt": "BR",
    "nl": "NL",
    "pl": "PL",
    "sv": "SE",
    "da": "DK",
    "fi": "FI",
    "nb": "NO",
    "tr": "TR",
    "hu": "HU",
    "cs": "CZ",
}
_STATE_ZIP = re.compile(r"(?<![A-Za-z])([A-Z]{2}|[A-Z][a-z]+)\.?,?\s+\d{5}(?:-\d{4})?(?![\d-])")
_TELLING = tuple(
    f for f in postal.FORMATS.values() if f.telling and f.country not in {"JP", "PT", "PL"}
)
_NEAR_TOWN = {
    "PT": re.compile(r"(?<![\d-])\d{4}-\d{3}\s+[A-ZÀ-Ý]"),
    "PL": re.compile(r"(?<![\d-])\d{2}-\d{3}\s+[A-ZÀ-Ž]"),
    "IN": re.compile(r"[a-z]\s?[-–,.]?\s?\d{3}\s?\d{3}(?!\d)"),
}
_WORD = re.compile(r"[^\W\d_][\w'.]*(?:-[^\W\d_][\w']*)*")


def votes(
    lines: Sequence[Line], hosts: Sequence[str], dialled: Sequence[str], hints: Hints
) -> dict[str, float]:
    """Probability per ISO 3166-1 alpha-2 code, best first; empty where nothing tells.

    ``hosts`` are domains of e-mails and URLs, ``dialled`` the countries of numbers printed with
    ``+``. Weights follow how often each cue was right alone (EXTRACTION.md, 'Phones'); what is
    missing to 1 is the chance that it is none of them.
    """
    score: dict[str, float] = defaultdict(float)
    for country, n in Counter(dialled).items():
        score[country] += DIALLED + 0.3 * (n - 1)
    for label in {h.rsplit(".", 1)[-1] for h in hosts}:
        if len(label) == 2:
            country = {"uk": "GB"}.get(label, label.upper())
            score[country] += DOMAIN * (0.2 if label in NO_COUNTRY else 1.0)
    _highest(score, (_cues(line) for line in lines))
    if hints.region:
        score[hints.region.upper()] += HINT
    if not score:
        for language in hints.languages if len(hints.languages) == 1 else ():
            if spoken := _SPOKEN.get(language.split("-")[0]):
                score[spoken] += LANGUAGE
    return _shares(score)


def _highest(score: dict[str, float], found: Iterable[Mapping[tuple[str, str], float]]) -> None:
    """Each kind of cue counts once for a country, with a little more for every repetition."""
    best: dict[tuple[str, str], float] = {}
    for cues in found:
        for key, weight in cues.items():
            best[key] = max(best.get(key, 0.0), weight) + (0.15 * weight if key in best else 0.0)
    for (country, _), weight in best.items():
        score[country] += weight


def _shares(score: Mapping[str, float]) -> dict[str, float]:
    odds = {k: math.expm1(min(v, 12.0)) for k, v in score.items() if v > 0}
    total = 1.0 + sum(odds.values())
    ranked = sorted(odds.items(), key=lambda kv: (-kv[1], kv[0]))
    return {k: v / total for k, v in ranked[:8]}


def _cues(line: Line) -> dict[tuple[str, str], float]:
    """(country, kind of cue) → weight, of one line."""
    text = spans.plain(line.text)
    out: dict[tuple[str, str], float] = {}

    def add(country: str, kind: str, weight: float) -> None:
        out[country, kind] = max(out.get((country, kind), 0.0), weight)

    if any(c.isdigit() for c in text) and "@" not in text:
        for m in _STATE_ZIP.finditer(text):
            if m[1] in postal.REGIONS["US"]:
                add("US", "postal", POSTAL)
        for m in postal.PREFIXED.finditer(text):
            add(postal.PREFIX_COUNTRY[m["prefix"]], "postal", POSTAL)
        for shape in _TELLING:
            if shape.pattern.search(text):
                add(shape.country, "postal", POSTAL if shape.country in {"GB", "CA", "BR"} else 0.9)
        for country, shape_near in _NEAR_TOWN.items():
            if shape_near.search(text):
                add(country, "postal", 0.9 if country != "IN" else 0.4)
    low = phone_labels.folded(text)
    for n, (pattern, weights) in enumerate(CUES):
        if pattern.search(low):
            for country, weight in weights.items():
                add(country, f"word{n}", weight)
    _places(text, add)
    return out


def _places(text: str, add: Callable[[str, str, float], None]) -> None:
    """Votes of country, region and city names; a place beside digits or a comma is an address's."""
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    territories, cities = lexicon.territories(), lexicon.cities()
    digits = any(c.isdigit() for c in text)
    postal_like = digits or "," in text
    for i in range(len(words)):
        if not words[i][0][0].isupper():
            continue
        for size in (4, 3, 2, 1):
            if i + size > len(words):
                continue
            phrase = lexicon.folded(
                re.sub(r"\s+", " ", text[words[i][1] : words[i + size - 1][2]])
            ).rstrip(".")
            if len(phrase) < 3 and phrase not in {"uk"}:
                continue
            ends = not text[words[i + size - 1][2] :].strip(" .)")
            country = territories.get(phrase) or (
                postal.country_named(phrase) if size == 1 or ends else None
            )
            if country:
                shy = phrase in SHY and not (ends and postal_like)
                add(
                    country, "country", COUNTRY * (0.3 if shy else 1.0 if ends or size > 1 else 0.8)
                )
                break
            if len(phrase) >= 4 and (homes := cities.get(phrase)):
                beside = (
                    text[max(0, words[i][1] - 11) : words[i][1]],
                    text[words[i + size - 1][2] :][:14],
                )
                alone = len(words) == size
                for rank, home in enumerate(homes[:4]):
                    share = 1.0 if len(homes) == 1 else 0.8 if rank == 0 else 0.3
                    add(home, "city", share * _town(home, beside, digits, alone))
                break
    for country in ("IN", "AU", "CA", "MX"):
        for region in postal.REGIONS[country]:
            if len(region) > 3 and region in text:
                add(country, "state", CITY)


def _town(country: str, beside: tuple[str, str], digits: bool, alone: bool) -> float:
    """The weight of a town's name: a fitting postal code beside it tells most, no digits least."""
    before, behind = (
        re.search(r"[\d -]*\d[\d -]*[A-Z]{0,2} ?$", beside[0]),
        re.match(r"[\s,–-]*\d[\d -]*", beside[1]),
    )
    if before or behind:
        shape = postal.FORMATS.get(country)
        code = before.group() if before else behind.group() if behind else ""
        fits = shape is not None and shape.pattern.search(code.strip(" ,-–")) is not None
        return CITY * (1.5 if fits else 0.3)
    return CITY * (0.7 if digits else 0.5 if alone else 0.35)
