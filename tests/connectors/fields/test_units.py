"""Publisher names resolve to units, in their time and in their county."""

from __future__ import annotations

from datetime import date

from connectors.fields.units import UnitNames
from schemas.registry import County, FormerName, Registry, Unit

REGISTRY = Registry(
    county=County(name="友谊县", division="230522"),
    unit=(
        Unit(
            id="gov-office",
            name="友谊县人民政府办公室",
            kind="government",
            aliases=("县政府办", "政府办公室"),
        ),
        Unit(
            id="health",
            name="友谊县卫生健康局",
            kind="department",
            aliases=("卫健局",),
            valid_from=date(2019, 1, 1),
        ),
        Unit(
            id="health-planning",
            name="友谊县卫生和计划生育局",
            kind="department",
            aliases=("卫计局", "卫生局"),
            valid_to=date(2018, 12, 31),
        ),
        Unit(
            id="business",
            name="友谊县营商环境建设监督局",
            kind="department",
            aliases=("营商局", "营商环境局"),
            former_names=(
                FormerName(name="友谊县行政审批局", valid_from=date(2009, 1, 1), valid_to=date(2010, 12, 31)),
                FormerName(name="友谊县行政审批局", valid_from=date(2017, 3, 1), valid_to=date(2019, 3, 31)),
            ),
        ),
        Unit(
            id="approval",
            name="友谊县政务服务中心",
            kind="institution",
            former_names=(FormerName(name="行政审批局", valid_from=date(2019, 4, 1)),),
        ),
        Unit(
            id="xinglong", name="兴隆镇人民政府", kind="township", division="230522101", aliases=("兴隆镇",)
        ),
        Unit(
            id="xinglong-jixian",
            name="兴隆镇人民政府",
            kind="township",
            division="230521103",
            aliases=("兴隆镇",),
        ),
    ),
)
NAMES = UnitNames(REGISTRY)


def test_official_names_and_aliases() -> None:
    assert NAMES.resolve("友谊县人民政府办公室") == "gov-office"
    assert NAMES.resolve("县政府办") == "gov-office"
    assert NAMES.resolve("营商局") == "business"
    assert NAMES.resolve("友谊县营商局") == "business"
    assert NAMES.resolve("友谊县 营商环境 建设监督局") == "business"


def test_names_hold_in_their_time() -> None:
    assert NAMES.resolve("卫计局", at=date(2017, 5, 1)) == "health-planning"
    assert NAMES.resolve("卫计局", at=date(2020, 5, 1)) is None
    assert NAMES.resolve("卫健局", at=date(2017, 5, 1)) is None
    assert NAMES.resolve("卫健局") == "health"


def test_a_name_passes_from_one_unit_to_another() -> None:
    assert NAMES.resolve("行政审批局", at=date(2010, 5, 1)) == "business", "it bore it twice"
    assert NAMES.resolve("行政审批局", at=date(2017, 2, 28)) is None
    assert NAMES.resolve("友谊县行政审批局", at=date(2017, 3, 1)) == "business"
    assert NAMES.resolve("行政审批局", at=date(2019, 3, 31)) == "business"
    assert NAMES.resolve("县行政审批局", at=date(2019, 4, 1)) is None, "县 alone is no part of a name"
    assert NAMES.resolve("友谊县行政审批局", at=date(2019, 4, 1)) == "approval"
    assert NAMES.resolve("行政审批局") == "approval"


def test_homonymous_townships_by_county() -> None:
    assert NAMES.resolve("兴隆镇", near="gov-office") == "xinglong"
    assert NAMES.resolve("兴隆镇", near="xinglong-jixian") == "xinglong-jixian"
    assert NAMES.resolve("友谊县兴隆镇人民政府") == "xinglong"


def test_unknown_names_come_with_candidates() -> None:
    assert NAMES.resolve("友谊县营商环境监督局") is None
    assert NAMES.nearest("友谊县营商环境监督局")[0] == "友谊县营商环境建设监督局"
    assert NAMES.resolve("友谊农场") is None
