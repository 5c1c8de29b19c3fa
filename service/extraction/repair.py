"""A doubtful spelling into the spellings that look the same, best first, and tests of likeness."""

from __future__ import annotations

import re
from functools import lru_cache

COMMON = frozenset(
    [
        "com",
        "net",
        "org",
        "info",
        "biz",
        "edu",
        "gov",
        "eu",
        "de",
        "at",
        "ch",
        "fr",
        "it",
        "es",
        "pt",
        "nl",
        "be",
        "lu",
        "uk",
        "ie",
        "dk",
        "se",
        "no",
        "fi",
        "pl",
        "cz",
        "sk",
        "hu",
        "ro",
        "bg",
        "gr",
        "hr",
        "si",
        "rs",
        "lt",
        "lv",
        "ee",
        "tr",
        "ru",
        "ua",
        "il",
        "in",
        "cn",
        "hk",
        "tw",
        "jp",
        "kr",
        "sg",
        "my",
        "th",
        "vn",
        "id",
        "ph",
        "au",
        "nz",
        "za",
        "ae",
        "sa",
        "eg",
        "ma",
        "br",
        "ar",
        "cl",
        "co",
        "mx",
        "pe",
        "uy",
        "ve",
        "ec",
        "us",
        "ca",
        "io",
        "ai",
        "me",
        "tv",
        "cc",
        "app",
        "dev",
        "cloud",
        "online",
        "shop",
        "store",
        "tech",
        "group",
        "agency",
        "company",
    ]
)
"""Last labels printed often enough that a misread one may be turned into them."""

_SECOND = frozenset(["com", "co", "net", "org", "edu", "gov", "ac", "or", "ne"])
_SHAPES = (
    ("rn", "m"), ("nn", "m"), ("ni", "m"), ("ii", "n"), ("0", "o"), ("1", "l"), ("1", "i"), ("cl", "d"), ("vv", "w"),
    ("l", "i"), ("i", "l"), ("5", "s"), ("8", "b"), ("c", "e"), ("e", "c"), ("u", "v"), ("v", "u"),
    ("g", "q"), ("q", "g"), ("f", "t"), ("t", "f"), ("h", "b"), ("rn", "nn"), ("li", "h"), ("j", "i"),
)  # fmt: skip
_TAILS = {
    "corn": "com", "c0m": "com", "c0rn": "com", "con": "com", "conn": "com", "comn": "com", "ccm": "com",
    "oom": "com", "eom": "com", "cem": "com", "coni": "com", "cor": "com", "comm": "com", "c0": "co",
    "nef": "net", "nct": "net", "0rg": "org", "orq": "org", "dc": "de", "cle": "de", "1t": "it",
    "1nfo": "info", "lnfo": "info", "0nline": "online",
}  # fmt: skip


def tail(host: str) -> str:
    """``host`` with a misread public suffix put right (``acme.corn.br`` → ``acme.com.br``)."""
    labels = host.split(".")
    for back in (1, 2):
        if len(labels) > back:
            label = labels[-back]
            better = _TAILS.get(label, label)
            if back == 1 or better in _SECOND:
                labels[-back] = better
    return ".".join(labels)


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """Letters that readers mix up fall together: equal skeletons look alike in print."""
    text = text.casefold()
    for a, b in (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "n")):
        text = text.replace(a, b)
    text = text.translate(str.maketrans("01l|!j5s8b6gqcevuft", "oiiiiissbbbggccuutt"))
    return re.sub(r"[^\w]", "", text)


@lru_cache(maxsize=4096)
def distance(a: str, b: str, most: int = 3) -> int:
    """Edits (insert, delete, replace) from ``a`` to ``b``; ``most`` stands for anything beyond."""
    if abs(len(a) - len(b)) >= most:
        return most
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, cb in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (ca != cb))
        if min(row) >= most:
            return most
    return min(row[-1], most)


def alike(a: str, b: str) -> bool:
    """Could a reader have taken one for the other? Different texts only."""
    if a == b or min(len(a), len(b)) < 4:
        return False
    if skeleton(a) == skeleton(b):
        return True
    if distance(a, b) > 1:
        return False
    return len(a) != len(b) or any(
        a.replace(x, y, 1) == b or b.replace(x, y, 1) == a or _swapped(a, b, x, y)
        for x, y in _SHAPES
    )


def _swapped(a: str, b: str, x: str, y: str) -> bool:
    """Do they differ at one place only, by ``x`` against ``y``?"""
    return any(
        a[:i] + y + a[i + len(x) :] == b for i in range(len(a)) if a.startswith(x, i)
    ) or any(b[:i] + y + b[i + len(x) :] == a for i in range(len(b)) if b.startswith(x, i))


DIGITS = str.maketrans("OoQDIl|!iSsBZzG", "000011111558226")
"""Letters misread for digits, applied inside a number only."""
