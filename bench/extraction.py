"""Field extraction: our pages per second beside trafilatura's, same process, same pages, made up on the spot.

    python bench/extraction.py [PAGES]

Prints both rates and the ratio (best of three rounds each, interleaved). Pages are about 30 KB, in five layouts,
UTF-8 and GBK. trafilatura reads text and metadata; we read all fields with evidence, sanitised HTML, masked.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from connectors.fields import read_page

URL = "http://www.youyi.example/xxgk/202107/t20210714_1.html"
WORDS = "各乡镇要按照县政府统一部署组织好春季农业生产工作确保种子化肥农机具及时到位不误农时加强资金监管和信息公开".strip()


def make_pages(count: int, seed: int = 7) -> list[bytes]:
    """About 30 KB each: navigation, box or date line, twenty to thirty paragraphs, a table, a footer of links."""
    rng = random.Random(seed)
    return [_page(rng, number).encode("gbk" if number % 5 == 4 else "utf-8") for number in range(count)]


def _page(rng: random.Random, number: int) -> str:
    title = f"友谊县人民政府办公室关于做好{2015 + number % 10}年第{number}项重点工作的通知"
    links = "".join(f'<li><a href="/c{n}/index.html" target="_blank">栏目{n}的名称</a></li>' for n in range(90))
    box = (
        f"<table class='bd1'><tr><td>索 引 号：</td><td>000014349/2021-{number:05d}</td><td>主题分类：</td><td>农业</td></tr>"
        f"<tr><td>发文机关：</td><td>友谊县人民政府办公室</td><td>成文日期：</td><td>2021年07月13日</td></tr>"
        f"<tr><td>标　　题：</td><td colspan=3>{title}</td></tr>"
        f"<tr><td>发文字号：</td><td>友政办发〔2021〕{number + 1}号</td><td>发布日期：</td><td>2021年07月14日</td></tr></table>"
    )
    line = "<div class='info'><span>发布时间：2021-07-14 09:30</span><span>来源：县政府办</span><span>浏览次数：31</span></div>"
    container = ("<div id='zoom'>{}</div>", "<div class='TRS_Editor'>{}</div>", "<div class='con'>{}</div>")[number % 3]
    body = "".join(_paragraph(rng) for _ in range(26)) + _table(rng)
    end = "<p style='text-align:right'>友谊县人民政府办公室</p><p style='text-align:right'>2021年7月13日</p>"
    file = "<p>附件：<a href='./P020210714000000000001.pdf'>实施方案.pdf</a></p>"
    metas = f"<meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='2021-07-14 09:30'>"
    style = "<style>" + ".a{margin:0;padding:0;line-height:30px}\n" * 60 + "</style>"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}_友谊县人民政府</title>{metas}{style}</head><body>"
        f"<div class='header'><ul class='nav'>{links}</ul></div><div class='main'><h1>{title}</h1>"
        f"{box if number % 2 else line}{container.format(body + end + file)}</div><div class='footer'><ul>{links}</ul>"
        "<p>主办单位：友谊县人民政府办公室 网站标识码2305220001</p></div></body></html>"
    )


def _paragraph(rng: random.Random) -> str:
    text = "".join(rng.choices(WORDS, k=rng.randint(60, 200)))
    return f"<p style='text-indent:2em;line-height:30px'><span style='font-size:16pt'>　　{text}。</span></p>\n"


def _table(rng: random.Random) -> str:
    rows = "".join(f"<tr><td>第{n}项</td><td>{rng.randint(1, 99999)}.00</td><td>完成</td></tr>" for n in range(12))
    return f"<table border=1>{rows}</table>"


def rate(read: Callable[[bytes], object], pages: list[bytes]) -> float:
    """Pages per second of CPU time in this process."""
    started = time.process_time()
    for page in pages:
        read(page)
    return len(pages) / (time.process_time() - started)


def main() -> None:
    import trafilatura

    pages = make_pages(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    size = sum(map(len, pages)) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.1f} KB on average")

    def ours(page: bytes) -> object:
        return read_page(page, URL)

    def theirs(page: bytes) -> object:
        return trafilatura.bare_extraction(page, url=URL, with_metadata=True, include_tables=True)

    ours(pages[0]), theirs(pages[0])
    best_ours = best_theirs = 0.0
    for _ in range(3):
        best_ours = max(best_ours, rate(ours, pages * 4))
        best_theirs = max(best_theirs, rate(theirs, pages))
    print(f"ours         {best_ours:8.1f} pages/s   {1000 / best_ours:6.2f} ms a page")
    print(f"trafilatura  {best_theirs:8.1f} pages/s   {1000 / best_theirs:6.2f} ms a page   ({trafilatura.__version__})")
    print(f"ratio        {best_ours / best_theirs:8.1f}")


if __name__ == "__main__":
    main()
