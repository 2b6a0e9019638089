"""Pagers and answers in the dialects of sites: what a page says in its own words is read or asked for."""

from __future__ import annotations

import gzip
import json
from types import ModuleType
from typing import Any

import pytest

from connectors.families import govcn, jpaas, sitemap, trs, ucap
from connectors.families.model import LayoutChanged
from tests.connectors.families.walked import count, listing, rows, walk
from tests.connectors.fetch.site import Site, Visit, page

NAV = "<div class='left'><ul class='menu'><li><a href='/zwgk/ghjh/'>规划计划</a></li></ul><ul class='hot'>{}</ul></div>"


@pytest.mark.parametrize(
    "script",
    [
        'var m_count=3;createPage(m_count,0,"home","htm");',
        'var nPageCount = 3; var nCurrIndex = 0;\nshowPages(nPageCount, nCurrIndex, "home", "htm");',
        'document.write(fenPage("fy", 3, 1, "home", "htm", 9));',
        "var m_nPageCount = 3;",
    ],
)
@pytest.mark.parametrize("family", [trs, govcn])
def test_pager_with_a_count_in_any_dialect(site: Site, family: ModuleType, script: str) -> None:
    made = f"<div class='page'><script>{script}</script></div>"
    site.paths |= {
        f"/z/home{'_' if k else ''}{k or ''}.htm": page(listing(range(3 * k + 1, 3 * k + 4), made))
        for k in range(3)
    }
    pages = walk(site, family, "/z/home.htm")
    assert count(pages) == 9
    assert pages[-1].ending == "proven"


@pytest.mark.parametrize("here", ["<span>{}</span>", "<a href='{}.htm'>{}</a>", "<b>[{}]</b>"])
def test_pager_of_numbers_alone(site: Site, here: str) -> None:
    for number in (1, 2, 3):
        links = (here.format(n, n) if n == number else f"<a href='{n}.htm'>{n}</a>" for n in (1, 2, 3))
        calendar = "<div><a href='/day/1'>1</a> 日 <a href='/day/2'>2</a></div>"
        pager = f"{calendar}<p>{' '.join(links)} 共3页</p>"
        site.paths[f"/z/{number}.htm"] = page(listing(range(3 * number - 2, 3 * number + 1), pager))
    pages = walk(site, trs, "/z/1.htm")
    assert (count(pages), pages[-1].ending) == (9, "proven")


def test_pager_whose_script_puts_the_number_behind_an_address(site: Site) -> None:
    script = "<script>function gotoPage(n){location.href='l.jsp?cid=4&pageNo='+n}</script>"
    pager = f"<p>第1/3页 <a href='javascript:gotoPage(2)'>下一页</a></p>{script}"
    places = ["/z/l.jsp?cid=4", "/z/l.jsp?cid=4&pageNo=2", "/z/l.jsp?cid=4&pageNo=3"]
    site.paths |= {place: page(listing(range(3 * k + 1, 3 * k + 4), pager)) for k, place in enumerate(places)}
    pages = walk(site, trs, "/z/l.jsp?cid=4")
    assert (count(pages), pages[-1].ending) == (9, "proven")


UNREAD = [
    "<div class='pagination'></div><script src='/js/fy.js'></script>",
    "<div><script>makePageNav({el: '#fy'})</script></div>",
]


@pytest.mark.parametrize("pager", UNREAD)
@pytest.mark.parametrize("first", [1, 2])
def test_list_behind_a_pager_that_cannot_be_read(site: Site, pager: str, first: int) -> None:
    site.paths["/z/index.html"] = page(listing(range(1, 4), pager))
    site.paths[f"/z/index_{first}.html"] = page(listing(range(4, 7), pager))
    site.paths[f"/z/index_{first + 1}.html"] = page(listing(range(7, 8), pager))
    pages = walk(site, trs, "/z/index.html")
    assert count(pages) == 7
    assert pages[-1].ending == "unproven"


@pytest.mark.parametrize("pager", UNREAD)
def test_single_page_with_a_pager_that_cannot_be_read(site: Site, pager: str) -> None:
    site.paths["/z/index.html"] = page(listing(range(1, 4), pager))
    pages = walk(site, trs, "/z/index.html")
    assert (count(pages), pages[-1].ending) == (3, "proven")


def test_page_without_any_pager_is_asked_alone(site: Site) -> None:
    site.paths["/z/index.html"] = page(listing(range(1, 4), ""))
    assert walk(site, trs, "/z/index.html")[-1].ending == "proven"
    assert [path for _, path, _ in site.visits] == ["/z/index.html"]


def test_menus_of_an_empty_column_are_no_postings(site: Site) -> None:
    hot = "<li><a href='/zwgk/ghjh/202609/t20200906_40.html'>关于做好人居环境整治工作的通知</a></li>"
    empty = (
        "<div class='right'><ul class='u-list'><li>暂无信息</li></ul>"
        "<script>createPageHTML(1, 0, 'index', 'html');</script></div>"
    )
    site.paths["/zwgk/jyta/"] = page(f"<html><body>{NAV.format(hot)}{empty}</body></html>")
    pages = walk(site, trs, "/zwgk/jyta/")
    assert (count(pages), pages[-1].ending) == (0, "proven")


SIDE = "<div class='yr'><h3>县内要闻</h3><ul class='n'>{}</ul></div>".format(
    "".join(
        f"<li><a href='/yw/{n}.html'>县里召开第{n}次工作会议的消息</a><i>2026-04-{n:02}</i></li>"
        for n in range(1, 7)
    )
)


@pytest.mark.parametrize("main", ["<ul class='list'></ul>", "<div class='list'><p>暂无信息</p></div>"])
def test_dated_box_beside_an_empty_list_is_no_list(site: Site, main: str) -> None:
    empty = (
        f"<html><head><title>收费_友谊县</title></head><body><div class='m'>{main}</div>{SIDE}</body></html>"
    )
    site.paths["/fee/index.html"] = page(empty)
    (only,) = walk(site, trs, "/fee/index.html")
    assert (only.rows, only.ending) == ((), "proven")


@pytest.mark.parametrize("around", ["{}", "<div class='zt'>{}</div>"])
def test_dated_box_beside_an_emptied_page_of_a_list_breaks_it(site: Site, around: str) -> None:
    """Else what stood there would be taken for gone."""
    both = around.format("<div class='m'>{}</div>{}")
    body = f"<html><head><title>规划_友谊县</title></head><body>{both}</body></html>"
    pager = "<div><script>createPageHTML(4, {}, 'index', 'html');</script></div>"
    for number, name in enumerate(("index", "index_1", "index_2", "index_3")):
        lines = (
            ""
            if number == 2
            else "".join(
                f"<li><a href='./t20260301_{n}.html'>关于印发第{n}号方案的通知</a><span>2026-03-{n:02}</span></li>"
                for n in range(number * 5 + 1, number * 5 + 6)
            )
        )
        shown = f"<ul class='list'>{lines}</ul>" + pager.format(number)
        site.paths[f"/plan/{name}.html"] = page(body.format(shown, SIDE))
    with pytest.raises(LayoutChanged):
        walk(site, trs, "/plan/index.html")


def test_packed_sitemap_passes_the_fetcher(site: Site) -> None:
    head = "http://www.sitemaps.org/schemas/sitemap/0.9"
    places = "".join(f"<url><loc>{site.url}/news/{n}.html</loc></url>" for n in range(4))
    packed = gzip.compress(f"<urlset xmlns='{head}'>{places}</urlset>".encode(), mtime=0)
    site.paths["/map.xml.gz"] = page(packed, content_type="application/x-gzip")
    index = f"<sitemapindex xmlns='{head}'><sitemap><loc>{site.url}/map.xml.gz</loc></sitemap></sitemapindex>"
    site.paths["/sitemap.xml"] = page(index, content_type="application/xml")
    assert count(walk(site, sitemap, "/sitemap.xml")) == 4


def test_what_a_script_asks_for_names_its_page(site: Site) -> None:
    def unit(visit: Visit) -> None:
        if visit.headers.get("Referer") != f"{site.url}/col/col1/index.html":
            visit.answer(403, "{}")
            return
        html = f"<ul>{rows(range(1, 4))}</ul><table count='3' rows='15'></table>"
        visit.answer(200, json.dumps({"success": True, "data": {"html": html}}))

    query = "{'webId':'3185','tagId':'列表'}"
    site.paths["/col/col1/index.html"] = page(
        f'<script src="unitbuild.js" url="/unit" queryData="{query}"></script>'
    )
    site.paths["/unit?webId=3185&tagId=%E5%88%97%E8%A1%A8"] = unit
    assert count(walk(site, jpaas, "/col/col1/index.html")) == 3


@pytest.mark.parametrize("script", ["var isJson=true;", ""])
def test_channel_search_that_answers_in_json_alone(site: Site, script: str) -> None:
    channel = "aa0a2b1c4d5e6f708192a3b4c5d6e7f8"
    found: list[dict[str, Any]] = [
        {
            "title": f"关于第{n}号方案的通知",
            "url": f"/czj/c1/{n}.shtml",
            "publishedTimeStr": f"2026-03-0{n} 09:00:00",
        }
        for n in range(1, 4)
    ]

    def asked(as_json: str) -> str:
        rest = "_pageSize=20&_template=index&_channelName=&page=1"
        return f"/common/search/{channel}?sort=&_isAgg=false&_isJson={as_json}&{rest}"

    site.paths["/czj/c100012/list.shtml"] = page(
        f'<meta name="channelId" content="{channel}"><ul id="body"></ul>'
        f'<script src="/js/page_list.js"></script><script>{script}</script>'
    )
    site.paths[asked("false")] = page(b"")
    site.paths[asked("true")] = page(
        json.dumps({"data": {"total": 3, "results": found}}), content_type="application/json"
    )
    assert count(walk(site, ucap, "/czj/c100012/list.shtml")) == 3
