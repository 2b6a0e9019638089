"""Lists that come on request: what was read stays where the next page fails; the column's own box is the one read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from types import ModuleType

import pytest

from connectors.families import feed, gkmlpt, hanweb, jpaas, ucap
from connectors.families.markup import xml
from connectors.families.model import LayoutChanged, ListPage, Parse
from connectors.fetch.model import Gone, Request, Response
from schemas.base import SHANGHAI
from schemas.registry import Source

Answer = Callable[[Request], str | None]

HOST = "http://www.youyi.example"
COLUMN = "/col/col1207/index.html"
UNIT = "<script url='/unit' queryData=\"{{'webId':'1','tagId':'{}'}}\"></script>"
PROXY = "/module/web/jpage/dataproxy.jsp"


class Answers:
    """A `Reader` that is answered by a function; None is a page that fails."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def page(self, request: Request, parse: Parse) -> ListPage:
        return parse(self.raw(request))

    def raw(self, request: Request) -> Response:
        text = self._answer(request)
        if text is None:
            raise Gone("HTTP status 404", status=404)
        return Response(request.url, 200, {}, text.encode(), datetime.now(SHANGHAI))


def walk(family: ModuleType, path: str, answer: Answer, kept: list[ListPage] | None = None) -> list[ListPage]:
    """The pages of a column; `kept` gets them even where the walk fails."""
    source = Source.model_validate({
        "id": "odd", "unit": "odd", "family": family.__name__.rpartition(".")[2], "base_url": HOST,
        "column": [{"category": "policy", "path": path}],
    })  # fmt: skip
    pages = kept if kept is not None else []
    for page in family.pages(source, source.column[0], Answers(answer)):
        pages.append(page)
    return pages


def line(number: int, folder: str) -> str:
    return f"<li><a href='{folder}/{number}000.html'>关于印发第{number}号方案的通知</a><i>2026-03-{number:02}</i></li>"


def lines(numbers: range, folder: str = "/col/col1207/art") -> str:
    return "".join(line(n, folder) for n in numbers)


def whole(body: str) -> str:
    return f"<html><head><title>规划</title></head><body>{body}</body></html>"


def numbers(pages: list[ListPage]) -> list[int]:
    return [int(row.url.rpartition("/")[2].removesuffix("000.html")) for page in pages for row in page.rows]


def built(html: str) -> str:
    return json.dumps({"success": True, "data": {"html": html}})


def jpaas_unit(request: Request) -> str | None:
    if "/unit" not in request.url:
        return whole(UNIT.format("列表"))
    if "paramJson" in request.url:
        return None
    return built(f"<ul>{lines(range(1, 4))}</ul><table count='5' rows='3'></table>")


def gkmlpt_articles(request: Request) -> str | None:
    if "/api/" not in request.url:
        return whole("<script>var SID='7';</script>")
    if "page=2" in request.url:
        return None
    listed = [{"title": f"第{n}号", "url": f"/c/{n}000.html", "created_at": "2026-03-01"} for n in (1, 2, 3)]
    return json.dumps({"articles": listed, "total": 5})


def ucap_channel(request: Request) -> str | None:
    if "/common/search/" not in request.url:
        return whole("<meta name='channelId' content='aa0a2b1c'>")
    return None if "page=2" in request.url else f"<ul>{lines(range(1, 4), '/c1')}</ul><p>共5条</p>"


def hanweb_window(request: Request) -> str | None:
    if PROXY in request.url:
        return None
    return whole(f"{store(9001, 1207, range(1, 4))}{call(9001, 1207, 5)}")


def store(unit: int, column: int, listed: range, told: bool = True) -> str:
    query = f"<nextgroup><![CDATA[<a href='{PROXY}?columnid={column}&unitid={unit}'></a>]]></nextgroup>"
    records = "".join(f"<record><![CDATA[{line(n, f'/art/{column}')}]]></record>" for n in listed)
    inner = f"{query if told else ''}<recordset>{records}</recordset>"
    return f"<div id='{unit}'><script type='text/xml'><datastore>{inner}</datastore></script></div>"


def call(unit: int, column: int, total: int) -> str:
    told = f"perPage:15,columnid:{column},webid:3,unitid:'{unit}',totalRecord:{total}"
    return f"<script>$('#{unit}').jpage({{proxyurl:'{PROXY}',{told}}})</script>"


@pytest.mark.parametrize(
    ("family", "path", "answer"),
    [
        (jpaas, COLUMN, jpaas_unit),
        (gkmlpt, "/gkmlpt/index#44", gkmlpt_articles),
        (ucap, "/c1/list.shtml", ucap_channel),
        (hanweb, COLUMN, hanweb_window),
    ],
)
def test_first_page_is_kept_where_the_second_fails(family: ModuleType, path: str, answer: Answer) -> None:
    kept: list[ListPage] = []
    with pytest.raises(Gone):
        walk(family, path, answer, kept)
    assert (numbers(kept), [page.ending for page in kept]) == ([1, 2, 3], ["more"])


def test_page_is_kept_where_the_next_repeats_it() -> None:
    def repeated(request: Request) -> str | None:
        html = f"<ul>{lines(range(1, 4))}</ul><table count='5' rows='3'></table>"
        return built(html) if "/unit" in request.url else whole(UNIT.format("列表"))

    kept: list[ListPage] = []
    with pytest.raises(LayoutChanged, match="repeats"):
        walk(jpaas, COLUMN, repeated, kept)
    assert numbers(kept) == [1, 2, 3]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("side_first", [True, False])
def test_of_two_recordsets_the_columns_own_is_read(told: bool, side_first: bool) -> None:
    """Though the other be larger: told by the recordset, or by the call of its box."""
    boxes = [store(9002, 1300, range(11, 19), told), store(9001, 1207, range(1, 4), told)]
    calls = call(9002, 1300, 8) + call(9001, 1207, 3)
    body = whole("".join(boxes if side_first else boxes[::-1]) + calls)
    pages = walk(hanweb, COLUMN, lambda request: body if PROXY not in request.url else None)
    assert numbers(pages) == [1, 2, 3]
    assert (pages[-1].declared_total, pages[-1].ending) == (3, "proven")


@pytest.mark.parametrize("total", [20, None])
def test_empty_recordset_in_the_page_is_asked_of_the_proxy(total: int | None) -> None:
    def answer(request: Request) -> str | None:
        if PROXY not in request.url:
            shown = call(9001, 1207, 20) if total else call(9001, 1207, 20).replace("totalRecord", "x")
            return whole(store(9001, 1207, range(0)) + shown)
        start = int(request.url.partition("startrecord=")[2].partition("&")[0])
        records = "".join(
            f"<record>{line(n, '/art/1207')}</record>" for n in range(start, min(start + 15, 21))
        )
        return f"<datastore><totalrecord>20</totalrecord><recordset>{records}</recordset></datastore>"

    pages = walk(hanweb, COLUMN, answer)
    assert (numbers(pages), pages[-1].ending) == (list(range(1, 21)), "proven")


def test_proxy_without_the_records_that_the_page_declares_is_an_error() -> None:
    def answer(request: Request) -> str | None:
        if PROXY in request.url:
            return "<datastore><recordset></recordset></datastore>"
        return whole(store(9001, 1207, range(0)) + call(9001, 1207, 20))

    with pytest.raises(LayoutChanged, match="declares 20 items and shows none"):
        walk(hanweb, COLUMN, answer)


def test_list_in_the_page_beside_a_unit_for_its_menu() -> None:
    def answer(request: Request) -> str | None:
        if "/unit" in request.url:
            return built("<ul><li><a href='/col/col1/index.html'>机构</a></li></ul>")
        return whole(f"{UNIT.format('导航')}<div class='list'><ul>{lines(range(1, 7))}</ul></div>")

    pages = walk(jpaas, COLUMN, answer)
    assert (numbers(pages), pages[-1].ending) == ([1, 2, 3, 4, 5, 6], "proven")


def test_box_in_the_page_beside_an_empty_list_unit_is_no_list() -> None:
    def answer(request: Request) -> str | None:
        if "/unit" in request.url:
            return built("<div class='page-content'></div>")
        return whole(
            f"{UNIT.format('信息')}<div class='box'><ul>{lines(range(1, 7), '/col/col1/art')}</ul></div>"
        )

    assert numbers(walk(jpaas, COLUMN, answer)) == []


@pytest.mark.parametrize("link", ["{0}/d.jsp?id=1000&cid=2", "<![CDATA[{0}/d.jsp?id=1000&cid=2]]>"])
def test_feed_with_a_bare_ampersand(link: str) -> None:
    item = f"<item><title>方案 &lt;一&gt; &#38; 二</title><link>{link.format(HOST)}</link></item>"
    text = f"<?xml version='1.0'?><rss version='2.0'><channel>{item}</channel></rss>"
    (page,) = walk(feed, "/rss.xml", lambda _: text)
    assert page.rows[0].url == f"{HOST}/d.jsp?id=1000&cid=2"


def test_feed_in_utf_16_is_left_as_it_is() -> None:
    item = f"<item><title>方案 &amp; 细则</title><link>{HOST}/d.jsp?id=1000&amp;cid=2</link></item>"
    text = f"<?xml version='1.0' encoding='UTF-16'?><rss version='2.0'><channel>{item}</channel></rss>"
    response = Response(f"{HOST}/rss.xml", 200, {}, text.encode("utf-16"), datetime.now(SHANGHAI))
    assert [link.text for link in xml(response).iter("link")] == [f"{HOST}/d.jsp?id=1000&cid=2"]
