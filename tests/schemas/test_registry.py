"""Rules of the registry's models that no single key can hold."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from schemas.codes import CATEGORIES
from schemas.references import broken_references, nearest
from schemas.registry import Column, County, Registry, Source, Target, Unit, known_category

COUNTY = County(name="友谊县", division="230522")
UNIT = Unit(id="xinglong", name="兴隆镇人民政府", kind="township")


def _source(**given: object) -> Source:
    fields = {"id": "a", "unit": "xinglong", "family": "trs", "base_url": "http://Youyi.gov.cn:80/x"}
    return Source.model_validate(fields | {"column": [{"path": "/", "category": "plan"}]} | given)


def _target(**given: object) -> Target:
    fields = {"id": "m", "level": "municipal", "name": "市", "transport": "directory", "url": "out"}
    return Target.model_validate(fields | given)


def test_every_category_of_the_contract_is_known() -> None:
    assert len(CATEGORIES) == 41
    assert all(known_category(code) == code for code in CATEGORIES)


@pytest.mark.parametrize(
    ("word", "code"), [("budgets", "budget"), ("预算", "budget"), ("村(居)务公开", None)]
)
def test_unknown_category_names_the_nearest(word: str, code: str | None) -> None:
    with pytest.raises(ValueError, match=f"nearest: {code or ''}"):
        known_category(word)


def test_nearest_of_nothing_is_nothing() -> None:
    assert nearest("x", []) == ""
    assert nearest("xinglon", ["portal", "xinglong"]) == "; nearest: xinglong"


def test_host_is_in_lower_case_with_its_port() -> None:
    assert _source().host == "youyi.gov.cn:80"


@pytest.mark.parametrize("address", ["", "youyi.gov.cn", "ftp://youyi.gov.cn", "http://"])
def test_a_site_needs_an_address_and_a_drop_folder_does_not(address: str) -> None:
    with pytest.raises(ValidationError, match="base_url"):
        _source(base_url=address)
    assert _source(family="drop", base_url=address).family == "drop"


def test_source_without_columns_is_refused() -> None:
    with pytest.raises(ValidationError, match="column"):
        _source(column=[])
    with pytest.raises(ValidationError, match="column"):
        Source.model_validate({"id": "a", "unit": "b", "family": "drop"})


def test_tls_is_only_switched_off_with_a_reason() -> None:
    with pytest.raises(ValidationError, match="needs a reason"):
        _source(verify_tls=False)
    assert not _source(verify_tls=False, verify_tls_reason="证书过期，已函告").verify_tls


def test_http_targets_are_signed_and_have_an_address() -> None:
    with pytest.raises(ValidationError, match="needs key_id and secret"):
        _target(transport="http", url="http://127.0.0.1/", key_id="k")
    with pytest.raises(ValidationError, match="must start with http"):
        _target(transport="http", key_id="k", secret="S")
    assert _target(transport="http", url="http://127.0.0.1/", key_id="k", secret="S").batch_size == 200


def test_target_takes_what_passes_both_filters() -> None:
    target = _target(categories=["plan"], units=["xinglong"])
    assert target.takes("plan", "xinglong")
    assert not target.takes("budget", "xinglong")
    assert not target.takes("plan", "portal")
    assert _target().takes("budget", "portal")


def test_registry_refuses_references_that_lead_nowhere() -> None:
    with pytest.raises(ValidationError, match="duplicate source id 'a'"):
        Registry(county=COUNTY, unit=(UNIT,), source=(_source(), _source()))
    with pytest.raises(ValidationError, match="unknown unit 'xinglong'"):
        Registry(county=COUNTY, source=(_source(),))
    registry = Registry(county=COUNTY, unit=(UNIT,), source=(_source(),))
    assert registry.unit_named("xinglong") == UNIT
    with pytest.raises(KeyError):
        registry.unit_named("portal")


def test_broken_references_are_found_in_tables_of_any_shape() -> None:
    tables = {
        "unit": [{"id": "a"}, {"id": "a", "parent": "b"}, {"id": ["x"]}, 7, {}],
        "source": "none",
        "target": [{"units": ["a", "c", 3]}],
    }
    assert [loc for loc, _ in broken_references(tables)] == [
        ("unit", 1, "id"),
        ("unit", 1, "parent"),
        ("target", 0, "units"),
    ]


def test_column_needs_a_known_category() -> None:
    with pytest.raises(ValidationError, match="unknown category 'x'"):
        Column(path="/", category="x")
