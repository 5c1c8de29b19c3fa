import pytest

from service.domain.fields import Segment
from service.extraction.pieces import look, pieces


def segment(text, start=0):
    width = 10.0 * len(text)
    return Segment(
        0, start, start + len(text), text, ((0.0, 0.0), (width, 0.0), (width, 20.0), (0.0, 20.0))
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Robert Johnson, Managing Director", ["Robert Johnson", "Managing Director"]),
        ("Robert Johnson | CEO", ["Robert Johnson", "CEO"]),
        ("Robert Johnson Sales Manager", ["Robert Johnson", "Sales Manager"]),
        ("Sales Manager, Export Department", ["Sales Manager", "Export Department"]),
        ("Vice President, Business Development", ["Vice President, Business Development"]),
        ("Acme Tools Ltd. | 12 Station Road", ["Acme Tools Ltd", "12 Station Road"]),
        ("12 Station Road, Leeds, LS1 4AB", ["12 Station Road, Leeds, LS1 4AB"]),
        ("Smith & Sons", ["Smith & Sons"]),
    ],
)
def test_lines_are_cut_only_where_two_kinds_meet(text, parts):
    got = [p.text for p in pieces([segment(text)])]
    assert [g.rstrip(".") for g in got] == parts


def test_a_cut_piece_knows_where_it_stood():
    name, title = pieces([segment("Robert Johnson, CEO", start=5)])
    assert (name.segment.start, name.segment.end) == (5, 19)
    assert (title.segment.start, title.segment.end) == (21, 24)
    assert title.box[0] > name.box[2]


@pytest.mark.parametrize("text", ["Tel", "Tel/Fax:", "E-mail", "•", "Mob."])
def test_left_over_labels_are_no_pieces(text):
    assert pieces([segment(text)]) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Geschäftsführer", "job_title"), ("Department of Physics", "department"), ("Acme GmbH", "organization"),
        ("Rua Pinhal, 283", "address"), ("Anna Johnson", "name"), ("Brazil", "address"), ("Zxqw vlk", ""),
    ],
)  # fmt: skip
def test_words_alone_tell_much(text, kind):
    assert look(text) == kind
