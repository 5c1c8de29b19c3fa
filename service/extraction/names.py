"""A name as printed → prefix, given, additional, family, suffix and the full name to show."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.extraction.name_capitals import (
    INITIAL,
    capital_run,
    is_capitals,
    letters,
    look_alikes,
    order_by_capitals,
    trailing_capital_run,
)
from service.extraction.name_words import (
    COMPOUND_GIVEN_COUNTRIES,
    DOUBLE_FAMILY_COUNTRIES,
    EAST_ASIAN_COUNTRIES,
    EAST_ASIAN_FAMILY,
    FRENCH_COUNTRIES,
    GENERATIONS,
    PARTICLES,
    PREFIXES,
    SUFFIXES,
    UNSURE_SUFFIXES,
)

Knows = Callable[[str], bool]

_NICKNAME = re.compile(
    r"[\"“”„«»]\s*[^\"“”„«»]{1,20}\s*[\"“”„«»]|'[^'\s]{2,20}'(?=\s)|\([^)]{1,20}\)"
)
_PRONOUNS = re.compile(r"\(?\b(?:she/her|he/him|they/them)(?:/\w+)?\b\)?", re.I)
_LABEL = re.compile(r"^(?:name|nome|nombre|nom|naam|contact|contato|contacto)\s*[:;]\s*", re.I)
_EDGES = " \t,;:|·•*_~=<>/\\«»-–—"
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u3040-\u30ff]+")
_LATIN_RUN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’ -]+[A-Za-zÀ-ɏ]")
_PATRONYMIC = re.compile(r"(?:вич|вна|ична|ич)$")
_GLUED = re.compile(r"(?<=[a-zß-öø-ÿ]{2})(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2})")
_KEEPS_CAPITAL = (
    "Mc",
    "Mac",
    "De",
    "Di",
    "Da",
    "Del",
    "Della",
    "Le",
    "La",
    "Van",
    "Von",
    "Fitz",
    "Du",
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """``full`` holds every part as printed, in order too (``Family, Given`` with its comma)."""

    full: str
    prefix: str | None = None
    given: str | None = None
    additional: str | None = None
    family: str | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class NameContext:
    """What the rest of the card says of its person: ``country`` ISO alpha-2, the local parts of
    its e-mails, and whether the lexicon knows a (folded) word as a given or a family name."""

    country: str | None = None
    locals: tuple[str, ...] = ()
    is_given: Knows = lambda _: False
    is_family: Knows = lambda _: False


def parsed(raw: str, context: NameContext | None = None) -> NameParts:
    """The parts of the printed name ``raw``. Letters are never changed, only their case."""
    context = context or NameContext()
    text = _LABEL.sub("", _PRONOUNS.sub(" ", raw)).strip(_EDGES)
    text = _one_script(text)
    if _HAN.fullmatch(text.replace(" ", "")):
        return _han_name(text)
    nickname = _NICKNAME.search(text)
    shown_nickname = nickname.group(0).strip() if nickname else ""
    text = _NICKNAME.sub(" ", text)
    text = look_alikes(_spaced(text, context))
    prefix, text = _prefix(text, context.country)
    core, suffix, family_first = _suffixes_and_order(text)
    tokens = core.split()
    if not tokens:
        return NameParts(full=" ".join(text.split()) or raw.strip())
    capital_order = order_by_capitals(tokens)
    family_size = capital_run(tokens) if capital_order == "family_first" else 0
    tokens = _cased(tokens)
    swap = False
    if family_first:
        family, rest = family_first, tokens
        family_tokens = _cased(family.split())
        given, additional = _given_and_additional(rest, context)
        shown = [*family_tokens[:-1], f"{family_tokens[-1]},", *rest]
    elif capital_order == "family_first":
        family_tokens, rest = tokens[:family_size], tokens[family_size:]
        given, additional = _given_and_additional(rest, context)
        shown = tokens
    elif _eastern_order(tokens, context):
        swap = True
        family_tokens, rest = tokens[:1], tokens[1:]
        given, additional = _patronymic(rest) if len(rest) == 2 else (rest, [])
        shown = tokens
    else:
        capital_family = trailing_capital_run(core.split()) if capital_order else 0
        given, additional, family_tokens = _western(tokens, context, prefix, capital_family)
        shown = tokens
    if shown_nickname:
        at = 1 if len(shown) > 1 and not swap else len(shown)
        shown = [*shown[:at], shown_nickname, *shown[at:]]
    full = " ".join(filter(None, [prefix, " ".join(shown)]))
    if suffix:
        full += (" " if suffix.split()[0].strip(".,").casefold() in GENERATIONS else ", ") + suffix
    return NameParts(
        full=full,
        prefix=prefix or None,
        given=" ".join(given) or None,
        additional=" ".join(additional) or None,
        family=" ".join(family_tokens) or None,
        suffix=suffix or None,
    )


def titled(word: str) -> str:
    """One word of a name from capitals or small letters to title case: ``O'NEILL`` → ``O'Neill``."""
    parts = re.split(r"([-'’.])", word)
    out = []
    for part in parts:
        low = part.replace("İ", "i").lower() if len(part) > 1 else part.upper()
        made = part[:1].upper() + low[1:] if part else part
        if low.startswith("mc") and len(low) > 3:
            made = "Mc" + low[2].upper() + low[3:]
        out.append(made)
    return "".join(out)


def _one_script(text: str) -> str:
    """Of a name printed in two scripts side by side, the Latin one; else the text itself."""
    if _HAN.search(text) and (latin := _LATIN_RUN.search(text)):
        return latin.group(0).strip()
    return text


def _han_name(text: str) -> NameParts:
    """Chinese, Japanese and Korean script: family name first, one character unless spaced."""
    pieces = text.split()
    if len(pieces) == 2 and len(pieces[0]) > 0:
        return NameParts(full=text, family=pieces[0], given=pieces[1])
    joined = "".join(pieces)
    if 2 <= len(joined) <= 3 and not re.search(r"[\u3040-\u30ff]", joined):
        return NameParts(full=text, family=joined[0], given=joined[1:])
    return NameParts(full=text)


def _spaced(text: str, context: NameContext) -> str:
    """Blanks the reader lost: between ``JohnSmith``'s humps, and where ``john.smith@`` has a dot."""
    words = []
    for word in text.split():
        humps = _GLUED.split(word)
        if len(humps) == 2 and humps[0] not in _KEEPS_CAPITAL and len(humps[0]) > 2:
            words += humps
            continue
        words += _split_by_local(word, context.locals)
    return " ".join(words)


def _split_by_local(word: str, locals_: Sequence[str]) -> list[str]:
    folded = word.casefold()
    for local in locals_:
        pieces = [p for p in re.split(r"[._-]", local.casefold()) if p]
        if len(pieces) == 2 and min(map(len, pieces)) > 2 and "".join(pieces) == folded:
            return [word[: len(pieces[0])], word[len(pieces[0]) :]]
    return [word]


def _key(token: str) -> str:
    return token.strip(",;()").casefold().replace(".", "").replace("’", "'").rstrip("ºª°")


def _prefix(text: str, country: str | None) -> tuple[str, str]:
    """(titles before the name, the rest). Joined ones (``Dipl.-Ing.``) stay as printed."""
    tokens = [piece for word in text.split() for piece in _unglued(word)]
    taken = 0
    while taken < len(tokens) - 1:
        token = tokens[taken]
        if taken == 0 and token == "M." and country in FRENCH_COUNTRIES and len(tokens) > 2:
            taken = 1
            continue
        if _key(token) not in PREFIXES:
            break
        # "Ing", "Don", "Mag" are also names: without a dot they need two words after them.
        if PREFIXES[_key(token)] and "." not in token and len(tokens) - taken < 3:
            break
        taken += 1
    if not taken:
        return "", " ".join(text.split())
    return " ".join(_prefix_cased(t) for t in tokens[:taken]), " ".join(tokens[taken:])


def _unglued(word: str) -> list[str]:
    """``Dr.Meier`` and ``J.Smith`` in two; degrees such as ``B.Eng`` stay whole."""
    head, dot, tail = word.partition(".")
    is_title = _key(head) in PREFIXES or len(head) == 1
    if (
        not dot
        or not is_title
        or len(letters(tail)) < 3
        or _key(word) in SUFFIXES
        or _key(word) in PREFIXES
    ):
        return [word]
    return [head + dot, *_unglued(tail)]


def _prefix_cased(token: str) -> str:
    letters = [c for c in token if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return titled(token)
    return token[:1].upper() + token[1:] if token.islower() and _key(token) != "med" else token


def _suffixes_and_order(text: str) -> tuple[str, str, str]:
    """(the name without its suffixes, the suffixes, the family name if a comma puts it first)."""
    chunks = [c.strip() for c in text.split(",") if c.strip()]
    if not chunks:
        return "", "", ""
    suffixes: list[str] = []
    family_first = ""
    core = chunks[0]
    rest = chunks[1:]
    if rest and not _all_suffixes(rest[0], after_comma=True) and _looks_like_given(rest[0]):
        core, trailing = _peeled(rest[0])
        suffixes += trailing
        family, trailing = _peeled(chunks[0])
        suffixes += trailing
        family_first, rest = family, rest[1:]
    else:
        core, trailing = _peeled(core)
        suffixes += trailing
    suffixes += [c for c in rest if _all_suffixes(c, after_comma=True)]
    return core, ", ".join(suffixes), family_first


def _looks_like_given(chunk: str) -> bool:
    return len(chunk.split()) <= 3 and not any(c.isdigit() for c in chunk)


def _all_suffixes(chunk: str, *, after_comma: bool) -> bool:
    return all(_is_suffix(t, after_comma=after_comma) for t in chunk.split())


def _is_suffix(token: str, *, after_comma: bool = False) -> bool:
    key = _key(token)
    if key in SUFFIXES or (token.startswith("(") and token.endswith(")") and key in ("fh", "univ")):
        return True
    return key in UNSURE_SUFFIXES and (after_comma or token.count(".") >= 1)


def _peeled(text: str) -> tuple[str, list[str]]:
    """Trailing suffixes without a comma, as long as two words of name stay."""
    tokens = text.split()
    taken: list[str] = []
    while len(tokens) > 2 and (_is_suffix(tokens[-1]) or _capital_degree(tokens)):
        taken.insert(0, tokens.pop())
    return " ".join(tokens), [" ".join(taken)] if taken else []


def _capital_degree(tokens: Sequence[str]) -> bool:
    """``Jane Roe MA``: a short degree in capitals after a name that is not in capitals, or one
    that is nobody's name after any."""
    last, before = tokens[-1], tokens[:-1]
    if _key(last) in ("ra", "rn", "pe", "md", "ing") and last.isupper():
        return True
    return (
        _key(last) in UNSURE_SUFFIXES
        and last.isupper()
        and not any(t.isupper() and len(t) > 2 for t in before)
    )


def _cased(tokens: Sequence[str]) -> list[str]:
    """Title case where a word is all capitals or the whole name is small; else as printed."""
    small = all(t == t.lower() for t in tokens)
    out = []
    for i, token in enumerate(tokens):
        key = token.casefold()
        if key in PARTICLES and (i or small) and (token.isupper() or token.islower()):
            out.append(token.lower() if i else titled(token))
        elif INITIAL.match(token) and not small:
            out.append(token)
        elif (
            len(letters(token)) in (2, 3)
            and token.isupper()
            and not re.search("[AEIOUYÀ-Ý]", token)
        ):
            out.append(titled(token) if key == "ng" else token)
        elif small or is_capitals(token):
            head = re.match(r"(?:Mac|van|von|de)(?=[A-ZÀ-Þ]{2})", token)
            out.append(head.group(0) + titled(token[head.end() :]) if head else titled(token))
        else:
            out.append(token)
    return out


def _eastern_order(tokens: Sequence[str], context: NameContext) -> bool:
    """Whether an uncapitalised, uncomma'd name is printed family name first."""
    if len(tokens) not in (2, 3):
        return False
    if len(tokens) == 3 and _PATRONYMIC.search(tokens[-1].casefold()):
        return True
    first, last = tokens[0].casefold(), tokens[-1].casefold()
    if context.country == "HU":
        return context.is_given(last) or not context.is_given(first)
    if first in EAST_ASIAN_FAMILY:
        asian_given = len(tokens) == 3 or "-" in tokens[1] or not context.is_given(last)
        in_east = context.country in EAST_ASIAN_COUNTRIES
        if last in EAST_ASIAN_FAMILY and len(tokens) == 2:
            # Both could be the family name: the e-mail's order is the mirror image of the card's.
            return in_east and not any(
                re.match(rf"{first}[._-]?{last}", x.casefold()) for x in context.locals
            )
        return (
            asian_given
            and (in_east or "-" in tokens[-1] or len(tokens) == 3)
            and not (context.is_given(first) and context.is_family(last))
        )
    return False


def _patronymic(rest: Sequence[str]) -> tuple[list[str], list[str]]:
    if _PATRONYMIC.search(rest[1].casefold()):
        return [rest[0]], [rest[1]]
    return list(rest), []


def _given_and_additional(rest: Sequence[str], context: NameContext) -> tuple[list[str], list[str]]:
    """The words before the family name: further initials are additional names."""
    if len(rest) < 2:
        return list(rest), []
    if context.country in COMPOUND_GIVEN_COUNTRIES and not INITIAL.match(rest[1]):
        return list(rest), []
    return list(rest[:1]), list(rest[1:])


def _western(
    tokens: Sequence[str], context: NameContext, prefix: str, family_size: int
) -> tuple[list[str], list[str], list[str]]:
    """(given, additional, family) of a name printed given name first."""
    if len(tokens) == 1:
        surname_only = (
            _key(prefix.rsplit(maxsplit=1)[-1]) in ("mr", "mrs", "ms", "herr", "frau", "dr")
            if prefix
            else False
        )
        return ([], [], list(tokens)) if surname_only else (list(tokens), [], [])
    cut = len(tokens) - (family_size or 1)
    if not family_size:
        particle = next(
            (
                i
                for i, t in enumerate(tokens)
                if i and t.casefold() in PARTICLES and i < len(tokens) - 1
            ),
            0,
        )
        if particle:
            cut = particle
            joins_two = tokens[particle].casefold() in ("y", "e", "i")
            if (joins_two and particle > 1) or (
                context.country in DOUBLE_FAMILY_COUNTRIES
                and particle > 1
                and not context.is_given(tokens[particle - 1].casefold())
            ):
                cut = particle - 1
        elif len(tokens) >= 3 and context.country in DOUBLE_FAMILY_COUNTRIES:
            middle = tokens[-2]
            if not INITIAL.match(middle) and not (
                context.is_given(middle.casefold()) and len(tokens) == 3
            ):
                cut = len(tokens) - 2
    cut = max(1, cut)
    given, additional = _given_and_additional(tokens[:cut], context)
    return given, additional, list(tokens[cut:])
