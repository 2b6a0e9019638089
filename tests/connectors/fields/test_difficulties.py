"""What real pages do to a parser, rebuilt with text of our own."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from connectors.fields import NotAPageError, read_page
from schemas.base import SHANGHAI
from schemas.harvest import ListRow
from schemas.registry import Selectors
from tests.connectors.fields import templates as t

URL = "http://www.youyi.example/xxgk/202107/t20210714_1.html"
ZOOM = f'<div id="Zoom">{t.BODY}</div>'
HEAD = f"<h1>{t.TITLE}</h1>"


def read(html: str, **options):
    return read_page(html.encode("utf-8"), URL, **options)


def checks(reading) -> list[str]:
    return [f.check_id for f in reading.findings]


class TestPublished:
    def test_visible_date_outranks_a_meta_that_is_the_generation_time(self) -> None:
        metas = t.metas(PubDate="2022-03-27 09:36:38", others="页面生成时间 2022-03-27 09:36:38")
        reading = read(t.page(HEAD + "<p>日期：2021-07-14 11:54 来源：</p>" + ZOOM, metas=metas))
        assert reading.values["published_at"] == datetime(2021, 7, 14, 11, 54, tzinfo=SHANGHAI)
        assert reading.values["content_source"] is None
        evidence = next(e for e in reading.evidence if e.field == "published_at")
        assert (evidence.origin, evidence.rule) == ("visible", "日期")
        assert "2022" in evidence.disagreed[0]
        assert "date_conflict" in checks(reading)

    def test_the_minute_may_come_from_a_meta_of_the_same_day(self) -> None:
        line = "<p>发布日期：2021-07-14</p>"
        same = read(t.page(HEAD + line + ZOOM, metas=t.metas(PubDate="2021-07-14 08:15")))
        assert same.values["published_at"] == datetime(2021, 7, 14, 8, 15, tzinfo=SHANGHAI)
        other = read(t.page(HEAD + line + ZOOM, metas=t.metas(PubDate="2021-07-15 08:15")))
        assert other.values["published_at"] == datetime(2021, 7, 14, tzinfo=SHANGHAI)

    def test_meta_where_nothing_is_visible_whatever_its_spelling(self) -> None:
        for name in ("PubDate", "pubdate", "firstpublishedtime"):
            reading = read(t.page(HEAD + ZOOM, metas=f"<meta name='{name}'content='2021-07-14 08:15'>"))
            assert reading.values["published_at"] == datetime(2021, 7, 14, 8, 15, tzinfo=SHANGHAI)

    def test_a_filled_in_last_second_means_the_day(self) -> None:
        reading = read(t.page(HEAD + ZOOM, metas=t.metas(firstpublishedtime="2007-08-20-23:59:59")))
        assert reading.values["published_at"] == datetime(2007, 8, 20, tzinfo=SHANGHAI)

    def test_never_from_the_address_or_the_body(self) -> None:
        assert read(t.page(HEAD + ZOOM)).values["published_at"] is None

    def test_decoys_in_attributes_comments_and_hidden_elements(self) -> None:
        decoys = (
            '<span alt="时间：2017-11-08 20:26"><i>时间：</i>2021-07-14 06:23</span>'
            "<!--<p>发布日期：2016-01-01</p>--><p style='display: none'>发布日期：2015-01-01</p>"
        )
        reading = read(t.page(HEAD + decoys + ZOOM))
        assert reading.values["published_at"] == datetime(2021, 7, 14, 6, 23, tzinfo=SHANGHAI)
        assert "date_conflict" not in checks(reading)

    def test_the_list_row_is_the_last_resort(self) -> None:
        row = ListRow(url=URL, title="友谊县人民政府办公室关于印发友谊县2021年春…", date_text="[2021-07-14]")
        reading = read(t.page(HEAD + ZOOM), row=row)
        assert reading.values["published_at"] == datetime(2021, 7, 14, tzinfo=SHANGHAI)
        assert reading.values["title"] == t.TITLE


class TestBox:
    def test_blank_and_none_values_are_none(self) -> None:
        box = (
            "<p><strong>索引号</strong>：</p><p><strong>发布机构</strong>：友谊县教育局</p><p><strong"
            ">文号</strong>：无</p>"
            "<!--<p><strong>成文日期</strong>：2020年08月02日</p>--><p><strong>主题词</strong>：&nbsp;</p>"
        )
        values = read(t.page(box + HEAD + '<div id="zoom"><p>见附件。</p></div>')).values
        assert values["publisher"] == "友谊县教育局"
        assert [values[f] for f in ("index_number", "document_number", "written_on", "keywords")] == [
            None
        ] * 4
        assert values["body_text"] == "见附件。"

    def test_an_empty_cell_does_not_take_the_next_label(self) -> None:
        box = "<table><tr><td>索引号:</td><td> </td><td>主办单位:</td><td>友谊县财政局</td></tr></table>"
        values = read(t.page(box + HEAD + ZOOM)).values
        assert values["index_number"] is None
        assert values["publisher"] == "友谊县财政局"

    def test_header_row_above_value_row(self) -> None:
        box = (
            "<table><tr><th>索引号</th><th>发布机构</th><th>公开日期</th><th>文号</th></tr><tr><td>00"
            "0014349/2021-00016</td>"
            "<td>友谊县财政局</td><td>2021-07-14</td><td>友财发〔2021〕3号</td></tr></table>"
        )
        values = read(t.page(box + HEAD + ZOOM)).values
        assert values["index_number"] == "000014349/2021-00016"
        assert values["document_number"] == "友财发〔2021〕3号"
        assert values["publisher"] == "友谊县财政局"

    def test_a_contact_line_in_the_body_cuts_nothing_off(self) -> None:
        contact = "<p>各有关单位：</p><p>联系电话：0469-5812345，地址：友谊镇友谊路118号。</p>"
        reading = read(t.page(HEAD + f'<div id="Zoom">{contact}{t.BODY}</div>'))
        assert reading.values["body_text"].startswith("各有关单位：\n联系电话：0469-5812345")

    def test_labels_in_the_body_and_in_the_footer_are_no_box(self) -> None:
        body = (
            t.BODY
            + "<p>活动名称：秧歌大赛</p><p>主办单位：友谊县文体广电和旅游局</p><p>文号：友文发〔2020〕9号</p>"
        )
        values = read(t.page(HEAD + f'<div id="zoom">{body}</div>')).values
        assert values["publisher"] is None
        assert values["document_number"] is None
        assert values["title"] == t.TITLE

    def test_wrong_check_digit_is_a_finding(self) -> None:
        reading = read(t.page(t.BOX_TABLE.replace("000014349/", "000014348/") + ZOOM))
        assert reading.values["index_number"] == "000014348/2021-00016"
        assert not reading.index_is_valid
        assert "index_check_digit" in checks(reading)

    def test_unreadable_number_is_null_with_a_finding(self) -> None:
        reading = read(t.page(t.BOX_TABLE.replace("友政办发［2021］16号", "友政办发21-16") + HEAD + ZOOM))
        assert reading.values["document_number"] is None
        assert "document_number_unreadable" in checks(reading)

    def test_box_and_signature_disagree(self) -> None:
        reading = read(t.page(t.BOX_TABLE.replace("2021年07月13日", "2021年07月03日") + HEAD + ZOOM))
        assert reading.values["written_on"] == date(2021, 7, 3)
        assert "written_conflict" in checks(reading)

    def test_a_wrong_day_in_the_box_is_told_once(self) -> None:
        reading = read(t.page(t.BOX_TABLE.replace("2021年07月13日", "2021年12月13日") + HEAD + ZOOM))
        assert checks(reading) == ["written_conflict"]

    def test_published_before_written(self) -> None:
        reading = read(t.page(t.BOX_TABLE.replace("2021年07月14日", "2021年07月04日") + HEAD + ZOOM))
        assert "published_before_written" in checks(reading)


class TestMeta:
    def test_content_source_that_repeats_the_title_is_none(self) -> None:
        values = read(t.page(HEAD + ZOOM, metas=t.metas(ArticleTitle=t.TITLE, ContentSource=t.TITLE))).values
        assert values["content_source"] is None

    def test_content_source_where_the_visible_one_is_empty(self) -> None:
        html = t.page(HEAD + "<p>日期：2021-07-14 来源：</p>" + ZOOM, metas=t.metas(ContentSource="产业股"))
        assert read(html).values["content_source"] == "产业股"

    def test_site_wide_keywords_and_description_are_not_the_articles(self) -> None:
        metas = t.metas(
            keywords="友谊县;政府网", description="友谊县人民政府网是…", Keywords="", Description=""
        )
        values = read(t.page(HEAD + ZOOM, metas=metas + t.metas(ArticleTitle=t.TITLE))).values
        assert values["keywords"] is None
        assert values["summary"] is None

    def test_own_keywords_and_description(self) -> None:
        metas = t.metas(Keywords="农业,春耕", Description="安排全县春季农业生产。", ArticleTitle=t.TITLE)
        values = read(t.page(HEAD + ZOOM, metas=metas)).values
        assert values["keywords"] == "农业,春耕"
        assert values["summary"] == "安排全县春季农业生产。"


class TestTitle:
    def test_break_in_the_heading_is_no_space(self) -> None:
        broken = t.TITLE.replace("印发", "印发<br/>")
        assert read(t.page(f"<h1>{broken}</h1>" + ZOOM)).values["title"] == t.TITLE

    def test_title_over_several_lines_of_the_body_only(self) -> None:
        lines = "".join(f"<p align=center>{t.TITLE[i : i + 14]}</p>" for i in range(0, len(t.TITLE), 14))
        reading = read(t.page(f'<div id="zoom">{lines}<p>{t.NUMBER}</p>{t.BODY}</div>'))
        assert reading.values["title"] == t.TITLE
        assert reading.values["document_number"] == t.NUMBER
        assert reading.values["body_text"].startswith(t.FIRST)

    def test_title_of_the_head_loses_site_and_column(self) -> None:
        for tail in ("_友谊县人民政府网", " - 通知公告 - 友谊县人民政府门户网站", "-友谊县农业农村局"):
            html = t.page(
                '<div id="zoom"><p>各乡镇要做好准备工作，确保不误农时。</p></div>',
                title="关于做好春耕备耕工作的通知" + tail,
            )
            assert read(html).values["title"] == "关于做好春耕备耕工作的通知"

    def test_a_meta_cut_at_a_quotation_mark_does_not_win(self) -> None:
        title = '友谊县"十四五"农业发展规划'
        html = t.page(
            f"<h2>{title}</h2>" + ZOOM,
            metas='<meta name="ArticleTitle" content="友谊县"十四五"农业发展规划">',
            title=title,
        )
        assert read(html).values["title"] == title

    def test_number_in_the_title_stays_and_is_read(self) -> None:
        title = "关于印发春耕方案的通知（友农规〔2021〕9号）"
        values = read(t.page(f"<h1>{title}</h1>" + ZOOM, title=title)).values
        assert values["title"] == title
        assert values["document_number"] == "友农规〔2021〕9号"

    def test_a_second_heading_is_no_part_of_the_title(self) -> None:
        html = t.page(f"<h3></h3><h2>{t.TITLE}</h2><h3>全县春耕生产形势良好有序推进</h3>" + ZOOM)
        assert read(html).values["title"] == t.TITLE

    def test_proposal_number_is_no_document_number(self) -> None:
        title = "对友谊县第十届人大一次会议第29号建议的答复"
        assert read(t.page(f"<h1>{title}</h1>" + ZOOM, title=title)).values["document_number"] is None


class TestSignature:
    @pytest.mark.parametrize(
        "end",
        [
            "<p>友谊县农业农村局</p><p>二〇二一年七月十三日</p>",
            "<p>友谊县农业农村局　　　2021年7月13日</p>",
            "<p>友 谊 县 农 业 农 村 局</p><p>２０２１年７月１３日</p><p>（此件公开发布）</p>",
            (
                "<p>友谊县农业农村局</p><p>2021年7月13日</p><p>附件</p><p>方案</p><p>到2022年12月31日前完"
                "成全部任务，各乡镇报送总结。</p>"
            ),
            (
                "<p>友谊县农业农村局 友谊县财政局</p><p>2021年7月13日</p><p>附件：<a href='P0202107130000"
                "00000001.pdf'>方案</a></p>"
            ),
        ],
    )
    def test_signed(self, end: str) -> None:
        body = (
            f"<p>{t.FIRST}</p><p>现将有关事项通知如下，请认真贯彻执行，并于2021年8月1日前报送情况。</p>{end}"
        )
        assert read(t.page(HEAD + f'<div id="zoom">{body}</div>')).values["written_on"] == date(2021, 7, 13)

    def test_news_is_not_signed(self) -> None:
        body = (
            "<p align=center>2021年6月24日</p><p>6月24日，县委召开会议，部署春耕生产工作，各乡镇负"
            "责人参加。（张三）</p>"
        )
        assert read(t.page(HEAD + f'<div id="zoom">{body}</div>')).values["written_on"] is None

    def test_adoption_line(self) -> None:
        body = (
            "<p>（2021年6月29日友谊县第十七届人民代表大会常务委员会第四十次会议通过）</p><p>会议听"
            "取了县财政局局长受县政府委托所作的报告，决定批准。</p>"
        )
        assert read(t.page(HEAD + f'<div id="zoom">{body}</div>')).values["written_on"] == date(2021, 6, 29)


class TestBody:
    def test_furniture_around_and_inside_is_no_body(self) -> None:
        inside = (
            t.BODY + '<div id="div_div"><div id="qr_container">扫一扫在手机打开当前页</div></div>'
            "<p>（责任编辑：系统管理员）</p>"
            "<p>上一篇：<a href='1.html'>甲</a></p><p>【打印】【关闭】</p>"
            "<p><b>相关链接：</b></p><p><a href='/c/1.html'>《方案》政策解读</a></p>"
            "<div style='display:none'>暗链 博彩</div>"
        )
        values = read(t.page(HEAD + f'<div class="TRS_Editor">{inside}</div>')).values
        assert values["body_text"].endswith("2021年7月13日")
        for word in ("扫一扫", "责任编辑", "政策解读", "暗链", "打印"):
            assert word not in values["body_text"]
        assert "暗链" not in values["body_html"]

    def test_links_only_is_no_body(self) -> None:
        main = HEAD + '<div id="zoom"><p>解读文件：</p><p><a href="/a.do?pk=1">《方案》解读</a></p></div>'
        reading = read(t.page(main))
        assert reading.values["body_text"] is None
        assert reading.files == []

    def test_tables_stay_readable(self) -> None:
        table = (
            "<table><tr><th>乡镇</th><th>金额（元）</th></tr><tr><td><p>兴隆镇</p></td><td><p>1,2"
            "00.00</p></td></tr></table>"
        )
        text = read(t.page(HEAD + f'<div id="zoom">{t.BODY}{table}</div>')).values["body_text"]
        assert text.splitlines()[-2:] == ["乡镇\t金额（元）", "兴隆镇\t1,200.00"]

    def test_html_is_safe_and_its_links_absolute(self) -> None:
        body = t.BODY + (
            '<p onclick="x()"><a href="../a.html" style="x">甲</a><img src="./W02021.jpg"><script>a'
            "lert(1)</script></p>"
        )
        html = read(t.page(HEAD + f'<div id="zoom">{body}</div>')).values["body_html"]
        assert 'href="http://www.youyi.example/xxgk/a.html"' in html
        assert 'src="http://www.youyi.example/xxgk/202107/W02021.jpg"' in html
        for word in ("onclick", "script", "style"):
            assert word not in html

    def test_a_page_that_includes_a_whole_document_is_read_to_its_end(self) -> None:
        html = t.page("<div class='top'></div></body></html>" + HEAD + ZOOM)
        assert read(html).values["body_text"].startswith(t.FIRST)

    def test_lines_before_the_doctype_and_a_bom(self) -> None:
        html = "﻿[INFO] 2021-01-01 start\n" + t.page(HEAD + ZOOM)
        assert read(html).values["title"] == t.TITLE


class TestFiles:
    def test_files_wherever_they_hide(self) -> None:
        body = """<p>附件：<img src="/ueditor/icon_pdf.gif">
<a href="./P020210714000000000001.pdf">1.实施方案</a>
        <a href="./P020210714000000000001.pdf"></a><a href="javascript:void(0)">附件2</a>
<a href="#">附件3</a></p>
        <p><a href="/module/download/downfile.jsp?filename=ab12.doc&amp;classid=0">附件2：申报表</a></p>
        <p>
<a href="/system/_content/download.jsp?urltype=x&amp;owner=1&amp;wbfileid=2">名单.xls</a></p>
        <p><a href="/attach/0/9f8e7d">附件4</a> <a href="/files/99.wps" title="汇总表.wps">点击下载</a></p>
        <p><a href="javascript:;" data-href="/files/7.xlsx">补贴表</a>
<a href="scan/1.jpg">附件5（扫描件）</a></p>
        <iframe src="/pdfjs/web/viewer.html?file=%2Ffiles%2F8.pdf"></iframe>
        <p><a href="/zc/202107/t1.html">附件解读</a> <a href="mailto:a@youyi.example">a@youyi.example</a>
</p>"""
        files = read(t.page(HEAD + f'<div id="zoom">{t.BODY}{body}</div>')).files
        root = "http://www.youyi.example"
        assert [f.url for f in files] == [
            f"{root}/xxgk/202107/P020210714000000000001.pdf",
            f"{root}/module/download/downfile.jsp?filename=ab12.doc&classid=0",
            f"{root}/system/_content/download.jsp?urltype=x&owner=1&wbfileid=2",
            f"{root}/attach/0/9f8e7d",
            f"{root}/files/99.wps",
            f"{root}/files/7.xlsx",
            f"{root}/xxgk/202107/scan/1.jpg",
            f"{root}/files/8.pdf",
        ]
        assert files[0].file_name == "1.实施方案.pdf"
        assert files[4].file_name == "汇总表.wps"

    def test_a_list_of_files_beside_the_body(self) -> None:
        main = (
            HEAD
            + ZOOM
            + '<div class="file"><h2>附件：</h2><ul><li><a href="f/1.ofd">清单.ofd</a></li></ul></div>'
        )
        assert [f.url for f in read(t.page(main)).files] == ["http://www.youyi.example/xxgk/202107/f/1.ofd"]

    def test_a_page_of_files_alone_has_no_body(self) -> None:
        main = HEAD + (
            '<div class="TRS_UEDITOR"><p><img src="icon_pdf.gif"><a href="./P020210714000000000001.'
            'pdf">手册.pdf</a></p></div>'
        )
        reading = read(t.page(main))
        assert reading.values["body_text"] is None
        assert len(reading.files) == 1

    def test_an_address_with_personal_data_is_kept_out(self) -> None:
        body = (
            '<p><a href="/f/13804691234.xls">名单13804691234.xls</a> <a href="/f/2.xls">张三138046'
            "91234.xls</a></p>"
        )
        reading = read(t.page(HEAD + f'<div id="zoom">{t.BODY}{body}</div>'))
        assert [f.url for f in reading.files] == ["http://www.youyi.example/f/2.xls"]
        assert reading.files[0].file_name == "张三138****1234.xls"
        assert "13804691234" not in repr(reading)
        assert "personal_data" in checks(reading)


class TestNotAPage:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"   \n",
            b"%PDF-1.7 ...",
            b"PK\x03\x04....",
            bytes(range(256)) * 20,
            b"<html><head><script>$_ts=window['$_ts'];</script></head><body></body></html>",
            "<title>用户登录</title><body><form><input type='password'></form>请登录".encode(),
            "<html><title>404</title><body><p>抱歉，您访问的页面不存在</p></body></html>".encode(),
            b"<html><body></body></html>",
            f"<html><head><title>{t.TITLE}</title><body>{HEAD}<p>发布时间：2021-07-14　来源：县政府办".encode(),
        ],
    )
    def test_refused_with_a_reason(self, content: bytes) -> None:
        with pytest.raises(NotAPageError) as caught:
            read_page(content, URL)
        assert len(caught.value.reason) > 10

    def test_a_script_challenge_beside_a_real_article_is_no_reason(self) -> None:
        html = t.page(HEAD + ZOOM, metas="<script>$_ts=window['$_ts'];</script>")
        assert read(html).values["title"] == t.TITLE

    def test_deep_and_long_pages_end(self) -> None:
        assert read(t.page(HEAD + ZOOM + "<div>" * 10_000 + "底")).values["title"] == t.TITLE
        assert read(t.page(HEAD + ZOOM + "<p>" + "长" * 3_000_000)).values["title"] == t.TITLE


def test_numbers_split_by_tags_are_masked_in_text_and_html() -> None:
    body = t.BODY + "<p>联系人：张三 <span>1380</span><b>469</b><i>1234</i>&nbsp;办公室0469-5812345</p>"
    reading = read(t.page(HEAD + f'<div id="zoom">{body}</div>'))
    assert "138****1234" in reading.values["body_text"]
    assert "0469-5812345" in reading.values["body_text"]
    assert "469</b>" not in reading.values["body_html"]
    assert "****" in "".join(c for c in reading.values["body_html"] if c == "*")


def test_selectors_outrank_everything() -> None:
    main = (
        '<div id="a">真正的标题在这里</div><i class="d">2021.07.15</i><em>县农业农村局</em>'
        + HEAD
        + '<div class="q">正文甲乙丙。</div>'
        + ZOOM
    )
    selectors = Selectors(
        title="//div[@id='a']", date="//i/text()", content_source="//em", body="//div[@class='q']"
    )
    values = read(t.page(main), selectors=selectors).values
    assert values["title"] == "真正的标题在这里"
    assert values["published_at"] == datetime(2021, 7, 15, tzinfo=SHANGHAI)
    assert values["content_source"] == "县农业农村局"
    assert values["body_text"] == "正文甲乙丙。"


def test_every_value_has_evidence() -> None:
    reading = read(t.page(t.BOX_TABLE + HEAD + t.DATE_LINES["labelled"] + ZOOM))
    proven = {e.field for e in reading.evidence}
    assert {field for field, value in reading.values.items() if value is not None} <= proven


def test_an_order_is_numbered_over_two_lines_and_signed_by_a_person() -> None:
    body = (
        "<p>黑龙江省人民政府令</p><p>第７号</p>"
        "<p>《甲办法》已经省政府常务会议通过，自2021年9月1日起施行。</p>"
        "<p>省长　张　三</p><p>2021年7月13日</p><p>第一条　为了规范甲工作，制定本办法。</p>"
    )
    values = read(
        t.page("<h1>甲办法全文公布</h1>" + f'<div id="zoom">{body}</div>', title="甲办法全文公布")
    ).values
    assert values["document_number"] == "黑龙江省人民政府令第7号"
    assert values["written_on"] == date(2021, 7, 13)
    assert values["body_text"].startswith("《甲办法》")


def test_a_title_that_begins_with_the_name_of_the_site() -> None:
    banner = "<h1 class='logo-title'>友谊县人民政府办公室</h1>"
    html = t.page(banner + ZOOM, metas=t.metas(ArticleTitle=t.TITLE))
    assert read(html).values["title"] == t.TITLE


def test_a_heading_behind_the_name_of_the_site_is_the_title_and_not_that_of_a_menu() -> None:
    menu = "<div class='leftnav'><h2>政府信息公开</h2><ul class='menu'><li><a href='/zn/'>指南</a></li></ul></div>"
    html = t.page(f"{menu}<p class='con-title'>{t.TITLE}</p>" + ZOOM, title="县财政局 " + t.TITLE)
    assert read(html).values["title"] == t.TITLE


def test_a_date_in_a_title_is_no_publication() -> None:
    title = "友谊县2021年7月1日停水公告"
    html = t.page(f"<div class='tit'>{title}</div>" + ZOOM, title=title + "-友谊县政府网")
    assert read(html).values["published_at"] is None
    assert read(html).values["title"] == title


def test_a_dash_inside_the_head_title_stays() -> None:
    html = t.page(ZOOM, title="友谊县农业发展规划（2021—2025年）_规划计划_友谊县人民政府网")
    assert read(html).values["title"] == "友谊县农业发展规划（2021—2025年）"


def test_a_list_of_names_in_layout_tables() -> None:
    html = """<title>兴隆镇2021年低保发放公示</title>
    <table><tr><td><a href="/">首页</a>|<a href="/a">概况</a></td></tr>
    <tr><td class="tt">兴隆镇2021年低保发放公示</td></tr>
    <tr><td>来源：兴隆镇 发布时间：2021-8-3 9:05:00 点击数：2</td></tr>
    <tr><td><p>现将名单公示如下：</p><table><tr><td>姓名</td><td>身份证号</td><td>金额</td></tr>
    <tr><td>张三</td><td>230522196503041234</td><td>500.00</td></tr></table><p>兴隆镇人民政府</p>
    <p>二〇二一年八月三日</p></td></tr><tr><td>版权所有 兴隆镇人民政府 黑ICP备0000号</td></tr></table>"""
    reading = read(html)
    values = reading.values
    assert values["published_at"] == datetime(2021, 8, 3, 9, 5, tzinfo=SHANGHAI)
    assert values["written_on"] == date(2021, 8, 3)
    assert values["body_text"].splitlines()[2] == "张三\t230522********1234\t500.00"
    assert values["body_text"].endswith("二〇二一年八月三日")
    assert "230522196503041234" not in repr(reading)
    assert "date_conflict" not in checks(reading)


def test_a_list_page_is_no_article() -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>关于第{n}号事项的通知</a><span>2021-01-0{n}</span></li>" for n in range(1, 8)
    )
    with pytest.raises(NotAPageError):
        read(t.page(f"<ul class='list'>{rows}</ul>", title="通知公告-友谊县政府网"))


def test_an_index_number_of_no_known_form() -> None:
    reading = read(t.page(t.BOX_TABLE.replace("000014349/2021-00016", "友政公开2021第16件") + ZOOM))
    assert reading.values["index_number"] == "友政公开2021第16件"
    assert checks(reading) == ["index_number_form"]


def test_a_date_conflict_is_told_in_words() -> None:
    metas = t.metas(PubDate="2022-03-27 09:36:38", others="页面生成时间 2022-03-27 09:36:38")
    (finding,) = read(t.page(HEAD + "<p>发布日期：2021-07-14</p>" + ZOOM, metas=metas)).findings
    assert finding.message == (
        "页面显示的发布日期为 2021-07-14，而页头标签 PubDate 为 2022-03-27 09:36（即网页生成的时间）。"
        "以页面显示为准，请核对。"
    )


def test_a_date_that_no_label_claims_is_no_conflict() -> None:
    speech = "<p align=center>2021年7月10日</p>"
    reading = read(t.page(HEAD + "<p>发布日期：2021-07-14</p>" + f'<div id="zoom">{speech}{t.BODY}</div>'))
    assert reading.values["published_at"] == datetime(2021, 7, 14, tzinfo=SHANGHAI)
    assert checks(reading) == []


class TestWhatIsNoFurniture:
    @pytest.mark.parametrize(
        "line",
        [
            "关闭煤矿3处，淘汰落后产能。",
            "打印宣传材料500份，分发到各村。",
            "分享发展成果，增进民生福祉。",
            "二、审核：由县民政局负责审核申请材料。",
            "（一）初审：乡镇初审后报县级复审。",
            "网站点击量达三万人次，居全市前列。",
            "收藏文物120件。",
        ],
    )
    def test_sentences_that_begin_like_buttons_stay(self, line: str) -> None:
        values = read(t.page(HEAD + f'<div id="zoom"><p>{line}</p>{t.BODY}</div>')).values
        assert values["body_text"].startswith(line)

    @pytest.mark.parametrize(
        "line",
        [
            "打印本页",
            "【打印正文】【关闭窗口】",
            "关闭页面",
            "编辑：张三　审核：李四",
            "初审：张三 复审：李四 终审：王五",
            "责任编辑：赵六",
            "扫码阅读",
            "浏览次数：12",
            "分享：",
            "点击数 3 次",
            "上一篇：没有了",
        ],
    )
    def test_buttons_and_editors_go(self, line: str) -> None:
        values = read(t.page(HEAD + f'<div id="zoom">{t.BODY}<p>{line}</p></div>')).values
        assert values["body_text"].endswith("2021年7月13日")


@pytest.mark.parametrize("name", ["管理员", "系统管理员", "admin", "小编", "匿名"])
def test_an_account_of_the_cms_is_no_publisher(name: str) -> None:
    line = f"<p>发布者：{name} 发布时间：2021-07-14 来源：县农业农村局</p>"
    assert read(t.page(HEAD + line + ZOOM)).values["publisher"] is None


def test_a_button_is_no_part_of_the_source() -> None:
    for tail in (" 打印", "　<a href='#'>打印</a> <a>关闭</a>", " 【字体：大 中 小】", " 大 中 小"):
        values = read(t.page(HEAD + f"<p>来源：县农业农村局{tail}</p>" + ZOOM)).values
        assert values["content_source"] == "县农业农村局"
