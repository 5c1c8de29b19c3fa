"""names: printed names into parts, order and case."""

import pytest

from service.extraction.names import NameContext, parsed, titled


@pytest.mark.parametrize(
    ("printed", "country", "full", "given", "family"),
    [
        ("JEAN DUPONT", None, "Jean Dupont", "Jean", "Dupont"),
        ("john smith", None, "John Smith", "John", "Smith"),
        ("Amit kumar", None, "Amit kumar", "Amit", "kumar"),
        ("McDONALD, JOHN", None, "McDonald, John", "John", "McDonald"),
        ("Sean O'NEILL", "IE", "Sean O'Neill", "Sean", "O'Neill"),
        ("JAN VAN DER BERG", "NL", "Jan van der Berg", "Jan", "van der Berg"),
        ("JEANNE D'ARC", "FR", "Jeanne D'Arc", "Jeanne", "D'Arc"),
        (
            "MARIE-CLAIRE LEFÈVRE-DUBOIS",
            "FR",
            "Marie-Claire Lefèvre-Dubois",
            "Marie-Claire",
            "Lefèvre-Dubois",
        ),
        ("DUPONT Jean", "FR", "Dupont Jean", "Jean", "Dupont"),
        ("ZHANG Wei", "CN", "Zhang Wei", "Wei", "Zhang"),
        ("Zhang Wei", "CN", "Zhang Wei", "Wei", "Zhang"),
        ("Kim Min-jun", "KR", "Kim Min-jun", "Min-jun", "Kim"),
        ("LEE KUAN YEW", "SG", "Lee Kuan Yew", "Kuan Yew", "Lee"),
        ("Nagy István", "HU", "Nagy István", "István", "Nagy"),
        ("Juan Pérez García", "ES", "Juan Pérez García", "Juan", "Pérez García"),
        (
            "José Luis Rodríguez Zapatero",
            "ES",
            "José Luis Rodríguez Zapatero",
            "José Luis",
            "Rodríguez Zapatero",
        ),
        ("張偉", "TW", "張偉", "偉", "張"),
        ("Karthick", "IN", "Karthick", "Karthick", None),
        ("Mr. Brown", "GB", "Mr. Brown", None, "Brown"),
    ],
)
def test_order_and_case(printed, country, full, given, family):
    parts = parsed(printed, NameContext(country=country))
    assert (parts.full, parts.given, parts.family) == (full, given, family)


@pytest.mark.parametrize(
    ("printed", "prefix", "family", "suffix"),
    [
        ("Dr. Avery Smith", "Dr.", "Smith", None),
        ("Prof. Dr. med. Hans-Peter Müller", "Prof. Dr. med.", "Müller", None),
        ("Dipl.-Ing. Karl von Stein", "Dipl.-Ing.", "von Stein", None),
        ("Dott.ssa Giulia Rossi", "Dott.ssa", "Rossi", None),
        ("Ing.Mario Bianchi", "Ing.", "Bianchi", None),
        ("Eng.º João Melo", "Eng.º", "Melo", None),
        ("John Smith, Jr.", None, "Smith", "Jr."),
        ("John Smith, PhD, MBA", None, "Smith", "PhD, MBA"),
        ("Franz Müller, Dipl.-Ing.", None, "Müller", "Dipl.-Ing."),
        ("Jane Roe MA", None, "Roe", "MA"),
        ("Jack Ma", None, "Ma", None),
        ("João da Silva Filho", None, "da Silva", "Filho"),
        ("Robert King III", None, "King", "III"),
    ],
)
def test_titles_and_degrees(printed, prefix, family, suffix):
    parts = parsed(printed)
    assert (parts.prefix, parts.family, parts.suffix) == (prefix, family, suffix)


def test_monsieur_is_no_initial_where_french_is_spoken():
    assert parsed("M. Luc Vale", NameContext(country="FR")).prefix == "M."
    assert parsed("M. Luc Vale", NameContext(country="US")).given == "M."


def test_middle_initials_are_additional():
    parts = parsed("J. R. R. Vale", NameContext(country="GB"))
    assert (parts.given, parts.additional, parts.family) == ("J.", "R. R.", "Vale")


def test_nickname_stays_in_the_full_name_only():
    parts = parsed('Robert "Bob" Vale')
    assert parts.full == 'Robert "Bob" Vale'
    assert (parts.given, parts.family) == ("Robert", "Vale")


def test_lost_blank_is_found_by_humps_and_by_the_mail():
    assert parsed("JohnVale").full == "John Vale"
    assert parsed("JOHNVALE", NameContext(locals=("john.vale",))).full == "John Vale"
    assert parsed("McDonald").full == "McDonald"


def test_letters_never_change():
    parts = parsed("JOSE VALE", NameContext(locals=("josé.valé",)))
    assert parts.full == "Jose Vale"


@pytest.mark.parametrize(
    ("read", "full"),
    [("lan Briere", "Ian Briere"), ("KIaus Berg", "Klaus Berg"), ("Ana la Vega", "Ana la Vega")],
)
def test_look_alikes_at_the_start_of_a_name(read, full):
    assert parsed(read).full == full


def test_two_scripts_keep_the_latin_name():
    assert parsed("張偉 Wei Chang").full == "Wei Chang"


def test_patronymic():
    parts = parsed("Иванов Иван Иванович")
    assert (parts.family, parts.given, parts.additional) == ("Иванов", "Иван", "Иванович")


@pytest.mark.parametrize(
    ("word", "out"),
    [
        ("O'NEILL", "O'Neill"),
        ("MCDONALD", "McDonald"),
        ("SMITH-JONES", "Smith-Jones"),
        ("İPEK", "İpek"),
    ],
)
def test_titled(word, out):
    assert titled(word) == out
