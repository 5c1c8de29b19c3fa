from service.evaluation.baseline import baseline_values


def test_addresses_of_mail_and_web_and_numbers_are_taken() -> None:
    text = "Ana López\nana@acme.example.com\nwww.acme.example\nT +44 (0)20 7946 0958 W2 6BD\n"
    found = {(v.field, v.text) for v in baseline_values(text)}
    assert ("email", "ana@acme.example.com") in found
    assert ("url", "www.acme.example") in found
    (phone,) = [v for v in baseline_values(text) if v.field == "phone"]
    assert phone.e164 == "+442079460958"


def test_nothing_from_nothing() -> None:
    assert baseline_values("Ana López\nHead of Sales") == ()
