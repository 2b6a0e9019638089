"""Catalogue against catalogue, and against the list of powers and duties."""

from __future__ import annotations

from pathlib import Path

from schemas.standard import Power
from tests.warehouse.catalogues import TOWNS, load_powers, shelf

LAND, MACHINES, AID = "耕地地力保护补贴", "农机购置补贴", "临时救助"


def test_what_nearly_all_others_have(tmp_path: Path) -> None:
    with shelf(tmp_path) as county:
        for unit in TOWNS:
            county.catalogue(unit, LAND, *([MACHINES] if unit != "dongjian" else []))
            if unit not in ("longshan", "fenggang"):  # two of five: not nearly all
                county.catalogue(unit, AID, field="social_assistance")
        county.catalogue("fenggang", "高龄津贴", field="elderly")
        assert [(f.unit_id, f.subject) for f in county.judge().found("catalogue_item_missing")] == [
            ("dongjian", "farm_subsidy/machinery_subsidy")
        ]
        county.catalogue("fenggang", AID, field="social_assistance")
        (_, field) = county.judge().found("catalogue_item_missing")
        assert (field.unit_id, field.subject) == ("longshan", "social_assistance")
        assert "未编制社会救助领域目录，其他 4 个已公布目录的乡镇中有 4 个已编制" in field.message


def test_a_matter_by_another_name_is_the_same(tmp_path: Path) -> None:
    with shelf(tmp_path) as county:
        for unit in TOWNS:
            county.catalogue(unit, "农业机械购置补贴信息" if unit == "dongjian" else MACHINES, LAND)
        assert county.judge().found("catalogue_item_missing") == []


def test_two_others_are_too_few_and_a_township_without_catalogue_is_told_elsewhere(tmp_path: Path) -> None:
    with shelf(tmp_path) as county:
        county.catalogue("xinglong", LAND, MACHINES)
        county.catalogue("longshan", LAND, MACHINES)
        county.catalogue("fenggang", LAND)
        assert county.judge().found("catalogue_item_missing") == []
        county.catalogue("xingsheng", LAND, MACHINES)
        assert {f.unit_id for f in county.judge().found("catalogue_item_missing")} == {"fenggang"}


def test_powers_that_no_matter_speaks_of(tmp_path: Path) -> None:
    with shelf(tmp_path) as county:
        county.catalogue("xinglong", LAND, "农村宅基地审批", "渡口安全管理情况")
        powers = [
            ("宅基地审批（含变更）", None),
            ("耕地地力保护资金发放", "xinglong"),
            ("对渡口安全的检查", None),
            ("采伐许可证核发", "xinglong"),
            ("高龄津贴给付", "longshan"),
        ]
        rows = [
            Power(name=n, unit_id=u, file="清单.xlsx", row_number=r) for r, (n, u) in enumerate(powers, 3)
        ]
        load_powers(county.warehouse, rows)
        (finding,) = county.judge().found("catalogue_power_missing")
        assert (finding.unit_id, finding.subject) == ("xinglong", "采伐许可证核发")
        assert finding.evidence == "清单.xlsx 第 6 行"
