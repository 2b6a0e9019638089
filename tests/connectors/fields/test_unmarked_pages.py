"""Pages whose markup does not say what is what: tables, cells and anchors where others have headings and labels."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from connectors.fields.title import clean_title
from schemas.base import SHANGHAI
from tests.connectors.fields import templates as t
from tests.connectors.fields.test_difficulties import HEAD, ZOOM, read

SITE = "友谊县政府信息公开"


def test_a_date_in_an_element_of_its_own_beside_a_link_to_the_site() -> None:
    line = (
        "<p><a href='/'>友谊县人民政府门户网站 www.youyi.example/portal/index</a> <span>2021-07-14 17:32:17</span>"
        " <span>来源：县政府办</span></p>"
    )
    values = read(t.page(HEAD + line + ZOOM)).values
    assert values["published_at"] == datetime(2021, 7, 14, 17, 32, 17, tzinfo=SHANGHAI)
    assert values["content_source"] == "县政府办"


def test_a_title_in_a_cell_above_an_empty_one_and_the_date() -> None:
    rows = (
        f"<tr><td>{t.TITLE}</td></tr><tr><td></td></tr><tr><td>发布时间：2021-07-14　来源：县政府办</td></tr>"
    )
    assert read(t.page(f"<table>{rows}</table>{ZOOM}", title="")).values["title"] == t.TITLE


@pytest.mark.parametrize("name", [SITE, "友谊县疾病预防控制中心", "友谊县水务局"])
def test_a_title_right_above_the_text_where_the_page_is_named_like_its_site(name: str) -> None:
    above = f"<table><tr><td>{name}</td></tr></table>{t.BOX_TABLE.replace(t.TITLE, '')}"
    text = f"<table><tr><td align=center>{t.TITLE}</td></tr><tr><td>{t.BODY}</td></tr></table>"
    values = read(t.page(above + text, title=name)).values
    assert values["title"] == t.TITLE
    assert values["body_text"].endswith("2021年7月13日")


def test_the_name_of_a_site_is_better_than_no_title() -> None:
    assert read(t.page(f"<p>发布时间：2021-07-14</p>{ZOOM}", title=SITE)).values["title"] == SITE


def test_an_anchor_without_an_address_is_no_link() -> None:
    head = f"<div><h5><a>{t.TITLE}</a></h5><p>时间：2021-07-14</p></div>"
    values = read(
        t.page(head + ZOOM.replace("<p>", "<p><a name='_Toc1'></a><a name='_Toc2'>", 1), title=SITE)
    ).values
    assert values["title"] == t.TITLE
    assert values["body_text"] == read(t.page(HEAD + ZOOM)).values["body_text"]


RIGHT = ["align=right", "style='TEXT-ALIGN: right; line-height: 30pt'"]
RULES = "<p align=center>友谊县渠系维护办法</p><p>第一条　为做好渠系维护工作，制定本办法。</p>"


@pytest.mark.parametrize("right", RIGHT)
def test_a_date_on_the_right_with_what_is_issued_below_it(right: str) -> None:
    notice = f"<p>各乡镇：</p><p>现将办法印发给你们，请遵照执行。</p><p {right}>二○二一年七月十三日</p>"
    reading = read(t.page(f"{HEAD}<div id='zoom'>{notice}{RULES}</div>"))
    assert reading.values["written_on"] == date(2021, 7, 13)


def test_a_date_in_a_row_is_no_signature() -> None:
    row = "<tr><td>南河</td><td align=right>2021年7月13日</td><td>完成</td></tr>"
    text = f"<p>渠系维护情况如下，现予公布。</p><table>{row}{row}</table><p>以上渠段由县水务局负责维护。</p>"
    assert read(t.page(f"{HEAD}<div id='zoom'>{text}</div>")).values["written_on"] is None


def test_a_date_below_an_organ_goes_before_one_on_the_right() -> None:
    text = f"<p>各乡镇：</p><p align=right>2021年7月1日</p>{RULES}<p>友谊县水务局</p><p>2021年7月13日</p>"
    assert read(t.page(f"{HEAD}<div id='zoom'>{text}</div>")).values["written_on"] == date(2021, 7, 13)


NOTICE = "<p>经县政府同意，现将名单予以公示，公示期为五个工作日。</p>"
NAMED = "友谊县水务局--公示公告"
LISTED = "友谊县水务局2021年公开招聘拟聘用人员名单公示"


def test_a_signature_that_is_named_like_the_site_is_no_title() -> None:
    head = f"<h4><span>{LISTED[:10]}<br>{LISTED[10:]}</span></h4><p>日期：2021/7/14 人气：18</p>"
    text = f"<div id='zoom'>{NOTICE}<p>友谊县水务局</p><p>2021年7月13日</p></div>"
    assert read(t.page(head + text, title=NAMED)).values["title"] == LISTED


def test_an_organ_above_its_number_is_no_title() -> None:
    head = "<p>发布时间：2021-07-14</p><div class='head-title'>友谊县水务局</div><p>友水罚〔2021〕16号</p>"
    page = t.page(
        f"{head}<div class='art-title'>行政处罚信息公开表</div><div id='zoom'>{NOTICE}</div>",
        title="友谊县水务局",
    )
    values = read(page).values
    assert values["title"] == "行政处罚信息公开表"
    page = t.page(
        f"<div id='zoom'><p>友谊县水务局</p><p>友水罚〔2021〕16号</p><p>{LISTED}</p>{NOTICE}</div>",
        title="友谊县水务局",
    )
    assert read(page).values["title"] == LISTED


@pytest.mark.parametrize("tail", ["【信息时间：2021/7/14　阅读次数：18】【关闭】", "发布时间：2021-07-14"])
def test_a_date_line_in_the_element_of_the_title(tail: str) -> None:
    head = f"<table><tr><td class='tdtitle'>{LISTED}<br>{tail}</td></tr></table>"
    values = read(t.page(head + ZOOM, title="")).values
    assert values["title"] == LISTED
    assert values["published_at"] == datetime(2021, 7, 14, tzinfo=SHANGHAI)


def test_the_kind_of_article_before_a_title() -> None:
    head = f"<table><tr><td>[组图] {LISTED}</td></tr><tr><td>更新时间：2021-7-14 8:42:15</td></tr></table>"
    assert read(t.page(head + ZOOM, title="")).values["title"] == LISTED


def test_a_title_that_the_text_repeats_without_its_tags() -> None:
    head = f"<h3>【县交易中心】{LISTED}[公示中]</h3><p>发布时间：2021-07-14</p>"
    values = read(t.page(head + f"<div id='zoom'><p>{LISTED}</p>{t.BODY}</div>", title="公示")).values
    assert values["body_text"].startswith(t.FIRST)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("【发布时间：2021-07-14 来源：<span></span>】【<a href='#'>打印</a>】", None),
        ("〖发布时间：2021-07-14〗 〖来源：县水务局〗 〖<a href='#'>关闭</a>〗", "县水务局"),
    ],
)
def test_brackets_of_a_date_line_are_no_source(line: str, source: str | None) -> None:
    assert read(t.page(f"{HEAD}<p>{line}</p>{ZOOM}")).values["content_source"] == source


def test_a_label_behind_a_label_is_no_value() -> None:
    box = t.BOX_TABLE.replace("农业、林业、水利\\农业", "验证码：9906")
    assert read(t.page(box + ZOOM)).values["theme"] is None


def test_columns_of_a_table_are_of_the_text() -> None:
    heads = "".join(f"<td>{name}</td>" for name in ("学校", "招生计划", "学区范围", "备注"))
    rows = f"<tr>{heads}</tr><tr><td>县一中</td><td>660</td><td>东起友谊路的全部住户。</td><td></td></tr>"
    text = f"<div id='zoom'><p>2021年初中学区划分方案</p><table>{rows}</table></div>"
    body = read(t.page(t.BOX_TABLE + text)).values["body_text"]
    assert body.startswith("2021年初中学区划分方案")
    assert "学校\t招生计划\t学区范围\t备注" in body


def test_a_table_that_tells_how_a_matter_is_handled_stays_whole() -> None:
    rows = {
        "项目名称": "取水许可",
        "联系电话": "0469-5812345",
        "办理流程": "申请人提交材料，窗口受理，县水务局审查后作出决定。",
    }
    table = "".join(f"<tr><td>{name}</td><td>{text}</td></tr>" for name, text in rows.items())
    page = t.page(f"{HEAD}<table><tr><td>发布时间：2021-07-14　点击：18</td></tr>{table}</table>")
    assert read(page).values["body_text"].startswith("项目名称\t取水许可")


def test_a_file_behind_a_numbered_gateway() -> None:
    link = "<a href='/portal/action!downloadFile2.action?fileid=10005'>报价一览表.zip</a>"
    assert [f.file_name for f in read(t.page(f"{HEAD}{ZOOM}<p>{link}</p>")).files] == ["报价一览表.zip"]


def test_an_organ_in_the_line_above_a_title_is_of_it() -> None:
    matter = "关于做好2021年城乡居民最低生活保障工作的通知"
    head = f"<table><tr><td>友谊县人民政府办公室<br>{matter}</td></tr><tr><td>更新时间：2021-7-14</td></tr></table>"
    values = read(t.page(head + ZOOM, title=f"{matter}-政务公开-友谊县人民政府")).values
    assert values["title"] == f"友谊县人民政府办公室{matter}"


def test_a_column_above_the_title_in_one_element_is_not_of_it() -> None:
    head = f"<div class='xl-tit'><h5>生态友谊</h5><h3>{LISTED}</h3></div><p>日期：2021-07-14</p>"
    assert read(t.page(head + ZOOM, metas=t.metas(ArticleTitle=LISTED))).values["title"] == LISTED


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (
            "<div>2021-07-14 11:28　　友水发〔2021〕16号　　审核人：王某某　（点击：）</div>",
            "友水发〔2021〕16号",
        ),
        ("<div id='zoom'><p>友水复字〔2021〕16号　　签发人：王某某</p>", "友水复字〔2021〕16号"),
        (
            "<p>（2021年7月13日友谊县人民政府令第16号公布　自2021年8月1日起施行）</p>",
            None,
        ),
        ("<p>（2021年7月13日县政府第16次常务会议通过）</p>", None),
    ],
)
def test_numbers_beside_other_things(line: str, number: str | None) -> None:
    values = read(t.page(f"{HEAD}{line}<div id='zoom'>{t.BODY}</div>")).values
    assert values["document_number"] == number
    assert values["body_text"].startswith(t.FIRST)


def test_a_version_to_download_is_no_source() -> None:
    line = (
        "<p>发布时间：2021-07-14　来源：县水务局　<a href='./P020210714000000000001.docx'>Word版下载</a></p>"
    )
    assert read(t.page(HEAD + line + ZOOM)).values["content_source"] == "县水务局"


def test_files_of_the_foot_and_of_interpretations_are_not_of_the_page() -> None:
    file = "<p>附件：<a href='/a/1.pdf'>方案.pdf</a></p>"
    reads = "<div><b>相关解读：</b><a href='/a/2.html'>图解</a> <a href='/a/3.pdf'>解读全文.pdf</a></div>"
    foot = "<div>主办单位：友谊县人民政府　网站标识码2305220001　<a href='/a/4.pdf'>网站声明</a></div>"
    content = t.page(f"{HEAD}{ZOOM}{file}{reads}{foot}").replace(t.FOOTER, "")
    assert [f.url.rsplit("/", 1)[1] for f in read(content).files] == ["1.pdf"]


def test_a_viewer_right_above_the_foot_is_of_the_page() -> None:
    foot = "<div>主办单位：友谊县人民政府　网站标识码2305220001</div>"
    content = t.page(f"{HEAD}{ZOOM}<iframe src='/a/1.pdf'></iframe>{foot}").replace(t.FOOTER, "")
    assert [f.url.rsplit("/", 1)[1] for f in read(content).files] == ["1.pdf"]


def test_a_label_above_a_download_is_no_text() -> None:
    label = "<p>公告正文下载链接：</p><p><a href='/a/1.doc'>公告.doc</a></p>"
    assert (
        read(t.page(f"{HEAD}<div id='zoom'>{t.BODY}{label}</div>"))
        .values["body_text"]
        .endswith("2021年7月13日")
    )


def test_a_request_number_is_an_index_number() -> None:
    box = t.BOX_TABLE.replace("索 引 号", "信息索取号")
    assert read(t.page(box + ZOOM)).values["index_number"] == "000014349/2021-00016"


@pytest.mark.parametrize("name", ["友谊县城乡居民医疗救助实施细则", "农村低保办法"])
def test_angle_brackets_around_a_document_are_no_markup(name: str) -> None:
    """关于印发<…>的通知: two documents must not come out under one title."""
    assert clean_title(f"关于印发<{name}>的<b>通知</b><br/>") == f"关于印发<{name}>的通知"


@pytest.mark.parametrize("name", ["友谊县人民政府", "信息公开"])
@pytest.mark.parametrize("above", [f"<div align=center><font size=5><b>{t.TITLE}</b></font></div>", ""])
def test_the_last_paragraph_above_a_date_below_the_text_is_no_title(name: str, above: str) -> None:
    ended = ZOOM.replace("</div>", "<p>本方案由县农业农村局负责解释。</p></div>")
    title = name if above else f"{t.TITLE}_友谊县人民政府"
    values = read(
        t.page(f"{above}{ended}<p align=right>发布时间：2021-07-14　浏览：12</p>", title=title)
    ).values
    assert values["title"] == t.TITLE
    assert values["published_at"] == datetime(2021, 7, 14, tzinfo=SHANGHAI)
    assert values["body_text"].endswith("负责解释。")
