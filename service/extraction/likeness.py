"""What a card's e-mails and sites say of its other words: how like a person's or a firm's name they are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from service.extraction import lexicon
from service.extraction.anchors import Anchors

FREE_MAIL = frozenset(
    [
        "gmail",
        "googlemail",
        "yahoo",
        "ymail",
        "hotmail",
        "outlook",
        "live",
        "msn",
        "aol",
        "icloud",
        "me",
        "mac",
        "gmx",
        "web",
        "t-online",
        "freenet",
        "arcor",
        "online",
        "bluewin",
        "uol",
        "terra",
        "bol",
        "ig",
        "globo",
        "r7",
        "oi",
        "libero",
        "tin",
        "tiscali",
        "alice",
        "virgilio",
        "wanadoo",
        "orange",
        "free",
        "laposte",
        "sfr",
        "neuf",
        "telefonica",
        "ono",
        "telenet",
        "skynet",
        "ziggo",
        "planet",
        "kpnmail",
        "hetnet",
        "xs4all",
        "home",
        "sapo",
        "clix",
        "iol",
        "mail",
        "yandex",
        "rambler",
        "qq",
        "163",
        "126",
        "sina",
        "proton",
        "protonmail",
        "verizon",
        "comcast",
        "earthlink",
        "att",
        "sbcglobal",
        "bellsouth",
        "btinternet",
        "btconnect",
        "ntlworld",
        "rediffmail",
        "vsnl",
        "eircom",
        "interia",
        "wp",
        "onet",
        "o2",
    ]
)
_SECOND = frozenset(
    [
        "co",
        "com",
        "org",
        "net",
        "gov",
        "edu",
        "ac",
        "ind",
        "gob",
        "gouv",
        "or",
        "ne",
        "gen",
        "nom",
        "art",
        "adm",
        "eng",
        "adv",
        "med",
        "web",
        "firm",
    ]
)
_UMLAUT = re.compile(r"([aou])e")


@dataclass(frozen=True, slots=True)
class Cues:
    """What the anchors say of the rest: ``locals`` that stand for a person, ``sites`` (second-level
    names of mail domains and addresses on the web), ``shops`` (local parts at free mail)."""

    locals: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    anchor_height: float = 0.0


def cues(anchors: Anchors) -> Cues:
    """What e-mails and URLs say about the rest of the card."""
    generic = lexicon.keywords("generic_locals")
    people: list[str] = []
    sites: list[str] = []
    shops: list[str] = []
    for mail in anchors.emails:
        local, _, host = lexicon.folded(mail.value).rpartition("@")
        site = _site(host)
        free = site in FREE_MAIL
        if not generic.holds(local):
            people.append(local)
            if free:
                shops.append(re.sub(r"\W|\d+$|_", "", local))
        if not free and site:
            sites.append(site)
    for url in anchors.urls:
        host = re.sub(r"^\w+://", "", lexicon.folded(url.value)).split("/")[0].split("?")[0]
        if (site := _site(host)) and site not in FREE_MAIL:
            sites.append(site)
    heights = [
        _edge(s.polygon)
        for c in (*anchors.emails, *anchors.urls, *anchors.phones)
        for s in c.segments
    ]
    return Cues(
        tuple(dict.fromkeys(people)),
        tuple(dict.fromkeys(sites)),
        tuple(shops),
        median(heights) if heights else 0.0,
    )


def _site(host: str) -> str:
    labels = [x for x in host.split(".") if x]
    while len(labels) > 2 and labels[0] in {"www", "ww", "www2", "mail", "wwww"}:
        labels = labels[1:]
    if len(labels) > 1:
        labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND:
        labels = labels[:-1]
    return labels[-1] if labels else ""


def _edge(polygon: Sequence[tuple[float, float]]) -> float:
    if len(polygon) != 4:
        return 0.0
    (x0, y0), _, _, (x3, y3) = polygon
    return float(((x3 - x0) ** 2 + (y3 - y0) ** 2) ** 0.5)


def person_likeness(words: Sequence[str], local: str) -> float:
    """How much of an e-mail's ``local`` part the folded ``words`` of a name explain, 0..1."""
    plain = [_UMLAUT.sub(r"\1", w) for w in words]
    return max(_explained(words, local), _explained(plain, _UMLAUT.sub(r"\1", local)))


def _explained(words: Sequence[str], local: str) -> float:
    letters = re.sub(r"[^a-z]", "", local)
    parts = [p for w in words for p in re.split(r"[^a-z]+", w) if p]
    if not letters or not parts:
        return 0.0
    if (
        letters in {"".join(p[0] for p in parts), "".join(p[0] for p in (parts[0], parts[-1]))}
        and len(letters) > 1
    ):
        return 0.7
    covered = [False] * len(letters)
    for part in sorted(parts, key=len, reverse=True):
        for size in range(len(part), 0, -1):
            at = letters.find(part[:size])
            if (
                size >= 3
                and at >= 0
                and (size == len(part) or size >= 4)
                and not any(covered[at : at + size])
            ):
                covered[at : at + size] = [True] * size
                break
    if not any(covered):
        return 0.0
    initials = {p[0] for p in parts}
    gaps = sum(
        1 for c, letter in zip(covered, letters, strict=True) if not c and letter in initials
    )
    loose = len(letters) - sum(covered)
    return (sum(covered) + (gaps if gaps == loose and loose <= 2 else 0)) / len(letters)


def site_likeness(text: str, site: str) -> float:
    """How alike the letters of ``text`` and a site's name are, 0..1 (1: the same)."""
    bare, name = lexicon.squeezed(text), re.sub(r"[^a-z0-9]", "", site)
    if len(bare) < 2 or len(name) < 2:
        return 0.0
    if bare == name:
        return 1.0
    words = [w for w in lexicon.tokens(text) if any(c.isalnum() for c in w)]
    squeezed = [lexicon.squeezed(w) for w in words]
    best = 0.0
    if len(name) > 1 and len(words) >= 2:
        big = [
            w
            for w in squeezed
            if w
            not in {"of", "and", "the", "for", "de", "und", "e", "y", "et", "der", "do", "da", "di"}
        ]
        legal = lexicon.legal_form(text, tuple(words))
        for initials in (
            "".join(w[0] for w in squeezed),
            "".join(w[0] for w in big),
            "".join(w[0] for w in big[:-1]) if legal else "",
        ):
            if initials == name or (
                len(initials) > 2 and initials.startswith(name) and len(name) > 2
            ):
                best = max(best, 0.85)
    if squeezed[0] == name:
        best = max(best, 0.8)
    covered, at = 0, 0
    for w in squeezed:
        size = min(len(w), len(name) - at)
        if len(w) >= 3 and (found := name.find(w, 0)) >= 0:
            covered += len(w)
            at = found + len(w)
        elif size and w and name.startswith(w[: max(3, size)], at) and len(w) >= 3:
            covered += min(size, len(w))
    share = min(covered / len(name), 1.0)
    best = max(best, share * (0.75 + 0.25 * min(1.0, len(name) / len(bare))))
    ratio = difflib.SequenceMatcher(None, bare[:40], name, autojunk=False).ratio()
    return max(best, ratio if ratio > 0.75 else 0.5 * ratio)
