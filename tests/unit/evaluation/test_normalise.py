import pytest

from service.evaluation.normalise import (
    country_code,
    email_key,
    folded,
    handle_key,
    phone_key,
    phone_region,
    same_address,
    same_phone,
    url_key,
)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("DR. ANA  LÓPEZ", "Dr Ana López", True),
        ("Ana López", "Ana Lopez", False),
        ("Ana-Maria", "Ana Maria", True),
        ("AnaMaria", "Ana Maria", False),
        ("Straße", "STRASSE", True),
        ("e\u0301", "é", True),
    ],
)
def test_names_fold_case_and_punctuation_but_not_letters(a: str, b: str, same: bool) -> None:
    assert (folded(a) == folded(b)) is same


def test_url_loses_scheme_www_and_trailing_slash() -> None:
    assert url_key("https://www.Acme.example/") == url_key("acme.example") == "acme.example"
    assert url_key("acme.example/team") != url_key("acme.example")


def test_mail_and_handles_fold() -> None:
    assert email_key(" mailto:Ana@Acme.example ") == "ana@acme.example"
    assert handle_key("https://linkedin.com/in/ana/") == handle_key("@ana")


def test_address_compares_across_line_breaks_and_order_of_offices() -> None:
    lines = ["1 High Street,", "London W2", "9 Rue Haute", "Paris"]
    assert same_address(lines, ["9 Rue Haute, Paris", "1 High Street\nLondon W2"])
    assert not same_address(lines, ["1 High Street, London W2"])


@pytest.mark.parametrize(
    ("text", "code"), [("Germany", "DE"), ("uk", "GB"), ("br", "BR"), ("", None), ("Mars", None)]
)
def test_country_by_code_or_name(text: str, code: str | None) -> None:
    assert country_code(text) == code


def test_region_from_label_before_the_other_numbers() -> None:
    assert phone_region(["+44 20 7946 0958", "020 7946 0959"], None) == "GB"
    assert phone_region(["+44 20 7946 0958"], "DE") == "DE"
    assert phone_region(["020 7946 0959"], None) is None


def test_trunk_zero_is_dropped() -> None:
    assert phone_key("+44 (0) 20 7946 0958", None).e164 == "+442079460958"
    assert phone_key("0044 20 7946 0958", None).e164 == "+442079460958"


@pytest.mark.parametrize(
    ("printed", "e164", "same"),
    [
        ("020 7946 0958", "+442079460958", True),
        ("2684-7988", "+551126847988", True),  # the area code learnt from the card
        ("1 415 555 0132", "+14155550132", True),
        ("2684-7988", "+551126847989", False),
        ("2684-7988", None, False),
    ],
)
def test_without_a_country_national_digits_decide(
    printed: str, e164: str | None, same: bool
) -> None:
    assert same_phone(phone_key(printed, None), e164, "") is same


def test_with_a_country_only_the_same_e164_is_right() -> None:
    expected = phone_key("020 7946 0958", "GB")
    assert same_phone(expected, "+442079460958", "")
    assert not same_phone(expected, "+12079460958", "")
