"""What stands around every page: head, banner, menus, breadcrumb, footer. Heavy, repeated, and never content."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from examples.youyi.county import SitePlan, plans
from examples.youyi.tables import WORDS
from schemas.codes import CATEGORIES

_OUTSIDE = (
    "中国政府网",
    "黑龙江省人民政府",
    "双鸭山市人民政府",
    "集贤县人民政府",
    "宝清县人民政府",
    "饶河县人民政府",
)
_MENU = ("首页", "走进友谊", "政务要闻", "政府信息公开", "政务服务", "互动交流", "专题专栏", "数据开放")


@lru_cache(maxsize=256)
def above(plan: SitePlan, *, large: bool) -> str:
    """From `<body>` to where the page's own matter begins."""
    menu = "".join(
        f'<li class="nav-{i}"><a href="/{s}/">{name}</a>{_drop(plan, i) if large else ""}</li>'
        for i, (name, s) in enumerate(zip(_MENU, "abcdefgh", strict=True))
    )
    return (
        f'<body class="site{plan.template}">\n<div class="top"><div class="logo"><a href="/"><img src="/images/logo.png" alt="{escape(plan.unit_name)}"></a></div>\n'
        f'<form class="search" action="/search/" method="get"><input type="text" name="q" placeholder="请输入搜索内容"><button>搜索</button></form></div>\n'
        f'<div class="nav"><ul>\n{menu}\n</ul></div>\n<img class="decoy" src="/images/bg.gif" alt="时间：2017-11-08 20:26">\n'
        f'<div class="position">当前位置：<a href="/" class="CurrChnlCls">首页</a> &gt; <a href="/zwgk/" class="CurrChnlCls">政府信息公开</a></div>\n'
    )


@lru_cache(maxsize=256)
def below(plan: SitePlan, *, large: bool) -> str:
    """The footer, with the links to other sites."""
    friends = "".join(
        f'<option value="http://www.example{i}.gov.cn/">{name}</option>'
        for i, name in enumerate(_OUTSIDE + tuple(WORDS["places"]) * (3 if large else 1))
    )
    share = '<div class="share"><span>分享到：</span><a class="wx" href="javascript:;"></a><a class="wb" href="javascript:;"></a></div>'
    return (
        f'{share}\n<div class="close-print"><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div>\n'
        f'<div class="foot"><div class="links"><select>{friends}</select></div>\n'
        f"<p>主办单位：{plan.unit_name}　网站标识码：2305220001　黑ICP备00000000号　黑公网安备 23052202000000号</p>\n"
        f"<p>地址：友谊县友谊镇挹娄大街99号　联系电话：0469-5800000　建议使用1024*768以上分辨率浏览</p></div>\n"
        f'<script src="/js/common.js"></script>\n</body>\n</html>\n'
    )


@lru_cache(maxsize=256)
def side(plan: SitePlan) -> str:
    """The column menu at the side of a list: links, but no postings."""
    rows = "".join(
        f'<li><a href="{escape(plan.base_url + c.path)}">栏目{c.position + 1}</a></li>' for c in plan.columns
    )
    return f'<div class="leftnav"><h3>政府信息公开</h3><ul class="menu">{rows}<li><a href="/xxgk/zn/">公开指南</a></li><li><a href="/xxgk/nb/">公开年报</a></li></ul></div>\n'


def column(plan: SitePlan, position: int, matter: str, extra: str = "") -> str:
    """A column's page: `matter` is its list and pager, `extra` goes into the head."""
    name = CATEGORIES[plan.columns[position].category].name
    large = plan.template != 1
    metas = {"SiteName": plan.unit_name, "SiteDomain": "www.hljyy.example", "SiteIDCode": "2305220001", "ColumnName": name,
             "ColumnDescription": f"{plan.unit_name}{name}栏目", "ColumnKeywords": name, "ColumnType": "信息公开，政策文件"}  # fmt: skip
    tags = "".join(f'<meta name="{key}" content="{escape(value)}">\n' for key, value in metas.items())
    head = f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="{plan.charset}">\n{tags}{extra}<title>{name}-{plan.unit_name}</title>\n'
    return (
        f"{head}{styles(plan, large=large)}</head>\n{above(plan, large=large)}{side(plan)}"
        f'<div class="right-main"><h3>{name}</h3>\n{matter}\n</div>\n{below(plan, large=large)}'
    )


@lru_cache(maxsize=256)
def styles(plan: SitePlan, *, large: bool) -> str:
    """Style sheets and scripts as real heads carry them."""
    rules = "".join(
        f".box{i},.box{i} ul li{{float:left;width:{100 + i * 3 % 97}px;height:{20 + i % 31}px;line-height:{20 + i % 31}px;overflow:hidden;background:url(/images/{plan.id}_{i}.png) no-repeat 0 -{i * 7}px;}}\n"
        for i in range(60 if large else 14)
    )
    return f'<link rel="stylesheet" type="text/css" href="/css/base{plan.template}.css">\n<style type="text/css">\n{rules}</style>\n<script src="/js/jquery.min.js"></script>\n'


def _drop(plan: SitePlan, group: int) -> str:
    """The panel of a menu: the county's other sites."""
    names = [(p.unit_name, p.base_url) for p in plans().values() if p.port and p.number % 4 == group % 4]
    links = "".join(
        f'<dd><a href="/gotosite/{i}/" title="{n}">{n}</a></dd>' for i, (n, _) in enumerate(names)
    )
    return f'<div class="subnav"><dl>{links}</dl></div>'
