"""The word list as the search walks it, and a card's own words added to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.notes import beam, decode, trie
from service.notes.language import (
    BASE,
    LETTERS,
    OWN,
    Language,
    characters,
    english,
    folded,
    spelled,
)
from tests.unit.notes.strips import strip

WORDS = st.text(st.sampled_from("abc'"), min_size=1, max_size=5)


def packed(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Letters of all ``words``, and where each starts."""
    letters = [s for w in words if (s := spelled(w)) is not None]
    starts = np.cumsum([0, *map(len, letters)]).astype(np.int32)
    return np.concatenate(letters) if letters else np.zeros(0, np.int32), starts


def walked(nodes: trie.Nodes, word: str) -> int:
    """The node that ``word`` leads to, -1 where it leads nowhere."""
    node = 0
    for letter in spelled(word) if spelled(word) is not None else ():  # type: ignore[union-attr]
        at = int(nodes.child[node])
        while at and nodes.letter[at] != letter:
            at = int(nodes.sibling[at])
        if not at:
            return -1
        node = at
    return node


def number(language: Language, word: str) -> int:
    node = walked(language.words.nodes, word)
    return -1 if node < 0 else int(language.words.nodes.word[node])


@pytest.mark.parametrize(
    ("character", "bare"),
    [
        ("A", "a"), ("é", "e"), ("Ñ", "n"), ("ß", "s"), ("Ø", "o"), ("Ł", "l"), ("’", "'"),
        ("–", "-"), ("7", "7"), ("@", "@"), ("\u0301", "\u0301"), ("İ", "i"),
    ],
)  # fmt: skip
def test_a_character_folds_to_one_small_letter_or_stays(character: str, bare: str) -> None:
    assert folded(character) == bare


def test_words_are_spelled_by_number() -> None:
    numbers = spelled("Zoë’s")
    assert numbers is not None
    assert "".join(LETTERS[n - 1] for n in numbers) == "zoe's"
    assert numbers.min() > 0  # 0 is a word's edge
    assert spelled("") is None
    assert spelled("B2B") is None


def test_every_word_of_the_list_is_found_under_its_number() -> None:
    words = english().words
    assert len(words.unigram) > 100_000
    ends = np.sort(words.nodes.word[words.nodes.word >= 0])
    assert np.array_equal(ends, np.arange(len(words.unigram)))
    assert len(words.begin) == len(words.unigram) + 1
    assert number(english(), "the") == int(words.unigram.argmax())
    assert number(english(), "qwyzzik") == -1


def test_followers_ascend_and_are_words() -> None:
    """The search halves its way through them."""
    words = english().words
    assert words.begin[-1] == len(words.follower) == len(words.bigram)
    steps = np.diff(words.follower)
    first = words.begin[1:-1]
    inner = np.ones(len(steps), bool)
    inner[first[(first > 0) & (first < len(words.follower))] - 1] = False
    assert (steps[inner] > 0).all()
    assert words.follower.min() >= 0 and words.follower.max() < len(words.unigram)


def test_a_letter_after_three_others_has_some_chance_and_all_have_one() -> None:
    shipped = np.exp(english().words.character.astype(np.float64))
    assert shipped.shape == (BASE,) * 4
    assert shipped.min() > 0
    np.testing.assert_allclose(shipped.sum(axis=-1), 1, atol=1e-5)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8, unique=True))
def test_letters_that_words_have_are_likelier_than_others(words: list[str]) -> None:
    letters, starts = packed(words)
    table = np.exp(characters(letters, starts, np.zeros(len(words), np.float32)).astype(float))
    np.testing.assert_allclose(table.sum(axis=-1), 1, atol=1e-5)
    (first,) = {int(spelled(words[0])[0])}  # type: ignore[index]
    assert table[0, 0, 0, first] > table[0, 0, 0, LETTERS.index("z") + 1]
    # a word ends where words end
    a, b, c = [0, 0, *(int(n) for n in spelled(words[0]))][-3:]  # type: ignore[union-attr]
    assert table[a, b, c, 0] > table[a, b, c, LETTERS.index("z") + 1]


def test_frequent_words_shape_unknown_ones_more_but_not_much() -> None:
    letters, starts = packed(["ab", "ac"])
    b, c = (LETTERS.index(x) + 1 for x in "bc")
    often = characters(letters, starts, np.log(np.array([0.8, 0.1], np.float32)))
    a = LETTERS.index("a") + 1
    lead = float(often[0, 0, a, b] - often[0, 0, a, c])
    assert 0 < lead < np.log(8)


def test_a_cards_own_words_are_as_likely_as_school() -> None:
    known = english().knowing(["Zorblax", "school", "tortoises"])
    own = number(known, "zorblax")
    assert own >= len(english().words.unigram)
    assert known.words.unigram[own] == pytest.approx(OWN)
    # a rare word is raised, a common one not lowered
    rare, common = number(known, "tortoises"), number(known, "school")
    assert english().words.unigram[rare] < OWN
    assert known.words.unigram[rare] == pytest.approx(OWN)
    assert known.words.unigram[common] == english().words.unigram[common] > OWN
    # and the way to it is as promising as the word
    assert known.words.nodes.ahead[walked(known.words.nodes, "zorb")] >= OWN
    assert known.words.nodes.ahead[walked(known.words.nodes, "tortoises")] >= OWN


def test_what_one_card_knows_no_other_does() -> None:
    """``english()`` is kept and shared by all cards."""
    shared = english()
    before = {
        name: array.copy()
        for name, array in {**shared.words._asdict(), **shared.words.nodes._asdict()}.items()
        if isinstance(array, np.ndarray)
    }
    known = shared.knowing(["Zorblax", "tortoises", "The"])
    assert number(known, "zorblax") >= 0
    assert english() is shared and number(shared, "zorblax") == -1
    now = {**shared.words._asdict(), **shared.words.nodes._asdict()}
    assert len(before) >= 10
    for name, array in before.items():
        assert np.array_equal(array, now[name]), name


def test_nothing_new_is_the_same_model() -> None:
    assert english().knowing([]) is english()
    assert english().knowing(["B2B", "日本", ""]) is english()


def test_two_spellings_of_one_word_are_one() -> None:
    known = english().knowing(["Zorblax", "ZORBLAX", "zörblax"])
    assert len(known.words.nodes.child) == len(english().knowing(["zorblax"]).words.nodes.child)


def test_a_pair_of_words_raises_the_second() -> None:
    words = english().words
    of, the, kid = (number(english(), w) for w in ("of", "the", "kids"))

    def chance(before: int, word: int) -> float:
        return float(beam._probability(words, decode.WEIGHTS, before, word))

    assert chance(of, the) > chance(beam.START, the)
    # of words that no pair holds, the word alone counts, and less
    assert chance(the, the) < chance(beam.START, the)
    assert chance(beam.UNKNOWN, kid) == pytest.approx(words.unigram[kid])
    # a card's own words have no followers
    known = english().knowing(["Zorblax"])
    own = number(known, "zorblax")
    assert beam._probability(known.words, decode.WEIGHTS, own, the) == pytest.approx(
        words.unigram[the]
    )


def test_the_word_before_settles_what_ink_cannot() -> None:
    read = [decode.line(strip(f"{before} [cd]ata"), english()).text for before in ("big", "the")]
    assert read == ["big data", "the data"]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.lists(WORDS, max_size=6))
def test_a_trie_holds_what_was_put_in_and_nothing_else(first: list[str], more: list[str]) -> None:
    nodes, used, chances, names = trie.root(), 1, {}, {}
    for words, start in ((first, 0), (more, len(first))):
        letters, starts = packed(words)
        given_ = -1.0 - np.arange(start, start + len(words), dtype=np.float32)
        nodes = nodes.with_room(used, len(letters))
        used, numbers = trie.insert(nodes, used, letters, starts, given_, start)
        for i, word in enumerate(words):
            chances[word] = max(chances.get(word, -1e9), float(given_[i]))
            # a word keeps the number it had first
            assert numbers[i] == names.setdefault(word, start + i)
    prefixes = {word[:n] for word in chances for n in range(len(word) + 1)}
    assert used == len(prefixes)
    for prefix in prefixes:
        node = walked(nodes, prefix)
        assert 0 <= node < used
        assert nodes.word[node] == names.get(prefix, -1)
        best = max(chance for word, chance in chances.items() if word.startswith(prefix))
        assert nodes.ahead[node] == pytest.approx(best)
    for absent in ("zzz", first[0] + "z"):
        assert walked(nodes, absent) == -1
