"""Posteriors into words: the word list helps where the ink is in doubt, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.geometry import bounds, box
from service.notes import decode
from service.notes.language import Language, english
from tests.unit.notes.strips import CHARACTERS, STEP, flat, strip


@pytest.fixture(scope="module")
def language() -> Language:
    return english()


def test_a_known_word_beats_a_slightly_likelier_string(language: Language) -> None:
    line = decode.line(strip("nice [hb]oat trip"), language)
    assert (line.text, line.raw) == ("nice boat trip", "nice hoat trip")


def test_the_words_before_decide_between_two_words(language: Language) -> None:
    assert decode.line(strip("to [sm]ee you"), language).text == "to see you"
    assert decode.line(strip("two [kl]ids", first=0.4), language).text == "two kids"
    # The ink decides where it is sure, whatever is said more often.
    assert decode.line(strip("two lids"), language).text == "two lids"


def test_what_the_ink_says_clearly_is_kept_though_no_list_holds_it(language: Language) -> None:
    line = decode.line(strip("met Qwyzzik today"), language)
    assert line.text == "met Qwyzzik today"
    known, unknown = line.words[2].confidence, line.words[1].confidence
    assert known > unknown > 0.3


def test_a_word_of_the_card_is_expected_in_its_note(language: Language) -> None:
    doubtful = strip("ask Zorb[il]ax")
    assert decode.line(doubtful, language).text == "ask Zorbiax"
    line = decode.line(doubtful, language.knowing(["Zorblax"]))
    assert (line.text, line.raw) == ("ask Zorblax", "ask Zorbiax")
    assert line.words[1].confidence > 0.8
    # A word that the ink does not say is not written into it.
    assert decode.line(strip("ask Anna"), language.knowing(["Anja"])).text == "ask Anna"


@pytest.mark.parametrize(
    "exact",
    ["a@b.example", "anna@acmee.example", "020-7946-0018", "+442079460018", "www.acmee.example"],
)
def test_addresses_and_numbers_stay_as_read_and_are_believed(
    language: Language, exact: str
) -> None:
    line = decode.line(strip(f"mail {exact}"), language)
    assert line.text == f"mail {exact}"
    assert line.words[1].confidence > 0.8
    assert decode.line(strip(exact), language).confidence > 0.8


def test_an_address_read_with_doubt_is_doubted(language: Language) -> None:
    (word,) = decode.line(strip("a[mn]a@acmee.ex[ae]mple"), language).words
    assert word.text == "ama@acmee.example"
    assert word.confidence < 0.7
    # and a number that the recogniser did not read so is no surer than the search is of it
    line = decode.line(strip("[S5]550199"), language)
    assert (line.text, line.raw) == ("5550199", "S550199")
    assert line.confidence < 0.65


def test_alternatives_are_other_words_for_the_same_ink(language: Language) -> None:
    line = decode.line(strip("nice [hb]oat trip"), language)
    nice, boat, trip = line.words
    assert "hoat" in boat.alternatives and "boat" not in boat.alternatives
    assert not {"hoat", "boat"} & {*nice.alternatives, *trip.alternatives}
    assert all(len(w.alternatives) <= decode.ALTERNATIVES for w in line.words)


def test_confidence_falls_with_the_ink(language: Language) -> None:
    clear, doubtful = (
        decode.line(strip(text), language).words[0].confidence for text in ("lake", "[lc]ake")
    )
    assert 0 < doubtful < clear <= 1
    line = decode.line(strip("[lc]ake house"), language)
    low, high = sorted(w.confidence for w in line.words)
    assert low < line.confidence < high


def test_texts_share_one_belief_and_the_best_comes_first(language: Language) -> None:
    found = decode.texts(strip("nice [hb]oat"), language)
    shares = [share for _, share in found]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=1e-6)


def test_words_are_parted_at_blanks_and_lie_where_they_were_read(language: Language) -> None:
    line = decode.line(strip("two old dogs", polygon=box(100, 50, 340, 90)), language)
    assert [w.text for w in line.words] == ["two", "old", "dogs"]
    places = [bounds(w.polygon) for w in line.words]
    # twelve characters over 240 pixels, two steps each
    for (left, _, right, _), (first, last) in zip(places, [(0, 2), (4, 6), (8, 11)], strict=True):
        assert left == pytest.approx(100 + 20 * first, abs=STEP)
        assert right == pytest.approx(120 + 20 * last, abs=STEP)
    assert {(top, bottom) for _, top, _, bottom in places} == {(50, 90)}
    assert line.evidence.polygon == box(100, 50, 340, 90)


@pytest.mark.parametrize(("chance", "read"), [(-2.5, "house boat"), (-6.0, "houseboat")])
def test_a_faint_blank_still_parts_words(language: Language, chance: float, read: str) -> None:
    """The recogniser is shy of blanks: where it rather believes that there is none (one chance in
    twelve) there is one, but not where it is sure."""
    seen = strip("house boat")
    faint = seen.log_posteriors.copy()
    at = 2 * "house boat".index(" ")
    faint[at] = faint[at + 1]  # a sure CTC blank instead, but for a chance
    faint[at, CHARACTERS.index(" ")] = chance
    line = decode.line(replace(seen, log_posteriors=faint), language)
    assert (line.text, line.raw) == (read, "houseboat")


def test_the_side_is_that_of_the_evidence(language: Language) -> None:
    assert decode.line(strip("hello"), language).evidence.side == "back"
    assert decode.line(strip("hello"), language, "front").evidence.side == "front"


@pytest.mark.parametrize("nothing", ["", "   "])
def test_an_empty_strip_has_no_words(language: Language, nothing: str) -> None:
    line = decode.line(strip(nothing), language)
    assert (line.text, line.raw, line.confidence, line.words) == ("", "", 0.0, ())


def test_clean_paper_has_no_words(language: Language) -> None:
    line = decode.line(flat(30, ""), language)
    assert (line.text, line.words) == ("", ())


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from(CHARACTERS[1:]), max_size=12))
def test_any_ink_gives_values_in_their_ranges(text: str) -> None:
    seen = strip(text.replace("[", "(").replace("]", ")"), sure=0.9)
    line = decode.line(seen, english())
    assert 0 <= line.confidence <= 1
    assert line.text == " ".join(w.text for w in line.words)
    for word in line.words:
        assert 0 <= word.confidence <= 1
        assert word.text and " " not in word.text
        assert word.text not in word.alternatives
        left, top, right, bottom = bounds(word.polygon)
        assert 0 <= left < right <= STEP * len(seen.log_posteriors) + 1e-6
        assert (top, bottom) == (0, 40)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("$5ok", "$50k"), ("2o26", "2026"), ("$5oo", "$500"), ("2ooo", "2000"), ("3o%", "30%"),
        ("1o:30", "10:30"), ("5O", "50"), ("1l5", "115"), ("1lo", "1lo"), ("1l:30", "11:30"),
        ("1lam", "11am"), ("1l", "1l"), ("no", "no"), ("l0", "l0"), ("2nd", "2nd"), ("O2", "O2"),
        ("1lo5", "1lo5"), ("1l1o", "1110"), ("4on4", "4on4"),
    ],
)  # fmt: skip
def test_letters_among_digits_are_digits(read: str, meant: str) -> None:
    assert decode.numeral(read) == meant


def test_a_number_is_believed_in_either_spelling(language: Language) -> None:
    """``$5ok`` and ``$50k`` are one number: neither doubts the other."""
    word = decode.line(strip("pay $5[o0]k"), language).words[1]
    assert word.text == "$50k"
    assert "$5ok" not in word.alternatives and "$50k" not in word.alternatives
