"""The data of standard catalogues: every field has matters, and each name leads to its own."""

from __future__ import annotations

import pytest

from schemas.standard import Matter, standard_data

MATTERS = standard_data().matter


def recognised(name: str) -> str:
    """Code of the matter that a name is taken for: the longest word in it decides."""
    return max((len(word), matter.code) for matter in MATTERS for word in matter.words if word in name)[1]


def test_every_field_has_a_matter_and_no_word_is_of_two() -> None:
    assert {field.code for field in standard_data().field} == {m.field for m in MATTERS if m.field}
    words = [word for matter in MATTERS for word in matter.words]
    assert sorted(words) == sorted(set(words))
    assert len({matter.code for matter in MATTERS}) == len(MATTERS) > 50


@pytest.mark.parametrize("matter", MATTERS, ids=[matter.code for matter in MATTERS])
def test_each_word_leads_to_its_matter(matter: Matter) -> None:
    assert {recognised(word) for word in matter.words} == {matter.code}
    assert matter.keywords


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("农村危房改造对象公示", "dangerous_housing"),
        ("集体土地征收补偿安置方案", "land_acquisition"),
        ("国有土地上房屋征收决定公告", "house_expropriation"),
        ("食品经营许可办理结果", "food_permit"),
        ("城乡居民基本养老保险待遇", "insurance_enrolment"),
    ],
)
def test_names_as_catalogues_print_them(name: str, code: str) -> None:
    assert recognised(name) == code
