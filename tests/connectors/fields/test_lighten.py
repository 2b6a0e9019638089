"""What is taken out of a page before it is parsed changes nothing of what is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.fields import NotAPageError, read_page
from connectors.fields.dom import parse
from connectors.fields.lighten import lighten
from connectors.fields.page import HELD, SEAM
from schemas.registry import Selectors

URL = "http://youyi.example/xxgk/t20210713_1.html"
LINKS = "".join(f"<li class='m{n}'><a href='/col{n}/index.html'>栏目{n}的名称</a></li>" for n in range(12))
DATED = "".join(
    f"<li><a href='/t{n}.html'>关于第{n}号事项的公告</a> 2021-07-{n + 10}</li>" for n in range(12)
)
FILES = "".join(f"<li><a href='/P{n}.pdf'>第{n}号表格的说明</a></li>" for n in range(12))
MENUS = [
    f"<div class=header><ul class=nav>{LINKS}</ul></div>",
    f"<div class=footer><ul>{LINKS}</ul></div>",
    f"<div class=news><ul>{LINKS}</ul></div>",
    f"<div class=nav><ul>{DATED}</ul></div>",
    f"<noscript><ul>{LINKS}</ul></noscript>",
    f"<div class=menu><ul>{FILES}</ul></div>",
    f"<ul class=nav><li>{LINKS[:300]}",
    f"<script>document.write(\"<ul>{LINKS.replace('/', '')}<li><a href='a.doc'>a.doc</a></li></ul>\")</script>",
]
FONT = "<span style='font-size:16pt;font-family:仿宋_GB2312'>"
LONG = "各乡镇要按照县政府统一部署组织好春季农业生产工作确保种子化肥农机具及时到位"
PIECES = [
    f"<p>{FONT}{LONG}</span>{FONT}2021年</span><span lang=EN-US>7月</span></p>",
    f"<p>{FONT}{LONG}</span><span style='display:none'>{LONG}</span>{FONT}完成</span></p>",
    f"<p><span style='display : none'>{LONG}</span>{FONT}{LONG}</span></p>",
    f"<p>{FONT}来源：县政府</span>{FONT}发布日期：2021-07-13</span></p>",
    f"<p>{FONT}索 引 号</span>{FONT}000014349/2021-00001</span></p>",
    f"<p>{FONT}　　　　　　　　　　　　　　　发文字号</span>{FONT}友政发〔2021〕7号</span></p>",
    f"<p><a href='/a.pdf'>{FONT}{LONG} </span>{FONT} 附件</span></a> 一份</p>",
    f"<div class=con>{FONT}{LONG}</span>{FONT}</span>{FONT}联系人&nbsp;张三</span></div>",
    f"<ul>{LINKS}</ul>",
]


def shown(html: str, *, whole: bool) -> object:
    """All that the walk gathers, without the tree."""
    page = parse(html.encode(), whole=whole)
    assert page is not None
    lines = [(x.text, x.marked, x.linked, x.row, x.noise, x.block.tag) for x in page.lines]
    named = [(n.keys, n.start, n.end, n.noise) for n in page.named]
    links = [(x.element.get("href"), x.line, x.noise) for x in page.links]
    return lines, named, links, page.metas, page.scripts, [line for line, _ in page.dropped]


def outcome(html: str, selectors: Selectors | None) -> object:
    """What a page is read as, with selectors (empty ones too) parsed whole."""
    try:
        return read_page(html.encode(), URL, selectors=selectors)
    except NotAPageError as error:
        return error.reason


@given(
    st.lists(st.sampled_from(MENUS), max_size=3),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5),
    st.lists(st.sampled_from(MENUS), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_a_page_reads_the_same_whole_and_lightened(
    above: list[str], body: list[str], below: list[str]
) -> None:
    html = (
        f"<html><head><title>{LONG}</title></head><body>{''.join(above)}<h1>{LONG}</h1>"
        f"<div id=zoom>{''.join(body)}</div>{''.join(below)}</body></html>"
    )
    whole = shown(html, whole=True)
    for _ in range(3):  # a menu is taken out from the second time on
        assert shown(html, whole=False) == whole
    light, full = (outcome(html, selectors) for selectors in (None, Selectors()))
    assert light == full
    assert not {SEAM, *HELD} & set(str(light))


def test_menus_that_were_met_before_and_runs_of_fonts_are_not_parsed() -> None:
    own = LINKS.replace("栏目", "频道")
    html = f"<html><body><ul class=menu>{own}</ul><p>{FONT}{LONG}</span>{FONT}{LONG}</span></p></body></html>".encode()
    for _ in range(3):
        light = lighten(html)
    assert len(light.held) == 1
    assert light.content.count(b"<li") == 0
    assert light.content.count(b"<span") == 1


@pytest.mark.parametrize("menu", MENUS[2:6])
def test_a_list_that_shows_is_read_in_full_each_time(menu: str) -> None:
    html = f"<html><body><h1>{LONG}</h1>{menu}<div id=zoom><p>{LONG}。</p></div></body></html>"
    first = shown(html, whole=True)
    assert [shown(html, whole=False) for _ in range(4)] == [first] * 4
