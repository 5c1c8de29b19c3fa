"""Lines of text into the languages they are probably in, from marks, endings and small words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

MARKS = {
    "de": "äöüß", "fr": "çèêëîïôûùœ", "es": "ñ¿¡", "it": "ìò", "pt": "ãõ",
    "sv": "å", "da": "øæ", "pl": "ąćęłńśźż", "cs": "ěřůčžšďť", "tr": "ğış", "ro": "țșă", "hu": "őű",
}  # fmt: skip
WORDS = {
    "en": "and of the manager director head sales office phone street road engineer senior ltd",
    "de": "und gmbh straße str telefon mobil leiter geschäftsführer für der die vertrieb dipl",
    "fr": "et rue tél téléphone directeur directrice sarl portable des du la responsable avenue",
    "es": "calle teléfono móvil gerente y director ventas avda del los españa jefe",
    "it": "via telefono cell responsabile e direttore srl dott della piazza amministratore",
    "pt": "rua telefone celular gerente e diretor vendas av ltda são da dos contato engenheiro",
    "nl": "en straat telefoon mobiel directeur van de het bv verkoop hoofd postbus",
}
ENDINGS = {
    "de": ("de", "at", "ch"), "fr": ("fr",), "es": ("es", "mx", "ar"), "it": ("it",),
    "pt": ("pt", "br"), "nl": ("nl",), "en": ("uk", "us", "au", "ie", "nz"),
}  # fmt: skip
_VOCABULARY = {tag: frozenset(listed.split()) for tag, listed in WORDS.items()}
_ENDING = re.compile(r"[\w-]\.([a-z]{2})(?![\w.@-])")
LEAST = 2.0
WITNESSED = 2
"""More expected languages than this say nothing, and each costs the witness 50 ms."""


def seen(texts: Iterable[str]) -> tuple[str, ...]:
    """BCP 47 tags that ``texts`` show signs of, most first; empty where there are none."""
    whole = "\n".join(texts).casefold()
    score: Counter[str] = Counter()
    for tag, marks in MARKS.items():
        score[tag] += 2 * sum(whole.count(m) for m in marks)
    tokens = re.findall(r"[^\W\d_]+", whole)
    for tag, vocabulary in _VOCABULARY.items():
        score[tag] += sum(t in vocabulary for t in tokens)
    for ending in _ENDING.findall(whole):
        for tag, endings in ENDINGS.items():
            score[tag] += 2 * (ending in endings)
    likely = [(tag, n) for tag, n in score.most_common() if n >= LEAST]
    return tuple(tag for tag, n in likely if n >= 0.34 * likely[0][1])


def narrowed(expected: Sequence[str], texts: Iterable[str]) -> tuple[str, ...]:
    """The one or two languages a witness should know: ``expected`` where that is few enough,
    else what ``texts`` (whatever was read already) show, beside English."""
    if 0 < len(expected) <= WITNESSED:
        return tuple(expected)
    known = [tag for tag in seen(texts) if tag in expected or not expected]
    return tuple(dict.fromkeys([*known[:1], "en"]))
