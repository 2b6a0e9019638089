"""Payees: what of a name leaves, and how the same payee is known again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.payees import (
    MASK,
    Policy,
    is_sensitive,
    payee_key,
    sensitive_column,
    shown_payee,
    surname,
)
from connectors.privacy import has_personal_data

SURNAMES = st.sampled_from(["王", "李", "欧阳", "司马", "朴", "那", "买"])
GIVEN = st.text(st.sampled_from("建国桂兰秀英志强淑珍玉梅海龙春生文静立新"), min_size=1, max_size=3)
NAMES = st.builds("".join, st.tuples(SURNAMES, GIVEN))
NUMBERS = st.sampled_from(["", "（230522195003071234）", " 13945678901", "(6228480402564890018)", "　"])


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("王建国", "王**"),
        ("欧阳修文", "欧阳**"),
        ("欧阳", "欧**"),
        ("王　强", "王**"),
        ("阿依古丽·买买提", "阿**"),
        ("王建国、李桂兰", "王**、李**"),
        ("王**", "王**"),
        ("王建国（已故）", "王**"),
        ("友谊县兴农机械合作社", "友谊县兴农机械合作社"),
        ("王中心", "王**"),
        ("", None),
        ("——", None),
    ],
)
def test_the_surname_and_a_mask(printed: str, shown: str | None) -> None:
    assert shown_payee(printed) == shown


@given(NAMES, NUMBERS)
def test_nothing_of_the_given_name_leaves_and_masking_again_changes_nothing(name: str, number: str) -> None:
    shown = shown_payee(name + number)
    assert shown == surname(name) + MASK
    assert shown_payee(shown) == shown
    assert not has_personal_data(shown)


@given(NAMES, st.sampled_from(["surname", "full", "none"]))
def test_a_sensitive_list_keeps_nobody(name: str, policy: Policy) -> None:
    assert shown_payee(name, policy=policy, sensitive=True) is None


@given(NAMES, NAMES, st.binary(min_size=16, max_size=32))
def test_keys_are_equal_where_names_are_and_tell_neither(one: str, other: str, secret: bytes) -> None:
    first, second = payee_key(secret, one, "230522101"), payee_key(secret, other, "230522101")
    assert (first == second) == (one == other)
    assert first != payee_key(secret + b"x", one, "230522101")
    assert one not in first


def test_keys_fold_width_and_gaps() -> None:
    assert payee_key(b"k", "王　强", "２３０") == payee_key(b"k", "王强", "230")


@pytest.mark.parametrize(
    "words",
    ["城乡低保金发放公示", "残疾人两项补贴", "孤儿基本生活费", "医疗救助", "农村义务教育学生营养改善计划"],
)
def test_what_tells_of_weakness_is_sensitive(words: str) -> None:
    assert is_sensitive(None, words)


@pytest.mark.parametrize("words", ["耕地地力保护补贴", "农机购置补贴", None])
def test_what_tells_of_land_is_not(words: str | None) -> None:
    assert not is_sensitive(words)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("身份证号码", "身份证号"),
        ("一卡通账号", "银行卡号"),
        ("联系电话", "联系电话"),
        ("残疾等级", "残疾情况"),
        ("病种", "病种"),
        ("家庭住址", "家庭住址"),
        ("补贴金额（元）", None),
        ("年度", None),
    ],
)
def test_columns_that_have_no_place_in_a_list(heading: str, kind: str | None) -> None:
    assert sensitive_column(heading) == kind
