"""Clauses about tastes, diets and what somebody must not eat."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

from service.notes.lexicon import grammar, lexicon
from service.notes.part import Draft, Part

EDIBLE = lexicon("food", "drink", "food")
_FOREIGN = lexicon("food", "foreign")
_ALLERGY = lexicon("food", "allergy")
_ALLERGEN = lexicon("food", "allergen")
_DIET = lexicon("food", "diet")
_BELIEF = lexicon("food", "belief")
_EAT = lexicon("food", "eat")
_ABSTAIN = lexicon("food", "abstain")
_LIKE = lexicon("likes", "like")
_DISLIKE = lexicon("likes", "dislike")
_NO = lexicon("small", "negation")
_BUSINESS = grammar("food.business")


def read(p: Part) -> list[Draft]:
    for reader in (_allergy, _diet, _taste):
        found = reader(p)
        if found:
            return found
    return []


def _allergy(p: Part) -> list[Draft]:
    """``allergic nuts``, ``peanut allergy``: of the kind ``food_drink`` where it can be eaten."""
    found = p.has(_ALLERGY)
    if found is None:
        fused = next(
            (
                i
                for i, k in enumerate(p.keys)
                if k.endswith(("allergie", "allergiker", "allergy", "intoleranz"))
            ),
            None,
        )
        if fused is None:
            return []
        return [Draft(kind="food_drink", part=p, first=fused, last=fused + 1, sensitive=True)]
    of = p.has(_ALLERGEN) or p.has(EDIBLE)
    living = any(k in grammar("food.allergy") for k in p.keys)
    if "meeting" in p.keys or "bullshit" in p.keys:
        return []
    first, last = found
    negation = p.negation()
    topic = p.value(*of) if of and not (first <= of[0] < last) else None
    begin = p.begins()
    return [
        Draft(
            kind="other" if living else "food_drink", part=p,
            first=begin if begin <= first else first, last=len(p.row), topic=topic, sensitive=True,
            negated=negation is not None and negation[0] < first,
        )
    ]  # fmt: skip


def _diet(p: Part) -> list[Draft]:
    abstain = p.has(_ABSTAIN)
    if abstain is not None:
        first, last = abstain
        if p.keys[first] in ("sober", "teetotal", "teetotaler", "teetotaller", "dry"):
            return [
                Draft(
                    kind="food_drink",
                    part=p,
                    first=first,
                    last=len(p.row),
                    sensitive=p.keys[first] == "sober",
                )
            ]
        negation = p.negation()
        denied = negation is not None
        begin = negation[1] if negation is not None else first
        rest = [i for i in p.content(last) if not _NO.length(p.keys, i)]
        if rest and rest[0] >= last and p.keys[last - 1] in ("eat", "drink"):
            begin = last
        return [Draft(kind="food_drink", part=p, first=begin, last=len(p.row), negated=denied)]
    belief = p.has(_BELIEF)
    if belief is not None and belief[0] <= 2:
        return [
            Draft(
                kind="food_drink"
                if p.keys[belief[0]] in ("kosher", "halal", "keep", "eat")
                else "other",
                part=p,
                first=p.begins(),
                last=len(p.row) if len(p.content()) <= 4 else belief[1],
                sensitive=True,
            )
        ]
    diet = p.has(_DIET)
    if diet is None or (diet[1] < len(p.keys) and p.keys[diet[1]] in _BUSINESS):
        return []
    out = []
    negation = p.negation()
    edible = p.has(EDIBLE)
    if edible is not None and edible[0] < diet[0]:
        return []
    if negation is not None and (diet[0] < negation[0] <= diet[1] + 1 or negation[0] == diet[0]):
        if negation[0] > diet[0]:
            out.append(Draft(kind="food_drink", part=p, first=diet[0], last=diet[1]))
        return [*out, *_denied(p, negation[1])]
    return [
        Draft(
            kind="food_drink",
            part=p,
            first=diet[0],
            last=len(p.row) if len(p.content()) <= 4 else diet[1],
            negated=negation is not None and negation[0] < diet[0],
        )
    ]


def _denied(p: Part, first: int) -> list[Draft]:
    """What is not eaten: one fact each."""
    out, begin = [], first
    for i in range(first, len(p.keys) + 1):
        if i == len(p.keys) or p.keys[i] in grammar("food.denied"):
            if p.content(begin, i):
                out.append(Draft(kind="food_drink", part=p, first=begin, last=i, negated=True))
            begin = i + 1
    return out


_EATS = grammar("food.eats")


def _taste(p: Part) -> list[Draft]:
    if p.language != "en":
        eats = next((i for i, k in enumerate(p.keys) if k in _EATS), None)
        no = p.negation()
        if (
            eats is not None
            and no is not None
            and p.content(max(eats + 1, no[1] if no[0] > eats else 0))
        ):
            return [
                Draft(
                    kind="food_drink",
                    part=p,
                    first=max(eats + 1, no[1]),
                    last=len(p.row),
                    negated=True,
                )
            ]
    denial, eating = p.negation(), p.has(_EAT)
    if (
        denial is not None
        and eating is not None
        and denial[0] < eating[0]
        and p.keys[eating[0]] in ("eat", "drink")
    ):
        return _denied(p, eating[1]) or _denied(p, eating[0])
    found = p.has(EDIBLE) or (p.has(_FOREIGN) if p.language != "en" else None)
    if found is None or any(k in _BUSINESS for k in p.keys):
        return []
    first, _ = found
    verb = p.has(_EAT)
    like, dislike = p.has(_LIKE), p.has(_DISLIKE)
    negation = p.negation()
    liked = min((v for v in (verb, like, dislike) if v is not None), default=None)
    begin = p.begins()
    short = len(p.content(begin)) <= 5
    if negation is not None:
        if first < negation[0]:
            return [
                Draft(kind="food_drink", part=p, first=begin, last=negation[0]),
                *_denied(p, negation[1]),
            ]
        if negation[1] >= first - 2 or (verb and short):
            at = max(
                [negation[1]] + [v[1] for v in (verb, like) if v is not None and v[0] <= first]
            )
            return _denied(p, min(at, first))
        return []
    if dislike is not None and dislike[0] <= first:
        return [Draft(kind="food_drink", part=p, first=dislike[0], last=len(p.row))]
    if liked is not None and liked[0] < first and liked[0] <= begin + 2:
        if any(
            k in ("collect", "coach", "run", "brew", "build") for k in p.keys[liked[0] : liked[1]]
        ):
            return []
        return _listed(p, liked[1] if liked[1] <= first else first, len(p.row))
    if first <= begin + 2 and short and p.time is None:
        return [Draft(kind="food_drink", part=p, first=begin, last=len(p.row))]
    return []


def _listed(p: Part, first: int, last: int) -> list[Draft]:
    """``red wine and jazz``: what can be eaten here, the rest a pastime."""
    out, begin = [], first
    for i in range(first, last + 1):
        if i == last or p.keys[i] in grammar("food.listed"):
            if p.content(begin, i):
                edible = (
                    EDIBLE.first(p.keys[begin:i]) or _FOREIGN.first(p.keys[begin:i])
                ) is not None
                out.append(
                    Draft(kind="food_drink" if edible else "interest", part=p, first=begin, last=i)
                )
            begin = i + 1
    return out
