"""Marks that words nearly had, and ordinals, without a network."""

from __future__ import annotations

import numpy as np
import pytest

from service.ocr import ctc
from service.ocr.glyphs import with_ordinals
from service.ocr.marks import bare, restored, siblings
from service.ocr.scripts import Alphabet

ALPHABET = Alphabet.of_metadata("\n".join("PECASÇÉaãāx@."))


def read(path: str, doubts: dict[int, tuple[str, float]]) -> str:
    """What is read of one step a character of ``path``, with a second likeliest letter."""
    out = np.zeros((len(path), len(ALPHABET.characters)), np.float32)
    for t, char in enumerate(path):
        other, probability = doubts.get(t, ("E", 0.0))
        out[t, ALPHABET.characters.index(char)] = 0.99 - probability
        out[t, ALPHABET.characters.index(other)] += probability
    return ctc.read(out, ALPHABET, len(path)).text


def test_marks_are_taken_off() -> None:
    assert "".join(bare(c) for c in "ÇéãłŁøx") == "CealLox"


def test_a_word_gets_the_mark_it_nearly_had() -> None:
    assert read("PECAS", {2: ("Ç", 0.2)}) == "PEÇAS"
    assert read("PECAS", {2: ("Ç", 0.05)}) == "PECAS"


def test_a_macron_gives_way_to_the_tilde() -> None:
    assert read("xaxā", {3: ("ã", 0.02)}) == "xaxã"
    assert read("xaxā", {}) == "xaxā"


@pytest.mark.parametrize("text", ["P.E.", "PE", "a@xax.PE", "a.xax", "PEC4S"])
def test_initials_addresses_and_codes_stay_bare(text: str) -> None:
    assert restored(text, [("Ç", 0.4)] * len(text)) == text


def test_siblings_are_classes_of_the_alphabet() -> None:
    assert siblings(["", "C", "Ç", "ā", "ã"]) == {"C": (2,), "a": (4,), "ā": (4,)}


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Rua do Comércio n° 188", ("pt",), "Rua do Comércio nº 188"),
        ("17° andar", ("pt", "en"), "17º andar"),
        ("12° C", ("pt",), "12° C"),
        ("Carte T n° 188", ("fr",), "Carte T n° 188"),
        ("17° andar", (), "17° andar"),
    ],
)
def test_ordinals(text: str, languages: tuple[str, ...], expected: str) -> None:
    assert with_ordinals(text, languages) == expected
