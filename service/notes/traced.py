"""The proof that no word of an opener is invented: each is a facet's own or a published one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from service.domain.note import Facet, Opener
from service.notes.lexicon import lexicon
from service.notes.tokens import key, tokens

SENTENCES = Path(__file__).parent / "data" / "openers.toml"
GERUND = {"swim": "swimming", "ski": "skiing", "sail": "sailing", "surf": "surfing", "climb": "climbing", "row": "rowing", "dance": "dancing", "sing": "singing", "skate": "skating", "kayak": "kayaking", "hike": "hiking", "cycle": "cycling", "ride": "riding", "draw": "drawing", "paint": "painting", "bake": "baking", "cook": "cooking", "run": "running", "fence": "fencing", "box": "boxing"}  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_STOP = lexicon("small", "stop")


@cache
def published() -> dict[str, object]:
    return tomllib.loads(SENTENCES.read_text(encoding="utf-8"))


def untraceable(opener: Opener, facets: Sequence[Facet], language: str = "en") -> tuple[str, ...]:
    """The content words of an opener that stand neither in the facets it rests on nor in the
    published sentences: none, where nothing is invented."""
    own: set[str] = set()
    for f in facets:
        if f.id in opener.because:
            said = f"{f.value} {f.topic or ''} {f.about} {f.when.text if f.when else ''}"
            own |= {t.key for t in tokens(said)} | {_stem(t.key) for t in tokens(said)}
            own |= {GERUND[t.key] for t in tokens(said) if t.key in GERUND}
            if f.when is not None and f.when.end is not None:
                day = DAYS[f.when.end.weekday()]
                if any(
                    day.casefold().startswith(t.key[:3])
                    for t in tokens(f.when.text)
                    if len(t.key) >= 2
                ):
                    own.add(key(day))
    allowed = own | _literals(language)
    spelled = {"meeting": "mtg", "appointment": "appt", "follow": "f/u"}
    return tuple(
        t.text
        for t in tokens(opener.text)
        if not t.mark
        and t.key not in allowed
        and _stem(t.key) not in own
        and spelled.get(t.key) not in own
        and t.key not in _STOP
    )


def _stem(word: str) -> str:
    return word[:-3] if word.endswith("ing") and len(word) > 5 else word


@cache
def _literals(language: str) -> frozenset[str]:
    """Every word of the published sentences outside their slots."""
    spoken = published().get(language.split("-", maxsplit=1)[0])
    if not isinstance(spoken, dict):
        return frozenset()
    texts = [re.sub(r"\{\w+\}", " ", s) for s in spoken["sentences"].values()]
    texts += [v for k, v in spoken["words"].items() if k not in ("days", "months")]
    return frozenset(t.key for text in texts for t in tokens(text) if not t.mark)
