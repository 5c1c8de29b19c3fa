"""Lines into the strong anchors of a card (e-mails, sites, profiles, phones) and what they leave."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.domain.card import Hints
from service.domain.fields import Candidate, Segment
from service.domain.text import Line
from service.extraction import emails as emails_
from service.extraction import phone_labels, phones, regions, social, spans, web
from service.extraction.data.phone_words import PLAIN
from service.extraction.data.web_words import HANDLE_LABELS, LABEL
from service.extraction.phones import PhoneCandidate
from service.extraction.social import SocialCandidate


@dataclass(frozen=True, slots=True)
class Anchors:
    """``rest``: the parts of lines that no anchor and no anchor's label took, in reading order.

    ``regions``: probability per ISO 3166-1 alpha-2 code; ``region``: the best, None without a cue.
    """

    emails: tuple[Candidate, ...] = ()
    urls: tuple[Candidate, ...] = ()
    social: tuple[SocialCandidate, ...] = ()
    phones: tuple[PhoneCandidate, ...] = ()
    regions: Mapping[str, float] = field(default_factory=dict)
    rest: tuple[Segment, ...] = ()

    @property
    def region(self) -> str | None:
        return next(iter(self.regions), None)

    @property
    def all(self) -> tuple[Candidate, ...]:
        return (*self.emails, *self.urls, *self.social, *self.phones)


def found(lines: Sequence[Line], hints: Hints) -> Anchors:
    """All anchors of a card's lines; about 5 ms a card."""
    mails = emails_.candidates(lines)
    links = web.links(lines, mails)
    urls = web.chosen(lines, links, mails)
    profiles = social.candidates(lines, links, mails)
    held: dict[int, list[tuple[int, int]]] = {}
    for c in (*mails, *profiles):
        _take(held, c.segments)
    for k in links:
        held.setdefault(k.line, []).append((k.start, k.end))
    names = (
        *(c.value.rpartition("@")[2] for c in mails),
        *(k.host.registrable for k in links if not k.network),
    )
    texts = [spans.masked(spans.plain(x.text), held.get(i, ())) for i, x in enumerate(lines)]
    votes = regions.votes(lines, names, phones.dialled_countries(texts), hints)
    numbers = phones.candidates(
        lines, hints, phones.Context(taken=held, hosts=names, regions=votes)
    )
    dialled: dict[int, list[tuple[int, int]]] = {}
    for p in numbers:
        _take(dialled, p.segments)
    return Anchors(mails, urls, profiles, numbers, votes, _rest(lines, held, dialled))


def _take(taken: dict[int, list[tuple[int, int]]], segments: Sequence[Segment]) -> None:
    for s in segments:
        taken.setdefault(s.line, []).append((s.start, s.end))


_MAIL_OR_WEB = re.compile(
    rf"(?:^|(?<![a-z0-9]))(?:e-?\s?mails?|mails?|m@il|mel|e-?post|courriel|correo(?:\s+electronico)?|posta|pec|@|e|i|w|{LABEL}|"
    rf"{'|'.join(sorted(map(re.escape, HANDLE_LABELS), key=len, reverse=True))})"
    r"(?:\s*(?:id|address|adresse|&|/|\+|and|e-?mail|web))*[\s:.;>=\-–|*)(\]/]*$"
)
_PLAIN_WORD = re.compile(r"[\w)]\s+$")
_EDGE = " \t|/\\,;:•·*_~=<>^°\"'`-–—+"


def _rest(
    lines: Sequence[Line],
    held: Mapping[int, Sequence[tuple[int, int]]],
    dialled: Mapping[int, Sequence[tuple[int, int]]],
) -> tuple[Segment, ...]:
    """What neither an anchor nor its label took; separators and lone signs at the cuts go with them."""
    out: list[Segment] = []
    for index, line in enumerate(lines):
        if index not in held and index not in dialled:
            if line.text.strip() and not _is_label(phone_labels.folded(spans.plain(line.text))):
                out += _trimmed(lines, index, 0, len(line.text))
            continue
        text = spans.masked(spans.plain(line.text), [*held.get(index, ()), *dialled.get(index, ())])
        low = phone_labels.folded(text)
        numbers = {a for a, _ in dialled.get(index, ())}
        closers = {b for _, b in dialled.get(index, ())}
        for m in re.finditer(r"[^\0]+", low):
            start, end = m.span()
            if (
                start in closers
                and (label := phone_labels.after(low[start:end]))
                and _follows(low[start:end], label)
            ):
                start += label.end
            if end in numbers:
                end = start + _without_label(low[start:end])
            elif end < len(low) and (label_at := _MAIL_OR_WEB.search(low, start, end)):
                end = max(start, label_at.start())
            out += _trimmed(lines, index, start, end)
    return tuple(out)


def _is_label(low: str) -> bool:
    """Is the whole line an anchor's label and nothing a person or a shop could be called?"""
    words = re.findall(r"[a-z]+", low)
    if words and all(w in PLAIN or w in {"no", "nr", "e", "and", "und", "et"} for w in words):
        return True
    return (
        re.fullmatch(r"\W*(?:e-?\s?mail|mail|e-?post|web(?:\s?site)?|internet|www|url)\W*", low)
        is not None
    )


def _follows(low: str, label: phone_labels.Label) -> bool:
    """A label behind its number stands in brackets, or nothing comes after it."""
    return low.lstrip()[:1] in "([" or not low[label.end :].strip(_EDGE)


def _without_label(low: str) -> int:
    """The length of ``low`` without the phone label that closes it.

    ``Head of Sales +1 …``: a word that may as well belong to a title stays with it.
    """
    label = phone_labels.before(low)
    if label is None:
        return len(low)
    if set(label.kinds) == {"work"} and not label.letter and _PLAIN_WORD.search(low[: label.start]):
        return len(low)
    return label.start


def _trimmed(lines: Sequence[Line], index: int, start: int, end: int) -> list[Segment]:
    """The stretch without the separators at its cuts; a lone letter beside an anchor was an icon."""
    text = lines[index].text
    cut_before, cut_after = start > 0, end < len(text)
    while start < end and (text[start].isspace() or (cut_before and text[start] in _EDGE + ")].")):
        start += 1
    while end > start and (
        text[end - 1].isspace() or (cut_after and text[end - 1] in _EDGE + "([")
    ):
        end -= 1
    letters = sum(c.isalnum() for c in text[start:end])
    if letters == 0 or ((cut_before or cut_after) and letters <= 1):
        return []
    return [spans.segment(lines, index, start, end)]
