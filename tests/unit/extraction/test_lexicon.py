import zlib

import pytest

from fixtures.train.lexicon import common
from service.extraction import lexicon


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("Straße", "strasse"),
        ("ŁÓDŹ", "lodz"),
        ("  Ñandú ", "nandu"),
        ("Ærø", "aero"),
    ],
)
def test_folding_drops_marks_and_case(text, folded):
    assert lexicon.folded(text) == folded


def test_glued_capitals_are_two_words_but_titles_keep_their_dots():
    assert lexicon.tokens("SalesManager, Dr. J. O'Neil") == (
        "sales",
        "manager",
        "dr.",
        "j.",
        "o'neil",
    )


@pytest.mark.parametrize(
    "word",
    [
        "manager",
        "geschäftsführerin",
        "Geschaeftsfuehrer",
        "vertriebsleiter",
        "gérant",
        "diretora",
        "c.e.o.",
        "zaakvoerder",
        "säljare",
    ],
)
def test_title_words_of_many_languages(word):
    assert lexicon.keywords("titles").holds(lexicon.folded(word))


@pytest.mark.parametrize("word", ["berlin", "smith", "contoso", "street"])
def test_what_is_no_title(word):
    assert not lexicon.keywords("titles").holds(word)


@pytest.mark.parametrize(
    ("text", "legal"),
    [
        ("Nordwind Logistik GmbH & Co. KG", True), ("Vega S.A. de C.V.", True), ("Acme Co., Ltd.", True), ("Tulip B.V.", True),
        ("Denver, CO", False), ("São Paulo - SP", False), ("GmbH", False), ("Sales Manager", False),
    ],
)  # fmt: skip
def test_legal_forms_end_names_of_companies_and_not_places(text, legal):
    assert lexicon.legal_form(text, lexicon.tokens(text)) is legal


def test_held_out_names_are_not_in_the_lexicon_unless_common():
    pool = [
        "Johnson",
        "Christopher",
        "Alexandra",
        "Giuseppe",
        "Margarida",
        "Katarzyna",
        "Robert",
        "Anna",
        "Maria",
        "Klaus",
        "Wendelin",
        "Leocadia",
        "Hiltrud",
        "Sigrid",
        "Torbjörn",
        "Eulalia",
        "Ludovica",
    ]
    assert all(lexicon.names().get(n) for n in ("andreas", "martin", "jose", "kowalski"))
    pool = [n for n in pool if lexicon.folded(n) not in common()]
    held = [n for n in pool if zlib.crc32(n.casefold().encode()) % 4 == 0]
    kept = [n for n in pool if n not in held]
    assert held
    assert kept
    assert not any(lexicon.names().get(lexicon.folded(n)) for n in held)
    assert all(lexicon.names().get(lexicon.folded(n)) for n in kept)


def test_places_know_their_countries():
    assert lexicon.cities()["munchen"][0] == "DE"
    assert lexicon.cities()["lyon"] == ("FR",)
    assert lexicon.territories()["deutschland"] == "DE"
    assert lexicon.territories()["brasil"] == "BR"
