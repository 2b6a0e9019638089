"""What stands around every page: head, menus, breadcrumb, footer. Heavy, repeated, and never content."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from examples.youyi.county import SitePlan, plans
from examples.youyi.markup import fill
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


def head(plan: SitePlan, title: str, metas: str, *, large: bool, charset: str = "") -> str:
    """From the doctype to `</head>`; it names the charset of the site, or another."""
    look = styles(plan, large=large)
    return fill(
        "chrome", "head", charset=charset or plan.charset, metas=metas, title=escape(title), styles=look
    )


@lru_cache(maxsize=256)
def above(plan: SitePlan, *, large: bool) -> str:
    """From `<body>` to where the page's own matter begins."""
    menu = "".join(
        f'<li class="nav-{i}"><a href="/menu/{i}/">{name}</a>{_drop(i) if large else ""}</li>'
        for i, name in enumerate(_MENU)
    )
    return fill("chrome", "above", template=plan.template, unit=escape(plan.unit_name), menu=menu)


@lru_cache(maxsize=256)
def below(plan: SitePlan, *, large: bool) -> str:
    """The footer, with the links to other sites."""
    names = _OUTSIDE + tuple(WORDS["places"]) * (3 if large else 1)
    friends = "".join(
        f'<option value="http://www.example{i}.gov.cn/">{n}</option>' for i, n in enumerate(names)
    )
    return fill("chrome", "below", friends=friends, unit=plan.unit_name)


@lru_cache(maxsize=256)
def side(plan: SitePlan) -> str:
    """The column menu at the side of a list: links, but no postings."""
    rows = "".join(
        f'<li><a href="{escape(c.path)}">{CATEGORIES[c.category].name}</a></li>' for c in plan.columns
    )
    return fill("chrome", "side", rows=rows)


def column(plan: SitePlan, position: int, matter: str, extra: str = "") -> str:
    """A column's page: `matter` is its list and pager, `extra` goes into the head."""
    name = CATEGORIES[plan.columns[position].category].name
    large = plan.template != 1
    metas = {
        "SiteName": plan.unit_name,
        "SiteDomain": "www.hljyy.example",
        "SiteIDCode": "2305220001",
        "ColumnName": name,
        "ColumnDescription": f"{plan.unit_name}{name}栏目",
        "ColumnKeywords": name,
        "ColumnType": "信息公开，政策文件",
    }
    tags = "".join(f'<meta name="{key}" content="{escape(value)}">\n' for key, value in metas.items())
    return (
        head(plan, f"{name}-{plan.unit_name}", tags + extra, large=large)
        + above(plan, large=large)
        + side(plan)
        + f'<div class="right-main"><h3>{name}</h3>\n{matter}\n</div>\n'
        + below(plan, large=large)
    )


@lru_cache(maxsize=256)
def styles(plan: SitePlan, *, large: bool) -> str:
    """Style sheets and scripts as real heads carry them."""
    count = 60 if large else 14
    rules = (
        fill("chrome", "rule", i=i, width=100 + i, height=20 + i % 31, site=plan.id) for i in range(count)
    )
    return fill("chrome", "styles", template=plan.template, rules="".join(rules))


@lru_cache(maxsize=8)
def _drop(group: int) -> str:
    """The panel of a menu: the county's other sites."""
    names = [p.unit_name for p in plans().values() if p.port and p.number % 4 == group % 4]
    links = "".join(f'<dd><a href="/gotosite/{i}/" title="{n}">{n}</a></dd>' for i, n in enumerate(names))
    return f'<div class="subnav"><dl>{links}</dl></div>'
