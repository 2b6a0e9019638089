"""Standard catalogues as offices write them: forms of tables, boxes, ticks, limits, and rows that are wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from connectors.datasets import Context, read_dataset, recognise
from connectors.datasets.standard.choices import read_channels
from connectors.datasets.standard.limits import Limit, read_limit
from connectors.datasets.standard.rows import elements_of
from connectors.tables import read_grids
from examples.youyi.forms.files import FORMATS
from examples.youyi.forms.model import Form
from schemas.finance import DatasetReading
from schemas.standard import StandardItem, standard_data

BOXES = (
    "■政府网站（www.youyi.example） □政府公报 ■两微一端 □发布会/听证会 口广播电视 口纸质媒体 "
    "□公开查阅点 □政务服务中心 □便民服务站 □入户/现场 ■社区/企事业单位/村公示栏(电子屏) 口精准推送 □其他"
)
LIMIT = "自信息形成或者变更之日起20个工作日内，法律、法规另有规定的从其规定"
CONTENT = "政策依据；申请指南：包括对象、标准、程序；补贴结果；监督渠道（举报电话、地址）"


def row(*parts: str) -> tuple[str, ...]:
    """Cells between bars."""
    return tuple("".join(parts).split("|"))


HEAD = (
    row(
        "序号|公开事项||公开内容（要素）|公开依据|公开时限|公开主体|公开渠道和载体|",
        "公开对象||公开方式||公开层级|",
    ),
    row("|一级事项|二级事项||||||全社会|特定群体|主动|依申请公开|县级|乡级"),
)
TWO_ROWS = Form(
    (
        *HEAD,
        row(
            f"0501|农业生产发展资金|农机购置补贴|{CONTENT}|《促进法》|{LIMIT}|兴隆镇人民政府|{BOXES}|",
            "√||√|||√",
        ),
        row("0502||耕地地力保护补贴|同上|〃|同上|同上|□政府网站 □政府公报||||||"),
    ),
    above=("（十九）涉农补贴领域基层政务公开标准目录",),
    merges=(
        *((0, c, 2, 1) for c in (0, 3, 4, 5, 6, 7)),
        *((0, c, 1, 2) for c in (1, 8, 10, 12)),
        (2, 1, 2, 1),
    ),
    numeric=False,
)
MADE_ELSEWHERE = (Path(__file__).parents[2] / "fixtures" / "documents" / "catalogue.doc").read_bytes()
"""`TWO_ROWS` as LibreOffice writes it."""
CONTEXT = Context(
    title="兴隆镇标准目录", file_name="目录.xlsx", unit_id="xinglong", unit_name="兴隆镇人民政府"
)


def read(content: bytes, context: Context = CONTEXT) -> DatasetReading:
    return read_dataset("standard_catalogue", read_grids(content, "目录"), context)


def items(reading: DatasetReading) -> list[StandardItem]:
    return [record for record in reading.records if isinstance(record, StandardItem)]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "html", "docx", "doc"])
def test_two_header_rows_with_merged_cells(kind: str) -> None:
    first, second = items(read(FORMATS[kind](TWO_ROWS)))
    assert (first.matter_1, first.matter_2, first.ordinal) == ("农业生产发展资金", "农机购置补贴", "0501")
    assert first.elements == ("政策依据", "申请指南", "补贴结果", "监督渠道")
    assert first.channels == ("website", "social_media", "notice_board")
    assert first.channel_notes == ("政府网站：www.youyi.example",)
    assert (first.limit_kind, first.limit_number, first.limit_unit) == ("within", 20, "工作日")
    assert (first.limit_event, first.limit_override) == ("形成或变更", True)
    assert (first.to_public, first.to_group, first.is_proactive, first.is_on_request) == (
        True,
        False,
        True,
        False,
    )
    assert (first.levels, first.field, first.unit_id) == (("乡级",), "farm_subsidy", "xinglong")
    assert (second.matter_1, second.matter_2) == ("农业生产发展资金", "耕地地力保护补贴")
    assert (second.content, second.basis, second.time_limit) == (CONTENT, "《促进法》", LIMIT)
    assert second.cell == ("C5" if kind.startswith("xls") else "t1!r4c3")


def test_a_word_file_of_another_program_says_the_same() -> None:
    assert read(MADE_ELSEWHERE).records == read(FORMATS["docx"](TWO_ROWS)).records


def test_lost_ticks_are_unknown_and_never_false() -> None:
    reading = read(FORMATS["xlsx"](TWO_ROWS))
    _, lost = items(reading)
    assert (lost.channels, lost.to_public, lost.to_group, lost.is_proactive, lost.levels) == (None,) * 5
    assert [f.message for f in reading.findings] == [
        f"目录.xlsx “{name}”第 5 行没有任何勾选，按未知处理。"
        for name in ("公开渠道和载体", "公开对象", "公开方式", "公开层级")
    ]
    assert {f.check_id for f in reading.findings} == {"catalogue_ticks_lost"}


def test_bad_rows_are_told_and_stop_nothing() -> None:
    rows = (
        ("序号", "公开事项", "公开内容", "公开依据", "公开要求", "公开主体"),
        ("1", "社会救助", "同上", "《办法》", "有条件时公开", "乡政府"),
        ("2", "", "救助结果", "《办法》", "及时公开", "乡政府"),
        ("3", "临时救助", "", "《办法》", "每季度公开", ""),
    )
    reading = read(FORMATS["xlsx"](Form(rows)))
    assert [item.matter_1 for item in items(reading)] == ["社会救助", "临时救助"]
    told = [f.message for f in reading.findings]
    assert [message.partition("：")[0] for message in told] == [
        "目录.xlsx 第 2 行“公开内容（要素）”（C2）",
        "目录.xlsx 第 2 行“公开时限”（E2）",
        "目录.xlsx 第 3 行“公开事项”（B3）",
        "目录.xlsx 第 4 行“公开内容（要素）”（C4）",
        "目录.xlsx 第 4 行“公开主体”（F4）",
    ]
    assert "“有条件时公开”读不出时限" in told[1]


def test_one_column_of_matters_and_words_for_ticks() -> None:
    rows = (
        row(
            "序号|领域|公开事项|公开内容|公开依据|公开要求|责任主体|公开渠道和载体|公开对象|公开方式|公开层级"
        ),
        row(
            "0701|社会救助|临时救助|依据、条件、结果|《办法》|每月10日前|镇政府|政府网站、村公示栏|",
            "全社会|主动公开|镇级",
        ),
        row("（五）养老服务领域||||||||||"),
        row(
            "0801||高龄津贴发放|发放结果|《办法》|公示不少于7天|镇政府|■铁山镇政府网站 □其他|",
            "□全社会 ■特定群体|■主动 □依申请|■镇级 □区级",
        ),
        row("注：本目录动态调整||||||||||"),
    )
    first, second = items(read(FORMATS["xlsx"](Form(rows, merges=((2, 0, 1, 11),), numeric=False))))
    assert (first.field, first.limit_kind, first.limit_unit) == ("social_assistance", "every", "月")
    assert first.channels == ("website", "notice_board")
    assert (first.to_public, first.to_group, first.is_proactive, first.levels) == (
        True,
        False,
        True,
        ("镇级",),
    )
    assert (second.field, second.limit_kind, second.limit_number) == ("elderly", "during", 7)
    assert (second.to_public, second.to_group, second.is_on_request, second.levels) == (
        False,
        True,
        False,
        ("镇级",),
    )
    assert second.channel_notes == ("政府网站：铁山镇政府网站",)


def test_a_county_column_holds_the_catalogue_of_the_township_it_names() -> None:
    context = replace(
        CONTEXT,
        title="友邻乡涉农补贴领域基层政务公开标准目录",
        unit_id="county",
        unit_name="友谊县人民政府",
        unit_ids={"友邻乡人民政府": "youlin", "友邻乡": "youlin", "友谊县人民政府": "county"},
        divisions={"友邻乡人民政府": "230522204", "友谊县人民政府": "230522"},
    )
    assert {item.unit_id for item in items(read(FORMATS["xlsx"](TWO_ROWS), context))} == {"youlin"}


def test_a_heading_printed_again_is_no_row_and_another_table_no_catalogue() -> None:
    twice = replace(TWO_ROWS, rows=(*TWO_ROWS.rows[:3], *TWO_ROWS.rows[:2], TWO_ROWS.rows[2]), merges=())
    assert len(items(read(FORMATS["xlsx"](twice)))) == 2
    other = FORMATS["xlsx"](Form((("序号", "姓名", "金额"), ("1", "甲", "2"))))
    reading = read(other)
    assert (reading.records, [f.check_id for f in reading.findings]) == ((), ["catalogue_row"])
    assert "standard_catalogue" not in recognise(read_grids(other, "a"), CONTEXT)
    assert recognise(read_grids(FORMATS["xls"](TWO_ROWS), "a"), CONTEXT) == ("standard_catalogue",)


def test_personal_data_in_a_list_is_masked() -> None:
    form = TWO_ROWS.with_cell(2, 7, "■其他：请联系13845678901")
    (note,) = items(read(FORMATS["xlsx"](form)))[0].channel_notes
    assert "13845678901" not in note
    assert note.startswith("其他：请联系")


BOARD = "社区/企事业单位/村公示栏（电子屏）"


@pytest.mark.parametrize(
    ("printed", "chosen", "notes"),
    [
        ("■政府网站□政府公报口其他", ("website",), ()),
        ("口政府网站 ■政务服务中心（办事窗口）", ("service_centre",), ("政务服务中心：办事窗口",)),
        ("■其他：村广播站", ("other",), ("其他：村广播站",)),
        ("√政府网站 √便民服务站", ("website", "service_station"), ()),
        ("\uf052政府网站 \uf0a3政府公报", ("website",), ()),
        ("行政村公示栏 村公示栏", ("notice_board",), (f"{BOARD}：行政村公示栏",)),
        ("□政府网站 □政府公报", None, ()),
        (" ".join(channel.name for channel in standard_data().channel), None, ()),
        ("", None, ()),
    ],
)
def test_boxes(printed: str, chosen: tuple[str, ...] | None, notes: tuple[str, ...]) -> None:
    found = read_channels(printed)
    assert (found.chosen, found.notes) == (chosen, notes)


@pytest.mark.parametrize(
    ("printed", "limit"),
    [
        (LIMIT, Limit("within", 20, "工作日", "形成或变更", True)),
        ("信息形成或变更之日起 20 个工作日内", Limit("within", 20, "工作日", "形成或变更", False)),
        ("自批复之日起二十日内公开", Limit("within", 20, "日", "批复", False)),
        ("收到申请后十个工作日内", Limit("within", 10, "工作日", "收到申请", False)),
        ("每季度公开", Limit("every", 1, "季度")),
        ("按月公开", Limit("every", 1, "月")),
        ("公示5个工作日", Limit("during", 5, "工作日")),
        ("长期公开", Limit("standing")),
        ("及时公开", Limit("prompt")),
        ("视情况", None),
    ],
)
def test_limits(printed: str, limit: Limit | None) -> None:
    assert read_limit(printed) == limit


@pytest.mark.parametrize(
    ("printed", "elements"),
    [
        ("●政策依据 ●补贴标准（元/亩）、发放结果", ("政策依据", "补贴标准", "发放结果")),
        ("1.政策依据 2.《条例》、《办法》；3、办理流程", ("政策依据", "《条例》", "《办法》", "办理流程")),
        ("", ()),
    ],
)
def test_elements(printed: str, elements: tuple[str, ...]) -> None:
    assert elements_of(printed) == elements
