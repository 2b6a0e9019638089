"""Templates of sites that are files: TRS both ways, VSB, the table page, an ASP.NET list, feed and sitemap."""

from __future__ import annotations

import json
from urllib.parse import quote

from tests.hidden.model import Post
from tests.hidden.serve import Form, Page, Reply

HOT = (
    '<div class="rdtj"><div class="tit">热点推荐</div><ul>'
    + "".join(
        f'<li><a href="/ztzl/rd/202203/t20220{n}03_55{n}.html" title="回眸{n}：一图读懂营商环境新举措">一图读懂…</a>'
        f"<span>2022-0{n}-03</span></li>"
        for n in range(1, 8)
    )
    + "</ul></div>"
)
SIDE = (
    '<div class="leftnav"><h2>政府信息公开</h2><ul class="menu">'
    '<li><a href="/zfxxgk/zfxxgkzn/index.html">政府信息公开指南</a><span>2021-11-02</span></li>'
    '<li><a href="/zfxxgk/zfxxgkzd/index.html">政府信息公开制度</a><span>2021-11-02</span></li>'
    '<li><a href="/zfxxgk/fdzdgknr/index.html">法定主动公开内容</a><span>2021-11-02</span></li>'
    '<li><a href="/zfxxgk/zfxxgknb/index.html">政府信息公开年报</a><span>2022-01-30</span></li></ul></div>'
)
FOOT = (
    '<div class="footer"><p>主办：某县人民政府办公室　承办：县大数据中心　联系电话：0469-5820000</p>'
    "<p>网站标识码：2399880001　黑ICP备05001234号　黑公网安备23998802000011号</p></div>"
)


def html(text: str, charset: str = "utf-8") -> Reply:
    kind = "text/html" if charset != "utf-8" else "text/html; charset=utf-8"
    return Reply(text.encode(charset), kind=kind)


def pages_of(rows: list[Post], size: int) -> list[list[Post]]:
    return [rows[i : i + size] for i in range(0, len(rows), size)] or [[]]


def paragraphs(post: Post, tag: str = "p", style: str = "text-indent:2em") -> str:
    return "".join(f'<{tag} style="{style}">　　{p}</{tag}>' for p in post.paragraphs) + post.html


# --- TRS, page 2 is index_1 ---------------------------------------------------------------------------------


def trs_zero(
    column: str, name: str, rows: list[Post], *, pinned: int, links: dict[str, str]
) -> dict[str, Page]:
    """A column of the portal: cut anchor texts, pinned rows on every page, dates without a year."""
    made: dict[str, Page] = {}
    sheets = pages_of(rows[pinned:], 15)
    for k, sheet in enumerate(sheets):
        items = "".join(
            f'<li class="clearfix"><i></i><a class="z" href="{links.get(p.key, p.path)}" target="_blank" '
            f'title="{p.title}">{p.title[:14]}...</a>'
            f'{"<em>置顶</em>" if p in rows[:pinned] else ""}<span class="y">{p.day:%m-%d}</span></li>'
            for p in [*rows[:pinned], *sheet]
        )
        page = (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='SiteName' content='某县人民政府'>"
            f"<meta name='ColumnName' content='{name}'><title>{name}_某县人民政府</title></head><body>"
            f'<div class="crumb">当前位置：<a href="../../">首页</a> &gt; <a href="./" class="CurrChnlCls">{name}'
            "</a></div>"
            f'{SIDE}<div class="list_box"><ul class="doc-ul">{items}</ul><div class="fanye"><script>'
            f"function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){{}}\n"
            f'createPageHTML({len(sheets)}, {k}, "index", "html");</script></div></div>{HOT}{FOOT}</body></html>'
        )
        made[f"{column}index{f'_{k}' if k else ''}.html"] = html(page)
    made[column] = made[f"{column}index.html"]
    return made


def trs_zero_detail(post: Post) -> Reply:
    """A box of table cells whose labels are spread by full-width spaces."""
    clock = f" {post.clock[:5]}" if post.clock else ""
    cells = [
        ("索　引　号", post.index or ""),
        ("主题分类", "农业、林业、水利/农业"),
        ("发文机关", post.publisher or ""),
        ("成文日期", f"{post.written:%Y年%m月%d日}" if post.written else ""),
        ("名　　　称", post.title),
        ("文　　　号", post.number or "无"),
        ("发布日期", f"{post.day:%Y年%m月%d日}"),
        ("有 效 性", "有效"),
    ]
    box = "".join(
        f"<tr><td class='lab'><strong>{a[0]}：</strong></td><td>{a[1]}</td>"
        f"<td class='lab'><strong>{b[0]}：</strong></td><td>{b[1]}</td></tr>"
        for a, b in zip(cells[::2], cells[1::2], strict=True)
    )
    files = "".join(
        f'<p><img src="/images/icon_{n.rsplit(".", 1)[-1]}.gif"><a href="./{_trs_file(post, i)}" title="{n}">{n}'
        "</a></p>"
        f'<a href="./{_trs_file(post, i)}" style="display:none"></a>'
        for i, (n, _) in enumerate(post.files)
    )
    return html(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='SiteName' content='某县人民政府'>"
        f'<meta name="ArticleTitle"content="{post.title}">'
        f"<meta name='PubDate' content='{post.day:%Y-%m-%d}{clock}'>"
        f"<meta name='ContentSource' content='{post.origin or ''}'><meta name='Url' content='{post.path}'></head>"
        "<body>"
        f"{SIDE}<div class='xl_con'><table class='xxgk-head' width='100%'>{box}</table>"
        f"<h2 class='art-tit'>{post.title}</h2>"
        f"<div class='share'>字体：【大 中 小】 <a href='javascript:window.print()'>打印</a></div>"
        f"<div class='view TRS_UEDITOR trs_paper_default trs_web'>{paragraphs(post)}{files}</div></div>"
        f"{HOT}{FOOT}</body></html>"
    )


def _trs_file(post: Post, n: int) -> str:
    return f"P0{post.day:%Y%m%d}{int(post.key):08d}{n:04d}.{post.files[n][0].rsplit('.', 1)[-1]}"


def trs_zero_files(post: Post) -> dict[str, Page]:
    folder = post.path.rsplit("/", 1)[0]
    return {
        f"{folder}/{_trs_file(post, n)}": Reply(data, kind="application/octet-stream")
        for n, (_, data) in enumerate(post.files)
    }


# --- TRS-like, page 2 is list_2, in GBK ---------------------------------------------------------------------


def trs_one(column: str, name: str, rows: list[Post], *, foreign: str) -> dict[str, Page]:
    """A department's site in GBK: numbers in a table, a foreign link among the rows."""
    made: dict[str, Page] = {}
    sheets = pages_of(rows, 12)
    for k, sheet in enumerate(sheets, 1):
        items = "".join(
            f'<tr><td width="80%">·&nbsp;<a href="{p.path}" target=_blank>{p.title}</a></td>'
            f'<td align="right" class="riqi">[{p.day:%Y-%m-%d}]</td></tr>'
            for p in sheet
        )
        if k == 1:
            items += (
                f'<tr><td width="80%">·&nbsp;<a href="{foreign}" target=_blank>转发：省农业农村厅关于春耕的提示</a>'
                '</td><td align="right" class="riqi">[2023-04-01]</td></tr>'
            )
        nexts = "".join(
            f'<a href="list{f"_{n}" if n > 1 else ""}.shtml">{n}</a>&nbsp;' for n in range(1, len(sheets) + 1)
        )
        made[f"{column}list{f'_{k}' if k > 1 else ''}.shtml"] = html(
            f"<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><title>{name}</title>"
            "</head>"
            f"<body><table width=1000><tr><td valign=top width=200>{SIDE}</td><td><table class=lb>{items}</table>"
            f"<div class=page>第{k}页/共{len(sheets)}页 {nexts}<script>var countPage = {len(sheets)};//共几页\n"
            f"var currentPage = {k - 1};//所在页从0开始\n</script></div></td></tr></table>{FOOT}</body></html>",
            "gbk",
        )
    return made


def trs_one_detail(post: Post) -> Reply:
    files = "".join(f'<br>附件：<a href="/upload/{quote(n)}">{n}</a>' for n, _ in post.files)
    number = f"<p align=center>{post.number}</p>" if post.number else ""
    return html(
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
        f"<meta name='articletitle' content='{post.title}'><title>{post.title}-某县农业农村局</title></head><body>"
        f"<table><tr><td>{SIDE}</td><td><div class=zw><h1>{post.title}</h1>"
        f"<div class=xx>发布时间：{post.day:%Y年%m月%d日} {post.clock or ''}　　来源：{post.origin or ''}　　浏览次数："
        f"<span id=hits>318</span></div><div id=zoomcon>{number}{paragraphs(post, 'div', '')}{files}</div></div>"
        f"</td></tr></table>{FOOT}</body></html>",
        "gbk",
    )


# --- VSB, counted down --------------------------------------------------------------------------------------


def vsb(name: str, title: str, rows: list[Post]) -> dict[str, Page]:
    """`name.htm`, then `name/{n-1}.htm` down to `name/1.htm`; the date stands in the list alone."""
    made: dict[str, Page] = {}
    sheets = pages_of(rows, 20)
    last = len(sheets)
    for k, sheet in enumerate(sheets):
        up = "" if k == 0 else "../"
        items = "".join(
            f'<li id="line_u7_{i}"><a href="{up}{p.path.lstrip("/")}" target="_blank" title="{p.title}">'
            f"<em>{p.title}</em></a><span>{p.day:%Y/%m/%d}</span></li>"
            for i, p in enumerate(sheet)
        )
        prefix = f"{name}/" if k == 0 else ""
        nexts = (
            f'<span class="p_next p_fun"><a href="{prefix}{last - k - 1}.htm">下页</a></span>'
            if k + 1 < last
            else ""
        )
        end = f'<span class="p_last p_fun"><a href="{prefix}1.htm">尾页</a></span>' if k + 1 < last else ""
        made[f"/{name}.htm" if k == 0 else f"/{name}/{last - k}.htm"] = html(
            f'<!DOCTYPE HTML><HTML><HEAD><META charset="UTF-8"><TITLE>{title}</TITLE>'
            '<script language="javascript" src="/system/resource/js/vsbscreen.min.js"></script></HEAD><BODY>'
            f'{SIDE}<div class="n_list"><ul>{items}</ul></div><div class="pb_sys_common">'
            f'<span class="p_t">共{len(rows)}条'
            f'</span><span class="p_no_d">{k + 1}</span>{nexts}{end}</div>{HOT}{FOOT}</BODY></HTML>'
        )
    return made


def vsb_detail(post: Post) -> Reply:
    files = "".join(
        '<li>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=188'
        f'&wbfileid={post.key}{n}"'
        f' target="_blank">{name}</a>】已下载<span>6</span>次</li>'
        for n, (name, _) in enumerate(post.files)
    )
    return html(
        f'<!DOCTYPE HTML><HTML><HEAD><META charset="UTF-8"><TITLE>{post.title}-某县应急管理局</TITLE></HEAD>'
        f"<BODY>{SIDE}"
        f'<form name="_newscontent_fromname"><div class="c-title">{post.title}</div>'
        '<div class="c-info">作者：　　点击：[<span>91</span>]</div><div id="vsb_content">'
        '<div class="v_news_content">'
        f'{paragraphs(post)}</div></div><ul style="list-style-type:none;">{files}</ul>'
        f'<p class="sxt">上一条：<a href="/info/1003/1.htm">关于旧年某事的公告</a></p></form>{HOT}{FOOT}</BODY>'
        "</HTML>"
    )


# --- the 政府信息公开 table page ---------------------------------------------------------------------------


def govcn(column: str, rows: list[Post]) -> dict[str, Page]:
    """序号, 名称, 文号, 发布日期 in a table; the row opens a box with the rest."""
    made: dict[str, Page] = {}
    sheets = pages_of(rows, 10)
    for k, sheet in enumerate(sheets):
        items = "".join(
            f"<tr><td class='num'>{k * 10 + i}</td><td class='info'><a href='{p.path}' target='_blank'>{p.title}</a>"
            f"<div class='popbox' style='display:none'><ul><li>索 引 号：{p.index or ''}</li>"
            f"<li>发布机构：{p.publisher or ''}"
            f"</li></ul></div></td><td class='fwzh'>{p.number or ''}</td><td class='fbrq'>{p.day:%Y-%m-%d}</td></tr>"
            for i, p in enumerate(sheet, 1)
        )
        made[f"{column}index{f'_{k}' if k else ''}.htm"] = html(
            "<html><head><meta charset='utf-8'><title>规章制度</title></head><body>"
            + SIDE
            + "<div class='scroll_main'><table class='table-list' cellspacing=0><thead><tr><th>序号</th><th>名称</th>"
            f"<th>发文字号</th><th>发布日期</th></tr></thead><tbody>{items}</tbody></table></div>"
            "<div id='page_div'></div>"
            f"<script>createPageHTML('page_div',{len(sheets)},{k + 1},'index','htm',{len(rows)});</script>{FOOT}"
            "</body></html>"
        )
    return made


def govcn_detail(post: Post) -> Reply:
    written = f"{post.written:%Y年%m月%d日}" if post.written else ""
    return html(
        f"<html><head><meta charset='utf-8'><title>{post.title}</title></head><body>{SIDE}"
        "<table class='bd1'><tbody>"
        f"<tr><td><b>索&nbsp;引&nbsp;号：</b></td><td>{post.index or ''}</td><td><b>主题分类：</b></td>"
        "<td>综合政务\\其他</td></tr>"
        f"<tr><td><b>发文机关：</b></td><td>{post.publisher or ''}</td><td><b>成文日期：</b></td><td>{written}"
        "</td></tr>"
        f"<tr><td><b>标　　题：</b></td><td colspan=3>{post.title}</td></tr>"
        f"<tr><td><b>发文字号：</b></td><td>{post.number or ''}</td><td><b>发布日期：</b></td>"
        f"<td>{post.day:%Y年%m月%d日}</td></tr></tbody></table>"
        f"<div class='pages_content' id='UCAP-CONTENT'><p align='center'><b>{post.title}</b></p>{paragraphs(post)}"
        "</div>"
        f"{FOOT}</body></html>"
    )


# --- an odd site, read by selectors -------------------------------------------------------------------------


def aspx(rows: list[Post], listed: list[Post]) -> Page:
    """Its count is always one too many."""
    sheets = pages_of(listed, 9)

    def page(form: Form) -> Reply:
        k = int(form.get("p", "1"))
        items = "".join(
            f"<div class='row_x'><p class='t'><a href='{p.path}'>{p.title}</a></p>"
            f"<p class='d'>更新于 {p.day:%Y.%m.%d}</p></div>"
            for p in sheets[k - 1]
        )
        nexts = (
            f"<a id='nx' href='News.aspx?c=31&p={k + 1}'>后一页</a>"
            if k < len(sheets)
            else "<a id='nx'>后一页</a>"
        )
        return html(
            f"<html><head><meta charset='utf-8'></head><body>{SIDE}<div id='pnl'>{items}</div><div>总计"
            f"<i id='zs'>{len(rows) + 1}</i>"
            f"则 {nexts}</div>{HOT}{FOOT}</body></html>"
        )

    return page


def aspx_detail(post: Post) -> Reply:
    files = "".join(
        f"<a class='dl' href='/Down.ashx?id={post.key}{n}'>{name}</a>"
        for n, (name, _) in enumerate(post.files)
    )
    return html(
        f"<html><head><meta charset='utf-8'><title>县水务局</title></head><body>{SIDE}"
        f"<div id='lblTitle'>{post.title}</div>"
        f"<div id='lblInfo'>发布人：办公室 发布日期：{post.day.year}-{post.day.month}-{post.day.day} 阅读：17</div>"
        f"<div id='cont'>{paragraphs(post, 'div', '')}</div><div class='fj'>{files}</div>{HOT}{FOOT}</body></html>"
    )


# --- feed and sitemap ---------------------------------------------------------------------------------------


def rss(base: str, rows: list[Post]) -> Reply:
    items = "".join(
        f"<item><title><![CDATA[{p.title}]]></title><link>{base}{p.path}</link><guid isPermaLink='false'>n-{p.key}"
        "</guid>"
        f"<pubDate>{p.day:%a, %d %b %Y} 09:30:00 +0800</pubDate></item>"
        for p in rows
    )
    head = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>政务动态</title>"
    text = f"{head}{items}</channel></rss>"
    return Reply(text.encode(), kind="application/rss+xml")


def sitemap(base: str, rows: list[Post]) -> Reply:
    places = "".join(f"<url><loc>{base}{p.path}</loc><lastmod>{p.day}</lastmod></url>" for p in rows)
    text = (
        "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"{places}</urlset>"
    )
    return Reply(text.encode(), kind="text/xml")


def plain_detail(post: Post) -> Reply:
    """A page with an article element, JSON-LD beside it and the date in a `time` element."""
    card = json.dumps({"@type": "NewsArticle", "headline": post.title}, ensure_ascii=False)
    return html(
        f"<!doctype html><html lang='zh'><head><meta charset='utf-8'><title>{post.title} | 某县融媒体中心</title>"
        f"<script type='application/ld+json'>{card}</script></head><body><nav>{SIDE}</nav><main><article>"
        f"<header><h1>{post.title}</h1><p>时间：<time>{post.day:%Y-%m-%d} {(post.clock or '09:30')[:5]}</time>"
        f" 来源：{post.origin or '本站'}</p></header><div class='article-content'>{paragraphs(post)}</div>"
        "</article></main>"
        f"<footer>{FOOT}</footer></body></html>"
    )
