"""A number's label, place and plan into its type."""

from __future__ import annotations

from service.domain.contact import PhoneType
from service.extraction import dialling
from service.extraction.dialling import Dialled
from service.extraction.phone_labels import Label

PORTABLE = frozenset(("FR", "BE", "LU", "MC", "MA", "TN", "DZ", "SN", "CI"))
"""Where ``P`` stands for *portable*, a mobile."""


BOTH_IN_ONE = frozenset(
    [
        "BR",
        "PT",
        "ES",
        "MX",
        "AR",
        "CO",
        "CL",
        "PE",
        "VE",
        "EC",
        "UY",
        "PY",
        "BO",
        "CR",
        "GT",
        "PA",
        "DO",
        "AO",
        "MZ",
    ]
)
"""Where *telefax* is telephone and fax on one line; elsewhere it is the fax."""


def typed(
    label: Label | None,
    number: Dialled | None,
    *,
    rank: int,
    among: int,
    digits: str,
    local: str | None,
) -> PhoneType:
    """The label decides; without one, or where it leaves it open, the numbering plan; else work.

    ``rank`` of ``among``: which of the numbers behind one label it is (``Tel/Fax: a / b``).
    """
    plan = _plan(number, digits, local)
    if label is None:
        return plan
    kinds = set(label.kinds)
    if "telefax" in kinds:
        iberian = (number.region if number else local) in BOTH_IN_ONE
        kinds = kinds - {"telefax"} | ({"tel", "fax"} if iberian else {"fax"})
    portable = label.letter and number is not None and number.region in PORTABLE
    mobile = number is not None and number.valid and plan == "mobile" and "mobile" not in kinds
    if mobile and (rank or (portable and "fax" not in kinds)):
        return plan
    if "fax" in kinds:
        both = kinds & {"tel", "mobile"} or (label.slashed and "work" in kinds)
        return "fax" if not both or (among == 2 and rank == 1) else "work"
    if "mobile" in kinds:
        either = label.slashed and kinds & {"tel", "work"} and number is not None
        return "mobile" if not either or _moves(number) else "work"
    return (
        "home"
        if "home" in kinds
        else "other"
        if kinds == {"other"}
        else plan
        if portable
        else "work"
    )


def _moves(number: Dialled | None) -> bool:
    return number is not None and dialling.kind(number.number) in {"mobile", "either"}


def sureness(label: Label | None, number: Dialled | None) -> float:
    """How much the type rests on print: 1 a label, 0.5 a plan that tells mobiles apart, else 0."""
    if label is not None:
        return 0.8 if label.letter or label.slashed else 1.0
    return 0.5 if number is not None and dialling.kind(number.number) != "either" else 0.0


def _plan(number: Dialled | None, digits: str, local: str | None) -> PhoneType:
    if number is not None:
        kind = dialling.kind(number.number)
        return "mobile" if kind == "mobile" else "other" if kind == "other" else "work"
    if local == "BR" and len(digits) == 9 and digits.startswith("9"):
        return "mobile"
    return "work"
