"""Facts that a note holds and those the parser found into matches, misses, and what it got right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.note import Certainty, Facet, FacetKind, When
from service.evaluation.scores import Figure, figure_of

_STOP = frozenset(
    # Articles, pronouns, prepositions, conjunctions and auxiliaries; nothing that denies, and
    # nothing that is a noun in English (``son``, ``van``).
    "a an the this that these those my our your his her its their he she it they we you i me him us"
    " them of at in on to for from by with w and or as is are was were be been am has have had do"
    " does did will would shall can could re also so very v just really too"
    " der die das den dem des ein eine einen einem einer und oder im am zum zur von vom mit zu auf"
    " bei für ist hat sehr sein seine ihr ihre er sie es wir ich mich mir"
    " le la les un une des du de et ou au aux en dans sur avec pour est sa ses mon ma il elle"
    " el los las una unos unas y o del al con por para su sus mi es"
    " il lo gli uno di da nel per che o os as um uma do da dos das com"
    " het een op met zijn haar ik hij zij".split()
)
_CONTAINED_AT_MOST = (4, 2)
"""A phrase may hold another if it has at most 4 + 2 × its words: a whole note is no fact."""
_ABOUT_UNASKED: frozenset[FacetKind] = frozenset(
    {"family", "pet", "referral", "place_met", "event", "date", "topic"}
)
"""Kinds that are about both, or a third by nature: ``2 kids`` may be said to be about the contact
or the kids. There only an ``about`` that the label gives is asked for."""


@dataclass(frozen=True, slots=True)
class TrueWhen:
    """The days a note names, None where open; both None: nobody could tell which days."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFacet:
    """A fact that a careful reader takes from a note (fixtures/notes/README.md).

    ``also``: further kinds that another reader could have given. ``optional``: no miss if not
    found, no surplus if found.
    """

    kind: FacetKind
    value: str
    topic: str | None = None
    about: str = "contact"
    when: TrueWhen | None = None
    certainty: Certainty = "stated"
    negated: bool = False
    sensitive: bool = False
    also: frozenset[FacetKind] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class FacetScore:
    """One note: (true, found) pairs, true facets not found, and found ones that are none."""

    matched: tuple[tuple[TrueFacet, Facet], ...] = ()
    missed: tuple[TrueFacet, ...] = ()
    surplus: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """One property over all matched facets. ``right`` of ``judged`` agree; ``marked`` bear it in
    truth, ``found`` of these were given it, ``false`` others were."""

    judged: int = 0
    right: int = 0
    marked: int = 0
    found: int = 0
    false: int = 0

    @property
    def share(self) -> float:
        return self.right / self.judged if self.judged else 1.0


DETAILS = ("when", "negated", "certainty", "about", "sensitive")


def scored_facets(
    true: Sequence[TrueFacet], found: Sequence[Facet], strict: bool = False
) -> FacetScore:
    """One note's facts one to one: as many as can be matched, expected ones before optional.

    Optional ones count neither way. ``strict`` takes a label's first kind only.
    """
    taken: dict[int, int] = {}
    choices = [
        sorted(
            (j for j, f in enumerate(found) if _same(t, f, strict)),
            key=lambda j, t=t: (found[j].kind != t.kind, -_likeness(t, found[j])),  # type: ignore[misc]
        )
        for t in true
    ]

    def placed(i: int, seen: set[int]) -> bool:
        # Kuhn's augmenting paths: whoever holds ``j`` may move to make room.
        for j in choices[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or placed(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    for i in sorted(range(len(true)), key=lambda i: true[i].optional):
        placed(i, set())
    held = {i: j for j, i in taken.items()}
    return FacetScore(
        matched=tuple(
            (t, found[held[i]]) for i, t in enumerate(true) if i in held and not t.optional
        ),
        missed=tuple(t for i, t in enumerate(true) if i not in held and not t.optional),
        surplus=tuple(f for j, f in enumerate(found) if j not in taken),
    )


def facet_figure(scores: Sequence[FacetScore], kind: FacetKind | None = None) -> Figure:
    """Precision, recall and F1, of one kind or of all; the interval by resampling notes."""

    def of(facet: TrueFacet | Facet) -> bool:
        return kind is None or facet.kind == kind

    return figure_of(
        [
            (
                sum(of(t) for t, _ in s.matched),
                sum(of(f) for f in s.surplus),
                sum(of(t) for t in s.missed),
            )
            for s in scores
        ]
    )


def detail(scores: Iterable[FacetScore], name: str) -> Detail:
    """How often one of ``DETAILS`` is right among the matched facets."""
    judged = right = marked = hit = false = 0
    for score in scores:
        for true, found in score.matched:
            verdict = _verdict(true, found, name)
            if verdict is None:
                continue
            agrees, in_truth, given = verdict
            judged += 1
            right += agrees
            marked += in_truth
            hit += in_truth and given and agrees
            false += given and not in_truth
    return Detail(judged, right, marked, hit, false)


def _verdict(true: TrueFacet, found: Facet, name: str) -> tuple[bool, bool, bool] | None:
    """(agrees, marked in truth, given by the parser); None where there is nothing to judge."""
    if name == "when":
        return _when_verdict(true.when, found.when)
    if name == "about":
        if true.about == "contact" and true.kind in _ABOUT_UNASKED:
            return None
        agrees = _same_person(true.about, found.about)
        return agrees, true.about != "contact", found.about != "contact"
    marked, given = _marked(true, name), _marked(found, name)
    return marked == given, marked, given


def _when_verdict(true: TrueWhen | None, found: When | None) -> tuple[bool, bool, bool] | None:
    if true == TrueWhen() or (true is None and _days(found) is None):
        return None
    return same_when(true, found), true is not None, _days(found) is not None


def _marked(facet: TrueFacet | Facet, name: str) -> bool:
    match name:
        case "certainty":
            return facet.certainty == "question"
        case "negated":
            return facet.negated
        case _:
            return facet.sensitive


def same_when(true: TrueWhen | None, found: When | None) -> bool:
    """Whether the parser's days are those meant.

    A day is that day. A stretch begins on its first day and ends within two of its last (a week
    may end on its Friday). Where one end is open in truth the other alone is asked for, to the
    day before or after (``after 3/15`` may begin on the 15th or the 16th).
    """
    days = _days(found)
    if true is None or days is None:
        return true is None and days is None
    if true.start is not None and true.end is not None:
        slack = 2 if true.end > true.start else 0
        return days[0] == true.start and _near(days[1], true.end, slack)
    if true.start is not None:
        return _near(days[0], true.start, 1)
    return _near(days[1], true.end, 1)


def _days(when: When | None) -> tuple[date | None, date | None] | None:
    if when is None or (when.start is None and when.end is None):
        return None
    return when.start, when.end


def _near(a: date | None, b: date | None, days: int) -> bool:
    return a is not None and b is not None and abs((a - b).days) <= days


def _same_person(true: str, found: str) -> bool:
    a, b = set(_tokens(true)), set(_tokens(found))
    return a == b or bool(a and b and (a <= b or b <= a))


def _same(true: TrueFacet, found: Facet, strict: bool) -> bool:
    kinds = {true.kind} if strict else {true.kind, *true.also}
    return found.kind in kinds and _likeness(true, found) >= 0.5


def _likeness(true: TrueFacet, found: Facet) -> float:
    """0..1, the best over the values with and without their topics."""
    ours = (true.value, f"{true.value} {true.topic or ''}")
    theirs = (found.value, f"{found.value} {found.topic or ''}")
    return max(likeness(a, b) for a in ours for b in theirs)


def likeness(a: str, b: str) -> float:
    """Jaccard's index of the content words, at least .5 where one phrase holds the other."""
    first, second = content_words(a), content_words(b)
    common = len(first & second)
    if not common:
        return 0.0
    share = common / len(first | second)
    short, long = sorted((len(first), len(second)))
    base, each = _CONTAINED_AT_MOST
    return max(share, 0.5) if common == short and long <= base + each * short else share


def content_words(text: str) -> frozenset[str]:
    """Folded, lightly stemmed words without articles and the like; all, if nothing else is left."""
    tokens = _tokens(text)
    return frozenset(_stem(t) for t in tokens if t not in _STOP) or frozenset(tokens)


def _tokens(text: str) -> list[str]:
    """Words and numbers, case and marks folded. A lone symbol (``☺``) is a word if all there is."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return re.findall(r"\w+", re.sub(r"['’]s\b", "", plain)) or plain.split()


def _stem(word: str) -> str:
    """Plural, ``-ing``, ``-ed`` and a last ``e`` off: ``hikes``, ``hiking`` → ``hik``."""
    for end in ("ing", "ed"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)]
            return word[:-1] if word[-1] == word[-2] and word[-1] not in "ls" else word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
