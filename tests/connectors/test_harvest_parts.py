"""Articles that a site shows in parts are read whole, or it is told that they are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connectors.fetch.model import Gone, Unreachable
from tests.connectors.harvested_site import Posting, Site, run_of, source

PLAN = "/zwgk/ghjh/index.html"
HREF = "/zwgk/ghjh/202611/t20261120_10000.html"
PART = "/zwgk/ghjh/202611/t20261120_10000_{}.html"
TITLE = "关于印发工作方案的通知"
TEXTS = [
    "各乡镇人民政府要按照方案的要求做好准备工作。",
    "二、各单位要明确责任，按时报送进展情况。",
    "三、本方案自印发之日起施行。",
]
SIGNED = "<p>友谊县财政局</p><p>2026年11月18日</p>"

Pager = Callable[[int], str]
"""What stands under part n of an article."""


def script(number: int) -> str:
    return f"<script>createPageHTML(3, {number}, 't20261120_10000', 'html');</script>"


def numbers(number: int) -> str:
    links = [HREF, PART.format(1), PART.format(2)]
    return (
        "<div class='pagination'>"
        + "".join(f"<a href='{a}'>[{n}]</a>" for n, a in enumerate(links, 1))
        + "</div>"
    )


def next_only(number: int) -> str:
    return f"<p><a href='{PART.format(number + 1)}'>下一页</a></p>" if number < 2 else "<p>下一页</p>"


def site_with(pager: Pager) -> Site:
    posting = Posting(HREF, TITLE)
    site = Site({PLAN: [posting]})
    for number, text in enumerate(TEXTS):
        page = Posting(HREF, TITLE, body=text).html()
        signed = SIGNED if number == 2 else ""
        page = page.replace("</div></body>", f"{signed}</div>{pager(number)}</body>")
        site.faults[HREF if number == 0 else PART.format(number)] = page.encode()
    return site


@pytest.mark.parametrize("pager", [script, numbers, next_only])
def test_an_article_in_parts_is_one_text(pager: Pager) -> None:
    result = run_of(site_with(pager), source(PLAN))
    (item,) = result.items.values()
    text = item.item.body_text
    assert text is not None
    assert [text.count(each) for each in TEXTS] == [1, 1, 1]
    assert text.index(TEXTS[1]) < text.index(TEXTS[2])
    assert str(item.item.written_on) == "2026-11-18"
    assert result.findings == []


def test_a_part_that_is_gone_is_told_and_one_that_is_away_is_no_edit() -> None:
    site = site_with(script)
    known = run_of(site, source(PLAN)).known()
    site.faults[PART.format(2)] = Unreachable("HTTP 503", status=503)
    away = run_of(site, source(PLAN), known=known, full=True)
    assert (away.report.rejected, away.items) == (1, {})
    site.faults[PART.format(2)] = Gone("HTTP 404", status=404)
    result = run_of(site, source(PLAN), known=known, full=True)
    assert [f.check_id for f in result.findings] == ["article_part_missing"]
    assert "第 3 页" in result.findings[0].message
    assert result.probes == {}


def test_an_article_of_very_many_parts_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.harvest.parts.MOST", 1)
    result = run_of(site_with(script), source(PLAN))
    (item,) = result.items.values()
    assert TEXTS[1] in (item.item.body_text or "")
    assert [f.check_id for f in result.findings] == ["article_part_missing"]
    assert "第 3 页" in result.findings[0].message


def test_a_pager_of_something_else_leads_nowhere() -> None:
    other = "<a href='/zwgk/ghjh/202611/t20261120_10001.html'>下一页</a><a href='index_2.html'>2</a>"
    lists = "<script>createPageHTML(9, 0, 'index', 'html');</script>"
    site = Site({PLAN: [Posting(HREF, TITLE)]})
    site.faults[HREF] = Posting(HREF, TITLE).html().replace("</body>", f"{other}{lists}</body>").encode()
    assert run_of(site, source(PLAN)).report.accepted == 1
    assert site.asked("detail") == [HREF]
