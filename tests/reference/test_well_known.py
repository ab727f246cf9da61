"""Every name of the tables of places and organizations in a sentence that must find it and one that must not."""

from __future__ import annotations

import pytest

from kg.extract import organization, place
from kg.link.bodies import is_body
from kg.link.firms import firm
from kg.reference import well_known
from kg.text.line import Line

PLACES = {"natural": "保护{}。", "region": "融入{}。", "zone": "建设{}。"}
ORGANIZATIONS = {"company": "{}新建生产线。", "public_body": "报{}批准。", "institution": "与{}合作。"}
# A county too, whose short form is taken; cut at the point; the party school by its own rule; they end like waters.
KNOWN = frozenset(("河西", "罗尔斯·罗伊斯", "中央党校", "洋河", "龙湖"))


def places(sentence: str) -> set[tuple[str, str]]:
    return {(sentence[name.start : name.end], name.type) for name in place.find(Line.of(sentence), "")}


def organizations(sentence: str) -> set[tuple[str, str]]:
    return {(sentence[name.start : name.end], name.type) for name in organization.find(Line.of(sentence))}


@pytest.mark.parametrize("kind", PLACES)
def test_places_are_found_but_not_in_the_name_of_a_road(kind: str) -> None:
    names = [name for name, known in well_known.places().items() if known.type == kind and name not in KNOWN]
    assert [name for name in names if (name, kind) not in places(PLACES[kind].format(name))] == []
    assert [name for name in names if (name, kind) in places(f"{name}大道通车。")] == []


@pytest.mark.parametrize("kind", ORGANIZATIONS)
def test_organizations_are_found_wherever_they_stand(kind: str) -> None:
    names = sorted(well_known.found_alone(kind) - KNOWN)  # type: ignore[arg-type]
    assert [name for name in names if (name, kind) not in organizations(ORGANIZATIONS[kind].format(name))] == []


def test_a_company_is_not_found_in_the_name_of_its_house() -> None:
    names = [name for name in well_known.found_alone("company") if not name.endswith("集团")]
    assert [name for name in names if (name, "company") in organizations(f"{name}大厦开业。")] == []


def test_ordinary_words_are_companies_only_among_words_of_a_company() -> None:
    names = [name for name, known in well_known.organizations().items() if known.use == "cued" and name not in KNOWN]
    assert [name for name in names if (name, "company") not in organizations(f"与{name}签约。")] == []
    assert [name for name in names if organizations(f"{name}好。")] == []


def test_names_of_one_organization_have_one_full_name() -> None:
    groups, bodies = well_known.joined("company"), well_known.joined("public_body", "institution")
    assert [name for name, full in groups.items() if firm(name).group != full] == []
    assert [name for name in bodies if not is_body(name)] == []
    assert {
        known.type for known in well_known.organizations().values() if not known.full and known.use == "link"
    } == set()
