from service.evaluation.causes import Miss, misses
from service.evaluation.labels import TruePhone, Truth
from service.evaluation.scores import scored
from tests.unit.evaluation.cards import email, name, organization, phone, values

LINES = ("Ana López", "Head of Sales", "ana@acrne.example", "T 020 7946 0958", "ACME", "TOOLS Ltd")


def of(truth: Truth, *review: str, lines: tuple[str, ...] = LINES, **fields: object) -> Miss:
    read = values(*review, **fields)
    (miss,) = misses(scored("c", truth, read), lines, read)
    return miss


def test_not_found_where_no_line_is_near() -> None:
    assert of(Truth(emails=("zoe@quux.example",)), lines=("Ana López",)).cause == "not found"


def test_misread_where_letters_differ_and_the_wrong_value_is_paired() -> None:
    miss = of(Truth(emails=("ana@acme.example",)), emails=(email("ana@acrne.example"),))
    assert (miss.cause, miss.got, miss.accepted) == ("misread", "ana@acrne.example", True)


def test_misassigned_names_the_field_that_holds_it() -> None:
    truth = Truth(names=("Ana López",))
    read = values(organizations=(organization("Ana López"),))
    found = misses(scored("c", truth, read), LINES, read)
    assert [(m.cause, m.seen) for m in found] == [
        ("misassigned", "organizations/0"),
        ("surplus", "Ana López"),
    ]


def test_cut_wrong_where_a_part_was_taken() -> None:
    miss = of(Truth(organizations=("ACME TOOLS Ltd",)), organizations=(organization("ACME"),))
    assert miss.cause == "cut wrong"


def test_mis_normalised_where_the_raw_text_is_right() -> None:
    truth = Truth(phones=(TruePhone("020 7946 0958", "work"),), country="GB")
    miss = of(truth, "phones/0", phones=(phone("+12079460958", raw="T 020 7946 0958"),))
    assert (miss.cause, miss.accepted) == ("mis-normalised", False)


def test_reordered_name_is_mis_normalised() -> None:
    truth = Truth(names=("LÓPEZ Ana",))
    miss = of(truth, lines=("LÓPEZ Ana",), name=name("Ana López"))
    assert miss.cause == "mis-normalised"


def test_surplus_where_nothing_is_printed() -> None:
    miss = of(Truth(), name=name("Head of Sales"))
    assert (miss.cause, miss.expected) == ("surplus", "")
