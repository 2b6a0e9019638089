"""Pages whose markup does not say what is what: tables, cells and anchors where others have headings and labels."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from schemas.base import SHANGHAI
from tests.connectors.fields import templates as t
from tests.connectors.fields.test_difficulties import HEAD, ZOOM, read

SITE = "友谊县政府信息公开"


def test_a_date_in_an_element_of_its_own_beside_a_link_to_the_site() -> None:
    line = (
        "<p><a href='/'>友谊县人民政府门户网站 www.youyi.example/portal/index</a> <span>2021-07-14 17:32:17</span>"
        " <span>来源：县政府办</span></p>"
    )
    values = read(t.page(HEAD + line + ZOOM)).values
    assert values["published_at"] == datetime(2021, 7, 14, 17, 32, 17, tzinfo=SHANGHAI)
    assert values["content_source"] == "县政府办"


def test_a_title_in_a_cell_above_an_empty_one_and_the_date() -> None:
    rows = (
        f"<tr><td>{t.TITLE}</td></tr><tr><td></td></tr><tr><td>发布时间：2021-07-14　来源：县政府办</td></tr>"
    )
    assert read(t.page(f"<table>{rows}</table>{ZOOM}", title="")).values["title"] == t.TITLE


@pytest.mark.parametrize("name", [SITE, "友谊县疾病预防控制中心", "友谊县水务局"])
def test_a_title_right_above_the_text_where_the_page_is_named_like_its_site(name: str) -> None:
    above = f"<table><tr><td>{name}</td></tr></table>{t.BOX_TABLE.replace(t.TITLE, '')}"
    text = f"<table><tr><td align=center>{t.TITLE}</td></tr><tr><td>{t.BODY}</td></tr></table>"
    values = read(t.page(above + text, title=name)).values
    assert values["title"] == t.TITLE
    assert values["body_text"].endswith("2021年7月13日")


def test_the_name_of_a_site_is_better_than_no_title() -> None:
    assert read(t.page(f"<p>发布时间：2021-07-14</p>{ZOOM}", title=SITE)).values["title"] == SITE


def test_an_anchor_without_an_address_is_no_link() -> None:
    head = f"<div><h5><a>{t.TITLE}</a></h5><p>时间：2021-07-14</p></div>"
    values = read(
        t.page(head + ZOOM.replace("<p>", "<p><a name='_Toc1'></a><a name='_Toc2'>", 1), title=SITE)
    ).values
    assert values["title"] == t.TITLE
    assert values["body_text"] == read(t.page(HEAD + ZOOM)).values["body_text"]


RIGHT = ["align=right", "style='TEXT-ALIGN: right; line-height: 30pt'"]
RULES = "<p align=center>友谊县渠系维护办法</p><p>第一条　为做好渠系维护工作，制定本办法。</p>"


@pytest.mark.parametrize("right", RIGHT)
def test_a_date_on_the_right_with_what_is_issued_below_it(right: str) -> None:
    notice = f"<p>各乡镇：</p><p>现将办法印发给你们，请遵照执行。</p><p {right}>二○二一年七月十三日</p>"
    reading = read(t.page(f"{HEAD}<div id='zoom'>{notice}{RULES}</div>"))
    assert reading.values["written_on"] == date(2021, 7, 13)


def test_a_date_in_a_row_is_no_signature() -> None:
    row = "<tr><td>南河</td><td align=right>2021年7月13日</td><td>完成</td></tr>"
    text = f"<p>渠系维护情况如下，现予公布。</p><table>{row}{row}</table><p>以上渠段由县水务局负责维护。</p>"
    assert read(t.page(f"{HEAD}<div id='zoom'>{text}</div>")).values["written_on"] is None


def test_a_date_below_an_organ_goes_before_one_on_the_right() -> None:
    text = f"<p>各乡镇：</p><p align=right>2021年7月1日</p>{RULES}<p>友谊县水务局</p><p>2021年7月13日</p>"
    assert read(t.page(f"{HEAD}<div id='zoom'>{text}</div>")).values["written_on"] == date(2021, 7, 13)
