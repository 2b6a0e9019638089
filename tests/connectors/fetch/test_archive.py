"""What is captured, how it is found again, and how it is forgotten."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from connectors.fetch import (
    Archive,
    Blocked,
    Disallowed,
    FetchError,
    Gone,
    Hosts,
    LiveFetch,
    NotArchived,
    ReplayFetch,
    Request,
    Response,
    Unreachable,
    Unusable,
)
from connectors.fetch.index import form_key, url_key
from connectors.fetch.warc import read_records
from connectors.fetch.wire import Exchange
from schemas.base import SHANGHAI, now
from schemas.identity import page_key
from tests.connectors.fetch.site import PAGE, Site, Visit, in_turn, page, source

ROOT = Path(__file__).parents[3]
MONDAY, TUESDAY, WEDNESDAY = "20211122T090000-aaaa", "20211123T090000-bbbb", "20211124T090000-cccc"


def harvest(
    archive: Archive, site: Site, run_id: str, *requests: Request, **given: Any
) -> list[Response | FetchError]:
    src = source(site.url, **given)
    answers: list[Response | FetchError] = []
    with archive.recorder(run_id, src.id) as recorder, LiveFetch(src, Hosts(), recorder) as fetch:
        for request in requests:
            try:
                answers.append(fetch(request))
            except FetchError as error:
                answers.append(error)
    return answers


def replay(archive: Archive, site: Site, run_id: str | None, request: Request) -> Response:
    return ReplayFetch(archive, source(site.url), run_id)(request)


def kinds(path: Path) -> list[str]:
    return [r.kind for r in read_records(path)]


def test_a_run_is_replayed_as_it_was(archive: Archive, site: Site) -> None:
    request = Request(site.url + "/a.html", "detail")
    site.paths["/a.html"] = in_turn(page("一", etag='"1"'), page("二"), page("一"))
    live = [harvest(archive, site, run, request)[0] for run in (MONDAY, TUESDAY, WEDNESDAY)]
    again = [replay(archive, site, run, request) for run in (MONDAY, TUESDAY, WEDNESDAY)]
    assert again == live
    assert replay(archive, site, None, request).body.decode() == "一"
    with pytest.raises(NotArchived):
        replay(archive, site, "20211121T000000-zzzz", request)


def test_unchanged_bodies_are_revisits(archive: Archive, site: Site) -> None:
    request = Request(site.url + "/a.html", "detail")
    site.paths["/a.html"] = page()
    for run in (MONDAY, TUESDAY, WEDNESDAY):
        harvest(archive, site, run, request, request)
    assert kinds(archive.root / MONDAY / "xinglong.warc.gz") == ["warcinfo", "response", "revisit"]
    assert kinds(archive.root / WEDNESDAY / "xinglong.warc.gz") == ["warcinfo", "revisit", "revisit"]
    assert replay(archive, site, WEDNESDAY, request).body.decode() == PAGE


def test_other_tools_read_the_files(archive: Archive, site: Site) -> None:
    site.paths["/a.html"] = page()
    form = Request(site.url + "/a.html", "list", form={"col": "1"})
    harvest(archive, site, MONDAY, Request(site.url + "/a.html", "detail"), form)
    harvest(archive, site, TUESDAY, Request(site.url + "/a.html", "detail"))
    for run, expected in (
        (MONDAY, ["warcinfo", "response", "response", "request"]),
        (TUESDAY, ["warcinfo", "revisit"]),
    ):
        path = archive.root / run / "xinglong.warc.gz"
        with path.open("rb") as file:
            records = [
                (r.rec_type, r.rec_headers, r.content_stream().read())
                for r in ArchiveIterator(file, check_digests="raise")
            ]
        assert [kind for kind, _, _ in records] == expected
        assert all(headers.protocol == "WARC/1.1" for _, headers, _ in records)
    assert records[1][1].get_header("WARC-Profile").endswith("/1.1/revisit/identical-payload-digest")
    assert records[1][1].get_header("WARC-Refers-To-Target-URI") == site.url + "/a.html"


def test_a_form_has_its_own_captures(archive: Archive, site: Site) -> None:
    def echo(visit: Visit) -> None:
        visit.answer(200, visit.posted or "none")

    site.paths["/p"] = echo
    asked = [Request(site.url + "/p", "list", form=f) for f in ({"a": "1", "b": "2"}, {"a": "2"}, None)]
    harvest(archive, site, MONDAY, *asked)
    assert [replay(archive, site, MONDAY, r).body for r in asked] == [b"a=1&b=2", b"a=2", b"none"]
    assert form_key({"a": "1", "b": "2"}) == form_key({"b": "2", "a": "1"})


def test_not_modified_is_answered_from_the_archive(archive: Archive, site: Site) -> None:
    def conditional(visit: Visit) -> None:
        if visit.headers.get("If-None-Match") == '"7"':
            visit.answer(304, etag='"7"', content_length="0")
        else:
            visit.answer(200, PAGE, etag='"7"')

    site.paths["/a.html"] = conditional
    plain, hint = (Request(site.url + "/a.html", "detail", revalidate=v) for v in (False, True))
    first, same = harvest(archive, site, MONDAY, hint, hint)
    assert isinstance(first, Response)
    assert isinstance(same, Response)
    assert (first.not_modified, same.not_modified, same.status) == (False, True, 200)
    (third,), (fourth,) = (harvest(archive, site, TUESDAY, r) for r in (hint, plain))
    assert isinstance(third, Response)
    assert isinstance(fourth, Response)
    assert (third.not_modified, third.body, third.headers) == (True, first.body, first.headers)
    assert not fourth.not_modified
    assert "If-None-Match" not in site.visits[-1][2]
    again = replay(archive, site, TUESDAY, plain)
    assert (again.status, again.body, again.not_modified) == (200, first.body, False)


def test_a_304_without_its_payload_is_asked_again_in_full(archive: Archive, site: Site) -> None:
    site.paths["/a.html"] = in_turn(page(etag='"7"'), page("", 304, etag='"7"'), page(etag='"7"'))
    hint = Request(site.url + "/a.html", "detail", revalidate=True)
    harvest(archive, site, MONDAY, hint)
    (archive.root / MONDAY / "xinglong.warc.gz").unlink()
    (answer,) = harvest(archive, site, TUESDAY, hint)
    assert isinstance(answer, Response)
    assert (answer.body.decode(), answer.not_modified) == (PAGE, False)


def test_failures_are_replayed_as_the_same_failures(archive: Archive, site: Site) -> None:
    with Site().serving() as other:
        site.paths |= {
            "/robots.txt": page("User-agent: *\nDisallow: /inner"),
            "/out": page("", 302, location=other.url + "/"),
            "/loop": page("", 302, location="/loop"),
            "/reset": Visit.reset,
            "/500": page("x", 500),
            "/403": page("x", 403),
            "/large": page(b"x" * 20_000),
            "/cut": lambda v: v.answer(200, b"x", content_length="9") or setattr(v, "close_connection", True),
        }
        paths = ["/404", "/out", "/loop", "/reset", "/500", "/403", "/large", "/cut", "/inner/a"]
        expected = [
            Gone,
            Disallowed,
            Unusable,
            Unreachable,
            Unreachable,
            Blocked,
            Unusable,
            Unusable,
            Disallowed,
        ]
        requests = [Request(site.url + p, "detail") for p in paths]
        failed = harvest(archive, site, MONDAY, *requests, robots=True, max_page_bytes=10_000)
    for request, error, kind in zip(requests, failed, expected, strict=True):
        assert isinstance(error, kind)
        with pytest.raises(kind) as caught:
            replay(archive, site, MONDAY, request)
        assert (caught.value.reason, caught.value.status) == (error.reason, error.status)


def test_redirects_are_replayed(archive: Archive, site: Site) -> None:
    site.paths |= {"/a": page("", 302, location="/b"), "/b": page()}
    request = Request(site.url + "/a", "detail")
    (live,) = harvest(archive, site, MONDAY, request)
    assert replay(archive, site, MONDAY, request) == live


def test_the_folder_is_the_operators_own(archive: Archive, site: Site) -> None:
    site.paths["/a"] = page()
    harvest(archive, site, MONDAY, Request(site.url + "/a", "detail"))
    for path in [archive.root, *archive.root.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.name.startswith("index.sqlite-")
    assert stat.S_IMODE(archive.root.stat().st_mode) == 0o700


def test_no_address_in_the_index(archive: Archive, site: Site) -> None:
    site.paths["/230522199001011234.html"] = page()
    harvest(archive, site, MONDAY, Request(site.url + "/230522199001011234.html", "detail"))
    assert b"230522199001011234" not in b"".join(p.read_bytes() for p in archive.root.glob("index*"))


def test_forget_takes_the_payload_out_of_every_file_and_leaves_the_rest(archive: Archive, site: Site) -> None:
    for name in "abc":
        site.paths[f"/{name}"] = page(f"{name}的内容" * 50)
    site.paths["/moved"] = page("", 301, location="/b")
    requests = [Request(f"{site.url}/{name}", "detail") for name in ("a", "moved", "c")]
    for run in (MONDAY, TUESDAY):
        harvest(archive, site, run, *requests)
    assert archive.forget([site.url + "/moved"]) == 4
    for run in (MONDAY, TUESDAY):
        urls = [r.exchange.url for r in read_records(archive.root / run / "xinglong.warc.gz")]
        assert urls == ["", site.url + "/a", site.url + "/c"]
        for kept in (requests[0], requests[2]):
            assert replay(archive, site, run, kept).status == 200
    with pytest.raises(NotArchived):
        replay(archive, site, None, Request(site.url + "/b", "detail"))


def test_forget_by_page_key_where_no_address_was_kept(archive: Archive, site: Site) -> None:
    site.paths |= {"/230522199001011234.html": page(), "/b": page()}
    leaking, other = (Request(site.url + p, "detail") for p in ("/230522199001011234.html", "/b"))
    for run in (MONDAY, TUESDAY):
        harvest(archive, site, run, leaking, other)
    assert archive.forget(page_keys=[page_key(leaking.url.replace("http:", "HTTPS:"))]) == 2
    for path in archive.root.glob("*/*.warc.gz"):
        assert [r.exchange.url for r in read_records(path)] == ["", other.url]
    assert replay(archive, site, None, other).status == 200
    assert archive.forget() == 0


def test_prune_ends_the_retention_time(archive: Archive, site: Site) -> None:
    site.paths |= {"/same": page(), "/new": in_turn(page("一"), page("二"))}
    same, new = Request(site.url + "/same", "detail"), Request(site.url + "/new", "detail")
    for run in (MONDAY, TUESDAY):
        harvest(archive, site, run, same, new)
    assert archive.prune(datetime(2021, 11, 23, tzinfo=SHANGHAI)) == 3
    assert not (archive.root / MONDAY).exists()
    assert replay(archive, site, None, new).body.decode() == "二"
    with pytest.raises(NotArchived):
        replay(archive, site, None, same)
    (answer,) = harvest(archive, site, WEDNESDAY, same)
    assert isinstance(answer, Response)
    assert replay(archive, site, WEDNESDAY, same).body.decode() == PAGE


def test_a_damaged_record_is_not_given_out(archive: Archive, site: Site) -> None:
    site.paths["/a"] = page()
    request = Request(site.url + "/a", "detail")
    harvest(archive, site, MONDAY, request)
    path = archive.root / MONDAY / "xinglong.warc.gz"
    data = bytearray(path.read_bytes())
    data[-60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(NotArchived, match="damaged"):
        replay(archive, site, None, request)


_KILLED = """
import sys
from pathlib import Path
from connectors.fetch import Archive
from connectors.fetch.wire import Exchange
from schemas.base import now
recorder = Archive(Path(sys.argv[1])).recorder(sys.argv[2], "xinglong")
for n in range(10**6):
    exchange = Exchange(f"http://127.0.0.1/{n}", 200, "OK", (), bytes(str(n) * 5000, "ascii"))
    recorder.record(exchange, None, now())
    print(n, flush=True)
"""


def test_a_killed_run_harms_nothing(archive: Archive, site: Site) -> None:
    site.paths["/a"] = page()
    request = Request(site.url + "/a", "detail")
    harvest(archive, site, MONDAY, request)
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(archive.root), MONDAY],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdout is not None
        for _ in range(300):
            child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
    torn = archive.root / MONDAY / "xinglong.2.warc.gz"
    size = torn.stat().st_size
    os.truncate(torn, size - 7)
    assert len(kinds(torn)) > 50
    harvest(archive, site, MONDAY, request)
    assert (archive.root / MONDAY / "xinglong.3.warc.gz").exists()
    assert replay(archive, site, MONDAY, request).body.decode() == PAGE
    archive.forget(["http://127.0.0.1/5"])
    assert "http://127.0.0.1/5" not in {r.exchange.url for r in read_records(torn)}
    assert len(kinds(torn)) > 50


@settings(max_examples=60, deadline=None)
@given(
    body=st.binary(max_size=3000),
    url=st.from_regex("[a-z0-9]{0,20}", fullmatch=True),
)
def test_any_bytes_survive(tmp_path_factory: pytest.TempPathFactory, body: bytes, url: str) -> None:
    exchange = Exchange(
        f"http://a.cn/{url}", 200, "OK", (("X-Odd", "值"), ("Content-Length", str(len(body)))), body
    )
    with Archive(tmp_path_factory.mktemp("archive")) as archive:
        with archive.recorder(MONDAY, "s") as recorder:
            recorder.record(exchange, None, now())
        capture = archive.find("s", exchange.url)
        assert capture is not None
        assert archive.load(capture).exchange.body == body
        assert capture.url_key == url_key(exchange.url)
