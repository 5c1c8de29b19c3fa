from service.evaluation.calibration import Claim, calibration, claims
from service.evaluation.labels import Truth
from service.evaluation.scores import scored
from tests.unit.evaluation.cards import email, values


def test_claims_carry_right_and_accepted() -> None:
    read = values("emails/1", emails=(email("a@b.example", 0.95), email("x@b.example", 0.4)))
    found = claims([scored("c", Truth(emails=("a@b.example",)), read)], ("email",))
    assert found == (Claim(0.95, True, True), Claim(0.4, False, False))


def test_risk_falls_as_the_least_certain_go_to_review() -> None:
    made = [Claim(0.99, True, True)] * 8 + [Claim(0.3, False, False)] * 2
    found = calibration(made)
    assert found is not None
    risk = dict(found.risk)
    assert (risk[0.0], risk[0.2]) == (0.2, 0.0)
    assert (found.accepted, found.wrong_accepted) == (0.8, 0.0)


def test_perfect_confidence_has_no_brier_loss_and_overconfidence_shows() -> None:
    honest = calibration([Claim(1.0, True, True), Claim(0.0, False, False)])
    boastful = calibration([Claim(1.0, True, True), Claim(1.0, False, True)])
    assert honest is not None and boastful is not None
    assert (honest.brier, honest.expected_error) == (0.0, 0.0)
    assert (boastful.brier, boastful.expected_error, boastful.wrong_accepted) == (0.5, 0.5, 0.5)
    assert sum(b.count for b in boastful.bins) == 2


def test_no_claims_no_calibration() -> None:
    assert calibration([]) is None
