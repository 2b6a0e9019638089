"""Files that only a script or an odd attribute names, and files that are of the site and not of the article."""

from __future__ import annotations

import pytest

from connectors.fields import read_page
from tests.connectors.fields import templates as t

URL = "http://www.youyi.example/xxgk/202107/t20210714_1.html"
HEAD = f"<h1>{t.TITLE}</h1><p>发布时间：2021-07-14</p>"
ZOOM = f'<div id="zoom">{t.BODY}</div>'


def files(main: str) -> dict[str, str]:
    read = read_page(t.page(main).encode(), URL).files
    return {file.url.removeprefix("http://www.youyi.example"): file.file_name for file in read}


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ('<script>showVsbpdfIframe("/__local/1/AB/x1.pdf","100%","800","0","");</script>', "x1.pdf"),
        ('<script>showVsbpdfIframe("/__local/1/AB/x1.pdf?e=.pdf","650");</script>', "x1.pdf"),
        ('<div id="pdf"></div><script>PDFObject.embed("/upload/x1.pdf", "#pdf");</script>', "x1.pdf"),
        ("<script>var pdfUrl = '/upload/x1.pdf'; show(pdfUrl);</script>", "x1.pdf"),
        ("<script>new Pdfh5('#pdf', {pdfurl: '/upload/x1.PDF'});</script>", "x1.PDF"),
        ('<div class="vsb_pdf_div" pdfsrc="/__local/1/AB/x1.pdf"></div>', "x1.pdf"),
        ('<iframe src="/system/pdfjs/viewer.html?file=%2F__local%2Fx1.pdf"></iframe>', "x1.pdf"),
        ('<object data="/upload/x1.pdf"></object>', "x1.pdf"),
    ],
)
def test_the_document_that_a_page_shows_is_its_file(shown: str, name: str) -> None:
    main = f'{HEAD}<div id="vsb_content"><div class="v_news_content"><p>{shown}</p></div></div>'
    assert list(files(main).values()) == [name]


def test_a_script_that_names_no_document_gives_none() -> None:
    script = "<script>var pdfReady = 'yes, it is'; loadPdf('/js/pdf.js'); pdf('#viewer');</script>"
    assert files(f"{HEAD}<div id='zoom'>{script}{t.BODY}</div>") == {}


GUIDE = "<li><a href='/zn.pdf'>政府信息公开指南</a></li><li><a href='/sq.doc'>依申请公开申请表</a></li>"


@pytest.mark.parametrize(
    "main",
    [
        f'<div class="zfxxgk-left"><ul>{GUIDE}</ul></div><div class="zfxxgk-right">{HEAD}{ZOOM}</div>',
        f"<ul>{GUIDE}</ul><div>{HEAD}{ZOOM}</div>",
        f'<div class="main">{HEAD}{ZOOM}</div><div class="side"><h3>资料</h3><ul>{GUIDE}</ul></div>',
        f'<div class="main">{HEAD}{ZOOM}</div><div class="r"><h3>常用下载</h3><ul>{GUIDE}</ul></div>',
        f'<div class="left"><ul>{GUIDE}</ul></div><div class="con">{HEAD}<div>{t.BODY}</div></div>',
        f"<div>{HEAD}{ZOOM}</div><div><p>下载中心：</p>{GUIDE}</div>",
    ],
)
def test_files_of_menus_and_boxes_are_not_of_the_article(main: str) -> None:
    assert files(main) == {}


@pytest.mark.parametrize(
    "main",
    [
        f'<div class="left">{HEAD}{ZOOM}<div><h4>附件下载：</h4><a href="/a.doc">申报表</a></div></div>',
        f'<div>{HEAD}{ZOOM}</div><div class="right"><h4>相关下载</h4><a href="/a.doc">申报表</a></div>',
        f'<div>{HEAD}{ZOOM}</div><div class="file_list"><a href="/a.doc">申报表.doc</a></div>',
        f'{HEAD}<div id="zoom">{t.BODY}<p>常用表格</p><p><a href="/a.doc">依申请公开申请表.doc</a></p></div>',
        f'<div class="content-left">{HEAD}<div>{t.BODY}</div><p>附：<a href="/a.doc">公开申请表</a></p></div>',
    ],
)
def test_files_below_and_beside_the_article_that_are_its_own(main: str) -> None:
    assert list(files(main)) == ["/a.doc"]


def test_a_file_on_somebodys_disk_is_none() -> None:
    assert files(f'{HEAD}<div id="zoom">{t.BODY}<p><a href="file:///C:/a.doc">附件.doc</a></p></div>') == {}
