"""addresses: lines into whole addresses and their parts."""

import pytest

from service.domain.fields import Segment
from service.domain.geometry import box
from service.domain.text import Line
from service.extraction import address_lines, address_marks, address_parts, addresses
from service.extraction.address_parts import AddressParts


def laid(*rows: tuple[str, float, float]) -> tuple[tuple[Segment, ...], tuple[Line, ...]]:
    """Whole lines at (text, left, top), 40 px high."""
    lines = tuple(Line(t, 0.99, box(x, y, x + 18 * len(t), y + 40), "ppocr") for t, x, y in rows)
    return tuple(
        Segment(i, 0, len(line.text), line.text, line.polygon) for i, line in enumerate(lines)
    ), lines


@pytest.mark.parametrize(
    ("formatted", "hint", "want"),
    [
        ("12 Elm St\nSpringfield, IL 62701", None, AddressParts("12 Elm St", "Springfield", "IL", "62701", "US")),
        ("100 King St W\nToronto, ON M5X 1A9", None, AddressParts("100 King St W", "Toronto", "ON", "M5X 1A9", "CA")),
        ("2 Kings Row, London, W2 6BD", None, AddressParts("2 Kings Row", "London", None, "W2 6BD", "GB")),
        ("4 Quay St, Dublin 2, D02 XY45", None, AddressParts("4 Quay St", "Dublin 2", None, "D02 XY45", "IE")),
        ("Level 5, 1 Main St\nSydney NSW 2000", None, AddressParts("Level 5, 1 Main St", "Sydney", "NSW", "2000", "AU")),
        ("5 Queen St, Auckland 1010, New Zealand", None, AddressParts("5 Queen St", "Auckland", None, "1010", "NZ")),
        ("Amselweg 3 · D-80331 München", None, AddressParts("Amselweg 3", "München", None, "80331", "DE")),
        ("Ring 1, 1010 Wien, Österreich", None, AddressParts("Ring 1", "Wien", None, "1010", "AT")),
        ("Seestrasse 1\nCH-8001 Zürich", None, AddressParts("Seestrasse 1", "Zürich", None, "8001", "CH")),
        ("1 rue Haute\n92400 Courbevoie Cedex", "FR", AddressParts("1 rue Haute", "Courbevoie", None, "92400", "FR")),
        ("Laan 5, B-1050 Bruxelles", None, AddressParts("Laan 5", "Bruxelles", None, "1050", "BE")),
        ("Gracht 10\n1015 CN Amsterdam", None, AddressParts("Gracht 10", "Amsterdam", None, "1015 CN", "NL")),
        ("2, rue du Bac\nL-1234 Luxembourg", None, AddressParts("2, rue du Bac", "Luxembourg", None, "1234", "LU")),
        ("Calle Luna 5\n28013 Madrid (España)", None, AddressParts("Calle Luna 5", "Madrid", None, "28013", "ES")),
        ("Rua Nova 24\n1100-053 Lisboa", None, AddressParts("Rua Nova 24", "Lisboa", None, "1100-053", "PT")),
        ("Rua Nova, 24 - CEP: 03564-040 São Paulo - SP", None, AddressParts("Rua Nova, 24", "São Paulo", "SP", "03564-040", "BR")),
        ("Via Lunga 1\n20121 Milano (MI)\nItalia", None, AddressParts("Via Lunga 1", "Milano", "MI", "20121", "IT")),
        ("ul. Długa 10\n00-590 Warszawa", None, AddressParts("ul. Długa 10", "Warszawa", None, "00-590", "PL")),
        ("Dlouhá 1, 110 00 Praha 1, Czech Republic", None, AddressParts("Dlouhá 1", "Praha 1", None, "110 00", "CZ")),
        ("Storgatan 5\n111 51 Stockholm\nSweden", None, AddressParts("Storgatan 5", "Stockholm", None, "111 51", "SE")),
        ("Nygade 1, 1620 København V", "DK", AddressParts("Nygade 1", "København V", None, "1620", "DK")),
        ("Havnegata 2\n0154 Oslo", "NO", AddressParts("Havnegata 2", "Oslo", None, "0154", "NO")),
        ("Katu 5\nFI-00100 Helsinki", None, AddressParts("Katu 5", "Helsinki", None, "00100", "FI")),
        ("1 Bay Road #20-01\nSingapore 048616", None, AddressParts("1 Bay Road #20-01", "Singapore", None, "048616", "SG")),
        ("Unit 5, Kowloon, Hong Kong", None, AddressParts("Unit 5, Kowloon", "Hong Kong", None, None, "HK")),
        ("No. 5 River Road, Shanghai 200001, China", None, AddressParts("No. 5 River Road", "Shanghai", None, "200001", "CN")),
        ("1-2-3 Hama, Tokyo 100-0005, Japan", None, AddressParts("1-2-3 Hama", "Tokyo", None, "100-0005", "JP")),
        ("12 Hill-ro, Seoul 06236, Korea", None, AddressParts("12 Hill-ro", "Seoul", None, "06236", "KR")),
        ("12 Temple St., Chennai,\nTamilNadu 600113", "IN", AddressParts("12 Temple St.", "Chennai", "TamilNadu", "600113", "IN")),
        ("P.O. Box 1234, Dubai, UAE", None, AddressParts("P.O. Box 1234", "Dubai", None, None, "AE")),
        ("Av. Larga 1234\nC1043AAZ Buenos Aires\nArgentina", None, AddressParts("Av. Larga 1234", "Buenos Aires", None, "C1043AAZ", "AR")),
    ],
)  # fmt: skip
def test_parts_of_many_countries(formatted, hint, want):
    assert address_parts.parts(formatted, hint) == want


def test_unknown_parts_stay_empty():
    assert address_parts.parts("Riverside House") == AddressParts()


def test_country_is_only_told_by_name_or_telling_code():
    assert address_parts.country_of("Ringweg 5\n1234 AB Utrecht") == "NL"
    assert address_parts.country_of("Hauptstr. 5, 80331 Irgendwo") is None


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Lojas: Av. das Flores, 1553 - Tel/Fax: ", "Av. das Flores, 1553"),
        ("São Paulo, SP - ", "São Paulo, SP"),
        ("Address: 5 Elm Road", "5 Elm Road"),
        ("Adresse", ""),
        ("( Próximo ao Metrô )", "( Próximo ao Metrô )"),
        ("• 12 Elm Road |", "12 Elm Road"),
    ],
)
def test_labels_and_leads_are_cut(line, want):
    assert address_lines.cleaned(line, leads_on=True) == want


def test_stacked_lines_are_one_office_and_a_new_street_opens_the_next():
    segments, lines = laid(
        ("12 Elm Street", 100, 100), ("London W2 6BD", 100, 150),
        ("Amselweg 3", 100, 200), ("D-80331 München", 100, 250),
        ("5 Pine Road", 900, 100), ("Dublin 2", 900, 150),
    )  # fmt: skip
    groups = [addresses.printed(g, lines) for g in addresses.grouped(segments)]
    assert groups == [
        "12 Elm Street\nLondon W2 6BD",
        "Amselweg 3\nD-80331 München",
        "5 Pine Road\nDublin 2",
    ]


def test_pieces_of_one_printed_line_stay_one_line():
    line = Line("5 Pine Road | Dublin 2", 0.99, box(0, 0, 440, 40), "ppocr")
    pieces = (
        Segment(0, 0, 11, "5 Pine Road", box(0, 0, 220, 40)),
        Segment(0, 14, 22, "Dublin 2", box(280, 0, 440, 40)),
    )
    assert addresses.printed(addresses.grouped(pieces)[0], (line,)) == "5 Pine Road | Dublin 2"


def test_opening_hours_are_no_address():
    assert address_lines.is_foreign("Seg a Sex 11:30 às 15:00")
    assert not address_lines.is_foreign("12 Elm Street")


@pytest.mark.parametrize(
    ("printed", "country", "settled"),
    [
        ("Rua X n° 188, 15° andar", "BR", "Rua X nº 188, 15º andar"),
        ("Via X n° 188", "IT", "Via X n° 188"),
        ("P.0. Box 13\nFl-33159 Tampere", "FI", "P.O. Box 13\nFI-33159 Tampere"),
        ("46 River Way\nLeeds LSo 3DZ", "GB", "46 River Way\nLeeds LS0 3DZ"),
        ("Piazza San Marco, 23o\n40134 Bologna", "IT", "Piazza San Marco, 230\n40134 Bologna"),
        ("Ring 3, 14.0G", "DE", "Ring 3, 14.OG"),
        ("Rua dos lpês 4\n702 00 0strava", "CZ", "Rua dos Ipês 4\n702 00 Ostrava"),
    ],
)
def test_look_alikes_that_an_address_settles(printed, country, settled):
    assert address_marks.settled(printed, country) == settled


@pytest.mark.parametrize("text", ["Aberto todos os dias", "Vendas - Locação - Assistência"])
def test_a_slogan_is_no_line_of_an_address(text):
    assert address_lines.is_slogan(text)


def test_running_text_tells_no_place():
    assert not address_lines.tells_place("r market\nen column")
    assert address_lines.tells_place("Oak Street\nBrook House")


@pytest.mark.parametrize(
    ("line", "without"),
    [
        ("9 Vicolo delle Rose 131", "Vicolo delle Rose 131"),
        ("9 rue de la Paix", "9 rue de la Paix"),
        ("9 Via Place", "9 Via Place"),
    ],
)
def test_a_pin_read_as_a_character_is_no_part_of_the_street(line, without):
    assert address_lines.cleaned(line) == without


@pytest.mark.parametrize(
    "text", ["Werk II", "Huvudkontor", "Vestiging Zuid", "Niederlassung Nord:"]
)
def test_which_office_it_is_stays_out_of_the_address(text):
    assert address_lines.cleaned(text) == ""


@pytest.mark.parametrize("text", ["24-Stunden-Notdienst", "Y-tunnus1076844-5"])
def test_what_only_looks_like_an_address(text):
    assert address_lines.is_foreign(text)
