"""CPU seconds per 1,000 pages: our fetch, fields and archive against Scrapy on the same pages.

    python -m bench.harvest [--pages 1000] [--rounds 3] [--threads 1]

Both sides run in processes of their own, in turn, against one page server; only the crawl is counted, imports
are not. Both obey robots.txt and keep cookies. Scrapy takes the same fields by selectors written for these two
templates (a label that a page does not have is asked for all the same, as ours is), without evidence, findings or
masking, and archives nothing. The median round counts. What our parts cost is measured in rounds of their own,
since the timers are no part of the work.
"""

from __future__ import annotations

import argparse
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing import Process
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.pages import page, serve

ROOT = Path(__file__).parents[1]
RUN_ID = "20211123T090000-beef"


def ours(base: str, pages: int, threads: int) -> dict[str, float]:
    """Fetch, archive and read; seconds of CPU."""
    return _ours(base, pages, threads, timed=False)


def parts(base: str, pages: int, threads: int) -> dict[str, float]:
    """The same by part."""
    return _ours(base, pages, threads, timed=True)


def _ours(base: str, pages: int, threads: int, *, timed: bool) -> dict[str, float]:
    from connectors.fetch import Archive, Hosts, LiveFetch, Request
    from connectors.fields import read_page
    from schemas.registry import Source

    spent = {"archive": 0.0, "fields": 0.0}
    lock = threading.Lock()
    read = 0

    def source(i: int) -> Source:
        return Source(
            id=f"s{i}", unit="u", family="trs", base_url=base, requests_per_second=1000,
            column=({"path": "/", "category": "plan"},),
        )  # fmt: skip

    def crawl(archive: Archive, hosts: Hosts, i: int) -> None:
        nonlocal read
        reader = SimpleNamespace(read=read_page)
        fields = _timed(reader, "read") if timed else [0.0]
        with archive.recorder(RUN_ID, f"s{i}") as recorder:
            archived = _timed(recorder, "record") if timed else [0.0]
            with LiveFetch(source(i), hosts, recorder) as fetch:
                for n in range(i, pages, threads):
                    response = fetch(Request(f"{base}/p/{n}.html", "detail"))
                    reading = reader.read(response.body, response.url)
                    with lock:
                        read += bool(reading.values.get("title") and reading.values.get("body_text"))
        with lock:
            spent["fields"] += fields[0]
            spent["archive"] += archived[0]

    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
        hosts = Hosts()
        started = time.process_time()
        workers = [threading.Thread(target=crawl, args=(archive, hosts, i)) for i in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        total = time.process_time() - started
    return {"cpu": total, "pages": read} | spent


def _timed(owner: Any, method: str) -> list[float]:
    """Wrap a method of one object so that its CPU time adds up in the list that is returned."""
    spent = [0.0]
    original = getattr(owner, method)

    def timed(*arguments: Any) -> Any:
        started = time.thread_time()
        try:
            return original(*arguments)
        finally:
            spent[0] += time.thread_time() - started

    setattr(owner, method, timed)
    return spent


def scrapys(base: str, pages: int, _threads: int) -> dict[str, float]:
    """The same pages and fields by Scrapy."""
    import nh3
    import scrapy
    from scrapy.crawler import CrawlerProcess

    read: list[dict[str, Any]] = []

    class Spider(scrapy.Spider):
        name = "county"

        async def start(self) -> Any:
            for n in range(pages):
                yield scrapy.Request(f"{base}/p/{n}.html")

        def parse(self, response: Any) -> Any:
            info = response.xpath('//div[@class="info"]')
            body = response.xpath('//div[@id="zoom"]')
            record = {
                "title": response.xpath('//h1[@class="title"]/text()').get(),
                "published_at": info.xpath("span/text()").re_first(r"发布时间：\s*([\d\- :]+)"),
                "content_source": info.xpath("span/text()").re_first(r"来源：\s*(\S+)"),
                "document_number": response.xpath("//body").xpath(
                    './/div[@class="info"]/span[contains(., "文号")]/text()'
                    ' | .//td[contains(., "发文字号")]/following-sibling::td[1]/text()'
                ).re_first(r"(?:文号：)?\s*(\S+号)"),
                "index_number": response.xpath(
                    '//td[contains(., "索引号")]/following-sibling::td[1]/text()'
                ).get(),
                "publisher": response.xpath(
                    '//td[contains(., "发布机构")]/following-sibling::td[1]/text()'
                ).get(),
                "written_on": response.xpath(
                    '//td[contains(., "成文日期")]/following-sibling::td[1]/text()'
                ).re_first(r"[\d-]+"),
                "theme": response.xpath(
                    '//td[contains(., "主题分类")]/following-sibling::td[1]/text()'
                ).get(),
                "genre": response.xpath(
                    '//td[contains(., "体裁分类")]/following-sibling::td[1]/text()'
                ).get(),
                "validity": response.xpath(
                    '//td[contains(., "有效性")]/following-sibling::td[1]/text()'
                ).get(),
                "keywords": response.xpath('//meta[@name="Keywords"]/@content').get(),
                "summary": response.xpath('//meta[@name="Description"]/@content').get(),
                "body_text": "\n".join(t.strip() for t in body.xpath(".//p//text()").getall() if t.strip()),
                "body_html": nh3.clean(body.get() or ""),
                "attachments": [
                    (response.urljoin(a.attrib["href"]), a.xpath("string()").get())
                    for a in body.xpath(".//a[@href]")
                ],
            }  # fmt: skip
            if record["title"] and record["body_text"]:
                read.append(record)
            yield record

    process = CrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": True,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Spider)
    started = time.process_time()
    process.start()
    return {"cpu": time.process_time() - started, "pages": len(read)}


SIDES = {"ours": ours, "parts": parts, "scrapy": scrapys}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--threads", type=int, default=1, help="sources that are harvested at once, on our side"
    )
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--base", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        print(json.dumps(SIDES[given.side](given.base, given.pages, given.threads)))
    else:
        compare(given.pages, given.rounds, given.threads)


def compare(pages: int, rounds: int, threads: int) -> None:
    """Run both sides in turn and print the medians."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Process(target=serve, args=(pages, port), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{port}"
    _wait_for(port)
    results: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    try:
        for _ in range(rounds):
            for side, found in results.items():
                found.append(_run(side, base, pages, threads))
    finally:
        server.terminate()
        server.join()
    size = statistics.mean(len(page(n)) for n in range(min(pages, 50))) / 1000
    print(
        f"{pages} pages of {size:.1f} KB, {rounds} rounds, {threads} thread(s) on our side, "
        "medians in CPU seconds per 1,000 pages"
    )
    medians = {side: _median(found, "cpu", pages) for side, found in results.items()}
    archive, fields = (_median(results["parts"], part, pages) for part in ("archive", "fields"))
    fetch = medians["parts"] - archive - fields
    print(f"  ours    {medians['ours']:6.2f}   fetch, archive, and fields with evidence, masked")
    print(
        f"    parts {medians['parts']:6.2f}   fetch {fetch:.2f} + archive {archive:.2f} + fields {fields:.2f},"
        " timers included"
    )
    print(f"  scrapy  {medians['scrapy']:6.2f}   fetch and the same fields, no archive")
    print(f"  ours / scrapy = {medians['ours'] / medians['scrapy']:.2f} (at most 0.60)")


def _run(side: str, base: str, pages: int, threads: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.harvest", "--side", side, "--base", base]
    command += ["--pages", str(pages), "--threads", str(threads)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if found["pages"] != pages:
        raise SystemExit(
            f"{side} read {found['pages']} of {pages} pages: no fair comparison\n{done.stderr[-2000:]}"
        )
    return found


def _median(found: list[dict[str, float]], part: str, pages: int) -> float:
    return statistics.median(f[part] for f in found) / pages * 1000


def _wait_for(port: int) -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("the page server did not start")


if __name__ == "__main__":
    main()
