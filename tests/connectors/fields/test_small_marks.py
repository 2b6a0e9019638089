"""Small things of a page's markup that say something: a `<time>`, a wrapped heading, the name of a picture."""

from __future__ import annotations

import pytest

from tests.connectors.fields import templates as t
from tests.connectors.fields.test_difficulties import HEAD, ZOOM, read
from tests.connectors.fields.test_other_sites import AT_NINE, SOURCE


@pytest.mark.parametrize("at", ["2021-07-14T09:15:00+08:00", "2021-07-14 09:15"])
def test_a_time_element_says_the_year_that_its_text_leaves_out(at: str) -> None:
    head = f"<header>{HEAD}<time datetime='{at}'>7月14日</time><address>{SOURCE}</address></header>"
    aside = "<div><time datetime='2021-09-01'>9月1日</time></div>"
    reading = read(t.page(f"<article>{head}<section>{t.BODY}</section></article>{aside}"))
    assert reading.values["published_at"] == AT_NINE
    assert reading.findings == []
    none = read(t.page(f"<article>{HEAD}<section>{t.BODY}</section></article>{aside}"))
    assert none.values["published_at"] is None


def test_who_gave_the_information_is_its_source() -> None:
    reading = read(t.page(f"{HEAD}<div>发表时间：2021-07-14　信息提供：{SOURCE}</div>{ZOOM}"))
    assert reading.values["content_source"] == SOURCE


def test_a_heading_that_its_source_wraps_has_no_space() -> None:
    wrapped = f"<h1>\n {t.TITLE[:14]}\n {t.TITLE[14:]}\n</h1>"
    assert read(t.page(wrapped + ZOOM)).values["title"] == t.TITLE
    organs = "友谊县财政局 友谊县水务局关于印发春季农业生产工作方案的通知"
    assert read(t.page(f"<h1>{organs}</h1>{ZOOM}", title=organs)).values["title"] == organs
    assert read(t.page(f"<h1>{organs}</h1>{ZOOM}", title="春耕")).values["title"] == organs


def test_a_scan_is_not_called_like_a_date_line() -> None:
    scan = "<div id='zoom'><p><img src='/pic/W0202107141.jpg' alt='时间：2017-11-08 20:26'></p></div>"
    (file,) = read(t.page(f"{HEAD}<p>发布时间：2021-07-14</p>{scan}")).files
    assert file.file_name == "W0202107141.jpg"
