"""Field extraction: our pages per second beside trafilatura's, same process, same pages, made up on the spot.

    python -m bench.extraction [PAGES]

Half of the pages have a short body (news), half a long one (normative documents); each half is measured for
itself, best of three interleaved rounds in CPU time, no page read twice. trafilatura reads text and metadata
with its default settings; we read all fields with evidence, files, findings, text and sanitised HTML, masked.
Where our time goes is measured afterwards, stage by stage, in a round of its own.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from types import ModuleType

import trafilatura

from connectors.fields import dom, read, read_page

LENGTHS = {"short": (300, 900), "long": (3000, 6000)}
"""Characters of a body, from and to."""
URL = "http://www.youyi.example/xxgk/202107/t20210714_1.html"
WORDS = (
    "各乡镇要按照县政府统一部署组织好春季农业生产工作确保种子化肥农机具及时到位不误农时加强资金监管和信息公开"
).strip()


def make_pages(count: int, seed: int, length: str) -> list[bytes]:
    """Five layouts in turn, about 30 KB each, as sites of counties print them; the fifth in GBK.

    Text pasted from Word (many spans), layout tables, side lists with dates, footers of links; half of the
    pages carry the national metas, all show a date of publication.
    """
    rng = random.Random(f"{seed} {length}")
    pages = (_page(rng, number, rng.randint(*LENGTHS[length])) for number in range(count))
    return [page.encode("gbk" if number % 5 == 4 else "utf-8") for number, page in enumerate(pages)]


def _page(rng: random.Random, number: int, size: int) -> str:
    year, month, day = rng.randint(2012, 2025), rng.randint(1, 12), rng.randint(1, 28)
    title = f"友谊县人民政府办公室关于做好{year}年第{rng.randint(1, 999)}项重点工作的通知"
    written = f"{year}年{month}月{day}日"
    body = _paragraphs(rng, number % 5, size) + _table(rng)
    end = f"<p align=right>友谊县人民政府办公室</p><p align=right>{written}</p>"
    file = "<p>附件：<a href='./P020210714000000000001.pdf'>实施方案.pdf</a></p>"
    metas = (
        f"<meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='{year}-"
        f"{month:02}-{day:02} 09:30'>"
    )
    side = "".join(
        (
            f"<li><a href='/c1/t{n}.html' title='{_text(rng, 24)}'>{_text(rng, 20)}</a><span>{year}-"
            f"{month:02}-{n + 1:02}</span></li>"
        )
        for n in range(20)
    )
    links = "".join(f"<li><a href='/c{n}/index.html' target=_blank>栏目{n}的名称</a></li>" for n in range(80))
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}_友谊县人民政府</title>"
        f"{metas if number % 2 else ''}</head><body><div class=header><ul class=nav>{links}</ul></div>"
        f"<div class=main>{_head(number, title, year, month, day)}"
        f"{CONTAINERS[number % 5].format(body + end + file)}</div>"
        f"<div class=right><h3>最新信息</h3><ul>{side}</ul></div><div class=footer><ul>{links}</ul>"
        "<p>主办单位：友谊县人民政府办公室 网站标识码2305220001</p></div></body></html>"
    )


CONTAINERS = (
    "<table class=layout><tr><td id=UCAP-CONTENT>{}</td></tr></table>",
    "<div id=zoom>{}</div>",
    "<div class=article><div class=TRS_Editor>{}</div></div>",
    "<div class=con>{}</div>",
    "<div id=vsb_content><div class=v_news_content>{}</div></div>",
)


def _head(number: int, title: str, year: int, month: int, day: int) -> str:
    """Box, or heading with a date line."""
    if number % 5 in (0, 3):
        return (
            f"<table class=bd1><tr><td><b>索 引 号：</b></td><td>000014349/{year}-{number:05d}</td>"
            f"<td><b>主题分类：</b></td><td>农业</td></tr><tr><td><b>发文机关：</b></td><td>友谊县政府</td>"
            f"<td><b>成文日期：</b></td><td>{year}年{month:02}月{day:02}日</td></tr>"
            f"<tr><td><b>标　　题：</b></td><td colspan=3>{title}</td></tr><tr><td><b>发文字号：</b></td>"
            f"<td>友政办发〔{year}〕{number + 1}号</td><td><b>发布日期：</b></td><td>{year}年"
            f"{month:02}月{day:02}日</td></tr></table>"
        )
    label = ("日期", "发布时间", "时间", "", "发布日期")[number % 5]
    return (
        f"<h1>{title}</h1><div class=info><span>{label}：{year}-{month:02}-{day:02} 09:30</span>"
        "<span>来源：县政府办</span><span>浏览次数：31</span><span>【字体：大 中 小】</span></div>"
    )


def _text(rng: random.Random, size: int) -> str:
    return "".join(rng.choices(WORDS, k=size))


def _paragraphs(rng: random.Random, layout: int, size: int) -> str:
    """Paragraphs of `size` characters in all, plain or as Word leaves them."""
    out = []
    while size > 0:
        text = _text(rng, min(size, rng.randint(120, 320))) + "。"
        size -= len(text)
        if layout in (0, 3):
            out.append(f"<p>　　{text}</p>\n")
            continue
        runs = (text[at : at + 40] for at in range(0, len(text), 40))
        spans = "".join(f"<span style='font-size:16pt;font-family:仿宋_GB2312'>{run}</span>" for run in runs)
        out.append(f"<p style='text-indent:2em;line-height:30px'>　　{spans}</p>\n")
    return "".join(out)


def _table(rng: random.Random) -> str:
    rows = "".join(
        f"<tr><td>第{n}项</td><td>{rng.randint(1, 99999)}.00</td><td>完成</td></tr>" for n in range(12)
    )
    return f"<table border=1>{rows}</table>"


def seconds(reader: Callable[[bytes], object], pages: list[bytes]) -> float:
    """CPU time of this process for reading the pages."""
    started = time.process_time()
    for page in pages:
        reader(page)
    return time.process_time() - started


def ours(page: bytes) -> object:
    return read_page(page, URL)


def theirs(page: bytes) -> object:
    return trafilatura.bare_extraction(page, url=URL, with_metadata=True)


def measure(count: int, length: str) -> tuple[float, float]:
    """Best seconds for `count` pages, ours and theirs."""
    first, *rounds = [make_pages(count, seed, length) for seed in range(4)]
    for reader in (ours, theirs):
        seconds(reader, first)  # both load what they load once
    found = [(seconds(ours, pages), seconds(theirs, pages)) for pages in rounds]
    size = sum(len(page) for pages in rounds for page in pages) / count / len(rounds) / 1000
    best = min(mine for mine, _ in found), min(other for _, other in found)
    show(f"{length} bodies, {size:.1f} KB a page", count, *best)
    return best


STAGES = {
    "decode": "bytes to text",
    "lighten": "menus and fonts taken out",
    "_read": "tree, and the walk to lines",
    "_lay_apart": "labels, body, what stands outside",
    "_parts": "date line, metas, signature",
    "_title": "title",
    "_fields": "candidates, precedence, evidence",
    "find_files": "files",
    "plain_text": "text",
    "_html": "sanitised HTML",
    "protect": "masking",
}
"""Function of the reader, and what it does."""


def stages(pages: list[bytes]) -> None:
    """Print what each stage takes of our time."""
    spent = dict.fromkeys(STAGES, 0.0)
    for name in STAGES:
        _count(dom if hasattr(dom, name) else read, name, spent)
    started = time.perf_counter()
    for page in pages:
        ours(page)
    whole = time.perf_counter() - started
    for name, part in spent.items():
        print(f"  {STAGES[name]:36} {part / whole:5.1%}")
    print(f"  {'the rest, and the timers':36} {1 - sum(spent.values()) / whole:5.1%}")


def _count(module: ModuleType, name: str, spent: dict[str, float]) -> None:
    """Put a function in the place of another that adds up its time."""
    original = getattr(module, name)

    def timed(*arguments: object) -> object:
        started = time.perf_counter()
        try:
            return original(*arguments)
        finally:
            spent[name] += time.perf_counter() - started

    setattr(module, name, timed)


def show(name: str, count: int, mine: float, other: float) -> None:
    print(
        f"{name:32} ours {count / mine:7.1f} pages/s, {mine / count * 1000:5.2f} ms   "
        f"trafilatura {count / other:6.1f} pages/s, {other / count * 1000:6.2f} ms   ratio {other / mine:5.1f}"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print(f"trafilatura {trafilatura.__version__}, {count} pages of either length a round")
    best = [measure(count, length) for length in LENGTHS]
    show("both", count * len(best), sum(mine for mine, _ in best), sum(other for _, other in best))
    stages([page for length in LENGTHS for page in make_pages(count, len(best) + 2, length)])


if __name__ == "__main__":
    main()
