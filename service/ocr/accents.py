"""What an English reading of a card says about its language, and the accents it lost.

Tesseract reads no ``ü`` or ``ã`` without the language that has it, the models of those languages
hardly know an ``@``, and two languages at once cost twice the time and lose accents still. So the
card is read in English, what stands there without accents (words, street endings, the country a
number or an address belongs to) tells the language, and a reading in that gives the accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from service.ocr.languages import ENDINGS, WORDS

DIALLED = {
    "49": "de", "43": "de", "41": "de", "33": "fr", "34": "es", "52": "es", "54": "es", "56": "es",
    "57": "es", "51": "es", "39": "it", "351": "pt", "55": "pt", "31": "nl", "32": "nl",
}  # fmt: skip
"""Country calling codes (ITU-T E.164) to the language most cards from there are in."""
MORE_WORDS = {
    "de": "inhaber inh geschaftsfuhrer geschaftsfuhrerin offnungszeiten uhr mobiltelefon "
    "berater beraterin prokurist rechtsanwalt steuerberater arzt und fur zum zur ag ohg kg",
    "fr": "telephone courriel gerant gerante conseiller conseillere ingenieur societe "
    "cedex bd boulevard pour les de chef charge chargee commerciale",
    "es": "telefono tfno movil correo electronico pagina avda plaza piso oficina gerencia "
    "directora ingeniero abogado abogada medico comercial servicios para sa",
    "it": "telefono cellulare indirizzo viale corso partita iva direttore direttrice "
    "ingegnere avvocato studio dottore titolare societa servizi spa per",
    "pt": "telemovel telef avenida diretora engenheira advogado advogada gestor gestora "
    "servicos pecas acessorios eletronica assistencia tecnica comercio lda cep bairro "
    "segunda sexta sabado para rua loja moveis",
    "nl": "telefoon mobiel kantoor adviseur eigenaar bezoekadres drs kvk btw medewerker "
    "afdeling voor onze bedrijf",
}
STREETS = {
    "de": ("strasse", "strabe", "strafe", "strafie", "str", "gasse", "platz", "allee", "ufer"),
    "nl": ("straat", "laan", "plein", "gracht", "kade", "dijk"),
}
FEW = 2
"""So many expected languages cost no more than one guessed beside English."""
LEAST = 2.0
CLEAR = 3.0
"""From this score on a language is clear; a lesser one has to be ahead of the next."""


def plainly(text: str) -> str:
    """``text`` in small letters without accents, as an English reading has it."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


_VOCABULARY = {
    tag: frozenset(plainly(f"{listed} {MORE_WORDS.get(tag, '')}").split())
    for tag, listed in WORDS.items()
}
_ENDING = re.compile(r"[\w-]\.([a-z]{2})(?![\w.@-])")
_ADDRESS = re.compile(r"@|\w\.\w{2,}|\d")
_PREFIX = re.compile(r"(?:\+|\b00)\s?(\d[\d ]{1,3})")


def hinted(texts: Iterable[str], expected: Sequence[str]) -> tuple[str, ...]:
    """BCP 47 tags of the languages whose accents the card may have, none for English: the
    likeliest of ``expected``, or ``expected`` itself where those are few."""
    if 0 < len(expected) <= FEW:
        return tuple(tag for tag in expected if tag.partition("-")[0].lower() != "en")
    allowed = {tag.partition("-")[0].lower() for tag in expected}
    whole = plainly("\n".join(texts))
    score: Counter[str] = Counter()
    for word in set(re.findall(r"[^\W\d_]{2,}", whole)):
        for tag, vocabulary in _VOCABULARY.items():
            score[tag] += word in vocabulary
        for tag, endings in STREETS.items():
            score[tag] += 2 * (len(word) > 5 and word.endswith(endings))
    for ending in _ENDING.findall(whole):
        for tag, endings in ENDINGS.items():
            score[tag] += 2 * (ending in endings)
    for digits in _PREFIX.findall(whole):
        number = digits.replace(" ", "")
        for code, tag in DIALLED.items():
            score[tag] += 2 * number.startswith(code)
    english = score.pop("en", 0)
    ranked = [
        (tag, n)
        for tag, n in score.most_common(2)
        if n >= LEAST and (tag in allowed or not allowed)
    ]
    if not ranked or ranked[0][1] < min(english, 2 * CLEAR):
        return ()
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    first = ranked[0]
    return (first[0],) if first[1] >= CLEAR or first[1] > second else ()


def accented(words: Sequence[str], heard: Iterable[str]) -> list[str]:
    """``words`` of a line, with the accents of those of ``heard`` (the line in its language) that
    are the same words otherwise."""
    found = list(words)
    for other in heard:
        if not any(c.isalpha() and not c.isascii() for c in other) or _ADDRESS.search(other):
            continue
        bare = plainly(other)
        # An ü is most often read as two i.
        apart = [_apart(plainly(word).replace("ii", "u"), bare) for word in words]
        nearest = min(range(len(words)), key=apart.__getitem__, default=None)
        if nearest is None or apart[nearest] > (max(1, len(bare) // 3) if len(bare) > 2 else 0):
            continue
        if "@" not in words[nearest] and sum(c.isdigit() for c in words[nearest]) < 2:
            found[nearest] = other
    return found


def _apart(one: str, other: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(other) + 1))
    for i, c in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, d in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (c != d))
    return row[-1]
