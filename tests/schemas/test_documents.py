"""The rules by which two postings show one document, each with a pair that it decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.bodies import Body, is_edit
from schemas.documents import Posting, compare, keys
from schemas.titles import organ_key, organs_agree, read_title

LONG = "".join(
    f"第{n}项任务由牵头单位负责，配合单位按照职责分工抓好落实并按季度报告进展情况。"
    for n in "甲乙丙丁戊己庚辛壬癸"
)
NOTICE = Posting(
    title="友谊县人民政府办公室关于做好供热工作的通知",
    document_number="友政办发〔2021〕16号",
    publisher="友谊县人民政府办公室",
    written_on=date(2021, 7, 13),
    published_on=date(2021, 7, 14),
    text=f"{LONG}2021年7月13日",
)


@pytest.mark.parametrize(
    ("changes", "same", "rule"),
    [
        ({}, True, "number"),
        ({"title": "《关于做好供热工作的通知》解读"}, False, "paper_about_it"),
        ({"title": "关于表彰先进集体的决定", "text": "表彰" * 99}, False, "number_with_other_title"),
        ({"text": "别的话" * 99}, False, "number_with_other_text"),
        ({"document_number": None}, True, "title_and_text"),
        ({"document_number": None, "text": f"前言。{LONG}2021年7月13日"}, True, "title_and_edited_text"),
        ({"document_number": None, "text": LONG.replace("单位", "部门")}, False, "text_differs"),
        ({"document_number": None, "written_on": date(2022, 7, 13), "text": LONG}, False, "written_apart"),
        ({"document_number": None, "written_on": date(2022, 7, 13)}, True, "title_and_text"),
        ({"document_number": "友政办发〔2022〕9号", "text": f"{LONG}2022年"}, False, "other_number"),
        ({"document_number": "友政办发〔2021〕61号"}, True, "title_and_text"),
        ({"title": "关于做好2021年供热工作的通知", "document_number": None}, True, "title_and_text"),
        ({"text": ""}, True, "number"),
        ({"document_number": None, "text": "见附件"}, True, "title_and_time"),
        (
            {"document_number": None, "text": "见附件", "written_on": None, "published_on": None},
            False,
            "title_and_time",
        ),
    ],
)
def test_a_rule_decides(changes: dict[str, Any], same: bool, rule: str) -> None:
    other = replace(NOTICE, **changes)
    assert compare(NOTICE, other).same is same
    assert compare(NOTICE, other).rule == rule
    assert compare(other, NOTICE) == compare(NOTICE, other)
    if same:
        mine, theirs = keys(NOTICE), keys(other)
        assert any(set(mine[kind]) & set(theirs[kind]) for kind in mine), "they must come to be compared"


def test_years_in_titles_tell_apart_where_both_name_one() -> None:
    titles = [f"关于做好{year}年供热工作的通知" for year in (2021, 2022)]
    one, other = (replace(NOTICE, title=title, document_number=None) for title in titles)
    assert compare(one, other).rule == "year_or_ordinal"


def test_files_decide_where_there_is_no_text() -> None:
    one = Posting("2021年部门预算公开", text="见附件", files=frozenset({"a", "b"}))
    assert compare(one, replace(one, files=frozenset({"b"}))).same
    assert not compare(one, replace(one, files=frozenset({"c"}))).same


@given(
    st.sampled_from([NOTICE.title, "", "关于放假的通知", "2021年预算"]),
    st.text(max_size=80),
    st.text(max_size=80),
)
def test_comparing_is_symmetric_and_never_fails(title: str, one: str, other: str) -> None:
    a, b = Posting(title, text=one), Posting(NOTICE.title, "友政发〔2021〕1号", text=other)
    assert compare(a, b) == compare(b, a)
    assert compare(b, b).same or b.body.is_stub


def test_a_form_filled_in_otherwise_is_no_edit() -> None:
    form = "经研究，拟任命{}同志为有关单位负责人，现予公示，公示期为五个工作日，如有异议请及时反映。"
    assert not is_edit(Body(form.format("王建国")), Body(form.format("李建国")))
    form += (
        "反映问题须实事求是，电话、信函、来访均可；以单位名义反映的加盖公章，以个人名义反映的署本人真实姓名。"
        * 2
    )
    assert not is_edit(Body(form.format("王建国")), Body(form.format("李桂兰")))
    assert is_edit(Body(form.format("王建国")), Body(form.format("王建国").replace("及时", "及早")))
    telephone = form.format("王建国") + "电话0469-58{}"
    assert is_edit(Body(telephone.format("12345")), Body(telephone.format("67890")))


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("友谊县人民政府办公室", "县政府办", True),
        ("友谊县营商环境建设监督局", "友谊县营商局", True),
        ("友谊县农业农村局 友谊县财政局", "友谊县农业农村局等两部门", True),
        ("友谊县人民政府 办公室", "友谊县政府办公室", True),
        ("友谊县人民政府", "友谊县人民政府办公室", False),
        ("兴隆镇人民政府", "龙山镇人民政府", False),
    ],
)
def test_names_of_organs(one: str, other: str, agree: bool) -> None:
    assert organs_agree(organ_key(one), organ_key(other)) is agree


@pytest.mark.parametrize(
    "title",
    [
        "关于印发《友谊县供热办法》的通知",
        "友谊县人民政府关于印发友谊县供热办法的通知",
        "友政发〔2021〕3号 友谊县人民政府关于印发《友谊县供热办法》的通知",
        "【文件】关于印发《友谊县供热办法》的通知（友政发[2021]3号）",
        "转载：关于印发《友谊县供热办法》的通知_友谊县人民政府",
    ],
)
def test_one_name_in_many_titles(title: str) -> None:
    assert read_title(title).key == "关于印发友谊县供热办法的通知"
