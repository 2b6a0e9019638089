"""What pages of sites outside the known set did to the reader, rebuilt with text of our own."""

from __future__ import annotations

from datetime import datetime

import pytest

from connectors.fields.labels import LABELS
from schemas.base import SHANGHAI
from tests.connectors.fields import templates as t
from tests.connectors.fields.test_difficulties import HEAD, ZOOM, read

LETTER = "我家住在兴隆镇，室内温度只有16度，请帮助解决。"
REPLY = "您好，供热企业已对您家管道进行排气处理，现温度已达标。"


def test_a_link_without_a_word_or_a_picture_is_no_file() -> None:
    link = '<a appendix="true" href="./P020210714{}.pdf" download="方案.pdf">{}</a>'
    reading = read(t.page(HEAD + ZOOM + link.format("01", "方案.pdf") + link.format("02", "<br>")))
    assert [file.url.rsplit("/", 1)[1] for file in reading.files] == ["P02021071401.pdf"]


def test_the_day_of_registration_is_not_that_of_publication() -> None:
    box = "".join(
        f"<li><b>{label}：</b>{value}</li>"
        for label, value in {
            "索引号": "000014349/2021-00016",
            "统一登记号": "YYPR-2021-01016",
            "信息时效期": "2026-07-13",
            "签署日期": "2021-07-13",
            "登记日期": "2021-07-12",
        }.items()
    )
    line = "<p><span>2021-07-14 16:08</span> <span>来源：县政府办</span></p>"
    reading = read(t.page(f"{HEAD}{line}<ul>{box}</ul>{ZOOM}"))
    assert reading.values["published_at"] == datetime(2021, 7, 14, 16, 8, tzinfo=SHANGHAI)
    assert str(reading.values["written_on"]) == "2021-07-13"


def test_a_date_before_the_name_of_an_organ_and_the_clicks() -> None:
    line = "<p><i>2021-07-14 09:15</i> &nbsp; <i>县融媒体中心</i> &nbsp; (点击: <b>102</b>)</p>"
    reading = read(t.page(HEAD + line + ZOOM))
    assert reading.values["published_at"] == datetime(2021, 7, 14, 9, 15, tzinfo=SHANGHAI)


def test_dates_of_a_letter_are_not_those_of_its_publication() -> None:
    rows = (
        f"<tr><th>来信时间</th><td>2021-11-20</td></tr><tr><th>来信内容</th><td>{LETTER}</td></tr>"
        f"<tr><th>回复时间</th><td>2021-11-25</td></tr><tr><th>回复内容</th><td>{REPLY}</td></tr>"
    )
    reading = read(t.page(f"{HEAD}<table>{rows}</table>"))
    assert reading.values["published_at"] is None
    assert "2021-11-20" in reading.values["body_text"]
    assert LETTER in reading.values["body_text"]


def test_the_unit_of_a_table_is_no_title() -> None:
    table = "<table><tr><td>乡镇</td><td>面积</td></tr><tr><td>兴隆镇</td><td>12.5</td></tr></table>"
    reading = read(f"<div id='zoom'><p>单位：千公顷</p>{table}<p>注：数据来自县农业农村局。</p></div>")
    assert reading.values["title"] is None
    assert reading.values["body_text"].startswith("单位：千公顷")


SUMMARY = (
    "<h5>公告概要：</h5><table><tr><td>采购项目名称</td>"
    "<td colspan='3'>兴隆镇2021年农村公益事业财政奖补项目村屯太阳能路灯采购</td></tr>"
    "<tr><td>行政区域</td><td>友谊县</td><td>公告时间</td><td>2021年07月14日 17:52</td></tr>"
    "<tr><td colspan='4'><b>联系方式：</b></td></tr><tr><td>采购单位</td><td colspan='3'>兴隆镇人民政府</td></tr>"
    "</table>"
)
RESULT = "<p>一、项目编号：YY2021-CG013</p><p>　　二、成交供应商为友谊县某某光电有限公司，公告期限为一个工作日。</p>"


def test_a_summary_with_a_date_in_it_is_a_box_as_a_whole() -> None:
    line = "<p>2021年07月14日 17:52 来源：</p>"
    reading = read(t.page(f"{HEAD}{line}<div class='main'>{SUMMARY}<div>{RESULT}</div></div>"))
    assert reading.values["body_text"].startswith("一、项目编号：YY2021-CG013")


@pytest.mark.parametrize("label", ["相关公告", "相关报道", "附件信息："])
def test_labels_of_lists_below_the_text_are_no_text(label: str) -> None:
    below = f"<p>{label}</p><ul><li><a href='../1.html'>关于公布路灯采购结果的公告</a></li></ul>"
    reading = read(t.page(f"{HEAD}<div id='zoom'>{t.BODY}{below}</div>"))
    assert reading.values["body_text"].endswith("2021年7月13日")


AT_NINE = datetime(2021, 7, 14, 9, 15, tzinfo=SHANGHAI)
ON_THE_DAY = datetime(2021, 7, 14, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("line", "day", "source"),
    [
        ("<div><em>2021-07-14</em><em>县政府办</em></div>", ON_THE_DAY, None),
        ("<div>县政府办　 2021-07-14 09:15　 阅读 126</div>", AT_NINE, None),
        ("<div>来源：县政府办 2021-07-14 09:15</div>", AT_NINE, "县政府办"),
        ("<div>来源： <a href='/'>县政府网</a>　2021-07-14 09:15　阅读：3</div>", AT_NINE, "县政府网"),
        ("<p>录入时间：2021-07-14 来源：县政府办　[我要打印] [关闭窗口]</p>", ON_THE_DAY, "县政府办"),
        ("<p>发布时间：2021-07-14 来源：县政府办 文章类型：原创</p>", ON_THE_DAY, "县政府办"),
        ("<p>来源：县政府办　撰稿人：张某　发布时间：2021-07-14</p>", ON_THE_DAY, "县政府办"),
    ],
)
def test_date_lines_of_other_sites(line: str, day: datetime, source: str | None) -> None:
    reading = read(t.page(HEAD + line + ZOOM))
    assert reading.values["published_at"] == day
    assert reading.values["content_source"] == source


def test_rows_of_a_list_with_their_dates_are_no_date_line() -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>关于做好第{n}批农机购置补贴工作的通知</a><span>2021-07-{n}</span></li>"
        for n in range(11, 21)
    )
    assert read(t.page(f"<ul>{rows}</ul>{HEAD}{ZOOM}")).values["published_at"] is None


@pytest.mark.parametrize(
    "line",
    [
        "<ul><li>来源：县政府办</li><li>发布时间：2021-07-14</li><li>字体：<a>大</a><a>小</a></li></ul>",
        "<table><tr><td>发布时间</td><td>2021-07-14</td><td>来源</td><td>县政府办</td></tr></table>",
        "<div><span>07-14</span> <span>2021</span> 来源：县政府办</div>",
    ],
)
def test_a_title_in_a_cell_above_a_date_line_in_pieces(line: str) -> None:
    cell = f"<table><tr><td align='center'><b>{t.TITLE}</b></td></tr></table>"
    reading = read(t.page(f"{cell}{line}<div>{t.BODY}</div>", title="友谊县人民政府"))
    assert reading.values["title"] == t.TITLE


def test_a_date_line_right_below_the_menu_of_a_page_without_containers() -> None:
    line = "<div>县政府办　 2021-07-14 09:15　 阅读 126</div>"
    reading = read(t.page(f"<p style='text-align:center'>{t.TITLE}</p>{line}{t.BODY}"))
    assert reading.values["published_at"] == AT_NINE
    assert reading.values["body_text"].startswith("各乡（镇）人民政府")


def test_a_box_with_dashes_for_what_it_has_not() -> None:
    rows = (
        "<tr><td>信息索引号</td><td><!--a-->014006438/2021-00123<!--b--></td><td>公开日期</td><td>2021-07-14</td></tr>"
        "<tr><td>文件编号</td><td>—  —</td><td>效力状况</td><td>有效</td></tr>"
        "<tr><td>主题词</td><td>— / —</td><td>文件下载</td><td><a href='/f/1.doc'>方案.doc</a></td></tr>"
    )
    reading = read(t.page(f"<table>{rows}</table><div>{t.TITLE}</div><div>{t.BODY}</div>"))
    assert reading.values["document_number"] is None
    assert reading.values["keywords"] is None
    assert reading.values["index_number"] == "014006438/2021-00123"
    assert reading.values["validity"] == "有效"
    assert [file.file_name for file in reading.files] == ["方案.doc"]


@pytest.mark.parametrize(
    "below",
    [
        "<p>版权声明：凡本网注明来源的作品，未经授权不得转载。</p>",
        "<div><p>您觉得这篇文章对您有用吗？</p><a>有用</a><a>没用</a></div>",
        "<div><h3>相关解读</h3><ul><li>暂无</li></ul></div>",
        "<h3>热点推荐</h3><ul><li>1. <a href='1.html'>友谊县2021年秋季招聘工作人员公告</a></li></ul>",
        "<div>文字解读：<a href='4.html'>通知解读</a></div><div>图解：<a href='5.html'>一图读懂</a></div>",
        "<div>政策原文：<a href='4.html'>友谊县防火条例</a></div>",
        "<div>标签：<a href='t1'>农业</a><a href='t2'>春耕</a></div>",
        "<div>一审：李某</div><div>二审：王某</div><div>三审：赵某</div>",
        "<div>网站纠错：如发现错别字，请点击<a href='jc'>纠错</a></div>",
        "<div>您访问的链接即将离开“友谊县人民政府”门户网站，是否继续？</div><div>继续访问　放弃</div>",
        "<div>阅读全文</div><div>点赞 12　收藏 3</div><div>本文二维码</div><div>TOP</div>",
    ],
)
def test_what_other_sites_print_below_the_text(below: str) -> None:
    line = "<p>发布时间：2021-07-14　来源：县政府办</p>"
    reading = read(t.page(f"{HEAD}{line}<div>{t.BODY}{below}</div>"))
    assert reading.values["body_text"].endswith("2021年7月13日")


@pytest.mark.parametrize("gap", ["　　", "</span><span>"])
def test_a_value_ends_before_a_label_of_another_site(gap: str) -> None:
    box = gap.join(
        ("索引编码：000014349/2021-00016", "信息门类：其他", "文号：友政办发〔2021〕16号", "密级程度：无")
    )
    reading = read(t.page(f"{HEAD}<div><span>{box}</span></div>{ZOOM}"))
    assert reading.values["index_number"] == "000014349/2021-00016"
    assert reading.values["document_number"] == "友政办发〔2021〕16号"


def test_a_title_below_a_box_whose_last_value_is_empty_is_no_text() -> None:
    box = "".join(
        f"<dt>{label}：</dt><dd>{value}</dd>"
        for label, value in {"索引号": "000014349/2021-00016", "信息名称": t.TITLE, "时效": ""}.items()
    )
    reading = read(t.page(f"<dl>{box}</dl><div>{t.TITLE}</div>{t.BODY}"))
    assert reading.values["title"] == t.TITLE
    assert reading.values["body_text"].startswith("各乡（镇）人民政府")


SOURCE = "县政府办"


@pytest.mark.parametrize(
    "line",
    [
        "<p>2021-07-14 09:15　来源 县政府办　浏览 231 次</p>",
        "<div><i>发布时间</i><i>2021-07-14 09:15</i><i>来源</i><i>县政府办</i><i>阅读</i><i>120</i></div>",
        "<div><span>Time：2021-07-14 09:15</span><span>Source：县政府办</span><span>Views：8</span></div>",
    ],
)
def test_a_date_line_whose_labels_lack_their_colons_or_are_english(line: str) -> None:
    reading = read(t.page(f"{HEAD}{line}<div>{t.BODY}</div>"))
    assert reading.values["published_at"] == AT_NINE
    assert reading.values["content_source"] == SOURCE
    assert reading.values["body_text"].startswith("各乡（镇）人民政府")


def test_a_value_in_a_block_of_its_own_behind_its_label() -> None:
    values = {"索引号": "000014349/2021-00016", "发布日期": "2021年07月14日 09:15", "内容概述": ""}
    items = "".join(f"<li><b>{label}：</b>\n<p>{value}</p></li>" for label, value in values.items())
    reading = read(t.page(f"{HEAD}<ul>{items}</ul>{ZOOM}"))
    assert reading.values["index_number"] == values["索引号"]
    assert reading.values["published_at"] == AT_NINE
    assert reading.values["summary"] is None


def test_a_colon_in_a_cell_of_its_own_is_no_value() -> None:
    cells = ("索引号", "：", "000014349/2021-00016", "发布机构", "：", SOURCE)
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    reading = read(t.page(f"<table><tr>{row}</tr></table>{HEAD}{ZOOM}"))
    assert reading.values["index_number"] == "000014349/2021-00016"
    assert reading.values["publisher"] == SOURCE


def test_a_colon_before_the_value_is_no_part_of_it() -> None:
    values = {
        "索引号": "000014349/2021-00016",
        "文号": t.NUMBER,
        "发布机构": SOURCE,
        "成文日期": "",
        "有效性": "有效",
    }
    cells = "".join(f"<td>{label}</td><td>：{value}</td>" for label, value in values.items())
    reading = read(t.page(f"<table><tr>{cells}</tr></table>{HEAD}{ZOOM}"))
    assert reading.values["index_number"] == "000014349/2021-00016"
    assert reading.values["document_number"] == t.NUMBER
    assert reading.values["publisher"] == SOURCE
    assert reading.values["validity"] == "有效"


@pytest.mark.parametrize("label", ["文号 ", "发文字号　", "文　号 ", "公文文号&nbsp;", "文号："])
@pytest.mark.parametrize(
    "place", ["<div><p>{}</p></div>" + ZOOM, f"<div id='Zoom'><p>{{}}</p>{t.BODY}</div>"]
)
def test_a_document_number_behind_its_label_and_a_space(label: str, place: str) -> None:
    reading = read(t.page(HEAD + "<p>发布时间：2021-07-14</p>" + place.format(label + t.NUMBER)))
    assert reading.values["document_number"] == t.NUMBER


def test_a_date_line_named_like_a_title_is_none() -> None:
    head = f"<div class='title'>{t.TITLE}</div><div class='title_info'><span>发布时间：2021-07-14 09:15</span></div>"
    reading = read(f"<html><body>{head}<div>{t.BODY}</div></body></html>")
    assert reading.values["title"] == t.TITLE


def test_a_date_inside_the_heading_is_the_day_and_no_title() -> None:
    reading = read(t.page(f"<h2>{t.TITLE}<small>2021-07-14</small></h2>{ZOOM}"))
    assert reading.values["title"] == t.TITLE
    assert reading.values["published_at"] == ON_THE_DAY


def test_a_drawn_document_is_the_file_and_not_its_first_leaf() -> None:
    drawn = (
        "<p><img data-uitype='pdf' data-powerurl='/Upload/pdf/方案.pdf' src='/Upload/pdf/方案_new.png'></p>"
    )
    reading = read(t.page(f"{HEAD}<div id='zoom'>{drawn}</div>"))
    assert [file.url.rsplit("/", 1)[1] for file in reading.files] == ["方案.pdf"]


@pytest.mark.parametrize("number", ["友政办发〔2021〕号", "〔2021〕64号"])
@pytest.mark.parametrize("boxed", [True, False])
def test_a_number_that_cannot_be_read_is_none_and_says_so(number: str, boxed: bool) -> None:
    box = "<table><tr><td>索引号</td><td>000014349/2021-00016</td><td>文号</td><td>{}</td></tr></table>"
    line = "" if boxed else f"<p align='center'>{number}</p>"
    shown = box.format(number if boxed else "")
    reading = read(t.page(f"{shown}{HEAD}<div id='zoom'>{line}{t.BODY}</div>"))
    assert reading.values["document_number"] is None
    unread = [f for f in reading.findings if f.check_id == "document_number_unreadable"]
    assert [number in f.evidence for f in unread] == [True]


def test_the_name_of_the_column_is_no_title() -> None:
    main = f"<h1>法治政府建设</h1><p>{t.TITLE}</p><p>发布时间：2021-07-14 09:15　来源：{SOURCE}</p><div>{t.BODY}</div>"
    assert read(t.page(main, title="友谊县司法局")).values["title"] == t.TITLE


def test_a_menu_with_bars_between_its_links_is_no_text() -> None:
    names = ("首页", "新闻中心", "政府信息公开", "政务服务", "互动交流", "数据发布")
    menu = "&nbsp;|&nbsp;".join(f"<a href='/{name}/'>{name}</a>" for name in names)
    top = f"<table><tr><td>{menu}</td></tr><tr><td>今天是：2021年7月15日 星期四</td></tr></table>"
    rows = "".join(f"<tr><td>{n}</td><td>兴隆村</td><td>420</td></tr>" for n in range(1, 6))
    list_ = f"<table><tr><th>序号</th><th>村屯</th><th>金额</th></tr>{rows}</table>"
    line = "<p>发布日期：2021-07-14 来源：兴隆镇</p>"
    reading = read(f"<html><body>{top}<h2>兴隆镇低保名单</h2>{line}{list_}</body></html>")
    assert reading.values["body_text"].startswith("序号")


@pytest.mark.parametrize(
    "below",
    [
        "<p>您觉得这条信息有帮助吗？</p><a>有用 12</a><a>没用 0</a>",
        "<p>文明上网，理性发言，请遵守跟帖评论管理规定。</p>",
    ],
)
def test_votes_and_comments_below_the_text_are_no_text(below: str) -> None:
    line = "<p>2021-07-14 09:15</p>"
    reading = read(t.page(f"<div class='show'>{HEAD}{line}<div>{t.BODY}</div><div>{below}</div></div>"))
    assert reading.values["body_text"].endswith("2021年7月13日")


def test_buttons_without_a_colon_behind_the_source_are_not_part_of_it() -> None:
    line = f"<p>2021-07-14　来源：{SOURCE}　【字号 <a>大</a> <a>中</a> <a>小</a>】　【<a>打印</a>】</p>"
    assert read(t.page(HEAD + line + ZOOM)).values["content_source"] == SOURCE


LIST = (
    "<table><tr><td>文件名称</td><td>文号</td><td>制定机关</td><td>发布日期</td></tr>"
    "<tr><td>友谊县供水管理办法</td><td>友政发〔2011〕3号</td><td>县政府</td><td>2011-02-01</td></tr>"
    "<tr><td>友谊县畜禽养殖管理办法</td><td>友政发〔2010〕12号</td><td>县政府</td><td>2010-05-06</td></tr></table>"
)
PERMIT = (
    "<table><tr><th>决定文书号</th><th>类别</th><th>决定日期</th></tr>"
    "<tr><td>友登字〔2021〕12号</td><td>登记</td><td>2021-07-01</td></tr></table>"
)


@pytest.mark.parametrize("table", [LIST, PERMIT])
def test_a_list_of_documents_in_the_text_says_nothing_of_the_page(table: str) -> None:
    text = f"<p>各乡（镇）人民政府：</p><p>　　现将有关事项公布如下：</p>{table}<p>　　本决定自公布之日起施行。</p>"
    reading = read(t.page(f"{HEAD}<p>2021-07-14 09:15</p><div id='zoom'>{text}</div>"))
    assert reading.values["document_number"] is None
    assert reading.values["publisher"] is None
    assert reading.values["title"] == t.TITLE
    assert reading.values["published_at"] == AT_NINE
    assert reading.values["body_text"].startswith("各乡（镇）人民政府：")


def test_a_short_text_beside_a_column_of_latest_news() -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>友谊县第{n}次农业生产新闻发布会召开</a><i>07-{n}</i></li>"
        for n in range(10, 20)
    )
    aside = f"<ul>{rows}</ul><p>友谊县关于做好农机检审工作的通告，请全体农机手积极配合，谢谢大家的理解与支持。</p>"
    text = (
        "<p>　　昨天，兴隆镇组织志愿者入户宣传农机安全知识。</p><p>　　目前共有志愿者56人参与这项工作。</p>"
    )
    left = f"{HEAD}<p>发布时间：2021-07-14 09:15 | 来源：{SOURCE}</p><div>{text}</div>"
    reading = read(t.page(f"<div><div>{left}</div><div><h3>最新信息</h3>{aside}</div></div>"))
    assert reading.values["body_text"].endswith("目前共有志愿者56人参与这项工作。")


def test_a_column_of_dated_titles_is_no_prose_however_long() -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>友谊县第{n}届农民丰收节筹备工作情况</a><span>2021-07-{n}</span></li>"
        for n in range(10, 31)
    )
    text = "<p>各乡（镇）：</p><p>　　会期另行通知，请各单位做好准备工作，按时参加会议。</p><p>友谊县人民政府办公室</p>"
    file = "<li>附件【<a href='/download?id=1'>友谊县农民丰收节筹备工作安排及任务分工.docx</a>】已下载<i></i>次</li>"
    left = f"{HEAD}<p>2021-07-14</p><div class='v_news_content'>{text}</div><ul>{file}</ul>"
    reading = read(t.page(f"<div>{left}</div><div><h3>本栏其他文章</h3><ul>{rows}</ul></div>"))
    assert reading.values["body_text"].splitlines()[0] == "各乡（镇）："
    assert reading.values["body_text"].endswith("友谊县人民政府办公室")
    assert len(reading.files) == 1


def test_the_date_of_a_related_page_is_no_signature() -> None:
    rows = "".join(
        f"<li><a href='{n}.html'><p>往期第{n}期</p><em>2021-06-{n}</em></a></li>" for n in (11, 12)
    )
    text = f"<div class='txt'>{ZOOM.replace('2021年7月13日', '')}</div>"
    more = f"<div class='more'><h2>往期回顾</h2><ul>{rows}</ul></div>"
    reading = read(t.page(f"<div class='details-main'>{HEAD}<p>2021-07-14</p>{text}{more}</div>"))
    assert reading.values["written_on"] is None
    assert "往期" not in reading.values["body_text"]


def test_a_picture_that_leads_to_its_full_size_is_the_file() -> None:
    picture = "<a href='./W020210714.jpg' target='_blank'><img src='./W020210714_300.jpg' width='800'></a>"
    reading = read(t.page(f"{HEAD}<p>2021-07-14</p><div class='TRS_Editor'><p>{picture}</p></div>"))
    assert [file.url.rsplit("/", 1)[1] for file in reading.files] == ["W020210714.jpg"]


def test_a_label_in_brackets_of_its_own_ends_with_them() -> None:
    items = "".join(
        f"<li><span>[ {label} ]</span><span>{value}</span></li>"
        for label, value in {"索引号": "000014349/2021-00016", "发布日期": "2021-07-14"}.items()
    )
    reading = read(t.page(f"<ul>{items}</ul>{HEAD}{ZOOM}"))
    evidence = next(e for e in reading.evidence if e.field == "published_at")
    assert evidence.text == "发布日期：2021-07-14"


def test_a_suffix_outside_of_the_link_is_no_text() -> None:
    file = "<p>附件：</p><p><a href='./20210714.pdf'>友谊县春季农业生产重点任务分工表</a>.pdf</p>"
    reading = read(t.page(f"{HEAD}<div id='zoom'>{t.BODY}{file}</div>"))
    assert reading.values["body_text"].endswith("2021年7月13日")


def test_labels_of_other_sites() -> None:
    values = {
        "公文名称": t.TITLE,
        "公开索引号": "000014349/2021-00016",
        "制定部门": SOURCE,
        "颁布日期": "2021-07-13",
        "公开发布时间": "2021-07-14",
    }
    box = "".join(f"<p><b>{label}：</b><i>{value}</i></p>" for label, value in values.items())
    line = f"<dl><dt>出处</dt><dd>{SOURCE}</dd></dl>"
    reading = read(t.page(f"<div>{box}</div>{HEAD}{line}<div>{t.BODY}</div>"))
    assert reading.values["published_at"] == ON_THE_DAY
    assert str(reading.values["written_on"]) == "2021-07-13"
    assert reading.values["index_number"] == "000014349/2021-00016"
    assert (reading.values["publisher"], reading.values["content_source"]) == (SOURCE, SOURCE)


def test_no_label_means_two_fields() -> None:
    every = [label for labels in LABELS.values() for label in labels]
    assert sorted(every) == sorted(set(every))


def test_a_picture_that_is_shown_late_is_the_file_and_not_its_placeholder() -> None:
    picture = "<p><img data-src='/uploadfile/2021/map1.png' src='/images/loading.gif'></p>"
    reading = read(t.page(f"{HEAD}<p>2021-07-14</p><div>{picture}</div>"))
    assert [file.url.rsplit("/", 1)[1] for file in reading.files] == ["map1.png"]


def test_the_time_of_a_meeting_is_text() -> None:
    lines = ("时间：2021年7月12日上午", "地点：县政府三楼会议室", "会议审议通过了春季农业生产工作方案。")
    meeting = "".join(f"<p>{line}</p>" for line in lines)
    line = f"<div>来源：{SOURCE}　发布：2021-07-14</div>"
    reading = read(t.page(f"<div>{HEAD}{line}<div>{meeting}</div></div>"))
    assert reading.values["published_at"] == ON_THE_DAY
    assert reading.values["body_text"].startswith("时间：2021年7月12日上午")


def test_a_table_of_labels_and_values_is_text_as_a_whole() -> None:
    rows = {"案件名称": "占道经营案", "违法事实": "未经批准占用道路摆放物品。", "处罚结果": "罚款200元"}
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows.items())
    reading = read(t.page(f"{HEAD}<p>发布日期：2021-07-14</p><div><table>{table}</table></div>"))
    assert reading.values["body_text"].startswith("案件名称")
    assert reading.values["body_text"].endswith("罚款200元")


def test_a_number_above_a_list_of_terms_is_the_document_s() -> None:
    terms = "".join(f"<dt>名词{n}</dt><dd>它在本方案中的意思之{n}。</dd>" for n in range(4))
    body = (
        f"<p align='center'>友政办发〔2021〕16号</p><p>各乡镇人民政府：</p><dl>{terms}</dl><p>特此通知。</p>"
    )
    reading = read(t.page(f"{HEAD}<div id='zoom'>{body}</div>"))
    assert reading.values["document_number"] == "友政办发〔2021〕16号"


@pytest.mark.parametrize(
    "line",
    [
        "<p>2021-07-14 09:15　来源：县政府办　浏览：12</p>",
        "<p>2021年07月14日 09时15分　信息来源：县政府办</p>",
        "<p>来源：县政府办　编辑：张某　2021-07-14T09:15</p>",
        "<div><em>发表时间</em><em>2021-07-14 09:15</em><em>来源</em><em>县政府办</em></div>",
        "<div class='info-foot'><p>发布日期：2021-07-14 09:15</p><p>信息来源：县政府办</p></div>",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_date_line_below_the_text_is_read_as_one_above(line: str, place: str) -> None:
    text = f"<div id='zoom'>{t.BODY}</div>"
    foot = "<footer><p>发布时间：2020-01-01　来源：网站</p><p>主办：友谊县人民政府</p></footer>"
    reading = read(t.page(HEAD + (line + text if place == "above" else text + line) + foot))
    assert reading.values["published_at"] == AT_NINE
    assert reading.values["content_source"] == SOURCE
    assert reading.values["body_text"].endswith("2021年7月13日")


def test_what_a_foot_says_is_not_of_the_article() -> None:
    foot = (
        "<p>上一篇：无</p><p>下一篇：无</p><p>打印</p><div class='foot'>发布时间：2020-01-01 来源：网站</div>"
    )
    reading = read(t.page(f"{HEAD}<div id='zoom'>{t.BODY}</div>{foot}"))
    assert (reading.values["published_at"], reading.values["content_source"]) == (None, None)


def test_files_beside_the_text_under_their_own_heading() -> None:
    files = "<div class='xgfj'><h3>相关附件</h3><a href='/attach/0/1f2e3d.wps'>方案.wps</a></div>"
    reading = read(t.page(HEAD + ZOOM + files))
    assert [file.file_name for file in reading.files] == ["方案.wps"]


def test_a_title_that_only_its_label_tells() -> None:
    line = f"<div>标题：{t.TITLE}</div><div>发布时间：2021-07-14　来源：县政府办</div>"
    assert read(t.page(line + ZOOM, title="友谊县")).values["title"] == t.TITLE


def test_a_box_of_rows_with_a_paragraph_for_label_and_value() -> None:
    rows = {"索引号": "000014349/2021-00016", "发布机构": "友谊县水务局", "有效性": "有效"}
    box = "".join(f"<div><p>{label}</p><p>{value}</p></div>" for label, value in rows.items())
    values = read(t.page(f"{HEAD}<div>{box}</div>{ZOOM}")).values
    assert [values[name] for name in ("index_number", "publisher", "validity")] == list(rows.values())


def test_an_address_below_a_party_is_of_the_text() -> None:
    party = "<p>被处罚单位：友谊县某某粮库</p><p>法定代表人：张某</p><p>地址：友谊县友谊镇</p>"
    text = "<p>2021年7月1日，我局检查时发现，你单位未按规定设置消防通道，违反了有关规定。</p>"
    reading = read(t.page(f"{HEAD}<div class='nr'><p>友应急罚〔2021〕16号</p>{party}{text}{text}</div>"))
    assert reading.values["body_text"].startswith("被处罚单位：")
    assert reading.values["document_number"] == "友应急罚〔2021〕16号"


def test_a_line_that_only_divides_is_no_text() -> None:
    reading = read(t.page(f"{HEAD}<div id='zoom'>{t.BODY}<div>------分隔线------------</div></div>"))
    assert reading.values["body_text"].endswith("2021年7月13日")
