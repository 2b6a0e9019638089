"""Township page → county → city → province → nation, each in a process of its own; receipts all the way back."""

from __future__ import annotations

import http.server
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.flows.command import gongkai
from warehouse.database import query

COUNTY = """
[county]
name = "友谊县"
division = "230522"

[defaults]
requests_per_second = 300
recheck_days = 0.0001

[[unit]]
id = "xinglong"
name = "兴隆镇人民政府"
kind = "township"

[[source]]
id = "xinglong"
unit = "xinglong"
family = "trs"
base_url = "{site}"

[[source.column]]
path = "/zwgk/"
category = "plan"
"""
KEEPER = """
[county]
name = "{name}"
division = "{division}"
"""
TARGET = """
[[target]]
id = "{level}"
level = "{level}"
name = "{level}"
transport = "http"
url = "http://127.0.0.1:{port}/batches"
key_id = "{key_id}"
secret = "CHAIN_SECRET"
"""
LEVELS = (
    ("municipal", "双鸭山市", "230500"),
    ("provincial", "黑龙江省", "230000"),
    ("national", "中国政府网", "100000"),
)
SECRET = "一把共享的钥匙"
PAGE = """<html><head><meta name="PubDate" content="2026-11-{day:02} 09:30"></head><body>
<div class="main"><h1>{title}</h1><div class="info">发布时间：2026-11-{day:02} 09:30</div>
<div class="TRS_Editor"><p>{body}</p></div></div></body></html>"""
LISTED = range(1, 13)
"""So many that one of them gone does not look like a county that shrinks."""


class Township:
    """The township's site: static pages in a folder, served as any web server does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "zwgk"
        self._folder.mkdir(parents=True)
        self.shown = {n: f"关于第{n}项工作规划的通知" for n in LISTED}
        self.write()

    def write(self) -> None:
        for old in self._folder.iterdir():
            old.unlink()
        rows = "".join(
            f'<li><a href="./t202611{n:02}_{n}.html" title="{t}">{t}</a><span>2026-11-{n:02}</span></li>'
            for n, t in self.shown.items()
        )
        (self._folder / "index.html").write_text(
            f"<html><body><ul>{rows}</ul></body></html>", encoding="utf-8"
        )
        for n, title in self.shown.items():
            page = PAGE.format(day=n, title=title, body=f"{title}，请各村认真落实，按时报送进展情况。")
            (self._folder / f"t202611{n:02}_{n}.html").write_text(page, encoding="utf-8")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def column(home: Path, level: str, port: int, key_id: str, *more: str) -> Iterator[None]:
    arguments = ["--level", level, "--listen", f"127.0.0.1:{port}", "--key-id", key_id]
    command = [sys.executable, "-m", "flows.cli", "--home", str(home), "receive", *arguments]
    with subprocess.Popen(
        [*command, "--secret", "CHAIN_SECRET", *more], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline().strip() == "ready"
        yield
        server.terminate()


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Township]]:
    """The county's home and the township's site, with three columns above, the city's giving receipts late."""
    monkeypatch.setenv("CHAIN_SECRET", SECRET)
    ports = {level: free_port() for level, _, _ in LEVELS}
    with ExitStack() as running:
        township = Township(tmp_path / "site")
        site = running.enter_context(served(tmp_path / "site"))
        senders = ["230522", *(division for _, _, division in LEVELS)]
        for place, (level, name, division) in enumerate(LEVELS):
            home = tmp_path / level
            home.mkdir()
            above = LEVELS[place + 1][0] if place + 1 < len(LEVELS) else None
            text = KEEPER.format(name=name, division=division)
            text += TARGET.format(level=above, port=ports[above], key_id=division) if above else ""
            (home / "registry.toml").write_text(text, encoding="utf-8")
            more = ("--relay",) if above else ("--later", "1")
            running.enter_context(column(home, level, ports[level], senders[place], *more))
        home = tmp_path / "county"
        home.mkdir()
        text = COUNTY.format(site=site) + TARGET.format(
            level="municipal", port=ports["municipal"], key_id="230522"
        )
        (home / "registry.toml").write_text(text, encoding="utf-8")
        yield home, township


def delivered(home: Path) -> None:
    for step in (("harvest",), ("push",)):
        done = gongkai(*step, home=home)
        assert done.returncode == 0, done.stderr


def hops(home: Path, item_id: str) -> list[dict[str, Any]]:
    """What each column says of an item, from the city's up."""
    told = json.loads(gongkai("trail", item_id, "--json", home=home).stdout)
    found = []
    while told:
        (told,) = told.values()
        found.append(told)
        told = told.get("above")
    return found


def until(reached: Callable[[list[dict[str, Any]]], bool], home: Path, item_id: str) -> list[dict[str, Any]]:
    """The hops once they are as awaited; the newest where they never are."""
    found = hops(home, item_id)
    for _ in range(60):
        if reached(found):
            break
        time.sleep(0.5)
        found = hops(home, item_id)
    return found


def test_an_item_a_correction_and_a_withdrawal_reach_the_nation(chain: tuple[Path, Township]) -> None:
    home, township = chain
    delivered(home)
    ((item_id,),) = query(home, "SELECT item_id FROM catalogue.item WHERE title LIKE '%第3项%'").rows

    def at(version: int, *, withdrawn: bool) -> Callable[[list[dict[str, Any]]], bool]:
        def reached(found: list[dict[str, Any]]) -> bool:
            ends = [(hop.get("version"), hop.get("withdrawn")) for hop in found]
            receipts = [hop["forwarded"][0]["state"] for hop in found[:-1] if hop.get("forwarded")]
            return ends == [(version, withdrawn)] * 3 and receipts == ["accepted"] * 2

        return reached

    found = until(at(1, withdrawn=False), home, item_id)
    assert [hop["level"] for hop in found] == [level for level, _, _ in LEVELS]
    assert at(1, withdrawn=False)(found), found
    for below, above in pairwise(found):
        assert below["forwarded"][0]["receipt_number"] == above["receipt_number"]

    township.shown[3] = "关于第3项工作规划的通知（更正）"
    township.write()
    delivered(home)
    found = until(at(2, withdrawn=False), home, item_id)
    assert at(2, withdrawn=False)(found), found

    del township.shown[3]
    township.write()
    delivered(home)
    delivered(home)
    found = until(at(3, withdrawn=True), home, item_id)
    assert at(3, withdrawn=True)(found), found
    assert gongkai("reconcile", home=home).returncode == 0
