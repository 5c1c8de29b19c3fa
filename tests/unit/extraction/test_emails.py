"""E-mail addresses out of lines: whole, split, glued, misread; and what is none."""

from __future__ import annotations

import pytest

from service.domain.text import Line, SecondReading
from service.extraction import emails

BOX = ((0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0))


def line(text: str, witness: str | None = None) -> Line:
    second = None if witness is None else SecondReading(witness, 0.8, "tesseract")
    return Line(text, 0.99, BOX, "ppocr", witness=second)


def values(*texts: str) -> list[str]:
    return [c.value for c in emails.candidates([line(t) for t in texts])]


ADDRESSES: list[tuple[list[str], list[str]]] = [
    (["john.smith@acme.com"], ["john.smith@acme.com"]),
    (["E-Mail: john-smith@acme-group.de"], ["john-smith@acme-group.de"]),
    (["e-mail john.smith@acme.com"], ["john.smith@acme.com"]),
    (["Mail: info@acme.co.uk | www.acme.co.uk"], ["info@acme.co.uk"]),
    (["info@acme.com, sales@acme.com"], ["info@acme.com", "sales@acme.com"]),
    (["info@acme.com;sales@acme.com"], ["info@acme.com", "sales@acme.com"]),
    (["info@acme.com - sales@acme.com"], ["info@acme.com", "sales@acme.com"]),
    (["info@acme.com / +49 30 123456"], ["info@acme.com"]),
    (["john . smith@acme . com"], ["john.smith@acme.com"]),
    (["john.smith @acme.com"], ["john.smith@acme.com"]),
    (["john.smith@ acme.com"], ["john.smith@acme.com"]),
    (["john.smith@acme. com"], ["john.smith@acme.com"]),
    (["john.smith@acme .co.uk"], ["john.smith@acme.co.uk"]),
    (["john.smith@mail.acme.co. jp"], ["john.smith@mail.acme.co.jp"]),
    (["contato@acme.com. br"], ["contato@acme.com.br"]),
    (["contato@acme.com .br"], ["contato@acme.com.br"]),
    (["contato@acme.combr"], ["contato@acme.com.br"]),
    (["john@acme.c0m"], ["john@acme.com"]),
    (["john@acme.con"], ["john@acme.com"]),
    (["john@acme.corn"], ["john@acme.com"]),
    (["john@acme..com"], ["john@acme.com"]),
    (["john@@acme.com"], ["john@acme.com"]),
    (["john[at]acme.com"], ["john@acme.com"]),
    (["john @ acme.com"], ["john@acme.com"]),
    (["<john@acme.com>"], ["john@acme.com"]),
    (["(john@acme.com)"], ["john@acme.com"]),
    (["✉ john@acme.com"], ["john@acme.com"]),
    (["@ john@acme.com"], ["john@acme.com"]),
    (["a john@acme.com"], ["john@acme.com"]),
    (["E john@acme.com"], ["john@acme.com"]),
    (["e:john@acme.com"], ["john@acme.com"]),
    (["Email john@acme.com Web www.acme.com"], ["john@acme.com"]),
    (["Email: john@acme.com Tel: +1 415 555 0132"], ["john@acme.com"]),
    (["john@acme.com.Tel"], ["john@acme.com"]),
    (["john@acme.com Skype: john.acme"], ["john@acme.com"]),
    (["Emails: john@acme.com"], ["john@acme.com"]),
    (["Courriel : jean@acme.fr"], ["jean@acme.fr"]),
    (["Correo electrónico: juan@acme.es"], ["juan@acme.es"]),
    (["pec: acme@pec.acme.it"], ["acme@pec.acme.it"]),
    (["john_smith99@acme.io"], ["john_smith99@acme.io"]),
    (["JOHN.SMITH@ACME.COM"], ["john.smith@acme.com"]),
    (["j.smith+cards@acme.com"], ["j.smith+cards@acme.com"]),
    (["o'neil@acme.ie"], ["o'neil@acme.ie"]),
    (["123456@qq.com"], ["123456@qq.com"]),
    (["abc@163.com"], ["abc@163.com"]),
    (["name@sub.dept.acme.edu.au"], ["name@sub.dept.acme.edu.au"]),
    (["name@acme.group"], ["name@acme.group"]),
    (["john.smith@", "acme.com"], ["john.smith@acme.com"]),
    (["john.smith@acme-", "group.com"], ["john.smith@acme-group.com"]),
    (["john.smith", "@acme.com"], ["john.smith@acme.com"]),
    (["E-Mail:", "john@acme.com"], ["john@acme.com"]),
    (["john@acme.com", "www.acme.com"], ["john@acme.com"]),
    (["@acme", "John Smith"], []),
    (["Follow us @acme"], []),
    (["Meet @ 5 pm"], []),
    (["Coffee @ Work"], []),
    (["user@localhost"], []),
    (["© 2020 Acme Inc."], []),
    (["Acme© Ltd"], []),
    (["Acme®.com"], []),
    (["Marca® registrada.es"], []),
    (["50@ 3.50"], []),
    (["john.smith@acme.com"], ["john.smith@acme.com"]),
    (["e-mail:john.smith@acme.comwww.acme.com"], ["john.smith@acme.com"]),
    (["M: +1 415 555 0132 E: a.b@acme.com W: acme.com"], ["a.b@acme.com"]),
    (["jsmith@acme.com|www.acme.com"], ["jsmith@acme.com"]),
    (["jsmith@acme.com/www.acme.com"], ["jsmith@acme.com"]),
    (["j smith@acme.com"], ["smith@acme.com"]),
    (["info@müller.de"], ["info@müller.de"]),
]


@pytest.mark.parametrize(("texts", "want"), ADDRESSES, ids=lambda v: str(v)[:40])
def test_addresses(texts: list[str], want: list[str]) -> None:
    assert values(*texts) == want


def witnessed(read: str, second: str, *others: str) -> list[str]:
    return [c.value for c in emails.candidates([line(read, second), *map(line, others)])]


def test_the_witness_is_taken_where_it_agrees_with_the_name() -> None:
    assert witnessed("john.srnith@acme.com", "john.smith@acme.com", "John Smith") == [
        "john.smith@acme.com"
    ]
    assert witnessed("john.smith@acme.com", "john.srnith@acme.com", "John Smith") == [
        "john.smith@acme.com"
    ]


def test_an_underscore_read_as_a_blank_comes_back_from_the_witness() -> None:
    assert witnessed("john smith@acme.com", "john_smith@acme.com") == ["john_smith@acme.com"]


def test_the_witness_alone_is_taken_only_where_the_first_reader_saw_nearly_the_same() -> None:
    assert witnessed("johnQacme.com", "john@acme.com") == ["john@acme.com"]
    assert witnessed("Something else", "john@acme.com") == []


def test_the_domain_is_put_right_by_the_site_of_the_card() -> None:
    assert values("kate@hiiton.com", "www.hilton.com", "www.hilton.com") == ["kate@hilton.com"]
    assert values("kate@hi1ton.com", "jan@hilton.com", "www.hilton.com") == [
        "kate@hilton.com",
        "jan@hilton.com",
    ]


def test_another_company_s_domain_is_left_alone() -> None:
    assert values("kate@sister.com", "www.acme.com", "www.acme.com") == ["kate@sister.com"]
    assert values("kate@acme.de", "www.acme.com", "www.acme.com") == ["kate@acme.de"]


def test_roles_and_names_are_respelled_only_towards_known_words() -> None:
    assert values("lnfo@acme.com") == ["info@acme.com"]
    assert values("zqlx@acme.com", "Zqix Acme") == ["zqlx@acme.com"]


def test_signals_tell_what_the_address_rests_on() -> None:
    (clean,) = emails.candidates([line("john@acme.com", "john@acme.com"), line("www.acme.com")])
    (doubtful,) = emails.candidates([line("john@acme,com", "john@acne.com")])
    assert clean.signals["witness"] == 1.0
    assert doubtful.signals["witness"] == 0.0
    assert clean.signals["unrepaired"] > doubtful.signals["unrepaired"]
    assert clean.score > doubtful.score
    assert all(0.0 <= v <= 1.0 for v in (*clean.signals.values(), clean.score))


def test_the_segment_is_the_address_without_its_label() -> None:
    (found,) = emails.candidates([line("E-mail: john@acme.com | www.acme.com")])
    (segment,) = found.segments
    assert segment.text == "john@acme.com"
    assert (segment.start, segment.end) == (8, 21)


def test_an_address_over_two_lines_has_two_segments() -> None:
    (found,) = emails.candidates([line("Mail: john.smith@"), line("acme.com")])
    assert [s.text for s in found.segments] == ["john.smith@", "acme.com"]


def test_the_domain_is_backed_by_other_lines_only() -> None:
    (alone,) = emails.candidates([line("jon@acme.com", "jan@acme.com")])
    (backed,) = emails.candidates([line("jon@acme.com", "jan@acme.com"), line("www.acme.com")])
    (against,) = emails.candidates([line("jon@acme.com", "jan@acme.com"), line("www.other.com")])
    assert (alone.signals["domain"], backed.signals["domain"], against.signals["domain"]) == (
        0.5,
        1.0,
        0.0,
    )
