"""Rates and robots.txt, shared by all sources of a run."""

from __future__ import annotations

import threading
import time

import pytest

from connectors.fetch import Disallowed, Hosts, LiveFetch, Request, Unreachable
from connectors.fetch.address import host_of, on_the_wire, plain_host
from connectors.fetch.hosts import Gate
from connectors.fetch.robots import Robots
from tests.connectors.fetch.site import Site, in_turn, page, source

ROBOTS = """
User-agent: Baiduspider
Disallow: /

User-agent: *
Disallow: /inner/   # not for robots
Disallow: /inner/secret
Allow: /inner/open/
Crawl-delay: 0.05
"""


def through(gate: Gate, moments: list[float], lock: threading.Lock) -> None:
    gate.wait()
    with lock:
        moments.append(time.monotonic())


def crowd(gate: Gate, people: int) -> list[float]:
    moments: list[float] = []
    lock = threading.Lock()
    threads = [threading.Thread(target=through, args=(gate, moments, lock)) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(moments)


def test_a_gate_keeps_its_rate_for_many_threads() -> None:
    moments = crowd(Gate(50), 11)
    assert moments[-1] - moments[0] >= 0.2 * 0.99
    assert moments[-1] - moments[0] < 1


def test_the_slowest_limit_wins() -> None:
    gate = Gate(1000)
    gate.limit(20)
    gate.limit(500)
    moments = crowd(gate, 3)
    assert moments[-1] - moments[0] >= 0.1 * 0.99


def test_a_hold_stops_those_who_wait_already() -> None:
    gate = Gate(10)
    gate.wait()
    moments: list[float] = []
    waiting = threading.Thread(target=through, args=(gate, moments, threading.Lock()))
    started = time.monotonic()
    waiting.start()
    gate.hold(0.4)
    waiting.join()
    assert moments[0] - started >= 0.39


def test_the_rate_is_kept_across_sources_and_threads_of_a_host(site: Site) -> None:
    for n in range(20):
        site.paths[f"/{n}"] = page()
    first, second = source(site.url, id="a", requests_per_second=50), source(site.url, id="b")
    hosts = Hosts([first, second])

    def harvest(who: LiveFetch, numbers: range) -> None:
        with who:
            for n in numbers:
                who(Request(f"{site.url}/{n}", "detail"))

    started = time.monotonic()
    threads = [
        threading.Thread(target=harvest, args=(LiveFetch(s, hosts), numbers))
        for s, numbers in ((first, range(10)), (second, range(10, 20)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.visits) == 20
    assert time.monotonic() - started >= 19 / 50 * 0.99


def test_robots_are_asked_once_a_run_and_obeyed(site: Site) -> None:
    site.paths |= {"/robots.txt": page(ROBOTS), "/a": page(), "/inner/a": page(), "/inner/open/a": page()}
    sources = [source(site.url, id=i, robots=True) for i in ("a", "b")]
    hosts = Hosts(sources)
    for each in sources:
        with LiveFetch(each, hosts) as fetch:
            fetch(Request(site.url + "/a", "list"))
            fetch(Request(site.url + "/inner/open/a", "list"))
            with pytest.raises(Disallowed, match="Disallow: /inner/"):
                fetch(Request(site.url + "/inner/a", "detail"))
    assert site.asked("/robots.txt") == 1
    assert site.asked("/inner/a") == 0


def test_crawl_delay_lowers_the_rate(site: Site) -> None:
    site.paths |= {"/robots.txt": page(ROBOTS)} | {f"/{n}": page() for n in range(5)}
    with LiveFetch(source(site.url, robots=True), Hosts()) as fetch:
        started = time.monotonic()
        for n in range(5):
            fetch(Request(f"{site.url}/{n}", "list"))
        assert time.monotonic() - started >= 0.2 * 0.99


def test_robots_can_be_switched_off_by_the_registry(site: Site) -> None:
    site.paths |= {"/robots.txt": page("User-agent: *\nDisallow: /"), "/a": page()}
    with LiveFetch(source(site.url, robots=False), Hosts()) as fetch:
        assert fetch(Request(site.url + "/a", "list")).status == 200
    assert site.asked("/robots.txt") == 0


def test_without_a_clear_robots_answer_the_host_is_left_alone_for_the_run(site: Site) -> None:
    site.paths |= {"/robots.txt": in_turn(*[page("x", 503)] * 3, page("")), "/a": page()}
    with LiveFetch(source(site.url, robots=True), Hosts()) as fetch:
        for _ in range(2):
            with pytest.raises(Unreachable, match=r"robots\.txt: HTTP 503"):
                fetch(Request(site.url + "/a", "list"))
    assert site.asked("/a") == 0
    assert site.asked("/robots.txt") == 3


@pytest.mark.parametrize("status", [404, 403, 412])
def test_no_robots_file_allows_all(site: Site, status: int) -> None:
    site.paths |= {"/robots.txt": page("Disallow: /", status), "/a": page()}
    with LiveFetch(source(site.url, robots=True), Hosts()) as fetch:
        assert fetch(Request(site.url + "/a", "list")).status == 200


def test_robots_in_disguise_and_in_pieces() -> None:
    assert Robots.read("<html>没有这个页面</html>".encode("gbk")).refusal("http://a/b") is None
    assert (
        Robots.read("\ufeffUser-agent: gongkai\nDisallow: /b".encode()).refusal("http://a/b")
        == "Disallow: /b"
    )
    named = (
        b"User-agent: *\nDisallow: /\n\nUser-agent: gongkai\nUser-agent: other\nDisallow: /b\nDisallow: /b/c"
    )
    assert Robots.read(named).refusal("http://a/c") is None
    assert Robots.read(named).refusal("http://a/b/c/d") == "Disallow: /b/c"
    assert Robots.read(b"Disallow: /b").refusal("http://a/b") is None


def test_hosts_have_one_name() -> None:
    assert host_of("HTTPS://user@WWW.Example.gov.cn:443/a") == "www.example.gov.cn"
    assert host_of("http://www.example.gov.cn:443/a") == "www.example.gov.cn:443"
    assert plain_host(" CDN.example.gov.cn:80") == "cdn.example.gov.cn"
    assert on_the_wire(" http://a.cn/x?y=1#z ") == "http://a.cn/x?y=1"
