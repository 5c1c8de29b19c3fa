"""Lines into web addresses: with or without scheme, ``www`` or path, never a part of an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.domain.fields import Candidate
from service.domain.text import Line
from service.extraction import hosts, repair, spans
from service.extraction.data.web_words import ABBREVIATIONS, LABEL, NETWORKS
from service.extraction.hosts import Host

_NAME = r"[a-z0-9\u00df-\u024f](?:[a-z0-9\u00df-\u024f-]*[a-z0-9\u00df-\u024f])?"
_DOT = r"(?:\s?\.\s?|(?<=\w),(?=\w)|\.\.)"
_PATH = r"(?::\d{2,5})?(?:/[^\s|<>\"\0]*|\?[^\s|<>\"\0]+)?"
_SCHEME = re.compile(
    rf"(?P<scheme>h\s?t\s?t\s?p\s?s?)\s?[:;.]\s?/\s?/?\s?(?P<host>(?:w{{2,4}}{_DOT})?{_NAME}(?:{_DOT}{_NAME})*)(?P<path>{_PATH})",
    re.IGNORECASE,
)
_WWW = re.compile(
    rf"(?<![a-z0-9])(?P<www>w{{3,4}}|vvww|wvvw|wwvv|vvvvvv|ww(?=\s?\.)|ww\s?\.?w)(?P<dot>\s?[.,:]+\s?|\s)(?P<host>{_NAME}(?:{_DOT}{_NAME})*)(?P<path>{_PATH})",
    re.IGNORECASE,
)
_GLUED = re.compile(
    rf"(?<![a-z0-9])www(?P<host>{_NAME}(?:\s?\.\s?{_NAME})+)(?P<path>{_PATH})", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?<![\w@.\-'&/])(?P<host>{_NAME}(?:\.{_NAME})+)(?P<path>{_PATH})(?![\w@])", re.IGNORECASE
)
_LABELLED = re.compile(
    rf"(?<![a-z]){LABEL}(?:\s*[:.\-]\s*|\s+)(?P<host>{_NAME}(?:{_DOT}{_NAME})+)(?P<path>{_PATH})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A web address in line ``line``, characters ``start:end``. ``path`` opens with ``/``, ``:`` or ``?``."""

    line: int
    start: int
    end: int
    scheme: str
    host: Host
    path: str
    repairs: int
    sure: float

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host.full}{self.path}"

    @property
    def network(self) -> str | None:
        """The social network whose profile this is."""
        return NETWORKS.get(self.host.registrable) or NETWORKS.get(self.host.name)


def candidates(lines: Sequence[Line], emails: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The card's own sites; profile links of social networks are left to ``social``."""
    return chosen(lines, links(lines, emails), emails)


def chosen(
    lines: Sequence[Line], found: Sequence[Link], emails: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Candidates of those links that are no profile, each address once, the surest spelling."""
    best: dict[tuple[str, str], Candidate] = {}
    mail = {h.registrable for e in emails if (h := hosts.host(e.value.rpartition("@")[2]))}
    for link in found:
        if link.network:
            continue
        candidate = _candidate(lines, link, mail)
        subdomain = re.sub(r"^www\.?", "", link.host.subdomain)
        key = (f"{subdomain}.{link.host.registrable}", link.path.rstrip("/").casefold())
        if key not in best or candidate.score > best[key].score:
            best[key] = candidate
    return tuple(sorted(best.values(), key=lambda c: (c.segments[0].line, c.segments[0].start)))


def _candidate(lines: Sequence[Line], link: Link, mail: set[str]) -> Candidate:
    line = lines[link.line]
    agreed = 0.5
    if line.witness is not None:
        agreed = float(_key(link.host.full) in _key(spans.plain(line.witness.text)))
    signals = {
        "witness": agreed,
        "chars": spans.sureness(line, link.start, link.end),
        "mail_domain": float(link.host.registrable in mail) if mail else 0.5,
        "common_suffix": float(link.host.country_label in repair.COMMON),
        "unrepaired": 1.0 / (1 + link.repairs),
        "form": link.sure,
    }
    score = link.sure * (0.85 + 0.1 * signals["mail_domain"] + 0.05 * agreed) * 0.96**link.repairs
    segment = spans.segment(lines, link.line, link.start, link.end)
    return Candidate("url", (segment,), link.url, min(1.0, score), signals)


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold().removeprefix("www"))


def links(lines: Sequence[Line], emails: Sequence[Candidate]) -> tuple[Link, ...]:
    """Every web address on the card, profiles too, in reading order."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for email in emails:
        for s in email.segments:
            taken.setdefault(s.line, []).append((s.start, s.end))
    trusted = {
        h.registrable
        for e in emails
        if (h := hosts.host(e.value.rpartition("@")[2])) and h.name not in hosts.FREE_MAIL
    }
    found: list[Link] = []
    for index, line in enumerate(lines):
        text = spans.masked(spans.plain(line.text), taken.get(index, ()))
        here: list[Link] = []
        for link in _in_line(index, text, trusted):
            if not any(link.start < o.end and o.start < link.end for o in here):
                here.append(link)
        found += sorted(here, key=lambda k: k.start)
    return _plausible(found)


def _in_line(index: int, text: str, trusted: set[str]) -> Iterator[Link]:
    """Links of one line, the surest forms first; later ones may overlap earlier ones."""
    if "." not in text and "," not in text and "www" not in text.casefold():
        return
    for m in _SCHEME.finditer(text):
        scheme = re.sub(r"\s", "", m["scheme"]).casefold()
        yield from _made(index, m, 0.99, scheme=scheme)
    for m in _WWW.finditer(text):
        if m["dot"].isspace() and "." not in m["host"]:
            continue
        repairs = int(m["www"].casefold() != "www" or m["dot"] != ".")
        yield from _made(index, m, 0.98, repairs=repairs, prefix="www.")
    for m in _GLUED.finditer(text):
        yield from _made(index, m, 0.9, repairs=1, prefix="www.")
    for m in _LABELLED.finditer(text):
        yield from _made(index, m, 0.95)
    for m in _BARE.finditer(text):
        host = hosts.host(m["host"])
        if host and (host.registrable in trusted or _is_bare(m["host"], host, m["path"])):
            yield from _made(index, m, 0.93 if host.registrable in trusted else 0.85)


def _made(
    index: int,
    m: re.Match[str],
    sure: float,
    *,
    scheme: str = "",
    repairs: int = 0,
    prefix: str = "",
) -> Iterator[Link]:
    """The link of a match whose host has a public suffix, its tail cut where the sentence goes on."""
    raw, end = m["host"], m.end()
    path = m["path"]
    trimmed = path.rstrip(".,;:!?)]}'\"*")
    end -= len(path) - len(trimmed)
    path = "" if trimmed == "/" else trimmed
    if len(raw) > 300:
        return
    host, repairs_made, used = _longest(raw)
    if host is None and prefix and "." not in raw and (host := hosts.undotted(raw)):
        repairs_made, used = 2, len(raw)
    if host is None:
        return
    if used < len(raw):
        end, path = m.start("host") + used, ""
    full = host.full
    if prefix and not full.startswith(prefix):
        host = hosts.host(prefix + full) or host
    yield Link(index, m.start("www") if "www" in m.re.groupindex else _opening(m), end,
               scheme or "https", host, path, repairs + repairs_made, sure)  # fmt: skip


def _opening(m: re.Match[str]) -> int:
    """Where the address itself begins: its scheme or ``www``, not its label."""
    if "scheme" in m.re.groupindex:
        return m.start("scheme")
    return m.start() if m.re is _GLUED else m.start("host")


def _longest(raw: str) -> tuple[Host | None, int, int]:
    """The host at the start of ``raw``, the repairs it took and how many characters it used.

    Blanks around a dot are closed only where the host needs what follows.
    """
    solid = re.match(r"\S+", raw)
    if solid and len(solid.group()) < len(raw):
        head = solid.group().rstrip(".,")
        found = hosts.host(head)
        rest = re.match(r"\s?\.\s?([a-z]{2,3})(?![\w-])", raw[len(head) :], re.IGNORECASE)
        if found and found.name not in {"www"}:
            if (
                rest
                and (both := hosts.host(f"{head}.{rest[1]}"))
                and both.suffix.endswith(f"{found.suffix}.{rest[1].casefold()}")
            ):
                return both, 1, len(head) + rest.end()
            return found, 0, len(head)
    cuts = [m.start() for m in re.finditer(r"\s", raw)] + [len(raw)]
    for cut in reversed(cuts):
        piece = raw[:cut].rstrip(" .,")
        if made := hosts.mended(piece):
            return made[0], made[1], len(piece)
    return None, 0, 0


def _is_bare(printed: str, host: Host, path: str) -> bool:
    """Does a name with neither scheme nor ``www`` nor label look like a site rather than prose?"""
    if _is_prose(printed, host, path):
        return False
    last, world = host.country_label, {"com", "net", "org"}
    known = last in repair.COMMON or host.suffix in hosts.RESERVED
    if printed.isupper() and last not in world:
        return len(host.name) >= 4 and known and len(last) == 2
    if printed.isupper() or printed.rpartition(".")[2].islower():
        least = 4 if not known else 2 if host.suffix in {*world, "de", "co.uk"} else 3
        return (known or printed.islower()) and (
            len(host.name) >= least or (not known and len(path) > 3)
        )
    # St.Paul, J.Smith, Dipl.Ing: an ending in title case is the start of a word.
    return last in world and printed[0].isupper()


def _is_prose(printed: str, host: Host, path: str) -> bool:
    """Abbreviations, hours, initials, a mail provider's name, German ``Berater.in``."""
    labels = printed.split(".")
    return (
        (host.name in hosts.FREE_MAIL and not host.subdomain and not path)
        or len(host.name) < 2
        or host.name in ABBREVIATIONS
        or host.registrable in ABBREVIATIONS
        or (host.suffix == "in" and host.name.endswith(("er", "or", "ent", "eur")))
        or (
            host.name.isdigit()
            and (len(host.name) < 3 or host.country_label not in {"com", "net", "cn"})
        )
        or (len(labels) > 2 and all(len(label) <= 2 for label in labels))
    )


def _plausible(found: Sequence[Link]) -> tuple[Link, ...]:
    """Without bare names that a fuller address of the same site repeats."""
    whole = {k.host.registrable for k in found if k.sure > 0.94}
    return tuple(
        k
        for k in found
        if k.sure > 0.94
        or k.path
        or k.host.registrable not in whole
        or k.host.subdomain not in {"", "www"}
    )
