"""Plans: groups expanded, names looked up by the day, and every mistake told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.plans import Planned, load_plans, plans_of
from connectors.registry import RegistryError, load_registry
from examples.youyi import write_registry
from schemas.registry import County, Registry, Unit

REGISTRY = Registry(
    county=County(name="友谊县", division="230522"),
    unit=(
        Unit(id="county", name="友谊县人民政府", kind="government"),
        Unit(id="ysj-old", name="友谊县营商局", kind="department", valid_to=date(2021, 9, 30)),
        Unit(id="ysj", name="友谊县营商环境局", kind="department", valid_from=date(2021, 10, 1)),
        Unit(id="czj", name="友谊县财政局", kind="department", aliases=("县财政局",)),
        Unit(id="xinglong", name="兴隆镇人民政府", kind="township", aliases=("兴隆镇",)),
        Unit(id="longshan", name="龙山镇人民政府", kind="township"),
        Unit(id="hospital", name="友谊县人民医院", kind="institution"),
    ),
)
PLAN = """
id = "p"
title = "某年工作要点"
issued_on = {issued_on}
year = 2021

[[task]]
id = "1"
item = "预算公开"
responsible = {responsible}
{due_on}
clause = "任务1"

[[task.duty]]
id = "budget"
text = "公开{{year}}年度预算"
{more}
{proof}
"""


def planned(*, years: tuple[int, ...] = (2025, 2026), **parts: str) -> Planned:
    defaults = {"responsible": '["财政局"]', "due_on": "", "more": "", "issued_on": "2021-07-13"}
    proof = f'proof = {{ category = ["{parts.pop("category", "budget")}"], keywords = ["{{year}}"] }}'
    text = PLAN.format(**{**defaults, "proof": proof, **parts})
    return plans_of(REGISTRY, {Path("plan.toml"): text}, years=years)


def owing(found: Planned) -> list[str]:
    return [duty.unit_id for duty in found.duties]


def test_groups_mean_the_units_of_a_kind_each_once() -> None:
    assert owing(planned(responsible='["各乡镇", "兴隆镇"]')) == ["xinglong", "longshan"]
    assert owing(planned(responsible='["各单位"]')) == ["ysj-old", "ysj", "czj"]
    assert owing(planned(responsible='["县政府", "县财政局"]')) == ["county", "czj"]


def test_a_name_means_the_unit_that_bore_it_on_the_day_of_the_plan() -> None:
    assert owing(planned(responsible='["营商局"]')) == ["ysj-old"]
    assert owing(planned(responsible='["营商环境局"]', issued_on="2022-07-13")) == ["ysj"]
    with pytest.raises(RegistryError, match="no unit of the registry is named '营商环境局' on 2021-07-13"):
        planned(responsible='["营商环境局"]')


def test_units_owe_only_in_their_time() -> None:
    old, new, _ = planned(responsible='["各单位"]').duties
    assert (old.valid_from, old.valid_to) == (None, date(2021, 9, 30))
    assert (new.valid_from, new.valid_to) == (date(2021, 10, 1), None)


def test_without_a_day_the_end_of_the_year_is_an_inference() -> None:
    (duty,) = planned().duties
    assert (duty.due_on, duty.due_mark) == (date(2021, 12, 31), "inference")
    (duty,) = planned(due_on="due_on = 2021-11-30").duties
    assert (duty.due_on, duty.due_mark) == (date(2021, 11, 30), "confirmed")


def test_a_yearly_duty_is_one_duty_a_year_about_the_year_before() -> None:
    first, second = planned(more='every_year = "01-31"').duties
    assert (first.duty_id, first.due_on, first.text) == (
        "p/1/budget/2025/czj",
        date(2025, 1, 31),
        "公开2024年度预算",
    )
    assert second.proof is not None
    assert (second.proof.keywords, second.proof.published_from) == (("2025",), date(2025, 12, 1))


def test_the_last_of_february_is_a_day_of_every_year() -> None:
    duties = planned(more='every_year = "02-29"', years=(2027, 2028)).duties
    assert [duty.due_on for duty in duties] == [date(2027, 2, 28), date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            {"responsible": '["财务局"]'},
            "plan.toml:10: task[0].responsible: no unit of the registry is named '财务局'",
        ),
        ({"category": "budgets"}, "plan.toml:18: task[0].duty[0].proof.category: unknown category 'budgets'"),
        ({"more": "nonsense = 1"}, "task[0].duty[0].nonsense: unknown key 'nonsense'; nearest: "),
        ({"proof": ""}, "has proof, not_testable or both"),
        ({"proof": 'proof = { category = ["rule"], statute = ["new"] }'}, "duty[0].proof.statute[0]"),
        ({"more": 'every_year = "13-01"'}, "plan.toml:17: task[0].duty[0].every_year"),
        ({"more": 'every_year = "04-31"'}, "plan.toml:17: task[0].duty[0].every_year"),
        ({"issued_on": "yesterday"}, "plan.toml:4: not valid TOML"),
    ],
)
def test_mistakes_are_told_with_file_line_and_key(parts: dict[str, str], told: str) -> None:
    with pytest.raises(RegistryError) as error:
        planned(**parts)
    assert told in str(error.value)


def test_the_plan_of_the_sample_county_has_its_sixteen_tasks(tmp_path: Path) -> None:
    path = write_registry(tmp_path)
    plan, standing = load_plans(load_registry(path), path, years=[2026]).plans
    assert [task.id for task in plan.task] == [str(n) for n in range(1, 17)]
    assert [str(o.on) for o in plan.occasion] == ["2021-08-31", "2021-09-01", "2021-12-01"]
    assert {t.id: t.due_on for t in plan.task}["8"] == date(2021, 11, 30)
    assert standing.id == "standing"


def test_a_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = write_registry(tmp_path)
    (tmp_path / "plan-2021.toml").unlink()
    with pytest.raises(RegistryError, match=r"plan-2021\.toml:1: the plan cannot be read"):
        load_plans(load_registry(path), path, years=[2026])
