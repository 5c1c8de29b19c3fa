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


def walked(tree: trie.Trie, word: str) -> int:
    """The node that ``word`` leads to, -1 where it leads nowhere."""
    node = np.zeros(1, np.int64)
    for letter in spelled(word) if spelled(word) is not None else ():  # type: ignore[union-attr]
        node = tree.step(node, np.array([letter]))
    return int(node[0])


def number(language: Language, word: str) -> int:
    node = walked(language.words.trie, word)
    return -1 if node < 0 else int(language.words.trie.word[node])


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
    ends = np.sort(words.trie.word[words.trie.word >= 0])
    assert np.array_equal(ends, np.arange(len(words.unigram)))
    assert words.listed == len(words.unigram)
    assert number(english(), "the") == int(words.unigram.argmax())
    assert number(english(), "qwyzzik") == -1


def test_pairs_ascend_and_are_of_words() -> None:
    """The search halves its way through them."""
    words = english().words
    assert len(words.pair) == len(words.bigram) > 200_000
    assert (np.diff(words.pair) > 0).all()
    assert words.pair.min() >= 0 and words.pair.max() < words.listed**2


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
    assert known.words.trie.ahead[walked(known.words.trie, "zorb")] >= OWN
    assert known.words.trie.ahead[walked(known.words.trie, "tortoises")] >= OWN


def test_what_one_card_knows_no_other_does() -> None:
    """``english()`` is kept and shared by all cards."""
    shared = english()
    held = {"unigram": shared.words.unigram, **arrays(shared.words.trie)}
    before = {name: array.copy() for name, array in held.items()}
    known = shared.knowing(["Zorblax", "tortoises", "The"])
    assert number(known, "zorblax") >= 0
    assert english() is shared and number(shared, "zorblax") == -1
    assert len(before) == 5
    for name, array in held.items():
        assert np.array_equal(array, before[name]), name


def arrays(tree: trie.Trie) -> dict[str, np.ndarray]:
    return {name: getattr(tree, name) for name in ("edge", "target", "word", "ahead")}


def test_nothing_new_is_the_same_model() -> None:
    assert english().knowing([]) is english()
    assert english().knowing(["B2B", "日本", ""]) is english()


def test_two_spellings_of_one_word_are_one() -> None:
    known = english().knowing(["Zorblax", "ZORBLAX", "zörblax"])
    assert len(known.words.trie.word) == len(english().knowing(["zorblax"]).words.trie.word)


def test_a_pair_of_words_raises_the_second() -> None:
    words = english().words
    of, the, kid = (number(english(), w) for w in ("of", "the", "kids"))

    def chance(before: int, word: int) -> float:
        return probability(english(), before, word)

    assert chance(of, the) > chance(beam.START, the)
    # of words that no pair holds, the word alone counts, and less
    assert chance(the, the) < chance(beam.START, the)
    assert chance(beam.UNKNOWN, kid) == pytest.approx(words.unigram[kid])
    # a card's own words have no followers
    known = english().knowing(["Zorblax"])
    own = number(known, "zorblax")
    assert probability(known, own, the) == pytest.approx(words.unigram[the])


def probability(language: Language, before: int, word: int) -> float:
    both = np.array([before]), np.array([word])
    return float(beam._probability(*both, language.words, decode.WEIGHTS)[0])


def test_the_word_before_settles_what_ink_cannot() -> None:
    read = [decode.line(strip(f"{before} [cd]ata"), english()).text for before in ("big", "the")]
    assert read == ["big data", "the data"]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.lists(WORDS, max_size=6))
def test_a_trie_holds_what_was_put_in_and_nothing_else(first: list[str], more: list[str]) -> None:
    unique = list(dict.fromkeys(first))
    letters, starts = packed(unique)
    chances = -1.0 - np.arange(len(unique), dtype=np.float32)
    best = dict(zip(unique, chances.tolist(), strict=True))
    names = {word: i for i, word in enumerate(unique)}
    tree = trie.built(letters, starts, chances, BASE)
    grown, numbers = tree.with_words([spelled(w) for w in more], -0.5, len(unique))  # type: ignore[misc]
    for i, word in enumerate(more):
        best[word] = -0.5
        # a word keeps the number it had first
        assert numbers[i] == names.setdefault(word, len(unique) + i)
    prefixes = {word[:n] for word in best for n in range(len(word) + 1)}
    assert len(grown.word) == len(grown.ahead) == len(prefixes) == len(grown.edge) + 1
    assert (np.diff(grown.edge) > 0).all()
    for prefix in prefixes:
        node = walked(grown, prefix)
        assert 0 <= node < len(grown.word)
        assert grown.word[node] == names.get(prefix, -1)
        likeliest = max(chance for word, chance in best.items() if word.startswith(prefix))
        assert grown.ahead[node] == pytest.approx(likeliest)
    for absent in ("zzz", first[0] + "z"):
        assert walked(grown, absent) == -1
