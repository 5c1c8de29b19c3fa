"""Blanks, look-alikes, languages and CTC paths, without a network."""

from __future__ import annotations

import numpy as np
import pytest

from service.ocr import ctc
from service.ocr.agreement import voted, without_ghosts
from service.ocr.glyphs import settled
from service.ocr.languages import narrowed, seen
from service.ocr.scripts import Alphabet, script
from service.ocr.spacing import parted

ALPHABET = Alphabet.of_metadata("\n".join("ab1Il+&té日本語"))


def posteriors(path: str, doubts: dict[int, float] | None = None) -> np.ndarray:
    """One step a character of ``path`` (_ is the CTC blank), with doubts about a space."""
    out = np.zeros((len(path), len(ALPHABET.characters)), np.float32)
    for t, char in enumerate(path):
        out[t, 0 if char == "_" else ALPHABET.characters.index(char)] = 0.99
        out[t, ALPHABET.space] = max(out[t, ALPHABET.space], (doubts or {}).get(t, 0.0))
    return out


def made(text: str, blanks: dict[int, float] | None = None) -> ctc.Decoded:
    spans = tuple((i / len(text), (i + 1) / len(text)) for i in range(len(text)))
    doubts = tuple((blanks or {}).get(i, 0.0) for i in range(len(text)))
    return ctc.Decoded(text, (0.9,) * len(text), spans, doubts)


def test_repeats_collapse_and_blanks_part_them() -> None:
    read = ctc.read(posteriors("aa_ab__b"), ALPHABET, 8)
    assert read.text == "aabb"
    assert read.spans[0] == (0.0, 0.25)
    assert len(read.confidences) == len(read.spans) == len(read.blanks) == 4


def test_a_gap_the_network_doubts_is_a_blank() -> None:
    assert ctc.read(posteriors("a__b"), ALPHABET, 4).text == "ab"
    assert ctc.read(posteriors("a__b", {2: 0.05}), ALPHABET, 4).text == "a b"


def test_foreign_lines_stay_in_their_script_and_stray_signs_do_not() -> None:
    assert ctc.read(posteriors("日_本_語"), ALPHABET, 5).text == "日本語"
    assert "日" not in ctc.read(posteriors("日_a_b_a_b"), ALPHABET, 9).text


@pytest.mark.parametrize(
    ("before", "after", "probability", "blank"),
    [
        ("T", "+", 0.007, True), (".", "6", 0.009, True), ("a", "b", 0.02, False),
        ("a", "b", 0.04, True), ("r", "@", 0.3, False), ("w", ".", 0.02, False),
        ("5", "5", 0.02, False), ("5", "5", 0.5, True),
    ],
)  # fmt: skip
def test_blanks(before: str, after: str, probability: float, blank: bool) -> None:
    assert parted(before, after, probability) is blank


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Wolfgang KohI", "Wolfgang Kohl"), ("Trentini s.r.I.", "Trentini s.r.l."),
        ("babato_I@holm.example", "babato_l@holm.example"), ("SOClAL MEDlA", "SOCIAL MEDIA"),
        ("lnstitute", "Institute"), ("2o8", "208"), ("1l4", "114"), ("Mv|:", "Mvl:"),
        ("1.lopes@holm.example", "l.lopes@holm.example"), ("Dom Pedro Il, 23", "Dom Pedro II, 23"),
    ],
)  # fmt: skip
def test_lookalikes_that_leave_no_doubt(read: str, meant: str) -> None:
    assert settled(read) == meant


@pytest.mark.parametrize(
    "text",
    ["McIntyre", "MacInnes", "la lluvia", "Illinois", "AI", "Al Rowe", "IT Lead", "INFO@HOLM.EXAMPLE",
     "Il Sole", "ll2@holm.example", "LLC", "Ltd.", "BIC0DE1", "llamada"],
)  # fmt: skip
def test_other_text_is_left_alone(text: str) -> None:
    assert settled(text) == text


def test_the_witness_adds_a_blank_the_reader_thinks_possible() -> None:
    assert voted(made("Fax+49 555", {3: 0.003}), "Fax +49 555").text == "Fax +49 555"
    assert voted(made("Fax+49 555"), "Fax +49 555").text == "Fax+49 555"
    assert voted(made("www.holm", {4: 0.003}), "www. holm").text == "www.holm"


def test_the_witness_closes_a_word_but_changes_no_letter() -> None:
    read = made("Orig inais", {5: 0.07, 4: 0.07})
    assert voted(read, "Originais").text == "Originais"
    assert voted(made("Hübelstraße"), "HubelstraBe").text == "Hübelstraße"


def test_a_witness_that_read_something_else_has_no_vote() -> None:
    read = made("Tel.63/409", {4: 0.003})
    assert voted(read, "zw || ~qx") is read


def test_the_ghost_of_an_ampersand_is_dropped() -> None:
    read = without_ghosts(made("Holm &t Rask"))
    assert read.text == "Holm & Rask"
    assert len(read.confidences) == len(read.spans) == len(read.text)
    assert without_ghosts(made("AT&T")).text == "AT&T"


def test_languages() -> None:
    assert seen(["Geschäftsführer", "Musterstraße 5"])[0] == "de"
    assert seen(["Rua das Flores, 5", "Direção"])[0] == "pt"
    assert seen(["12345"]) == ()
    assert narrowed(("fr",), ["straße"]) == ("fr",)
    assert narrowed(("en", "de", "fr"), ["Geschäftsführer"]) == ("de", "en")
    assert narrowed(("en", "de", "fr"), []) == ("en",)


def test_scripts() -> None:
    assert [script(c) for c in "aя日ア1"] == ["LATIN", "CYRILLIC", "CJK", "CJK", ""]
