"""Detail pages of about 30 KB for the harvest bench, made from phrases, and a server that costs little."""

from __future__ import annotations

import asyncio
import random
from typing import cast

_PLACES = [
    "兴隆镇",
    "友谊镇",
    "龙山镇",
    "凤岗镇",
    "兴盛乡",
    "东建乡",
    "庆丰乡",
    "建设乡",
    "友邻乡",
    "新镇乡",
    "成富乡",
]
_MATTERS = [
    "春耕生产",
    "森林草原防火",
    "城乡居民医保缴费",
    "农村厕所改造",
    "困难群众救助",
    "河道清理",
    "道路养护",
]
_SENTENCES = [
    "为进一步做好{matter}工作，经研究，现将有关事项通知如下。",
    "{place}各村要明确责任人，建立台账，逐项落实，按月报告进展情况。",
    "对工作中发现的问题，要立行立改，不能立即解决的，要列出计划，限期办结。",
    "有关资金由县财政局统筹安排，专款专用，接受审计和社会监督。",
    "各单位应当于每月二十五日前将进展情况报县政府办公室，逾期不报的予以通报。",
]
_SCRIPT = (
    "function share{n}(u){{var w=window.open(u,'_blank','width=600');if(w){{w.focus();}}return false;}}\n"
)


def page(n: int) -> bytes:
    """Page n, the same every time: two templates in turn, about 30 KB of UTF-8."""
    rng = random.Random(n)
    place, matter = rng.choice(_PLACES), rng.choice(_MATTERS)
    fill = {"place": place, "matter": matter}
    sentences = (" ".join(rng.choices(_SENTENCES, k=4)).format(**fill) for _ in range(42))
    paragraphs = "".join(f'<p style="text-indent:2em;">{text}</p>\n' for text in sentences)
    facts = {
        "title": f"{place}人民政府关于做好{matter}工作的通知（第{n}号）",
        "date": f"2021-{1 + n % 12:02}-{1 + n % 28:02}",
        "number": f"友{place[0]}政发〔2021〕{1 + n % 90}号",
        "source": f"{place}人民政府",
        "index": f"11230522MB{n:08}/2021-{n:05}",
        "body": paragraphs,
        "menu": "".join(
            f'<li class="m{i}"><a href="/col/col{1200 + i}/index.html">栏目{i}</a></li>\n' for i in range(90)
        ),
        "script": "".join(_SCRIPT.format(n=i) for i in range(50)),
        "n": str(n),
    }
    return (_BOXED if n % 2 else _PLAIN).format(**facts).encode()


_PLAIN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{date} 09:30">
<meta name="ContentSource" content="{source}"><meta name="ColumnName" content="通知公告">
<script>{script}</script></head><body><div id="nav"><ul>{menu}</ul></div>
<div class="article"><h1 class="title">{title}</h1>
<div class="info"><span>发布时间：{date} 09:30</span><span>来源：{source}</span>
<span>文号：{number}</span></div>
<div id="zoom"><div class="TRS_Editor">{body}
<p><a href="./P0{n}.pdf">附件1：任务分解表.pdf</a></p>
<p><a href="./P1{n}.xlsx">附件2：联系表.xlsx</a></p></div></div></div>
<div class="foot">主办：友谊县人民政府 电话：0469-5812345</div></body></html>"""

_BOXED = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<script>{script}</script></head><body><div id="nav"><ul>{menu}</ul></div>
<table class="box"><tr><td>索引号</td><td>{index}</td><td>发文字号</td><td>{number}</td></tr>
<tr><td>发布机构</td><td>{source}</td><td>发布日期</td><td>{date}</td></tr></table>
<div class="article"><h1 class="title">{title}</h1>
<div class="info"><span>发布时间：{date}</span><span>来源：{source}</span></div>
<div id="zoom">{body}
<p><a href="/attach/0/{n}.pdf">附件1：任务分解表.pdf</a></p>
<p><a href="/attach/1/{n}.xlsx">附件2：联系表.xlsx</a></p></div></div>
<div class="foot">主办：友谊县人民政府 电话：0469-5812345</div></body></html>"""


def serve(pages: int, port: int) -> None:
    """Serve `/p/<n>.html` on loopback until killed; answers are made beforehand, so that serving is cheap."""
    answers = {f"/p/{n}.html".encode(): _answer(page(n)) for n in range(pages)}
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    class Connection(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = cast(asyncio.Transport, transport)  # of a stream, as TCP has it
            self.waiting = b""

        def data_received(self, data: bytes) -> None:
            *requests, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
            for request in requests:
                self.transport.write(answers.get(request.split(b" ", 2)[1], missing))

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", port)
        async with server:
            await server.serve_forever()

    asyncio.run(main())


def _answer(body: bytes) -> bytes:
    head = (
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Tue, 23 Nov 2021 01:00:00 GMT\r\n"
        "Content-Type: text/html; charset=utf-8\r\nLast-Modified: Mon, 22 Nov 2021 01:00:00 GMT\r\n"
        f"Content-Length: {len(body)}\r\nConnection: keep-alive\r\n\r\n"
    )
    return head.encode() + body
