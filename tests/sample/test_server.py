"""The sites, asked over real HTTP: every address answers, lists add up, faults are where they should be."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests

from connectors.families import FAMILIES
from connectors.families.model import ListPage, Parse
from connectors.fetch.model import Request, Response
from examples.youyi import platform, truth
from examples.youyi.county import plans
from examples.youyi.items import monday as postings
from examples.youyi.model import Posting, TrueItem
from examples.youyi.sites.model import rows
from examples.youyi.tuesday import DEAD, EMPTY, EMPTY_ONCE, expected
from schemas.base import now
from schemas.harvest import ListRow
from tests.sample.conftest import PORTS, ROOT
from tests.sample.test_registry import read


class Reader:
    """Reads list pages without manners: no robots, no rate, no second ask."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.count = 0

    def raw(self, request: Request) -> Response:
        self.count += 1
        method = "POST" if request.form else "GET"
        got = self.session.request(method, request.url.partition("#")[0], data=request.form, timeout=20)
        headers = {name.lower(): value for name, value in got.headers.items()}
        return Response(got.url, got.status_code, headers, got.content, now())

    def page(self, request: Request, parse: Parse) -> ListPage:
        return parse(self.raw(request))


def test_pages_and_files_answer(monday: int) -> None:
    """One in ten, and those with a lost file; the runs over the county ask for all of them."""
    with requests.Session() as session:
        lost = {file.url for p, item in _pairs(monday) if p.lost for file in item.attachments}
        assert lost
        for n, item in enumerate(truth("monday", monday)):
            asked = (item.url, *(file.url for file in item.attachments))
            if item.url.startswith("http") and (n % 10 == 0 or lost & {*asked}):
                for url in asked:
                    wanted = 404 if url in lost else 200
                    assert session.get(url, timeout=20).status_code == wanted, url
        for plan in plans(monday).values():
            wanted = 404 if plan.id in platform.homeless() else 200
            assert not plan.base_url or session.get(plan.base_url + "/", timeout=20).status_code == wanted


def _pairs(ports_from: int) -> Iterator[tuple[Posting, TrueItem]]:
    shown = [p for source_id in plans() for p in postings(source_id) if not p.offsite]
    yield from zip(shown, truth("monday", ports_from), strict=True)


def test_lists_add_up_to_the_truth_and_ask_little(monday: int) -> None:
    reader = Reader()
    listed: set[str] = set()
    again = 0
    for source in read(monday).source:
        if source.family == "drop":
            continue
        family = FAMILIES[source.family]
        for position, column in enumerate(source.column):
            pages = list(family.pages(source, column, reader))
            found: list[ListRow] = [row for page in pages for row in page.rows]
            again += len(pages) > 1
            wanted = {row.url for row in rows(plans(monday)[source.id], position, "monday")}
            assert {row.url for row in found} == wanted, (source.id, column.path)
            assert pages[-1].ending == ("unproven" if source.family == "feed" else "proven"), source.id
            listed |= wanted
    reader.session.close()
    items = {item.url for item in truth("monday", monday) if item.url.startswith("http")}
    offsite = {url for url in listed if f":{monday + 59}/" in url}
    assert listed - offsite == items
    assert len(offsite) == 2
    assert reader.count + again <= 220


def test_one_site_is_gbk_in_deed_as_in_word(monday: int) -> None:
    item = next(item for item in truth("monday", monday) if item.source_id == "nyj")
    body = requests.get(item.url, timeout=20).content
    assert b'charset="gbk"' in body
    assert item.title in body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_validators_are_honoured(monday: int) -> None:
    url = next(item.url for item in truth("monday", monday) if item.source_id == "fgj")
    first = requests.get(url, timeout=20)
    second = requests.get(url, headers={"If-None-Match": first.headers["ETag"]}, timeout=20)
    assert (second.status_code, second.content) == (304, b"")


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", PORTS + 203)):
        command = [sys.executable, "-m", "examples.youyi", "serve", "--ports-from", str(PORTS + 200)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert f"port {PORTS + 203} " in done.stderr


def test_tuesday_has_its_faults(tuesday: int) -> None:
    change, site = expected(tuesday), plans(tuesday)
    for url in change.withdrawn + change.held + tuple(old for old, _ in change.readdressed):
        assert requests.get(url, timeout=20).status_code == 404, url
    for url in (
        change.new + change.withdrawn_later + change.undated + tuple(new for _, new in change.readdressed)
    ):
        assert requests.get(url, timeout=20).status_code == 200, url
    login, broken_off = change.unreadable
    assert "password" in requests.get(login, timeout=20).text
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        requests.get(broken_off, timeout=20)
    with pytest.raises(requests.ConnectionError):
        requests.get(site[DEAD].base_url, timeout=20)
    column = site[EMPTY_ONCE].base_url + site[EMPTY_ONCE].columns[0].path
    asked = [requests.get(column, timeout=20).text.count("<li><a href=") for _ in range(3)]
    assert asked[0] < asked[1] == asked[2]
    empty = requests.get(site[EMPTY].base_url + site[EMPTY].columns[0].path, timeout=20).text
    assert "detail_" not in empty
