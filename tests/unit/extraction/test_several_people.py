"""several_people: who else stands on a shared card."""

from service.domain.contact import Email, Evidence, Name, Text
from service.domain.geometry import box
from service.extraction.assemble import Fields, Found
from service.extraction.several_people import parted


def seen(left: float, top: float, side="front") -> dict:
    return {
        "confidence": 0.0,
        "evidence": Evidence(side=side, polygon=box(left, top, left + 300, top + 40)),
    }


def name(full: str, left: float, side="front", score=0.8) -> Found[Name]:
    given, _, family = full.partition(" ")
    return Found(
        Name(full=full, given=given, family=family, **seen(left, 100, side)), {"score": score}
    )


def title(value: str, left: float) -> Found[Text]:
    return Found(Text(value=value, **seen(left, 150)), {"score": 0.9})


def mail(address: str) -> Found[Email]:
    return Found(Email(address=address, **seen(100, 600)), {"score": 0.9})


def test_two_columns_are_two_people_with_their_own_titles_and_mails():
    fields = Fields(
        names=(name("Anna Meier", 100), name("Otto Kern", 700)),
        job_titles=(title("Architect", 100), title("Engineer", 700)),
        emails=(mail("kern@firm.example"), mail("meier@firm.example"), mail("office@firm.example")),
    )
    main, others = parted(fields)
    assert [n.field.full for n in main.names] == ["Anna Meier"]
    assert [t.field.value for t in main.job_titles] == ["Architect"]
    assert [e.field.address for e in main.emails] == ["meier@firm.example", "office@firm.example"]
    assert [o.name.field.full for o in others] == ["Otto Kern"]
    assert [t.field.value for t in others[0].job_titles] == ["Engineer"]
    assert [e.field.address for e in others[0].emails] == ["kern@firm.example"]


def test_a_weak_second_name_with_nothing_of_its_own_is_nobody():
    fields = Fields(
        names=(name("Anna Meier", 100), name("Rosen Garten", 700)),
        job_titles=(title("Architect", 100),),
    )
    main, others = parted(fields)
    assert others == ()
    assert len(main.job_titles) == 1


def test_the_back_and_another_spelling_are_the_same_person():
    for twin in (
        name("Ана Майер", 700),
        name("Otto Kern", 100, side="back"),
        name("Anna Maria Meier", 700),
    ):
        _, others = parted(
            Fields(names=(name("Anna Meier", 100), twin), job_titles=(title("Architect", 700),))
        )
        assert others == ()
