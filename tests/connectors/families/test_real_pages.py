"""The list payloads of real sites and their true values, where a checkout beside this one holds them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.families import hanweb, jpaas, recognise, ucap
from connectors.families.markup import document, text_of
from connectors.families.model import LayoutChanged, ListPage
from connectors.families.static import Sheet
from connectors.fetch.model import Blocked, Response
from schemas.base import SHANGHAI

PAGES = Path(__file__).parents[4] / "shared" / "pages"
ADDRESS = {
    "gxt.jiangsu": "http://gxt.jiangsu.gov.cn/module/web/jpage/dataproxy.jsp",
    "hdzfxxgk": "http://hdzfxxgk.hd.gov.cn/zfwj/jinqixxgk/index.html",
    "jyt.gansu": "http://jyt.gansu.gov.cn/jyt/c110634/zwgklist.shtml",
    "ndrc": "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/index.html",
    "fzggw.zj": "https://fzggw.zj.gov.cn/col/col1229123351/index.html",
}

if not PAGES.is_dir():
    pytest.skip("the folder of real pages is not beside this checkout", allow_module_level=True)

TRUTHS = [json.loads(line) for line in (PAGES / "truth_lists.jsonl").read_text("utf-8").splitlines()]


def _response(file: str) -> Response:
    url = next(url for start, url in ADDRESS.items() if Path(file).name.startswith(start))
    return Response(url, 200, {}, (PAGES / file).read_bytes(), datetime.now(SHANGHAI))


def _read(response: Response) -> ListPage:
    if "dataproxy" in response.url:
        return hanweb.read_window(response)
    if "zj.gov.cn" in response.url:
        unit = jpaas.Unit(response.url, {})
        return jpaas.UnitPages(unit, response.url, None).read(response)
    return Sheet().read(response)


@pytest.mark.parametrize("truth", [t for t in TRUTHS if t["n_items"]], ids=lambda t: Path(t["file"]).stem)
def test_list_is_read_as_it_truly_is(truth: dict[str, Any]) -> None:
    response = _response(truth["file"])
    page = _read(response)
    assert len(page.rows) == truth["n_items"]
    assert page.declared_total == truth.get("total_records")
    for end, row in (("first", page.rows[0]), ("last", page.rows[-1])):
        if (true := truth.get(end)) is None:
            continue
        assert row.url.endswith(true["href"])
        assert (row.title, row.date_text) == (true["title"], true["date"])
        assert {k: v for k, v in true.items() if k in ("index_number", "publisher")} == row.payload
    cut = [row.title for row in page.rows if (row.title or "").endswith(("...", "…"))]
    assert cut == []


def test_page_that_is_filled_by_script_is_not_an_empty_column() -> None:
    truth = next(t for t in TRUTHS if t["n_items"] == 0)
    response = _response(truth["file"])
    with pytest.raises((LayoutChanged, Blocked)):
        _read(response)
    root = document(text_of(response))
    assert ucap.channel_of(root) == "e5eb2abb5014415399847ba2bb99b31f"


@pytest.mark.parametrize(
    ("file", "family"),
    [
        ("list/jyt.gansu.gov.cn_c110634_list.html", "ucap"),
        ("list/hdzfxxgk.hd.gov.cn_list.html", "trs"),
    ],
)
def test_family_is_recognised(file: str, family: str) -> None:
    response = _response(file)
    assert recognise(response.url, text_of(response))[0][0] == family


def test_capped_list_names_its_pages_from_zero() -> None:
    sheet = Sheet()
    sheet.read(_response("list/hdzfxxgk.hd.gov.cn_list.html"))
    assert (sheet.pager.pages, sheet.pager.items) == (56, 6348)
    assert sheet.pager.next_url == "http://hdzfxxgk.hd.gov.cn/zfwj/jinqixxgk/index_1.html"
