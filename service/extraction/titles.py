"""Turns judged pieces into job titles and departments, wrapped lines made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.domain.fields import Candidate
from service.extraction import lexicon
from service.extraction.features import OPEN_END, OPEN_START, Scene
from service.extraction.judged import Judged, joined, merged_signals
from service.extraction.line_model import forest

_Kind: TypeAlias = Literal["job_title", "department"]
_KINDS: tuple[_Kind, _Kind] = ("job_title", "department")
FLOOR = 0.5
"""A piece less likely than this is no title (or department)."""


def found(
    scene: Scene, judged: Sequence[Judged]
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """All job titles and all departments of the card, each in reading order.

    A line that goes on a title is title, whatever it looks like alone (``Customer Service`` above
    ``Representative``).
    """
    groups: list[list[int]] = []
    for i, verdict in enumerate(judged):
        if _is_label(scene, i):
            continue
        role = verdict.of("job_title") + verdict.of("department") >= FLOOR
        level = next((g for g in groups if role and _beside(scene, g[-1], i)), None)
        before = level or next((g for g in groups if scene.neighbours[i][0] == g[-1]), None)
        bound = (
            before is not None
            and (before is level or _bound(scene, before, i))
            and verdict.kind not in {"name", "address"}
        )
        if max(verdict.of("job_title"), verdict.of("department")) < FLOOR and not bound:
            continue
        if before is not None and (
            bound or (goes_on(scene, before[-1], i) and not _parts(scene, before, i))
        ):
            before.append(i)
        else:
            groups.append([i])
    heads = [any(_heads(scene.pieces[i].words) for i in g) for g in groups]
    kinds = [
        _kind(scene, judged, g, any(h for k, h in enumerate(heads) if k != n))
        for n, g in enumerate(groups)
    ]
    titles, parts = (
        [
            _candidate(scene, judged, g, kind)
            for g, k in zip(groups, kinds, strict=True)
            if k == kind
        ]
        for kind in _KINDS
    )
    return tuple(titles), tuple(parts)


_UNITS = frozenset(
    """abteilung abt fachbereich geschaftsbereich geschaeftsbereich department dept departement
    departamento depto dpto dipartimento reparto ufficio direzione direction direccion direcao
    seccion secao setor assistencia
    asistencia assistance assistenza servicio servico servizio atendimento atencion afdeling afdelingen avdelning avdelningen avdeling enhet dzial wydzial
    katedra biuro oddeleni odbor faculty facultad facolta faculte fakultat institute division
    divisione divisao""".split()
)
"""Words that begin the name of a part of a firm; ``Service``, ``Office`` and ``Team`` begin titles too."""
_UNFINISHED = frozenset(
    """responsable responsabile responsavel head charge chargee addetto addetta encargado
    encargada jefe jefa capo attache attachee verantwoordelijke ansvarig""".split()
)
"""Heads of a title that say what of in the next words."""
_WHOLE_HEADS = frozenset(
    """founder co-founder cofounder ceo cto cfo coo owner co-owner president chairman partner professor inhaber
    inhaberin gründer gerant gerante fondateur fondatrice titolare titular socio socia proprietario
    proprietaria propietario propietaria eigenaar oprichter wlasciciel prezes ägare grundare""".split()
)
"""Heads that no field of work qualifies (``Quality Assurance`` above ``Co-Founder``); a rank may."""
_COMPOUNDS = {
    "business": "development", "human": "resources", "public": "relations affairs", "real": "estate",
    "customer": "service success care support relations", "supply": "chain", "information": "technology systems security",
    "quality": "assurance control management", "key": "account accounts", "project": "management", "product": "management marketing development",
    "ressources": "humaines", "recursos": "humanos", "risorse": "umane", "software": "engineering development", "corporate": "communications affairs finance",
    "new": "business", "data": "science protection", "research": "development", "risk": "management", "account": "management",
}  # fmt: skip
"""Words that a line may end with in the middle of a phrase → how the next line goes on."""


def _kind(scene: Scene, judged: Sequence[Judged], group: Sequence[int], headed: bool) -> _Kind:
    """``headed``: another group of the card holds a title's head."""
    words = [w for i in group for w in scene.pieces[i].words]
    if not words or _is_unit(words):
        return "department"
    if headed and not _heads(words) and all(_names_work(w) for w in words):
        return "department"
    return max(
        _KINDS,
        key=lambda k: (
            sum(judged[i].of(k) for i in group)
            + (len(group) > 1 and k == "job_title" and any(judged[i].of(k) >= FLOOR for i in group))
        ),
    )


def _is_unit(words: Sequence[str]) -> bool:
    """Is it a department by its noun, first (``Ufficio Tecnico``) or last (``Sales Department``),
    not one that somebody heads (``Division Manager``)?"""
    if words[-1].rstrip(".") in ("department", "dept", "division"):
        return not lexicon.keywords("titles").holds(words[0])
    if words[0] == "service" and words[-1] in _SERVICES:
        return True
    return words[0].rstrip(".") in _UNITS and words[-1] not in _LAST_HEADS


_SERVICES = frozenset(
    """commercial juridique technique client clients clientele achats comptabilite informatique
    communication export administratif financier ventes production""".split()
)
"""What follows the French ``Service`` of a department."""
_LAST_HEADS = frozenset(["manager", "head", "director", "secretary", "chair", "leader", "officer"])
"""Heads that a department's noun may stand before."""


def _names_work(word: str) -> bool:
    """A word for a field of work, or one that joins two."""
    return (
        lexicon.keywords("functions").holds(word)
        or lexicon.keywords("departments").holds(word)
        or word in {"&", "and", "und", "et", "y", "e", "en", "och", "og", "i", "of", "de", "for"}
    )


def goes_on(scene: Scene, i: int, k: int) -> bool:
    """Is piece ``k``, right below piece ``i`` and of its kind, the rest of what ``i`` begins?"""
    joins = forest("joins")
    if joins is not None:
        return bool(joins.scores(np.asarray([pair(scene, i, k)]))[0, 0] > 0)
    a, b = scene.pieces[i], scene.pieces[k]
    close = (
        b.box[1] - a.box[3] < 0.8 * max(a.height, b.height) and 0.75 < a.height / b.height < 1.34
    )
    return close and bool(
        OPEN_END.search(a.text.strip()) or OPEN_START.search(b.text.strip()) or _heads(b.words) == 0
    )


def _is_label(scene: Scene, i: int) -> bool:
    """Something that is no title whatever it looks like: ``Head Office``, half a number."""
    piece = scene.pieces[i]
    phrase = " ".join(piece.words) in lexicon.keywords("phrases").phrases
    return phrase or sum(c.isdigit() for c in piece.text) > 3


def _beside(scene: Scene, i: int, k: int) -> bool:
    """Is ``k`` the rest of the printed line that ``i`` begins, which the reader gave as two?"""
    a, b = scene.pieces[i], scene.pieces[k]
    height = max(a.height, b.height)
    level = abs(a.box[1] + a.box[3] - b.box[1] - b.box[3]) < 0.6 * height
    alike = 0.75 < a.height / b.height < 1.34
    return a.row != b.row and level and alike and -0.3 * height < b.box[0] - a.box[2] < 0.7 * height


def _bound(scene: Scene, group: Sequence[int], k: int) -> bool:
    """Does ``group`` end in the middle of a phrase (``Department of``) that ``k``, close below, must end?"""
    a, b = scene.pieces[group[-1]], scene.pieces[k]
    words = [w for i in group for w in scene.pieces[i].words]
    close = b.box[1] - a.box[3] < 0.9 * max(a.height, b.height) and 0.7 < a.height / b.height < 1.43
    if not close or not a.words or not b.words or _is_unit(b.words):
        return False
    open_end = OPEN_END.search(a.text.strip())
    if (a.comma or a.text.endswith(".")) and len(a.words[-1].rstrip(".")) > 5 and _heads(words):
        # ``Vice President,`` above ``Sales``; a reader takes the comma for a stop.
        return all(_names_work(w) for w in b.words)
    return bool(open_end or OPEN_START.search(b.text.strip())) or _halves(words, b.words)


def _halves(a: Sequence[str], b: Sequence[str]) -> bool:
    """Are the words of two lines one title, neither of them whole without the other?"""
    weak, titles = lexicon.keywords("title_words"), lexicon.keywords("titles")
    if b[0] in _COMPOUNDS.get(a[-1], "").split():
        return True
    if len(a) == 1 and a[0] in _UNFINISHED:
        return all(weak.holds(w) or _names_work(w) for w in b)
    if not _heads(a) and not _is_unit(a):
        # ``Customer Service`` above ``Representative``, ``Wissenschaftlicher`` above ``Mitarbeiter``.
        field = all(_names_work(w) for w in a)
        takes = titles.holds(b[-1]) and not (field and b[-1] in _WHOLE_HEADS)
        return all(weak.holds(w) for w in a) and len(b) == 1 and takes
    # ``Inżynier`` above ``Sprzedaży``, ``Representante`` above ``Comercial``.
    alone = len(a) == 1 and len(b) == 1 and weak.holds(b[0])
    return alone and not lexicon.keywords("functions").holds(b[0])


def _parts(scene: Scene, group: Sequence[int], k: int) -> bool:
    """Is ``group`` a whole title, its head last, and ``k`` a department; or the other way round?"""
    a, b = [w for i in group for w in scene.pieces[i].words], scene.pieces[k].words
    if not a or not b or OPEN_END.search(scene.pieces[group[-1]].text.strip()):
        return False
    if _is_unit(b) or (_is_unit(a) and lexicon.keywords("titles").holds(b[-1])):
        return True
    if b[-1] in _WHOLE_HEADS and not _heads(a) and all(_names_work(w) for w in a):
        return True
    whole = a[-1] in _WHOLE_HEADS or (len(a) > 1 and lexicon.keywords("titles").holds(a[-1]))
    return whole and not _heads(b) and all(_names_work(w) for w in b)


def pair(scene: Scene, i: int, k: int) -> NDArray[np.float64]:
    """What tells whether ``k`` goes on with ``i``: distance, size, alignment, words, open ends."""
    a, b = scene.pieces[i], scene.pieces[k]
    h = max(a.height, b.height)
    wide = scene.frame[2] - scene.frame[0]
    words = [*a.words, *b.words]
    known = [
        [lexicon.keywords(k).holds(w) for w in p.words] or [False]
        for p in (a, b)
        for k in ("titles", "title_words", "functions", "departments")
    ]
    caps = [
        sum(c.isupper() for c in p.text) / max(sum(c.isalpha() for c in p.text), 1) for p in (a, b)
    ]
    return np.asarray([
        (b.box[1] - a.box[3]) / h, a.height / b.height, abs(a.box[0] - b.box[0]) / h, abs(a.box[2] - b.box[2]) / h,
        abs(a.box[0] + a.box[2] - b.box[0] - b.box[2]) / 2 / h, len(a.words), len(b.words), len(a.text), len(b.text), len(words),
        *(sum(x) / len(x) for x in known), float(known[0][-1]), float(known[1][-1]), float(known[4][0]), float(known[4][-1]), float(known[5][0]),
        float(bool(OPEN_END.search(a.text.strip()))), float(bool(OPEN_START.search(b.text.strip()))), float(b.text[:1].islower()), float(a.text[:1].islower()),
        caps[0], caps[1], (a.box[2] - a.box[0]) / max(wide, 1.0), (b.box[2] - b.box[0]) / max(a.box[2] - a.box[0], 1.0), float(a.row == b.row),
        float("," in a.text), float("&" in a.text or "&" in b.text), _heads(a.words), _heads(b.words),
    ], dtype=np.float64)  # fmt: skip


def _heads(words: Sequence[str]) -> int:
    return sum(lexicon.keywords("titles").holds(w) for w in words)


def _candidate(scene: Scene, judged: Sequence[Judged], rows: list[int], kind: _Kind) -> Candidate:
    signals = merged_signals(judged, rows)
    both = [
        judged[i].of("job_title") + judged[i].of("department")
        if len(rows) > 1
        else judged[i].of(kind)
        for i in rows
    ]
    score = min(both)
    signals["margin"] = max(
        0.0,
        score
        - max(
            p
            for i in rows
            for k, p in judged[i].probabilities.items()
            if k not in _KINDS[: len(rows)] and k != kind
        ),
    )
    words = [w for i in rows for w in scene.pieces[i].words]
    lists = ("titles", "title_words") if kind == "job_title" else ("departments", "functions")
    signals["lexicon"] = sum(any(lexicon.keywords(k).holds(w) for k in lists) for w in words) / max(
        len(words), 1
    )
    signals["lines"] = min(len(rows), 3) / 3
    segments = tuple(judged[i].segment for i in rows)
    shown = [
        replace(segment, text=f"{segment.text},")
        if i != rows[-1] and scene.pieces[i].comma
        else segment
        for i, segment in zip(rows, segments, strict=True)
    ]
    return Candidate(kind, segments, joined(shown), score, signals)
