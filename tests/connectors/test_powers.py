"""Lists of powers and duties as the registry names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.powers import load_powers
from connectors.registry import RegistryError
from examples.youyi.forms.files import FORMATS
from examples.youyi.forms.model import Form
from schemas.registry import County, Registry, Unit

UNITS = (
    Unit(id="xinglong", name="兴隆镇人民政府", kind="township", aliases=("兴隆镇",)),
    Unit(id="mzj", name="友谊县民政局", kind="department"),
)
ROWS = (
    ("乡镇权责清单", "", "", ""),
    ("序号", "权力类型", "事项名称", "行使主体"),
    ("1", "行政给付", "临时救助 给付", "各乡（镇）"),
    ("2", "行政许可", "农村宅基地审批", "兴隆镇"),
    ("3", "行政确认", "最低生活保障对象认定", "友谊县民政局"),
    ("4", "行政给付", "高龄津贴", ""),
)


def registry(*files: str) -> Registry:
    return Registry(county=County(name="友谊县", division="230522", powers=files), unit=UNITS)


def write(folder: Path, rows: tuple[tuple[str, ...], ...], kind: str = "xlsx") -> Path:
    (folder / f"清单.{kind}").write_bytes(FORMATS[kind](Form(rows)))
    return folder / "registry.toml"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "html"])
def test_powers_and_who_has_them(tmp_path: Path, kind: str) -> None:
    found = load_powers(registry(f"清单.{kind}"), write(tmp_path, ROWS, kind))
    assert [(p.name, p.unit_id, p.row_number) for p in found.powers] == [
        ("临时救助给付", None, 3),
        ("农村宅基地审批", "xinglong", 4),
        ("最低生活保障对象认定", "mzj", 5),
        ("高龄津贴", None, 6),
    ]
    assert found.powers[0].kind == "行政给付"
    assert found.findings == ()


def test_a_holder_nobody_knows_is_told(tmp_path: Path) -> None:
    rows = (*ROWS[:3], ("2", "行政许可", "采砂许可", "河湖管理处"))
    found = load_powers(registry("清单.xlsx"), write(tmp_path, rows))
    assert [p.name for p in found.powers] == ["临时救助给付"]
    (finding,) = found.findings
    assert (finding.check_id, finding.subject) == ("power_row_wrong", "清单.xlsx!4!unit")
    assert "“河湖管理处”" in finding.message


@pytest.mark.parametrize(
    ("rows", "told"), [(None, "cannot be read"), ((("甲", "乙"), ("1", "2")), "no heading 事项名称")]
)
def test_a_file_that_is_no_list_is_a_mistake_of_the_registry(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...] | None, told: str
) -> None:
    path = write(tmp_path, rows) if rows else tmp_path / "registry.toml"
    with pytest.raises(RegistryError, match=told):
        load_powers(registry("清单.xlsx"), path)
