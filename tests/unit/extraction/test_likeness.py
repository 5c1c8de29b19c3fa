import pytest

from service.extraction.likeness import person_likeness, site_likeness


@pytest.mark.parametrize(
    ("name", "local"),
    [("john smith", "john.smith"), ("john smith", "jsmith"), ("john smith", "smithj"), ("hans muller", "h.mueller"), ("ann lee", "alee"),
     ("jose da silva", "josesilva")],
)  # fmt: skip
def test_a_local_part_made_of_the_name_is_explained(name, local):
    assert person_likeness(name.split(), local) == 1.0


@pytest.mark.parametrize(
    ("name", "local"),
    [("sales manager", "john.smith"), ("contoso", "jsmith"), ("12 35", "ab"), ("", "john")],
)
def test_what_a_local_part_does_not_hold_explains_nothing(name, local):
    assert person_likeness(name.split(), local) < 0.4


@pytest.mark.parametrize(
    ("text", "site", "least"),
    [("ACME", "acme", 1.0), ("Acme Tech", "acme-tech", 1.0), ("International Tulip Markets", "itm", 0.8), ("Nordwind Logistik GmbH", "nordwind", 0.8),
     ("Contoso", "cont0so", 0.8)],
)  # fmt: skip
def test_a_company_is_like_its_site(text, site, least):
    assert site_likeness(text, site) >= least


@pytest.mark.parametrize(
    ("text", "site"),
    [("Sales Manager", "acme"), ("12 Station Road", "nordwind"), ("", "acme"), ("Acme", "")],
)
def test_others_are_not(text, site):
    assert site_likeness(text, site) < 0.3
