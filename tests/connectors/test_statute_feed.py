"""The library as a feed: content, item files, enclosures, pages; archives, removals, what did not change."""

from __future__ import annotations

import json

import pytest

from connectors.fetch.model import Gone, Request, Response
from connectors.statute_feed import FeedError, FeedText, read_feed
from connectors.statutes import library_of_feed
from examples.youyi import attachments
from examples.youyi.statutes import text
from schemas.base import now

URL = "http://law.test/atom.xml"
NS = 'xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
GRANARY, SAND, PARKING = (text(key) for key in ("granary", "sand", "parking-1"))


class Site:
    """Answers by address, and remembers what was asked."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Response:
        self.asked.append(request.url)
        if request.url not in self.pages:
            raise Gone("404")
        return Response(request.url, 200, {}, self.pages[request.url], now())


def entry(number: int, title: str, inner: str, updated: str = "2026-11-01T00:00:00+08:00") -> str:
    return (
        f"<entry><id>urn:law:{number}</id><title>{title}</title><updated>{updated}</updated>{inner}</entry>"
    )


def feed(*entries: str, more: str = "") -> bytes:
    return f"<feed {NS}><id>urn:law</id><title>库</title>{more}{''.join(entries)}</feed>".encode()


def html(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_the_text_of_an_entry_is_found_where_it_lies() -> None:
    inline = f'<content type="html">{html(GRANARY).replace("<", "&lt;")}</content>'
    ours = '<link rel="alternate" href="/p.html"/><link rel="related" href="items/1.json"/>'
    site = Site(
        {
            URL: feed(
                entry(1, "甲", inline),
                entry(2, "乙", ours),
                entry(3, "丙", '<link rel="enclosure" href="f.docx"/>'),
                more='<link rel="next" href="atom-2.xml"/>',
            ),
            "http://law.test/atom-2.xml": feed(
                entry(1, "甲，旧", ""), entry(4, "丁", '<link href="/page.html"/>')
            ),
            "http://law.test/items/1.json": json.dumps({"body_text": "\n".join(SAND)}).encode(),
            "http://law.test/f.docx": attachments.docx(PARKING[0], PARKING[1:], ()),
            "http://law.test/page.html": f"<html><body>{html(text('signboard'))}</body></html>".encode(),
        }
    )
    texts = read_feed(URL, site, {})
    library = library_of_feed(URL, texts)
    assert library.findings == ()
    assert [(one.name, len(one.articles)) for one in library.texts] == [
        ("黑龙江省样例粮食仓房管理规定", 21),
        ("样例河道采砂作业条例", 16),
        ("黑龙江省样例公共停车场管理办法", 25),
        ("黑龙江省样例户外招牌管理办法", 18),
    ]
    assert library.texts[1].url == "http://law.test/p.html"
    assert "http://law.test/p.html" not in site.asked


def test_what_was_not_updated_is_not_asked_for_again() -> None:
    leads = '<link href="/page.html"/>'
    page = f"<html><body>{html(SAND)}</body></html>".encode()
    site = Site({URL: feed(entry(1, "甲", leads)), "http://law.test/page.html": page})
    known = {one.entry_id: one for one in read_feed(URL, site, {})}
    site.asked.clear()
    assert list(read_feed(URL, site, known)) == list(known.values())
    assert site.asked == [URL]
    site.pages[URL] = feed(entry(1, "甲", leads, updated="2026-11-02T00:00:00+08:00"))
    read_feed(URL, site, known)
    assert site.asked[-1] == "http://law.test/page.html"


def test_what_was_taken_out_is_gone() -> None:
    stone = '<at:deleted-entry ref="urn:law:1" when="2026-11-02T00:00:00+08:00"/>'
    pages = {
        URL: feed(stone, more='<link rel="prev-archive" href="a1.xml"/>'),
        "http://law.test/a1.xml": feed(entry(1, "甲", '<content type="text">第一条</content>')),
    }
    assert read_feed(URL, Site(pages), {}) == []


@pytest.mark.parametrize("body", [b"", b"<html><body>502</body></html>"])
def test_a_feed_that_cannot_be_read_whole_says_so(body: bytes) -> None:
    with pytest.raises(FeedError, match=r"law\.test"):
        read_feed(URL, Site({URL: body}), {})
    with pytest.raises(FeedError, match=r"gone\.html"):
        read_feed(URL, Site({URL: feed(entry(1, "甲", '<link href="gone.html"/>'))}), {})


def test_an_entry_that_is_no_statute_is_told() -> None:
    news = FeedText(entry_id="urn:law:9", updated="2026", title="立法动态", text="今天开会。")
    (finding,) = library_of_feed(URL, [news]).findings
    assert finding.subject == f"{URL} urn:law:9"
    assert "立法动态" in finding.message
