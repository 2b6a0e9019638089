"""Document numbers and dates in every form that pages print, and what is no number and no date."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.fields.dates import find_date, han_number, whole_date
from connectors.fields.document_number import is_normative_series, normalise, of_line, of_title
from schemas.base import SHANGHAI

STANDARD = "友政办发〔2021〕16号"
BRACKETS = [
    "〔〕",
    "[]",
    "［］",
    "()",
    "（）",
    "【】",
    "{}",
    "<>",
    "《》",
    "﹝﹞",
    "〖〗",
    "「」",
    "『』",
    "〔）",
    "［〕",
]
CLOCKS = ["2021年7月13日17时05分", "2021年7月13日17:05", "2021年7月13日 17:05", "2021—07—13 17:05"]
HAN = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
WIDE = str.maketrans("0123456789-:", "０１２３４５６７８９－：")


@pytest.mark.parametrize("brackets", BRACKETS)
@pytest.mark.parametrize(
    "form", ["友政办发{}2021{}16号", "友 政 办 发 {} 2021 {} 16 号", "友政办发{}２０２１{}第０１６号"]
)
def test_brackets_of_every_shape(brackets: str, form: str) -> None:
    printed = form.format(*brackets)
    assert normalise(printed) == STANDARD
    assert of_line(f"（{printed}）") == STANDARD


@pytest.mark.parametrize(
    "printed",
    [
        "友政办发〔2021 16号",
        "友政办发2021〕16号",
        "友政办发〔2021〕16",
        "友政办发〔202116",
        "友政办发2021年16号",
        "友政办发2021-16号",
        "友政办发〔2021年〕第16号",
        "文号：友政办发〔2021〕16号",
        "友政办发〔2021〕16号（2021年7月13日）",
        "友政办发〔2021〕16号、友财农〔2021〕3号",
        "友谊县人民政府办公室友政办发〔2021〕16号",
    ],
)
def test_broken_and_joint_numbers(printed: str) -> None:
    assert normalise(printed) == STANDARD


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("国办公开办函〔202130", "国办公开办函〔2021〕30号"),
        ("国办发明电〔2021〕11号", "国办发明电〔2021〕11号"),
        ("友政办明电[2020]1号", "友政办明电〔2020〕1号"),
        ("友谊县人民政府令第 3 号", "友谊县人民政府令第3号"),
        ("中华人民共和国国务院令 第711号", "中华人民共和国国务院令第711号"),
        ("中华人民共和国主席令（第十号）", "中华人民共和国主席令第十号"),
        ("甲部令2021年第3号", "甲部令2021年第3号"),
        ("友谊县市场监督管理局公告2021年第5号", "友谊县市场监督管理局公告2021年第5号"),
        ("友谊县人民政府公告〔2021〕5号", "友谊县人民政府公告〔2021〕5号"),
        ("（友）应急罚〔2021〕3号", "（友）应急罚〔2021〕3号"),
        ("友行审字[2021]第012号", "友行审字〔2021〕12号"),
    ],
)
def test_other_kinds_of_numbers(printed: str, number: str) -> None:
    assert normalise(printed) == number


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "无",
        "友政办发〔21〕16号",
        "友政办发〔2021〕号",
        "〔2021〕16号",
        "第16号",
        "2021年第16号",
        "友政发〔2021〕1-3号",
        "16",
    ],
)
def test_what_cannot_be_read_without_guessing(printed: str) -> None:
    assert normalise(printed) is None


@pytest.mark.parametrize(
    "line",
    [
        "根据友政办发〔2021〕16号文件精神，现就有关事项通知如下。",
        "友政办发〔2021〕16号文件解读",
        "联系电话：0469-5812345号",
        "2021年第16号",
    ],
)
def test_a_line_that_speaks_of_a_number_is_none(line: str) -> None:
    assert of_line(line) is None


@given(st.sampled_from(["友政规", "友政办规", "黑政办规"]), st.integers(1990, 2030), st.integers(1, 999))
def test_the_normal_form_is_normal_and_tells_the_series(organ: str, year: int, serial: int) -> None:
    number = f"{organ}〔{year}〕{serial}号"
    assert normalise(number) == number
    assert of_title(f"关于印发甲办法的通知（{number}）") == number
    assert is_normative_series(number)
    assert not is_normative_series(f"友政办发〔{year}〕{serial}号")


def written(day: date) -> str:
    """A day in Chinese numerals: 二〇二一年七月十三日."""

    def two(n: int) -> str:
        tens = {0: "", 1: "十"}.get(n // 10, HAN[str(n // 10)] + "十")
        return tens + (HAN[str(n % 10)] if n % 10 else "")

    return "".join(HAN[c] for c in str(day.year)) + f"年{two(day.month)}月{two(day.day)}日"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["〇", "○", "零", "Ｏ", "0", "０"]))
def test_a_day_reads_the_same_in_every_form(day: date, zero: str) -> None:
    forms = (
        str(day), f"{day:%Y/%m/%d}", f"{day:%Y.%m.%d}",
        f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}",
        f"{day:%Y 年 %m 月 %d 日}",
        str(day).translate(WIDE), written(day).replace("〇", zero),
    )  # fmt: skip
    for form in forms:
        moment = whole_date(form)
        assert moment is not None
        assert (moment.day, moment.clock) == (day, None)
        assert moment.at() == datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.times())
def test_a_moment_reads_the_same_in_every_form(day: date, clock: time) -> None:
    at = datetime.combine(day, clock.replace(microsecond=0), SHANGHAI)
    minute = at.replace(second=0)
    midnight = {(0, 0, 0), (23, 59, 59)}
    for form, wanted in (
        (f"{at:%Y-%m-%d %H:%M:%S}", at),
        (f"{at:%Y-%m-%dT%H:%M:%S}+08:00", at),
        (f"{at:%Y-%m-%d %H:%M:%S}.0", at),
        (f"{at:%Y/%m/%d %H:%M}", minute),
        (f"{at.year}年{at.month}月{at.day}日 {at.hour}时{at.minute}分", minute),
        (f"{at:%Y-%m-%d} 星期二 {at:%H:%M}", minute),
        (f"{at:%Y-%m-%d %H:%M}".translate(WIDE), minute),
    ):
        moment = find_date(form)
        assert moment is not None
        is_day = (wanted.hour, wanted.minute, wanted.second) in midnight
        assert moment.at() == (wanted.replace(hour=0, minute=0, second=0) if is_day else wanted)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2021-07-13T01:30:15Z", "2021-07-13 09:30"),
        ("2021-07-12T16:00:00+00:00", "2021-07-13"),
        ("2021年7月13日下午3:30", "2021-07-13 15:30"),
        ("2021年元月3日", "2021-01-03"),
        ("二○二一年元月廿三日", "2021-01-23"),
        ("二〇二一年十月卅日", "2021-10-30"),
        ("2007-08-20-23:59:59", "2007-08-20"),
        ("（2021年7月13日）", "2021-07-13"),
        ("发布时间：2021-07-13 09:30 来源：甲局", "2021-07-13 09:30"),
        ("2021年2月30日更正为2021年3月1日", "2021-03-01"),
    ],
)
def test_dates_in_words_zones_and_halves(text: str, shown: str) -> None:
    assert str(find_date(text)) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("", "2021-02-30", "2021年13月1日", "二〇二一年七月三十二日", "21-07-13", "2021年7月", "07-13"),
        *("1948-01-01", "2101-01-01", "12021-07-130", "1626139815000"),
    ],
)
def test_impossible_or_incomplete_dates(text: str) -> None:
    assert find_date(text) is None


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = find_date(text)
    assert moment is None or 1949 <= moment.day.year <= 2100


def test_chinese_numerals() -> None:
    assert [han_number(t) for t in ("元", "正", "十", "十二", "廿", "廿一", "三十一", "卅", "百")] == [
        1, 1, 10, 12, 20, 21, 31, 30, None,
    ]  # fmt: skip


@pytest.mark.parametrize("printed", CLOCKS)
def test_a_clock_right_behind_the_day(printed: str) -> None:
    moment = whole_date(printed)
    assert moment is not None
    assert moment.at() == datetime(2021, 7, 13, 17, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize("printed", ["友政令〔2021〕3号", "友政令〔2021〕第3号"])
def test_an_order_in_brackets_reads_the_same_anywhere(printed: str) -> None:
    assert normalise(printed) == of_line(printed) == "友政令〔2021〕3号"


@pytest.mark.parametrize("printed", ["友政办发2021〕16号", "友政办发〔2021 16号", "（友政办发2021]第16号）"])
def test_one_bracket_may_be_lost_in_a_line_of_its_own(printed: str) -> None:
    assert of_line(printed) == STANDARD


@pytest.mark.parametrize(
    "line", ["友谊县2021〕16号", "本村地块2021)3号", "友政办发2021年16号", "友政办发202116号"]
)
def test_what_may_be_no_number_is_none(line: str) -> None:
    assert of_line(line) is None
