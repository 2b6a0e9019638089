"""Nothing on a site stops a run: 5,400 broken pages and files, and hostile ones, each end in an item, a reject or
a note that names what is wrong, within the time and memory that a process of its own allows."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest

from connectors.documents import read_document
from connectors.documents.apart import ReaderProcess
from connectors.families import trs
from connectors.families.model import LayoutChanged, ListPage
from connectors.fetch.model import Request, Response
from connectors.harvest.reader import ListReader
from tests.connectors import mutants
from tests.connectors.harvested_site import NOW, Posting, Site, postings, run_of, source

PAGES = 2_400
FILES = 2_600
LISTS = 400
COLUMN = "/zwgk/ghjh/index.html"
ADDRESS = "http://www.youyi.example"


def test_broken_pages_are_items_or_rejects() -> None:
    originals = mutants.pages()
    each = -(-PAGES // len(originals))
    broken = itertools.chain.from_iterable(mutants.mutants(page, n, each) for n, page in enumerate(originals))
    rows = postings(PAGES)
    site = Site({COLUMN: rows}, page_size=400, faults={row.href: next(broken) for row in rows})
    result = run_of(site, source(COLUMN))
    outcomes = Counter(outcome for _, outcome in result.outcomes())
    assert set(outcomes) <= {"accepted", "rejected"}
    assert outcomes.total() == PAGES == result.report.listed
    assert outcomes["accepted"] > PAGES / 4
    rejected = {reject.page_key: reject for reject in result.rejects}
    assert len(rejected) == outcomes["rejected"] > 0
    for reject in rejected.values():
        assert reject.address
        assert reject.address in reject.message
        assert len(reject.message) > len(reject.address) + 10


def test_broken_files_keep_their_items_and_say_why() -> None:
    originals = mutants.files()
    each = FILES // len(originals)
    broken = {
        f"/files/{n}/{name}": content
        for name, whole in originals.items()
        for n, content in enumerate(mutants.mutants(whole, name, each))
    }
    addresses = list(broken)
    rows = [PostingWithFiles(f"/a/{n}.html", f"关于第{n}号方案的通知") for n in range(40)]
    for n, row in enumerate(rows):
        row.files = addresses[n :: len(rows)]
    site = Site({COLUMN: rows}, page_size=40, files=broken | {row.href: row.html().encode() for row in rows})
    result = run_of(site, source(COLUMN))
    assert result.report.accepted == len(rows)
    attachments = [file for item in result.items.values() for file in item.item.attachments]
    assert len(attachments) == FILES
    assert all(file.text or file.note for file in attachments)
    assert all(file.file_name for file in attachments)
    notes = Counter((file.note or "read").partition(":")[0] for file in attachments)
    assert notes["read"] > FILES / 10
    assert len(notes) > 10


class PostingWithFiles(Posting):
    """A page with many files."""

    files: list[str]

    def html(self) -> str:
        links = "".join(f'<p><a href="{file}">{file.rpartition("/")[2]}</a></p>' for file in self.files)
        return super().html().replace("</div>", links + "</div>")


def test_broken_lists_are_read_or_refused() -> None:
    whole = Site({COLUMN: postings(9)}, page_size=9)(Request(ADDRESS + COLUMN, "list")).body
    of = source(COLUMN)
    ends = Counter[str]()
    for content in mutants.mutants(whole, "list", LISTS):
        try:
            read = list(trs.pages(of, of.column[0], ListReader(Always(content), pause_seconds=0)))
        except LayoutChanged as error:
            ends["refused" if str(error) else "refused without a word"] += 1
        else:
            ends["read"] += 1
            assert all(isinstance(page, ListPage) for page in read)
    assert ends["read"] > LISTS / 4
    assert ends["refused"] > 0
    assert set(ends) == {"read", "refused"}


class Always:
    """The same answer to every request."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __call__(self, request: Request) -> Response:
        return Response(request.url, 200, {}, self._content, NOW)


@pytest.fixture(scope="module")
def process() -> Iterator[ReaderProcess]:
    process = ReaderProcess(seconds=60, memory_bytes=2 << 30)
    yield process
    process.close()


@pytest.mark.parametrize("name", mutants.hostile_pages())
def test_hostile_page_ends_within_bounds(name: str, process: ReaderProcess) -> None:
    outcome, said = process.call(harvest_hostile, name)
    assert outcome in ("accepted", "rejected")
    assert (said is None) == (outcome == "accepted")
    assert "root:" not in (said or "")


def harvest_hostile(name: str) -> tuple[str, str | None]:
    """The outcome of a page, and the reject's message. Called in a process of its own."""
    row = postings(1)[0]
    result = run_of(Site({COLUMN: [row]}, faults={row.href: mutants.hostile_pages()[name]}), source(COLUMN))
    texts = [item.item.body_text or "" for item in result.items.values()]
    assert not any("root:" in text or "ha" * 100 in text for text in texts)
    return result.outcomes()[0][1], result.rejects[0].message if result.rejects else None


@pytest.mark.parametrize("name", mutants.hostile_files())
def test_hostile_file_ends_within_bounds(name: str) -> None:
    read = read_document(mutants.hostile_files()[name], name)
    assert read.text or read.note
    assert "root:" not in (read.text or "")
    assert len(read.text or "") <= 5_000_000
