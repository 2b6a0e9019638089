"""Lists that the registry says how to ask for, on a real server: page addresses, forms, JSON, CSS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from connectors.families import hanweb, selectors
from connectors.families.jpage import recordset_of
from connectors.families.model import LayoutChanged, ListPage
from connectors.fetch import Hosts, LiveFetch
from connectors.harvest.reader import ListReader
from schemas.registry import Source
from tests.connectors.fetch.site import Site, Visit, page

Column = dict[str, Any]


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().serving() as site:
        yield site


def walk(
    site: Site, column: Column, picked: dict[str, str] | None = None, family: Any = selectors
) -> list[ListPage]:
    source = Source.model_validate({
        "id": "odd", "unit": "odd", "family": "selectors", "base_url": site.url, "robots": False,
        "requests_per_second": 1000, "column": [{"category": "policy", **column}], "selectors": picked or {},
    })  # fmt: skip
    with LiveFetch(source, Hosts()) as fetch:
        return list(family.pages(source, source.column[0], ListReader(fetch, pause_seconds=0)))


def rows(numbers: range, around: str = "<div class='box'><p class='t'>{}</p></div>") -> str:
    lines = (
        f"<div class='row'><a href='/a/{n}.html'>关于印发第{n}号方案的通知</a><i>2026-03-{n:02}</i></div>"
        for n in numbers
    )
    return "<html><body>" + around.format("".join(lines)) + "</body></html>"


def seen(pages: list[ListPage]) -> list[list[str]]:
    return [[row.url.rpartition("/")[2] for row in each.rows] for each in pages]


CSS = {"list_item": "css:.box .row > a"}


def test_pages_by_their_address_until_one_is_missing(site: Site) -> None:
    site.paths |= {"/l.htm": page(rows(range(1, 3))), "/l_001.htm": page(rows(range(3, 5)))}
    column = {"path": "/l.htm", "page_path": "/l_{page:03}.htm", "first_page_index": 0}
    pages = walk(site, column, CSS)
    assert seen(pages) == [["1.html", "2.html"], ["3.html", "4.html"]]
    assert [each.ending for each in pages] == ["more", "unproven"]
    assert pages[1].rows[0].title == "关于印发第3号方案的通知"
    assert pages[1].rows[0].date_text == "2026-03-03"


def test_pages_as_many_as_declared(site: Site) -> None:
    around = "<div class='box'>{}</div><p>共 2 页</p>"
    site.paths |= {"/l?p=1": page(rows(range(1, 3), around)), "/l?p=2": page(rows(range(3, 4), around))}
    pages = walk(site, {"path": "/l?p=1", "page_path": "/l?p={page}"}, CSS)
    assert seen(pages) == [["1.html", "2.html"], ["3.html"]]
    assert pages[-1].ending == "proven"


def test_missing_page_that_was_declared_is_an_error(site: Site) -> None:
    site.paths |= {"/l?p=1": page(rows(range(1, 3), "<div class='box'>{}</div><p>共 2 页</p>"))}
    with pytest.raises(Exception, match="404"):
        walk(site, {"path": "/l?p=1", "page_path": "/l?p={page}"}, CSS)


def test_last_page_again_ends_the_list_and_proves_nothing(site: Site) -> None:
    site.paths |= {f"/l?o={20 * n}": page(rows(range(2 * n, 2 * n + 2))) for n in range(2)}
    site.paths["/l?o=40"] = site.paths["/l?o=20"]
    pages = walk(site, {"path": "/l?o=0", "page_path": "/l?o={offset}", "page_size": 20}, CSS)
    assert [each.ending for each in pages] == ["more", "unproven"]


def test_page_number_that_is_not_honoured(site: Site) -> None:
    site.paths |= {f"/l?p={n}": page(rows(range(2))) for n in (1, 2)}
    with pytest.raises(LayoutChanged, match="page 2 repeats page 1"):
        walk(site, {"path": "/l?p=1", "page_path": "/l?p={page}"}, CSS)


def by_form(visit: Visit) -> None:
    """Three rows a page, seven in all."""
    asked = {name: values[0] for name, values in parse_qs(visit.posted).items()}
    assert asked["channel"] == "42"
    numbers = range(int(asked["from"]), min(int(asked["to"]), 7) + 1)
    listed = [
        {"docId": n, "c": {"year": 2026}, "headline": f"第{n}号", "on": 1772553600 + n} for n in numbers
    ]
    inside = json.dumps({"rows": listed})
    visit.answer(200, f"back({json.dumps({'data': inside, 'all': 7})});", content_type="text/javascript")


def test_json_by_post_with_places_and_total(site: Site) -> None:
    site.paths["/api"] = by_form
    column = {
        "path": "/api#notices",
        "form": {"channel": "42", "from": "{first}", "to": "{last}"},
        "page_size": 3,
    }
    picked = {
        "list_item": "$.data.rows",
        "link": "/{$.c.year}/{$.docId}.html",
        "list_title": "$.headline",
        "list_date": "$.on",
        "total": "$.all",
    }
    pages = walk(site, column, picked)
    assert seen(pages) == [["1.html", "2.html", "3.html"], ["4.html", "5.html", "6.html"], ["7.html"]]
    assert pages[-1].ending == "proven"
    assert pages[-1].declared_total == 7
    assert pages[0].rows[0].url == f"{site.url}/2026/1.html"
    assert (pages[0].rows[0].title, pages[0].rows[0].date_text) == ("第1号", "2026-03-04T00:00:01+08:00")


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        ({"list_item": "$.nothing"}, "names no list"),
        ({"list_item": "$.data", "link": "$.address"}, "yields no address"),
        ({"list_item": "$.data[x]"}, "is no path into JSON"),
    ],
)
def test_places_that_lead_nowhere_are_named(picked: dict[str, str], said: str, site: Site) -> None:
    site.paths["/api"] = page('{"data": [{"a": 1}]}', content_type="application/json")
    with pytest.raises(LayoutChanged, match=said):
        walk(site, {"path": "/api"}, picked)


def test_json_without_selectors_by_the_usual_names(site: Site) -> None:
    answer = {
        "total": 2,
        "docs": [{"title": f"第{n}号", "url": f"/{n}.html", "pubDate": "2026-03-01"} for n in (1, 2)],
    }
    site.paths |= {
        "/was5?page=1": page(json.dumps(answer)[:-2] + ",]}"),
        "/was5?page=2": page('{"docs": []}'),
    }
    pages = walk(site, {"path": "/was5?page=1", "page_path": "/was5?page={page}"})
    assert seen(pages) == [["1.html", "2.html"]]


def test_hanweb_proxy_by_the_form_of_the_registry(site: Site) -> None:
    def proxy(visit: Visit) -> None:
        assert "columnid=1201" in visit.posted
        row = "<li><a href='/art/2026/3/{0}/art_1201_{0}000.html'>第{0}号</a><span>2026-03-0{0}</span></li>"
        records = "".join(f"<record><![CDATA[{row.format(n)}]]></record>" for n in range(1, 4))
        xml = f"<datastore><totalrecord>3</totalrecord><recordset>{records}</recordset></datastore>"
        visit.answer(200, xml, content_type="text/xml")

    site.paths["/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15"] = proxy
    column = {"path": "/module/web/jpage/dataproxy.jsp", "form": {"columnid": "1201", "unitid": "9"}}
    pages = walk(site, column, family=hanweb)
    assert [len(each.rows) for each in pages] == [3]
    assert pages[0].ending == "proven"


def _box(column: int, unit: int, per_page: int, group: int, records: int) -> str:
    """A jpage box as hanweb prints it, by its query or by its call."""
    query = f"/module/web/jpage/dataproxy.jsp?page=1&webid=15&columnid={column}&unitid={unit}"
    record = "<record><![CDATA[<li><a href='/art/1.html'>标题</a></li>]]></record>" * records
    return (
        f"<div id='{unit}'><script type='text/xml'><datastore><nextgroup><![CDATA[<a href='{query}'></a>]]></nextgroup>"
        f"<recordset>{record}</recordset></datastore></script></div><script>$('#{unit}').jpage({{perPage:{per_page},"
        f"groupSize:{group},proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{{webid:15,columnid:{column},"
        f"unitid:{unit},webname:'友谊',permissiontype:0}}}})</script>"
    )


@pytest.mark.parametrize("side_first", [True, False])
@pytest.mark.parametrize("address", ["/col/col1207/index.html", "/zwgk/index.html"])
def test_of_two_jpage_boxes_the_largest_is_asked_for(side_first: bool, address: str) -> None:
    boxes = [_box(1300, 9002, 5, 3, 5), _box(1207, 9001, 7, 2, 14)]
    html = f"<html><body>{''.join(boxes if side_first else boxes[::-1])}</body></html>"
    found = recordset_of(html, f"http://www.youyi.example{address}", None)
    assert found is not None
    assert (found.form["columnid"], found.form["unitid"]) == ("1207", "9001")
    assert (found.per_page, found.group) == (7, 2)
