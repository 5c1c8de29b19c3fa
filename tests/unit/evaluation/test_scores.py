from service.evaluation.labels import TruePhone, Truth
from service.evaluation.scores import figure, scored, share
from service.evaluation.values import Value
from tests.unit.evaluation.cards import email, name, organization, phone, title, values

TRUTH = Truth(
    names=("Ana López",),
    job_titles=("Head of Sales", "Vertriebsleiterin"),
    organizations=("Acme Ltd.", "Acme"),
    emails=("ana@acme.example",),
    phones=(TruePhone("+44 20 7946 0958", "work"), TruePhone("+44 20 7946 0959", "fax")),
    address_lines=("1 High Street", "London"),
)
ADDRESS = Value("address", "addresses/0", ("1 High Street\nLondon",))


def test_a_card_read_as_printed_is_all_right() -> None:
    read = values(
        name=name("Dr. Ana López", prefix="Dr.", given="Ana", family="López"),
        job_titles=(title("HEAD OF SALES"), title("Vertriebsleiterin")),
        organizations=(organization("ACME"),),
        emails=(email("Ana@acme.example"),),
        phones=(phone("+442079460958"), phone("+442079460959", "fax")),
    )
    score = scored("c", TRUTH, (*read, ADDRESS))
    assert score.all_right()
    assert score.fields["phone"].types_right == score.fields["phone"].types_asked == 2


def test_misses_and_surplus_are_told_apart() -> None:
    read = values(emails=(email("ana@acrne.example"),), organizations=(organization("Sales"),))
    score = scored("c", TRUTH, read)
    assert score.fields["email"].missed == ("ana@acme.example",)
    assert [v.text for v in score.fields["email"].surplus] == ["ana@acrne.example"]
    assert score.fields["name"].missed and not score.fields["name"].surplus
    assert not score.all_right()


def test_a_value_read_twice_is_no_surplus_and_a_wrong_type_is_counted() -> None:
    read = values(phones=(phone("+442079460958", "fax"), phone("+442079460958")))
    score = scored("c", TRUTH, read).fields["phone"]
    assert (len(score.hits), score.surplus, len(score.missed)) == (1, (), 1)
    assert (score.types_right, score.types_asked) == (0, 1)


def test_nothing_printed_and_nothing_read_is_right() -> None:
    assert scored("c", Truth(), ()).all_right()
    assert not scored("c", Truth(), (ADDRESS,)).all_right()


def test_an_address_is_one_unit_and_a_part_of_it_is_wrong() -> None:
    part = Value("address", "addresses/0", ("1 High Street",))
    scores = [scored("a", TRUTH, (ADDRESS,)), scored("b", TRUTH, (part,))]
    found = figure(scores, "address")
    assert (found.precision, found.recall, found.expected) == (0.5, 0.5, 2)


def test_f1_and_its_interval() -> None:
    right = scored("a", TRUTH, values(emails=(email("ana@acme.example"),)))
    wrong = scored("b", TRUTH, values(emails=(email("x@acme.example"),)))
    silent = scored("c", TRUTH, ())
    found = figure([right, wrong, silent], "email")
    assert (found.precision, found.recall) == (0.5, 1 / 3)
    assert abs(found.f1 - 0.4) < 1e-12
    assert found.low <= found.f1 <= found.high
    assert found == figure([right, wrong, silent], "email")


def test_share_of_flags() -> None:
    value, low, high = share([True, True, False, True])
    assert value == 0.75
    assert low < value < high


def test_a_label_that_knows_the_e164_form_decides() -> None:
    truth = Truth(phones=(TruePhone("020 7946 0958", "work", "+442079460958"),))
    assert scored("c", truth, values(phones=(phone("+442079460958"),))).all_right()
    assert not scored("c", truth, values(phones=(phone("+3902079460958"),))).all_right()
