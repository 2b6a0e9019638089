"""What `gongkai preview` shows to a person: fields with their places, what disagreed, what to look at."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console

from connectors.fields import read_page
from flows.cli.page_view import FIELDS, page_view
from flows.preview import preview, shown
from flows.settings import Settings
from schemas.item import Item
from tests.connectors.fields import templates as t

URL = "http://127.0.0.1:1/xxgk/202107/t20210714_1.html"


def told(html: str) -> str:
    out = StringIO()
    Console(file=out, width=100).print(page_view(shown(read_page(html.encode(), URL), URL)))
    return out.getvalue()


def test_an_officer_sees_values_places_conflicts_and_what_to_do() -> None:
    metas = t.metas(PubDate="2022-03-27 09:36:38")
    text = told(
        t.page(t.BOX_TABLE + f'<div id="zoom">{t.BODY}<a href="1.pdf">名单.pdf</a></div>', metas=metas)
    )
    for words in (
        "发文字号",
        t.NUMBER,
        "读自 公开要素 · 发文字号",
        "另有 2022-03-27 09:36（页头标签 · PubDate）",
        "附件（1）",
        "名单.pdf",
        "需要核对（1）",
        "警告 发布日期前后不一：页面显示的发布日期为 2021-07-14",
        "整改 请核对页面显示的发布日期",
        "（未核对原文）",
    ):
        assert words in text
    assert "来源" in text
    assert "页面没有" in text


def test_a_page_with_nothing_to_look_at_says_so() -> None:
    assert "没有需要核对的地方。" in told(t.page(t.BOX_TABLE + f'<div id="zoom">{t.BODY}</div>'))


def test_markup_on_a_page_is_no_markup_here() -> None:
    title = "友谊县[red]春耕[/red]备耕工作通知"
    assert title in told(t.page(f"<h1>{title}</h1><div id=zoom>{t.BODY}</div>", title=title))


def test_every_field_of_an_item_that_a_page_can_show_is_shown() -> None:
    hidden = {"url", "category", "publisher_unit_id", "body_html", "attachments"}
    assert set(Item.model_fields) - hidden == set(FIELDS)


def test_a_publisher_that_is_no_unit_is_found_with_the_names_that_are_near(tmp_path: Path) -> None:
    registry = tmp_path / "registry.toml"
    registry.write_text(
        '[county]\nname = "友谊县"\ndivision = "230522"\n[[unit]]\nid = "nyj"\nname = "友谊县农业农村局"\n'
        'kind = "department"\n[[source]]\nid = "nyj"\nunit = "nyj"\nfamily = "trs"\n'
        'base_url = "http://127.0.0.1:1"\ncolumn = [{ path = "/xxgk/", category = "plan" }]\n',
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    box = t.BOX_TABLE.replace("友谊县人民政府办公室", "友谊县农业和农村局")
    page.write_text(t.page(box + f'<div id="zoom">{t.BODY}</div>'), encoding="utf-8")
    at = Settings(home=tmp_path, registry=registry)
    result = preview(str(page), url=URL, family=None, at=at)
    (finding,) = result["findings"]
    assert finding["check_id"] == "publisher_unresolved"
    assert finding["message"] == (
        "发布机构“友谊县农业和农村局”对不上登记的公开主体。名称相近的有：友谊县农业农村局。"
    )
    page.write_text(page.read_text(encoding="utf-8").replace("农业和农村局", "农业农村局"), encoding="utf-8")
    assert preview(str(page), url=URL, family=None, at=at)["findings"] == []


def test_a_number_that_was_not_taken_is_not_said_to_be_absent() -> None:
    box = t.BOX_TABLE.replace("友政办发［2021］16号", "［2021］16号")
    told_of = next(
        line for line in told(t.page(box + f"<div id=zoom>{t.BODY}</div>")).splitlines() if "发文字号" in line
    )
    assert "页面所示未采用，见下" in told_of


def test_the_origin_of_the_minute_does_not_disagree_with_the_day() -> None:
    metas = t.metas(PubDate="2021-07-14 16:08:00")
    text = told(t.page(t.BOX_TABLE + f"<div id=zoom>{t.BODY}</div>", metas=metas))
    assert "2021-07-14 16:08" in text
    assert "另有" not in text
