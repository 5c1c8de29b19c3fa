from hypothesis import given
from hypothesis import strategies as st

from service.evaluation.text import best_stretch, misread, text_score


def levenshtein(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above = row
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]


@given(st.text("abc ", max_size=5), st.text("abc ", max_size=7))
def test_best_stretch_is_the_least_distance_to_any_substring(needle: str, hay: str) -> None:
    stretches = {hay[i:j] for i in range(len(hay) + 1) for j in range(i, len(hay) + 1)}
    assert best_stretch(needle, hay)[0] == min(levenshtein(needle, s) for s in stretches)


def test_a_perfect_reading_in_another_order_loses_nothing() -> None:
    score = text_score(["Ana López", "Head of Sales"], ["HEAD OF SALES", "Ana López,"])
    assert (score.word_recall, score.line_cer) == (1.0, 0.0)


def test_a_wrong_letter_costs_its_word_and_one_edit() -> None:
    score = text_score(["Ana López"], ["Ana Lopez"])
    assert (score.word_recall, score.edits, score.characters) == (0.5, 1, 9)


def test_a_repeated_word_must_be_read_as_often() -> None:
    assert text_score(["Acme Acme"], ["Acme"]).word_recall == 0.5


def test_nothing_read_loses_everything() -> None:
    score = text_score(["Ana"], [])
    assert (score.word_recall, score.line_cer) == (0.0, 1.0)


def test_only_lines_not_read_as_printed_are_listed() -> None:
    found = list(misread(["Ana López", "Acme"], ["Acme", "Ana Lopez"]))
    assert found == [(1, "Ana López", "ana lopez")]
