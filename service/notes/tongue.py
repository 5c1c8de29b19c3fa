"""The language of a note, by its small words."""

from __future__ import annotations

from functools import cache

from service.notes.lexicon import sections
from service.notes.tokens import folded, tokens


@cache
def _words() -> dict[str, frozenset[str]]:
    return {
        tongue: frozenset(folded(w) for w in words) for tongue, words in sections("tongues").items()
    }


@cache
def _content() -> dict[str, frozenset[str]]:
    """Words of facts that one language alone has, by language."""
    out: dict[str, set[str]] = {}
    for name in ("family", "likes", "promises", "times"):
        for section, entries in sections(name).items():
            if section in ("de", "fr", "es", "it", "pt", "nl"):
                out.setdefault(section, set()).update(
                    folded(e) for e in entries if " " not in e and len(e) > 2
                )
    return {k: frozenset(v) for k, v in out.items()}


def language_of(text: str) -> str:
    """BCP 47; English where no other language has clearly more of the words."""
    found = [folded(t.text) for t in tokens(text) if not t.mark]
    marks = {t.casefold() for t in text.split()}
    points = {
        tongue: sum(w in words for w in found)
        + (0.7 * sum(w in _content()[tongue] for w in found) if tongue in _content() else 0.0)
        for tongue, words in _words().items()
    }
    if any(c in word for word in marks for c in "äöüß"):
        points["de"] += 0.8
    if any("ñ" in w or "¿" in w for w in marks):
        points["es"] += 1.5
    if any("ã" in w or "õ" in w for w in marks):
        points["pt"] += 1.5
    if any(c in w for w in marks for c in "êèàçâûœ"):
        points["fr"] += 0.8
    best = max(points, key=lambda t: (points[t], t == "en"))
    return (
        best if best != "en" and points[best] >= 1.5 and points[best] > points["en"] + 0.4 else "en"
    )
