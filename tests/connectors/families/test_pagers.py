"""What leads to further pages is followed where it can be; where it cannot, the first page proves nothing."""

from __future__ import annotations

from types import ModuleType

import pytest

from connectors.families import govcn, selectors, trs, vsb
from tests.connectors.families.walked import count, listing, walk
from tests.connectors.fetch.site import Site, page

UNFOLLOWED = {
    "call in href": "<div class='fy'><a href='javascript:goPage(1)'>首页</a>"
    "<a href='javascript:goPage(2)'>下一页</a></div>",
    "call on click": "<div><a onclick='turnPage(2)' class='next'>下一页</a></div>",
    "back to the server": "<div id='Pager1'><a disabled='disabled'>首页</a>"
    "<a href=\"javascript:__doPostBack('Pager1','2')\">2</a></div>",
    "form": "<form name='pf'><a href='#' onclick='document.pf.submit()'>下页</a></form>",
    "call that tells items": "<div id='p'></div><script>laypage.render({elem:'p',count:23,limit:8});</script>",
    "call that tells nothing we know": "<div id='p'></div><script>$('#p').paginator({size: much});</script>",
    "framework": "<el-pagination :total='23' :page-size='8'></el-pagination>",
    "framework, told by a variable": "<el-pagination :total='total'></el-pagination>",
    "numbers in the markup": "<div class='pagination'><span class='cur'>1</span><span data-page='2'>2</span></div>",
    "choice of numbers": "<div>转到<select onchange='go(this.value)'><option value='1' selected>1</option>"
    "<option value='2'>2</option></select>页</div>",
    "more": "<div class='more'><a href='javascript:;' id='m'>加载更多</a></div>",
    "last alone": "<div><a href='javascript:goPage(1)'>首页</a><a href='javascript:goPage(3)'>尾页</a></div>",
    "last by address": "<div><a href='index.html'>首页</a><a href='index_p3.html'>尾页</a></div>",
}
"""A list of eight rows has a second page in each."""

ENDED = {
    "words": "<div>首页 上一页 下一页 尾页</div>",
    "links to nowhere": "<div><a href='#'>首页</a><a href='javascript:void(0)'>下一页</a>"
    "<a href='javascript:;'>尾页</a></div>",
    "switched off": "<ul class='pagination'><li class='disabled'><a href='javascript:go(2)'>下一页</a></li></ul>",
    "one page": "<div>共1页 <a href='javascript:goPage(1)'>下一页</a></div>",
    "one page, in a field": "<form><input type='hidden' name='totalPage' value='1'>"
    "<a href='#' onclick='document.pf.submit()'>下页</a></form>",
    "all lead to the first": "<div><a href='javascript:goPage(1)'>首页</a><a href='javascript:goPage(1)'>下一页</a>"
    "<a href='javascript:goPage(1)'>尾页</a></div>",
    "all lead here": "<div><a href='index.html'>首页</a><a href='index.html'>尾页</a></div>",
    "says so": "<div><a href='#' onclick=\"alert('已是最后一页');return false\">下一页</a></div>",
    "number of this page": "<div class='pagination'><span data-page='1'>1</span><span data-page='1'>&gt;</span></div>",
    "one to choose": "<div>转到<select onchange='go(this.value)'><option value='1'>1</option></select>页</div>",
    "choice of months": "<form>月份<select name='month'><option value='1'>1</option><option>2</option></select></form>",
    "pictures in turn": "<div class='slide'><a href='javascript:left()'>&lt;</a>"
    "<a href='javascript:right()'>&gt;</a></div>",
    "more, not shown": "<div style='display:none'>加载更多</div>",
}


@pytest.mark.parametrize("pager", UNFOLLOWED.values(), ids=UNFOLLOWED)
@pytest.mark.parametrize("family", [trs, selectors, govcn, vsb])
def test_pager_that_cannot_be_followed_proves_nothing(site: Site, family: ModuleType, pager: str) -> None:
    site.paths["/z/index.html"] = page(listing(range(1, 9), pager))
    pages = walk(site, family, "/z/index.html")
    assert count(pages) == 8
    declared = pages[-1].declared_total
    assert pages[-1].ending == "unproven" or declared == 23, (
        "23 items are compared with 8 rows by the harvest"
    )


@pytest.mark.parametrize("pager", ENDED.values(), ids=ENDED)
@pytest.mark.parametrize("family", [trs, selectors, govcn, vsb])
def test_pager_that_leads_nowhere_ends_the_list(site: Site, family: ModuleType, pager: str) -> None:
    site.paths["/z/index.html"] = page(listing(range(1, 9), pager))
    pages = walk(site, family, "/z/index.html")
    assert (count(pages), pages[-1].ending) == (8, "proven")


FOLLOWED = {
    "brackets": "<a href='{next}'>[下一页]</a>",
    "wide brackets": "<a href='{next}'>【下一页】</a>",
    "arrow": "<a href='{next}'>下一页→</a>",
    "arrows": "<a href='{next}'>下一页&gt;&gt;</a>",
    "position": "<a href='{next}'>下一页(2/3)</a>",
    "picture with words": "<a href='{next}'><img src='n.gif' alt='下一页'></a>",
    "picture by class": "<a class='next' href='{next}'><i></i></a>",
    "window's place": "<a href='#' onclick=\"window.location='{next}'\">下一页</a>",
    "place in href": "<a href=\"javascript:window.location.href='{next}';\">下一页</a>",
    "button": "<input type='button' value='下一页' onclick=\"location.href='{next}'\">",
    "more": "<a href='{next}'>加载更多</a>",
}


@pytest.mark.parametrize("link", FOLLOWED.values(), ids=FOLLOWED)
@pytest.mark.parametrize("family", [trs, vsb])
def test_next_page_by_whatever_link(site: Site, family: ModuleType, link: str) -> None:
    for number in (1, 2, 3):
        pager = f"<p>{link.format(next=f'{number + 1}.htm')}</p>" if number < 3 else "<p>[下一页]</p>"
        site.paths[f"/z/{number}.htm"] = page(listing(range(3 * number - 2, 3 * number + 1), pager))
    pages = walk(site, family, "/z/1.htm")
    assert (count(pages), pages[-1].ending) == (9, "proven")


def test_next_page_by_the_choice_of_pages(site: Site) -> None:
    for number in (1, 2, 3):
        options = "".join(f"<option value='{n}.htm'>第{n}页</option>" for n in (1, 2, 3))
        pager = f"<p>转到<select onchange='location=this.value'>{options}</select></p>"
        site.paths[f"/z/{number}.htm"] = page(listing(range(3 * number - 2, 3 * number + 1), pager))
    pages = walk(site, trs, "/z/1.htm")
    assert (count(pages), pages[-1].ending) == (9, "proven")


def test_next_page_by_a_more_that_turns_this_page(site: Site) -> None:
    """更多 leads to other columns else."""
    other = "<h3>动态 <a href='/news/?page=1'>更多&gt;&gt;</a></h3>"
    for number in (1, 2):
        more = f"<p><a href='?cid=3&amp;page={number + 1}'>查看更多&gt;&gt;</a></p>" if number < 2 else ""
        place = "/z/l.jsp?cid=3&page=2" if number > 1 else "/z/l.jsp?cid=3"
        site.paths[place] = page(listing(range(3 * number - 2, 3 * number + 1), other + more))
    pages = walk(site, trs, "/z/l.jsp?cid=3")
    assert (count(pages), pages[-1].ending) == (6, "proven")


def test_links_that_turn_into_a_script_prove_nothing(site: Site) -> None:
    site.paths["/z/1.htm"] = page(listing(range(1, 4), "<p><a href='2.htm'>下一页</a></p>"))
    site.paths["/z/2.htm"] = page(listing(range(4, 7), "<p><a href='javascript:goPage(3)'>下一页</a></p>"))
    assert walk(site, trs, "/z/1.htm")[-1].ending == "unproven"


def cut(numbers: range) -> str:
    return listing(numbers, "").partition("</ul>")[0]


@pytest.mark.parametrize("family", [trs, vsb])
def test_page_that_breaks_off_proves_nothing(site: Site, family: ModuleType) -> None:
    site.paths["/z/index.html"] = page(cut(range(1, 4)))
    pages = walk(site, family, "/z/index.html")
    assert (count(pages), pages[-1].ending) == (3, "unproven")


def test_page_that_breaks_off_behind_its_total_is_whole(site: Site) -> None:
    site.paths["/z/index.html"] = page(f"<html><body><p>共3条</p>{cut(range(1, 4))}")
    assert walk(site, trs, "/z/index.html")[-1].ending == "proven"


def test_page_that_never_closes_its_body_is_whole(site: Site) -> None:
    site.paths["/z/index.html"] = page(listing(range(1, 4), "").replace("</body></html>", "<!-- 1 -->\n"))
    assert walk(site, trs, "/z/index.html")[-1].ending == "proven"


@pytest.mark.parametrize("broken", ["cut", "short"])
@pytest.mark.parametrize("total", ["", "<p>共12条</p>"])
def test_page_in_the_middle_that_lacks_rows(site: Site, broken: str, total: str) -> None:
    """Cut off, or with fewer rows than those around it: a total would tell, else nothing is proven."""
    pager = f"<script>createPageHTML(4, 0, 'index', 'html');</script>{total}"
    for number in range(4):
        body = listing(range(number * 3 + 1, number * 3 + 4), pager)
        site.paths[f"/z/index{'_' if number else ''}{number or ''}.html"] = page(body)
    lacking = cut(range(7, 10)) if broken == "cut" else listing(range(7, 9), pager)
    site.paths["/z/index_2.html"] = page(lacking)
    pages = walk(site, trs, "/z/index.html")
    assert pages[-1].ending == ("proven" if total else "unproven")
    assert pages[-1].declared_total == (12 if total else None)
