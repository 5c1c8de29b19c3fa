"""Words into pieces, pieces through the network, and its scores into facts."""

from __future__ import annotations

import math

import numpy as np
import pytest

from service.notes.encoder import MOST, Dense, Layer, Norm, softmax
from service.notes.tagger import FLAGS, TAGS, best_path, encoder, tagged
from service.notes.wordpiece import BOX, LINE_END, pieces

KNOWN = {
    w: i for i, w in enumerate(("[UNK]", LINE_END, BOX, "fly", "##ing", "fish", ",", "muller"))
}


def spelled(text: str) -> list[tuple[str, str]]:
    """Each piece's name and the characters of ``text`` it stands for."""
    names = {i: w for w, i in KNOWN.items()}
    return [(names[p.id], text[p.start : p.end]) for p in pieces(text, KNOWN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flying, fish", [("fly", "fly"), ("##ing", "ing"), (",", ","), ("fish", "fish")]),
        ("fly\n fish", [("fly", "fly"), (LINE_END, "\n"), ("fish", "fish")]),
        ("☐ fly", [(BOX, "☐"), ("fly", "fly")]),
        ("Müller", [("muller", "Müller")]),
        ("flyfoo fish", [("[UNK]", "flyfoo"), ("fish", "fish")]),
        (" \t ", []),
    ],
)
def test_a_text_is_cut_into_the_longest_known_pieces(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert spelled(text) == expected


def test_pieces_know_the_case_of_their_word() -> None:
    assert [p.case for p in pieces("flying Flying FLYING", KNOWN)] == [0, 0, 1, 1, 2, 2]


def test_shares_are_one_in_all() -> None:
    assert softmax(np.array([[1.0, 2.0, 3.0], [900.0, 0.0, 0.0]], np.float32)).sum(1) == (
        pytest.approx([1, 1])
    )


def test_a_layer_is_the_published_formula() -> None:
    """Against plain loops: 12 heads over 24 numbers of 3 steps."""
    rng = np.random.default_rng(5)
    d, f, heads = 24, 8, 12

    def dense(a: int, b: int) -> Dense:
        return Dense(rng.normal(0, 0.3, (a, b)).astype(np.float32), rng.normal(0, 0.1, b).astype(np.float32))  # fmt: skip

    def norm() -> Norm:
        return Norm(rng.normal(1, 0.1, d).astype(np.float32), rng.normal(0, 0.1, d).astype(np.float32))  # fmt: skip

    layer = Layer(dense(d, d), dense(d, d), dense(d, d), dense(d, d), norm(), dense(d, f), dense(f, d), norm())  # fmt: skip
    x = rng.normal(0, 1, (3, d)).astype(np.float32)
    q, k, v = (x @ m.weight + m.bias for m in (layer.query, layer.key, layer.value))
    mixed = np.zeros((3, d))
    for h in range(heads):
        at = slice(2 * h, 2 * h + 2)
        for i in range(3):
            scores = [math.exp(float(q[i, at] @ k[j, at]) / math.sqrt(2)) for j in range(3)]
            for j in range(3):
                mixed[i, at] += scores[j] / sum(scores) * v[j, at]

    def normed(row: np.ndarray, n: Norm) -> np.ndarray:
        return (row - row.mean()) / row.std() * n.weight + n.bias

    for i in range(3):
        inner = normed(x[i] + mixed[i] @ layer.out.weight + layer.out.bias, layer.norm)
        up = inner @ layer.up.weight + layer.up.bias
        bent = np.array([u * 0.5 * (1 + math.erf(u / math.sqrt(2))) for u in up])
        out = normed(inner + bent @ layer.down.weight + layer.down.bias, layer.norm_out)
        assert layer(x)[i] == pytest.approx(out, abs=4e-3)


def test_no_fact_begins_inside() -> None:
    inside, begin = TAGS.index("I-pet"), TAGS.index("B-pet")
    scores = np.full((3, len(TAGS)), -20.0, np.float32)
    scores[0, [inside, begin]] = (-0.1, -3.0)
    scores[1, inside] = -0.1
    scores[2, [TAGS.index("I-work"), 0]] = (-0.1, -4.0)
    assert [TAGS[t] for t in best_path(scores)] == ["B-pet", "I-pet", "O"]


def test_facts_stand_in_order_on_their_words() -> None:
    text = "loves sailing\ntwo sons\nwill send me his slides"
    sailing, sons, slides = tagged(text)
    assert [sailing.kind, sons.kind, slides.kind] == ["interest", "family", "promise"]
    assert "sailing" in text[sailing.start : sailing.end]
    assert text[sons.start : sons.end] == "two sons"
    assert slides.flags["theirs"] > 0.5 > sailing.flags["negated"]
    assert set(slides.flags) == set(FLAGS)
    assert all(0 <= f.sure <= 1 for f in (sailing, sons, slides))


def test_a_text_without_words_holds_nothing_and_a_long_one_is_cut() -> None:
    assert tagged("") == tagged(" \n") == ()
    long = "loves sailing\n" * 300
    assert max(f.end for f in tagged(long)) <= pieces(long, encoder().vocabulary)[MOST - 1].end
