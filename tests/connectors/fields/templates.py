"""Detail pages in the templates that government sites really use, with text of our own."""

from __future__ import annotations

TITLE = "友谊县人民政府办公室关于印发友谊县2021年春季农业生产工作方案的通知"
NUMBER = "友政办发〔2021〕16号"
FIRST = "各乡（镇）人民政府，县政府直属各单位："
BODY = f"""<p>{FIRST}</p>
<p>　　《友谊县2021年春季农业生产工作方案》已经县政府同意，现印发给你们，请结合实际认真贯彻执行。</p>
<p>　　一、各乡镇要按照县政府的统一部署，组织好种子、化肥和农机具的准备工作，确保不误农时。</p>
<p style="text-align:right">友谊县人民政府办公室</p>
<p style="text-align:right">2021年7月13日</p>"""

NAVIGATION = """<div class="header"><h1><a href="/">友谊县人民政府</a></h1>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/xxgk/">政府信息公开</a></li></ul></div>
<div class="crumbs">您现在的位置：<a href="/">首页</a> &gt;
<a href="/xxgk/">政府信息公开</a> &gt; 正文</div>"""
FOOTER = """<div class="related"><h3>相关链接</h3><ul><li>
<a href="/a/2.html">一图读懂春季农业生产工作方案</a></li></ul></div>
<div class="footer"><p>主办单位：友谊县人民政府办公室　联系电话：0469-5812345　发布日期：2011-01-01</p>
<p>网站标识码2305220001　黑ICP备05000000号</p></div>"""


def page(main: str, *, metas: str = "", title: str = TITLE + "_友谊县人民政府网") -> str:
    """A whole page around the main part."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{metas}</head>'
        f"<body>{NAVIGATION}{main}{FOOTER}</body></html>"
    )


def metas(**content: str) -> str:
    return "".join(f'<meta name="{name}" content="{text}">' for name, text in content.items())


TOOLS = (
    '<span>【字体：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a>小</a>】</span>'
    '<span>浏览次数：<script>document.write("318")</script></span>'
    '<a href="javascript:window.print()">打印</a>'
)

BOX_TABLE = f"""<table class="xxgk"><tr><th>索 引 号</th><td>000014349/2021-00016</td><th>组配分类</th>
<td>通知</td></tr>
<tr><th>发布机构：</th><td>友谊县人民政府办公室</td><th>成文日期：</th><td>2021年07月13日</td></tr>
<tr><th>标　　题：</th><td colspan="3">{TITLE}</td></tr>
<tr><th>发文字号：</th><td>友政办发［2021］16号</td><th>发布日期：</th><td>2021年07月14日</td></tr>
<tr><th>有 效 性：</th><td>有效</td><th>主题分类：</th><td>农业、林业、水利\\农业</td></tr></table>"""

BOX_LIST = f"""<ul class="info"><li><b>索引号：</b><span>000014349/2021-00016</span></li><li>
<b>组配分类：</b>通知</li>
<li><b>发布机构：</b>友谊县人民政府办公室</li><li><b>成文日期：</b>2021-07-13</li><li>
<b>名称：</b>{TITLE}</li>
<li><b>文号：</b>友政办发(2021)16号</li><li><b>公开日期：</b>2021-07-14</li><li><b>时效：</b>有效</li>
<li><b>主题分类：</b>农业、林业、水利\\\\农业</li></ul>"""

BOX_DL = f"""<dl><dt>索引号</dt><dd>000014349/2021-00016</dd><dt>体裁分类</dt><dd>通知</dd><dt>发文机关</dt>
<dd>友谊县人民政府办公室</dd><dt>生成日期</dt><dd>2021-07-13</dd><dt>信息名称</dt><dd>{TITLE}</dd>
<dt>文号</dt>
<dd>友政办发【2021】16号</dd><dt>发布日期</dt><dd>2021-07-14</dd><dt>有效性</dt><dd>有效</dd>
<dt>主题分类</dt><dd>农业、林业、水利\\农业</dd></dl>"""

BOX_DIVS = f"""<div class="row"><div class="k">索引号：</div><div class="v">000014349/2021-00016</div></div>
<div class="row"><div class="k">文种：</div><div class="v">通知</div></div>
<div class="row"><div class="k">发文机构：</div><div class="v">友谊县人民政府办公室</div></div>
<div class="row"><div class="k">发文日期：</div><div class="v">2021-07-13</div></div>
<div class="row"><div class="k">文件名称：</div><div class="v">{TITLE}</div></div>
<div class="row"><div class="k">文件编号：</div><div class="v">友政办发〔2021〕16号</div></div>
<div class="row"><div class="k">发布时间：</div><div class="v">2021-07-14</div></div>
<div class="row"><div class="k">时效性：</div><div class="v">现行有效</div></div>
<div class="row"><div class="k">信息分类：</div><div class="v">农业、林业、水利\\农业</div></div>"""

BOX_RUN = f"""<div class="xxgkbox">
<p>索引号：000014349/2021-00016　组配分类：通知　发布机构：友谊县人民政府办公室</p>
<p>成文日期：2021年7月13日　文号：友政办发〔2021〕16号　发布日期：2021年7月14日</p>
<p>名称：{TITLE}</p><p>有效性：有效　主题分类：农业、林业、水利\\农业　主题词：</p></div>"""

BOX_SPANS = f"""<div class="t"><p><span>【索引号】</span><span>000014349/2021-00016</span></p>
<p><span>【体裁分类】</span><span>通知</span></p><p><span>【发布机构】</span>
<span>友谊县人民政府办公室</span></p>
<p><span>【成文日期】</span><span>2021-07-13</span></p><p><span>【名　　称】</span><span>{TITLE}</span></p>
<p><span>【文　　号】</span><span>友政办发〔2021〕16号</span></p><p><span>【发布日期】</span>
<span>2021-07-14</span></p>
<p><span>【有效性】</span><span>有效</span></p><p><span>【主题分类】</span>
<span>农业、林业、水利\\农业</span></p></div>"""

BOXES = {
    "table": BOX_TABLE,
    "list": BOX_LIST,
    "dl": BOX_DL,
    "divs": BOX_DIVS,
    "run": BOX_RUN,
    "spans": BOX_SPANS,
}

CONTAINERS = {
    "zoom": '<div id="zoom">{}</div>',
    "trs": '<div class="view TRS_UEDITOR trs_paper_default">{}</div>',
    "editor in wrapper": '<div class="article"><div class="TRS_Editor">{}</div></div>',
    "vsb": '<div id="vsb_content"><div class="v_news_content">{}</div></div>',
    "ucap": '<td id="UCAP-CONTENT">{}</td>',
    "wrapper": '<div class="con">{}</div>',
    "nameless": '<div class="x7 y9">{}</div>',
    "layout table": '<table><tr><td width="20"></td><td>{}</td></tr></table>',
}

DATE_LINES = {
    "labelled": '<div class="info">发布时间：2021-07-14 09:30　信息来源：县农业农村局　' + TOOLS + "</div>",
    "spans": '<p class="source"><span>来源：县农业农村局</span><span>日期：2021-07-14 09:30:12</span>'
    + TOOLS
    + "</p>",
    "unlabelled": (
        '<div class="wrapper_menu"><span>2021-07-14 09:30</span><span>来源：县农业农村局</span></div>'
    ),
    "chinese": "<div>信息来源：县农业农村局　　发布日期：2021年7月14日 09:30　　作者：张三　"
    + TOOLS
    + "</div>",
    "brackets": "<div>【来源：县农业农村局】【发布时间：2021/07/14 09:30】【打印】【关闭】</div>",
    "cells": (
        "<table><tr><td>发布时间：</td><td>2021-07-14 09:30</td><td>来源：</td><td>县农业农村局<"
        "/td></tr></table>"
    ),
    "labels split": (
        "<ul><li><i>时 间：</i><em>2021-07-14 09:30</em></li><li><i>来 源：</i><em>县农业"
        "农村局</em></li></ul>"
    ),
}
