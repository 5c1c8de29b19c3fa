"""A printed host name into its parts by the public suffix list that ships with tldextract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import tldextract

from service.extraction import repair

RESERVED = frozenset(("example",))
"""RFC 2606's label for documentation, which no list holds."""

FREE_MAIL = frozenset(
    [
        "gmail",
        "googlemail",
        "hotmail",
        "outlook",
        "live",
        "msn",
        "yahoo",
        "ymail",
        "rocketmail",
        "icloud",
        "me",
        "mac",
        "aol",
        "gmx",
        "web",
        "t-online",
        "freenet",
        "arcor",
        "mail",
        "email",
        "proton",
        "protonmail",
        "pm",
        "tutanota",
        "zoho",
        "yandex",
        "laposte",
        "orange",
        "wanadoo",
        "free",
        "sfr",
        "libero",
        "virgilio",
        "tiscali",
        "tin",
        "alice",
        "bol",
        "uol",
        "terra",
        "ig",
        "globo",
        "oi",
        "telefonica",
        "qq",
        "163",
        "126",
        "sina",
        "foxmail",
        "naver",
        "daum",
        "hanmail",
        "rediffmail",
        "sapo",
        "telenet",
        "skynet",
        "xs4all",
        "ziggo",
        "planet",
        "home",
        "bluewin",
        "hispeed",
        "comcast",
        "verizon",
        "att",
        "sbcglobal",
        "btinternet",
        "bigpond",
        "seznam",
        "wp",
        "o2",
        "onet",
        "interia",
    ]
)
"""Registrable names of mail providers: their domain says nothing of the card's owner."""

_REGISTRIES = frozenset(
    [
        "com",
        "co",
        "net",
        "org",
        "edu",
        "gov",
        "ac",
        "or",
        "ne",
        "go",
        "gob",
        "gouv",
        "mil",
        "nom",
        "gen",
        "id",
        "plc",
        "ltd",
        "sch",
        "web",
        "info",
        "biz",
        "in",
    ]
)
_ABSENT = re.compile(r"[^a-z0-9.\-\u00df-\u024f]")
_LABEL = re.compile(r"[a-z0-9\u00df-\u024f](?:[a-z0-9\-\u00df-\u024f]{0,61}[a-z0-9\u00df-\u024f])?")


@dataclass(frozen=True, slots=True)
class Host:
    """``www.acme.co.uk`` is subdomain ``www``, name ``acme``, suffix ``co.uk``; all lower case."""

    subdomain: str
    name: str
    suffix: str

    @property
    def registrable(self) -> str:
        return f"{self.name}.{self.suffix}"

    @property
    def full(self) -> str:
        return f"{self.subdomain}.{self.registrable}" if self.subdomain else self.registrable

    @property
    def country_label(self) -> str:
        """The last label, which is a country's code where it has two letters."""
        return self.suffix.rsplit(".", 1)[-1]


@lru_cache(maxsize=1)
def _extractor() -> tldextract.TLDExtract:
    """Only the bundled snapshot: nothing is fetched, nothing cached on disk."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=8192)
def host(text: str) -> Host | None:
    """The parts of ``text`` when it is a well-formed name below a public suffix, else None."""
    text = text.casefold().strip(".")
    if len(text) > 253 or "." not in text or _ABSENT.search(text):
        return None
    labels = text.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return None
    if labels[-1] in RESERVED:
        return Host(".".join(labels[:-2]), labels[-2], labels[-1])
    found = _extractor().extract_str(text)
    if found.suffix == text and len(labels) == 2 and labels[0] not in _REGISTRIES:
        # A town's or a provider's suffix (berg.no, blogspot.com) is a site of its own too.
        return Host("", labels[0], labels[1])
    if not found.suffix or not found.domain:
        return None
    return Host(found.subdomain, found.domain, found.suffix)


def mended(text: str) -> tuple[Host, int] | None:
    """The host in ``text`` and how many repairs it took: commas, blanks, a misread suffix, a lost dot."""
    text = text.casefold()
    steps = 0
    tidy = re.sub(r"\s*[.,]+\s*", ".", text.strip(" .,-"))
    steps += tidy != text
    if found := host(tidy):
        better = repair.tail(tidy)
        other = host(better) if better != tidy else None
        if other and (
            found.suffix not in repair.COMMON or other.suffix.endswith(f".{found.suffix}")
        ):
            return other, steps + 1
        return found, steps
    if found := host(repair.tail(tidy)):
        return found, steps + 1
    return None


def undotted(text: str) -> Host | None:
    """``acmecom`` or ``acme com`` as ``acme.com``: the dot before a common ending was lost."""
    text = re.sub(r"\s+", ".", text.casefold().strip(" .,"))
    for ending in _ENDINGS:
        flat = ending.replace(".", "")
        for form in (ending, flat):
            if text.endswith(form) and len(text) - len(form) >= 3:
                stem = text[: -len(form)].rstrip(".")
                if (
                    len(stem) >= 3
                    and (found := host(f"{stem}.{ending}"))
                    and "." not in found.suffix[len(ending) :]
                ):
                    return found
    for size in (2, 3):
        if (
            text[:-size] in FREE_MAIL
            and len(text) > size + 2
            and (found := host(f"{text[:-size]}.{text[-size:]}"))
        ):
            return found
    return None


_ENDINGS = (
    "com.br", "com.au", "com.mx", "com.ar", "com.tr", "com.sg", "com.my", "com.hk", "com.cn", "com.tw",
    "co.uk", "co.in", "co.jp", "co.za", "co.nz", "co.kr", "com", "net", "org",
)  # fmt: skip


def near(a: Host, b: Host) -> bool:
    """May one be a misreading of the other?"""
    if a.registrable == b.registrable:
        return False
    return repair.alike(a.registrable, b.registrable) and (
        a.suffix == b.suffix or (a.name == b.name and repair.tail(a.suffix) == b.suffix)
    )
