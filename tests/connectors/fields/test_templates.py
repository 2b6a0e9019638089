"""Every way of printing the box, the date line and the body gives the same fields."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from connectors.fields import read_page
from schemas.base import SHANGHAI
from tests.connectors.fields import templates as t

URL = "http://www.youyi.example/xxgk/202107/t20210714_1.html"


def read(html: str, **options):
    return read_page(html.encode("utf-8"), URL, **options)


@pytest.mark.parametrize("box", t.BOXES.values(), ids=t.BOXES)
@pytest.mark.parametrize("container", t.CONTAINERS.values(), ids=t.CONTAINERS)
def test_disclosure_box(box: str, container: str) -> None:
    reading = read(t.page(box + f"<h2>{t.TITLE}</h2>" + container.format(t.BODY)))
    values = reading.values
    assert values["title"] == t.TITLE
    assert values["index_number"] == "000014349/2021-00016"
    assert reading.index_is_valid
    assert values["document_number"] == t.NUMBER
    assert values["publisher"] == "友谊县人民政府办公室"
    assert values["written_on"] == date(2021, 7, 13)
    assert values["published_at"] == datetime(2021, 7, 14, tzinfo=SHANGHAI)
    assert values["theme"] == "农业、林业、水利\\农业"
    assert values["genre"] == "通知"
    assert values["validity"] == "有效"
    assert values["keywords"] is None
    assert values["content_source"] is None
    assert values["body_text"].startswith(t.FIRST)
    assert values["body_text"].endswith("2021年7月13日")
    assert reading.files == []
    assert [f.check_id for f in reading.findings] == []


@pytest.mark.parametrize("line", t.DATE_LINES.values(), ids=t.DATE_LINES)
@pytest.mark.parametrize("container", t.CONTAINERS.values(), ids=t.CONTAINERS)
def test_date_line(line: str, container: str) -> None:
    main = f'<div class="main"><div class="tit">{t.TITLE}</div>{line}{container.format(t.BODY)}</div>'
    values = read(t.page(main)).values
    assert values["title"] == t.TITLE
    assert values["published_at"].replace(second=0) == datetime(2021, 7, 14, 9, 30, tzinfo=SHANGHAI)
    assert values["content_source"] == "县农业农村局"
    assert values["written_on"] == date(2021, 7, 13)
    assert values["publisher"] is None
    assert values["index_number"] is None
    assert values["document_number"] is None
    assert values["body_text"].startswith(t.FIRST)
    assert values["body_text"].endswith("2021年7月13日")


def test_everything_inside_one_container() -> None:
    main = f'<div class="content"><h1>{t.TITLE}</h1>{t.DATE_LINES["labelled"]}{t.BODY}</div>'
    values = read(t.page(main)).values
    assert values["body_text"].startswith(t.FIRST)
    assert values["content_source"] == "县农业农村局"


def test_box_inside_the_body_container() -> None:
    reading = read(
        t.page(f'<div class="article-content">{t.BOX_TABLE}<p>{t.TITLE}</p><p>{t.NUMBER}</p>{t.BODY}</div>')
    )
    assert reading.values["body_text"].startswith(t.FIRST)
    assert reading.values["document_number"] == t.NUMBER


def test_gbk_page_with_a_wrong_declaration() -> None:
    html = t.page(t.BOX_TABLE + f'<div id="zoom">{t.BODY}</div>')
    values = read_page(html.encode("gbk"), URL, declared_charset="utf-8").values
    assert values["title"] == t.TITLE
    assert values["document_number"] == t.NUMBER


def test_one_bad_byte_is_a_finding_and_not_garbage() -> None:
    content = t.page(t.BOX_TABLE + f'<div id="zoom">{t.BODY}</div>').encode("gbk") + b"\xff"
    reading = read_page(content, URL)
    assert reading.values["title"] == t.TITLE
    assert "encoding_damaged" in [f.check_id for f in reading.findings]
