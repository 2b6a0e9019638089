"""Templates of sites whose lists come by request: hanweb jpage and JPAAS, UCAP, gkmlpt."""

from __future__ import annotations

import json

from tests.hidden.model import Post
from tests.hidden.serve import Form, Page, Reply
from tests.hidden.static_sites import FOOT, HOT, SIDE, html, paragraphs

# --- hanweb jpage -------------------------------------------------------------------------------------------


def hanweb(column: int, name: str, rows: list[Post]) -> dict[str, Page]:
    """First page in a CDATA recordset inside a script; the rest by POST in windows of three pages that overlap."""
    per, unit = 10, 71834
    params = f"webid=88&path=http://www.x.gov.cn/&columnid={column}&unitid={unit}&webname=县财政局&permissiontype=0"

    def record(p: Post) -> str:
        return (
            f"<record><![CDATA[<li><span class='bt-left'><a target='_blank' title='{p.title}' href='{p.path}'>"
            f"{p.title[:18]}…</a></span><b class='bt-right'>{p.day:%Y-%m-%d}</b></li>]]></record>"
        )

    def store(window: list[Post]) -> str:
        nextgroup = (
            f'<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=88&columnid={column}'
            f'&unitid={unit}"></a>]]></nextgroup>'
        )
        records = "".join(record(p) for p in window)
        return (
            f"<datastore>{nextgroup}<totalrecord>{len(rows)}</totalrecord><totalpage>{-(-len(rows) // per)}"
            "</totalpage>"
            f"<recordset>{records}</recordset></datastore>"
        )

    def dataproxy(form: Form) -> Reply:
        if form.get("columnid") != str(column) or form.get("unitid") != str(unit):
            return Reply(b"<datastore></datastore>", kind="text/xml")
        start, end = int(form.get("startrecord", "1")), int(form.get("endrecord", "30"))
        window = rows[max(start - 2, 0) : end]  # one row more than asked for: windows overlap
        return Reply(
            f"<?xml version='1.0' encoding='UTF-8'?>{store(window)}".encode(), kind="text/xml; charset=utf-8"
        )

    index = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='WebId' content='88'><meta name='SiteName' "
        f"content='县财政局'><meta name='ColumnName' content='{name}'>"
        "<meta name='Maketime' content='2023-10-08 09:00:00'>"
        f"</head><body>{SIDE}<table class='bt_link'><tr><td>{name}</td></tr></table>"
        "<div class='default_pgContainer'></div>"
        f"<div id='{unit}' style='border:1px'></div>"
        f"<script src='/script/jquery.jpage.js'></script><script type='text/xml'>{store(rows[: per * 3])}</script>"
        f"<script>$(function(){{$('#{unit}').jpage({{themeName:'default',dataStore:dataStore,openCookies:false,"
        f"dataBefore:'<ul class=\"x\">',proxyUrl:'/module/web/jpage/dataproxy.jsp',perPage:{per},startRecord:1,"
        f"totalRecord:{len(rows)},params:{{'webid':'88','path':'http://www.x.gov.cn/','columnid':'{column}',"
        f"'sourceContentType':'1','unitid':'{unit}','webname':'县财政局','permissiontype':0}}}});}});</script>"
        f"<!-- {params} -->{HOT}{FOOT}</body></html>"
    )
    return {f"/col/col{column}/index.html": html(index), "/module/web/jpage/dataproxy.jsp": dataproxy}


def hanweb_detail(post: Post) -> Reply:
    files = "".join(
        f'<p><a href="/module/download/downfile.jsp?classid=0&showname={"x" if "1" in name else name}'
        f'&filename={post.key}{n}.xlsx">{name}</a></p>'
        for n, (name, _) in enumerate(post.files)
    )
    return html(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>县财政局 {post.title}</title>"
        f"<meta name='ContentSource' content='{post.title}'>"
        f"<meta name='PubDate' content='{post.day} {post.clock or '00:00'}'>"
        f"</head><body>{SIDE}<div class='main'><p class='con-title'><!--<$[标题]>begin-->{post.title}<!--"
        "<$[标题]>end--></p>"
        f"<div class='sub'><span>发布日期：{post.day} {(post.clock or '')[:5]}</span>"
        f"<span>信息来源：<!--<$[信息来源]>begin-->{post.origin or ''}<!--<$[信息来源]>end--></span>"
        f"<span>访问次数 : <script>document.write(5)</script></span></div>"
        f"<div id='zoom'><!--<$[信息内容]>begin-->{paragraphs(post)}{files}<!--<$[信息内容]>end--></div></div>"
        f"{FOOT}</body></html>"
    )


# --- hanweb JPAAS -------------------------------------------------------------------------------------------


def jpaas(column: int, name: str, rows: list[Post], host: str) -> dict[str, Page]:
    """A unit built by a gateway that asks for a page's own parameters; old and new addresses in one list."""
    query = {
        "parseType": "bulidstatic",
        "webId": "b9e27ac1d3cf4ae0a3ab0a37c6dd3d4f",
        "tplSetId": "5fd9c1b2",
        "pageType": "column",
        "tagId": "信息列表",
        "editType": "null",
        "pageId": f"{column}",
    }
    gateway = "/api-gateway/jpaas-publish-server/front/page/build/unit"

    def build(form: Form) -> Reply:
        if any(form.get(k) != v for k, v in query.items()):
            return Reply(b'{"success":false,"data":null}', 400, "application/json")
        asked = json.loads(form.get("paramJson") or "{}")
        number, size = int(asked.get("pageNo", 1)), int(asked.get("pageSize", 15))
        items = "".join(
            f'<li><a href="{f"//{host}{p.path}" if i % 3 == 0 else p.path}" title="{p.title}" target="_blank">'
            f'{p.title[:20]}...</a><span class="date">{p.day}</span></li>'
            for i, p in enumerate(rows[(number - 1) * size : number * size])
        )
        block = (
            f'<div class="page-content"><ul>{items}</ul></div><table class="pagination" count="{len(rows)}" '
            f'rows="{size}" queryData="{{}}"><tr><td>共{len(rows)}条</td></tr></table>'
        )
        data = json.dumps({"success": True, "code": "200", "data": {"html": block}}, ensure_ascii=False)
        return Reply(data.encode(), kind="application/json;charset=UTF-8")

    tag = str(query).replace('"', "'")
    page = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='ColumnName' content='{name}'></head>"
        f"<body>{SIDE}"
        f'<div class="unit"><script type="text/javascript" src="/jpaas-jopen/AuthorizedRead/unitbuild.js" '
        f'url="{gateway}" queryData="{tag}"></script></div>{HOT}{FOOT}</body></html>'
    )
    return {f"/col/col{column}/index.html": html(page), gateway: build}


def jpaas_detail(post: Post) -> Reply:
    number = (
        f"<tr><th>文号</th><td>{post.number or ''}</td><th>成文日期</th><td>{post.written or ''}</td></tr>"
    )
    return html(
        "<!DOCTYPE html><html><head><meta charset='utf-8'>"
        f"<meta name='pubdate' content='{post.day} {post.clock or '00:00'}'>"
        f"<meta name='contentSource' content='{post.origin or ''}'></head><body>{SIDE}"
        f"<table class='xxgk_top'><tr><th>索引号</th><td>{post.index or ''}</td><th>发布机构</th>"
        f"<td>{post.publisher or ''}</td></tr>"
        f"{number}<tr><th>信息名称</th><td colspan='3'>{post.title}</td></tr></table>"
        f"<div class='arc'><h3>{post.title}</h3><div class='arc_date'>"
        f"<i>发布时间：{post.day} {(post.clock or '')[:5]}</i>"
        f"<i>来源：{post.origin or ''}</i></div><div class='con' id='zoom'>{paragraphs(post)}</div></div>{FOOT}"
        "</body></html>"
    )


# --- UCAP ---------------------------------------------------------------------------------------------------


def ucap(column: str, channel: str, name: str, rows: list[Post]) -> dict[str, Page]:
    """The list by script; a chat link among the rows."""

    def search(form: Form) -> Reply:
        number, size = int(form.get("page", "1")), int(form.get("_pageSize", "20"))
        sheet = rows[(number - 1) * size : number * size]
        items = "".join(
            f'<li><div class="title"><a href="{p.path}" target="_blank">{p.title}</a></div>'
            f'<div class="date">{p.day}</div></li>'
            for p in sheet
        )
        if number == 1:
            items += (
                '<li><div class="title"><a href="https://mp.weixin.qq.com/s/AbC123">接种门诊时间表（公众号）</a>'
                "</div>"
                '<div class="date">2023-06-02</div></li>'
            )
        if form.get("_isJson") == "true":
            results = [
                {
                    "title": p.title,
                    "url": p.path,
                    "publishedTimeStr": f"{p.day} 08:00:00",
                    "manuscriptId": p.key,
                }
                for p in sheet
            ]
            data = {"data": {"results": results, "total": len(rows), "page": number, "rows": size}}
            return Reply(json.dumps(data, ensure_ascii=False).encode(), kind="application/json")
        if not sheet:
            return html('<ul id="body"></ul>')
        total = -(-len(rows) // size)
        return html(
            f'<ul id="body">{items}</ul><input type="hidden" id="total" value="{len(rows) + 1}"/>'
            f'<div class="pagination_index"><span>共{total}页</span></div>'
        )

    sheet = "".join(
        f'<li><div class="title"><a href="{p.path}">{p.title}</a></div><div class="date">{p.day}</div></li>'
        for p in rows[:20]
    )
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="channelId" content="{channel}">'
        f'<meta name="others" content="页面生成时间 2023-10-08 10:00:00"><meta name="ColumnName" content="{name}">'
        f'<meta name="template,templategroup,version" content="1,2,3"></head><body>{SIDE}<ul id="body">{sheet}</ul>'
        f'<script src="/res/page_list.js"></script><script>var channelId = "{channel}";</script>{HOT}{FOOT}</body>'
        "</html>"
    )
    return {column: html(page), f"/common/search/{channel}": search}


def ucap_detail(post: Post) -> Reply:
    """The meta date is the moment the page was built; the title is broken in two."""
    half = len(post.title) // 2
    folder = post.path.rsplit("/", 1)[-1].removesuffix(".shtml")
    files = "".join(
        f'<p><img src="/res/icon_pdf.gif"/><a href="{folder}/files/{post.key}{n}.docx">{name}</a></p>'
        for n, (name, _) in enumerate(post.files)
    )
    return html(
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="PubDate" content="2023-10-08 10:00:01">'
        f'<meta name="ContentSource" content="{post.title}"></head><body>{SIDE}<div class="detail">'
        f'<h1>{post.title[:half]}<br/>{post.title[half:]}</h1><div class="info">'
        f"<p>日期：{post.day} {(post.clock or '')[:5]}"
        f"　来源：{post.origin or ''}　【字号：大 中 小】</p></div>"
        f'<div id="detailContent">{paragraphs(post)}{files}</div></div>'
        f"{HOT}{FOOT}</body></html>"
    )


# --- gkmlpt -------------------------------------------------------------------------------------------------


def gkmlpt(root: str, column: int, rows: list[Post], base: str) -> dict[str, Page]:
    """A township on the platform: 100 rows a call, times as epoch seconds, links that jump out."""
    sid = "239988"
    per = 20

    def api(form: Form) -> Reply:
        if form.get("sid") not in (None, sid):
            return Reply(b'{"articles":[],"total":0}', kind="application/json")
        number = int(form.get("page", "1"))
        articles = [
            {
                "id": int(p.key),
                "title": p.title,
                "url": f"{base}{p.path}",
                "publisher": p.publisher,
                "identifier": p.index or "",
                "document_number": p.number or "",
                "display_publish_time": f"{p.day} {p.clock or '00:00:00'}",
                "created_at": "2023-10-08 10:00:00",
                "is_jump": 0,
            }
            for p in rows[(number - 1) * per : number * per]
        ]
        data = json.dumps({"articles": articles, "total": len(rows)}, ensure_ascii=False)
        return Reply(data.encode(), kind="application/json")

    page = (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>政府信息公开平台</title></head><body>"
        "<div id='app'></div>"
        f"<script>window._CONFIG = {{DOMAIN: '{base}', SID: '{sid}', ROOT: '{root}/gkmlpt', TREE: [{{\"id\":{column},"
        f'"name":"财政预决算","count":{len(rows)}}}]}};</script></body></html>'
    )
    return {f"{root}/gkmlpt/index": html(page), f"{root}/gkmlpt/api/all/{column}": api}


def gkmlpt_detail(post: Post) -> Reply:
    detail = {"id": int(post.key), "title": post.title, "publisher": post.publisher}
    return html(
        "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><div class='classify'><table><tr>"
        "<td class='label'>"
        f"<span>索引号:</span></td><td><span>{post.index or ''}</span></td><td class='label'><span>分类:</span>"
        "</td><td>财政</td></tr>"
        f"<tr><td class='label'><span>发布机构:</span></td><td><span>{post.publisher or ''}</span></td>"
        "<td class='label'>"
        f"<span>成文日期:</span></td><td><span>{post.written or ''}</span></td></tr><tr><td class='label'>"
        "<span>名称:</span></td>"
        f"<td colspan=3><span>{post.title}</span></td></tr><tr><td class='label'><span>文号:</span></td><td>"
        f"<span>{post.number or ''}"
        f"</span></td><td class='label'><span>发布日期:</span></td><td><span>{post.day}</span></td></tr></table>"
        "</div>"
        f"<div class='content'><h1 class='title document-number'>{post.title}</h1><div class='article-content'>"
        f"{paragraphs(post)}</div></div><script>window._CONFIG = {{DETAIL: {json.dumps(detail, ensure_ascii=False)}, "
        f"TREE: []}};</script></body></html>"
    )
