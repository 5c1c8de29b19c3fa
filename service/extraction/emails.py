"""Lines into e-mail addresses, repaired where a reader split, glued or misread them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.domain.fields import Candidate, Segment
from service.domain.text import Line
from service.extraction import hosts, lexicon, repair, spans
from service.extraction.hosts import Host

_LETTER = r"a-z0-9\u00df-\u024f"
_LOCAL = rf"[{_LETTER}](?:[{_LETTER}._%+'&#$*/=~-]*[{_LETTER}_])?"
_SIGN = re.compile(
    r"\s?@\s?@?\s?|\s?[({\[<]\s?(?:at|arroba|ät|a)\s?[)}\]>]\s?|(?<=[a-z0-9])[©®](?=[a-z0-9])",
    re.IGNORECASE,
)
_TAIL = re.compile(rf"(?:[{_LETTER}_]+(?:\s?[._-]\s?))*{_LOCAL}$", re.IGNORECASE)
_DOMAIN = re.compile(rf"[{_LETTER}-]+(?:\s?[.,]{{1,2}}\s?[{_LETTER}-]+)*", re.IGNORECASE)
_GLUED = re.compile(
    r"^(?i:e-?\s?mails?|mails?|courriel|correo|posta|m@il|eml|e|m)\s*[:;=]+\s*(?=\w)|"
    r"^(?i:e-?mails?)\s*[.\-_]+\s*(?=\w{2})|^E\.\s?(?=[a-z]{2})|^(?:[Ee]-[Mm]ail|EMAIL|Email)(?=[A-Za-z0-9]{3})",
)
_DOTTED = re.compile(r"^(?:e-?mails?|mail|e|courriel)$", re.IGNORECASE)
_OPEN = re.compile(rf"(?P<local>{_LOCAL})\s?@\s?(?P<domain>[{_LETTER}.-]*)\s*$", re.IGNORECASE)
ROLES = frozenset(
    """
    info mail email office contact kontakt contacto contato contatti sales service support hello
    admin help team vendas ventas vertrieb verkauf comercial commercial marketing accueil
    secretariat sekretariat reception booking reservas reservations press presse jobs career
    orders atendimento financeiro studio welcome enquiries
""".split()
)
"""Local parts that name a desk instead of a person."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An address as read: ``spots`` are the (line, start, end) it was read from."""

    local: str
    host: Host
    spots: tuple[tuple[int, int, int], ...]
    repairs: int

    @property
    def address(self) -> str:
        return f"{self.local}@{self.host.full}"


def candidates(lines: Sequence[Line]) -> tuple[Candidate, ...]:
    """The card's addresses in reading order, each once; never one whose characters were not read."""
    texts = [spans.plain(x.text) for x in lines]
    witness = [spans.plain(x.witness.text) if x.witness else "" for x in lines]
    first = list(_all(texts))
    second = list(_all(witness))
    domains = _domains(texts, witness)
    words = frozenset(w for t in texts if "@" not in t for w in _words(t))
    out: dict[str, Candidate] = {}
    for found in first:
        others = [o for o in second if o.spots[0][0] == found.spots[0][0]]
        chosen, agreed = _chosen(found, others, domains, words, texts[found.spots[0][0]])
        made = _candidate(lines, chosen, agreed, words)
        if made.value not in out or out[made.value].score < made.score:
            out[made.value] = made
    held = {s[0] for f in first for s in f.spots}
    for found in second:
        index = found.spots[0][0]
        if index not in held and (spot := _place(lines[index], found)):
            made = _candidate(
                lines, replace(found, spots=(spot,), repairs=found.repairs + 1), 0.0, words
            )
            out.setdefault(made.value, made)
    return tuple(sorted(out.values(), key=lambda c: (c.segments[0].line, c.segments[0].start)))


def _all(texts: Sequence[str]) -> Iterator[_Found]:
    for index, text in enumerate(texts):
        if not text:
            continue
        any_whole = False
        for found in _in_line(index, text):
            any_whole = True
            yield found
        if not any_whole and index + 1 < len(texts):
            yield from _over_two(index, text, texts[index + 1])


def _in_line(index: int, text: str) -> Iterator[_Found]:
    signs = list(_SIGN.finditer(text))
    at = 0
    for n, sign in enumerate(signs):
        until = signs[n + 1].start() if n + 1 < len(signs) else len(text)
        local = _local(text[at : sign.start()])
        if local is None:
            continue
        name, size, repairs = local
        made = _domain(text[sign.end() : until], n + 1 < len(signs))
        if made is None:
            continue
        host, used, more = made
        repairs += more + (sign.group() != "@")
        start, end = sign.start() - size, sign.end() + used
        at = end
        yield _Found(name, host, ((index, start, end),), repairs)


def _local(text: str) -> tuple[str, int, int] | None:
    """The local part at the end of ``text``, how many characters it took and how many repairs."""
    m = _TAIL.search(text[-80:])
    if m is None:
        return None
    raw = m.group()
    while cut := _GLUED.match(raw):
        raw = raw[cut.end() :]
    pieces = re.split(r"(\s?[._-]\s?)", raw)
    # Blanks beside a dot are a reader's, unless the dot closes a label or a sentence.
    for i in range(len(pieces) - 2, 0, -2):
        if pieces[i].strip() != pieces[i]:
            before = pieces[i - 1]
            if (
                _DOTTED.match(before)
                or len(before) > 24
                or (pieces[i].strip() == "-" and pieces[i].startswith(" "))
            ):
                raw = "".join(pieces[i + 1 :])
                break
    solid = re.sub(r"\s", "", raw)
    name = solid.strip("._-'&/*=#").casefold()
    if not name or ".." in name or len(name) > 64 or "/" in name:
        name = re.split(r"/|\.\.", name)[-1]
        if not name:
            return None
        return name, len(name), 1
    return name, len(raw), int(solid != raw)


def _domain(text: str, followed: bool) -> tuple[Host, int, int] | None:
    """The domain at the start of ``text``, how many characters it took and how many repairs."""
    m = _DOMAIN.match(text)
    if m is None:
        return None
    raw = m.group()
    if followed and not re.search(r"[\s,;/|]", text[len(raw) :] or " ") and "." in raw:
        # Two addresses without a blank: the second one's local part is in the way.
        raw = re.split(r"[\s,;]", raw)[0]
    solid = re.match(r"\S+", raw)
    head = (solid.group() if solid else raw).rstrip(".,-")
    if hosts.host(head):
        return _whole(text, head)
    if made := hosts.mended(head):
        return made[0], len(head), made[1]
    return _spread(text, raw, head)


def _whole(text: str, head: str) -> tuple[Host, int, int] | None:
    """``head`` is a host: with a second suffix after a blank (``acme.co. uk``), or with its end cut."""
    found = hosts.host(head)
    rest = re.match(r"\s?[.,]\s?([a-z]{2,3})(?![\w@.-])", text[len(head) :], re.IGNORECASE)
    both = hosts.host(f"{head}.{rest[1]}") if found and rest else None
    if found and rest and both and both.suffix == f"{found.suffix}.{rest[1].casefold()}":
        return both, len(head) + rest.end(), 1
    if (cut := _run_on(head)) is not None:
        return cut
    better = hosts.mended(head)
    return (better[0], len(head), better[1]) if better else None


_TORN = re.compile(
    rf"([{_LETTER}-]+(?:\s?[.,]\s?[{_LETTER}-]+)*)\s+"
    r"((?:com|net|org|co|gov|edu)(?:[.\s]\s?[a-z]{2})?|[a-z]{2})(?![\w@])",
    re.IGNORECASE,
)


def _spread(text: str, raw: str, head: str) -> tuple[Host, int, int] | None:
    """A host torn apart by blanks, or with a dot lost before its ending."""
    for at in [*(c.start() for c in re.finditer(r"\s", raw)), len(raw)]:
        piece = raw[:at].rstrip(" .,-")
        if len(piece) > len(head) and (made := hosts.mended(piece)):
            return made[0], len(piece), made[1] + 1
    torn = _TORN.match(text)
    made = hosts.mended(f"{torn[1]}.{torn[2].replace(' ', '.')}") if torn else None
    if torn and made and made[0].country_label in repair.COMMON:
        return made[0], torn.end(), made[1] + 1
    lost = hosts.undotted(head)
    return (lost, len(head), 2) if lost else None


def _run_on(head: str) -> tuple[Host, int, int] | None:
    """``acme.comwww.acme.com``, ``acme.com.Tel``: what is glued behind the address cut off."""
    m = re.match(
        r"(.+?\.(?:com|net|org|de|com\.[a-z]{2}|co\.[a-z]{2}))(?=www\.|https?:|\.?(?:tel|fax|phone|mob|web)\b)",
        head,
        re.IGNORECASE,
    )
    if m and (found := hosts.host(m[1])):
        return found, m.end(1), 1
    return None


def _over_two(index: int, text: str, following: str) -> Iterator[_Found]:
    """``name@`` above ``company.com``, ``name@company.`` above ``com``, ``name`` above ``@company.com``."""
    if m := _OPEN.search(text):
        local = _local(text[: m.end("local")])
        after = re.match(rf"\s*([{_LETTER}.-]+)(?!\s*@)", following, re.IGNORECASE)
        if local and after and "@" not in following[: after.end() + 2]:
            raw = m["domain"] + after[1].rstrip(".,-")
            made = hosts.mended(raw)
            known = made is not None and (
                made[0].country_label in repair.COMMON or made[0].suffix in hosts.RESERVED
            )
            if (
                made
                and known
                and (
                    m["domain"] == ""
                    or m["domain"].endswith((".", "-"))
                    or after[1].startswith(".")
                )
            ):
                start = m.end("local") - local[1]
                spots = (
                    (index, start, len(text.rstrip())),
                    (index + 1, after.start(1), after.start(1) + len(after[1].rstrip(".,-"))),
                )
                yield _Found(local[0], made[0], spots, local[2] + made[1] + 1)
        return
    if m := re.match(r"\s*@\s?(?=[a-z0-9])", following, re.IGNORECASE):
        local = _local(text.rstrip())
        made2 = _domain(following[m.end() :], False)
        last = text.rsplit(maxsplit=1)[-1] if text.split() else ""
        if local and made2 and len(local[0]) > 1 and last == last.lower():
            end = len(text.rstrip())
            spots = ((index, end - local[1], end), (index + 1, m.start(), m.end() + made2[1]))
            yield _Found(local[0], made2[0], spots, local[2] + made2[2] + 1)


def _domains(*readings: Sequence[str]) -> Counter[str]:
    """How often each registrable domain was read on the card, in sites and in addresses."""
    seen: Counter[str] = Counter()
    for texts in readings:
        for text in texts:
            low = text.casefold()
            for m in re.finditer(
                r"(?:@|www\s?\.\s?|https?://(?:www\.)?)([a-z0-9.-]+\.[a-z.]{2,})", low
            ):
                if found := hosts.host(m[1].rstrip(".")):
                    seen[found.registrable] += 1
    return seen


def _words(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W\d_]{3,}", text):
        yield lexicon.folded(word)


def _chosen(
    found: _Found, others: Sequence[_Found], domains: Counter[str], words: frozenset[str], text: str
) -> tuple[_Found, float]:
    """The likelier of the readers' spellings, its domain put right where the card outvotes it."""
    agreed = 0.5
    if others:
        other = min(others, key=lambda o: repair.distance(o.address, found.address, 12))
        agreed = float(other.address == found.address)
        if not agreed and repair.distance(other.address, found.address, 6) <= 5:
            mine, theirs = _worth(found, domains, words), _worth(other, domains, words)
            if theirs > mine + 0.5 or _underlined(found, other, text):
                found = replace(other, spots=found.spots, repairs=found.repairs + 1)
                agreed = 0.0
    found = replace(found, local=_respelled(found.local, words))
    own = domains[found.host.registrable]
    for name, n in domains.most_common(4):
        voted = hosts.host(name)
        if voted and n > own and hosts.near(found.host, voted):
            full = f"{found.host.subdomain}.{name}" if found.host.subdomain else name
            if host := hosts.host(full):
                return replace(found, host=host, repairs=found.repairs + 1), agreed
    return found, agreed


def _underlined(found: _Found, other: _Found, text: str) -> bool:
    """``john smith@…`` where the witness saw ``john_smith@…``: an underscore is easily taken for a blank."""
    lost = other.local.removesuffix(found.local)
    if other.host != found.host or lost == other.local or not lost.endswith(("_", ".", "-")):
        return False
    return text[: found.spots[0][1]].rstrip(" ._-").casefold().endswith(lost[:-1])


def _worth(found: _Found, domains: Counter[str], words: frozenset[str]) -> float:
    """How well an address fits the rest of the card; a difference above 0.5 is a reason to change."""
    worth = min(2, domains[found.host.registrable] - 1) * 0.6
    worth += 0.5 * (found.host.country_label in repair.COMMON)
    worth += 1.2 * _named(found.local, words) - 0.25 * found.repairs
    return worth + (0.3 if found.host.name in hosts.FREE_MAIL else 0.0)


def _named(local: str, words: frozenset[str]) -> float:
    """The share of the local part's longer pieces that are words of the card; 0.5 without any."""
    parts = [p for p in re.split(r"[._\-+\d]+", lexicon.folded(local)) if len(p) >= 3]
    if not parts:
        return 0.5
    if len(parts) == 1 and parts[0] in ROLES:
        return 1.0
    return sum(p in words or any(len(w) >= 4 and w in p for w in words) for p in parts) / len(parts)


def _respelled(local: str, words: frozenset[str]) -> str:
    """``lnfo`` as ``info``, ``iisa`` as ``lisa`` beside the name Lisa: pieces that look like a known word.

    Only towards a role or a name of the lexicon, never away from one: the name's own line may be
    the one misread.
    """
    out = []
    for piece in re.split(r"([._\-+])", local):
        same: list[str] = []
        if (
            len(piece) >= 4
            and piece.isascii()
            and piece not in ROLES
            and piece not in lexicon.names()
        ):
            same = [
                w for w in (*ROLES, *words)
                if w != piece and len(w) >= 4 and repair.skeleton(w) == repair.skeleton(piece)
                and (w in ROLES or w in lexicon.names())
            ]  # fmt: skip
        out.append(same[0] if len(same) == 1 else piece)
    return "".join(out)


def _place(line: Line, found: _Found) -> tuple[int, int, int] | None:
    """Where in the first reader's text an address stands that only the witness could make out.

    None unless that text shows most of it: nothing is taken on the witness's word alone.
    """
    index = found.spots[0][0]
    key = re.sub(r"[^a-z0-9]", "", found.address)
    best: tuple[int, int, int] | None = None
    for m in re.finditer(r"\S+(?:\s\S+)?", line.text):
        text = re.sub(r"[^a-z0-9]", "", m.group().casefold())
        d = repair.distance(text, key, max(2, len(key) // 4))
        if d < max(2, len(key) // 4) and (best is None or d < best[2]):
            best = m.start(), m.end(), d
    return (index, best[0], best[1]) if best else None


def _candidate(
    lines: Sequence[Line], found: _Found, agreed: float, words: frozenset[str]
) -> Candidate:
    segments: tuple[Segment, ...] = tuple(spans.segment(lines, i, a, b) for i, a, b in found.spots)
    own = {i for i, _, _ in found.spots}
    elsewhere = _domains([spans.plain(x.text) for i, x in enumerate(lines) if i not in own])
    backed, others = elsewhere[found.host.registrable] > 0, sum(elsewhere.values())
    signals = {
        "witness": agreed,
        "chars": min(spans.sureness(lines[i], a, b) for i, a, b in found.spots),
        "domain": 1.0 if backed else 0.0 if others else 0.5,
        "named": _named(found.local, words),
        "free_mail": float(found.host.name in hosts.FREE_MAIL),
        "common_suffix": float(found.host.country_label in repair.COMMON),
        "unrepaired": 1.0 / (1 + found.repairs),
    }
    score = (
        0.7
        + 0.1 * agreed
        + 0.1 * signals["domain"]
        + 0.05 * signals["named"]
        + 0.05 * signals["common_suffix"]
    )
    return Candidate(
        "email", segments, found.address, min(1.0, score * 0.97**found.repairs), signals
    )
