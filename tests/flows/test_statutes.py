"""Statutes by command, and the library's feeds: asked in a harvest, kept, left as they were where they fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from connectors.fetch import Hosts
from connectors.statute_feed import FeedText
from connectors.statutes import library_of_feed, read_library
from examples.youyi.statutes import dressed, text, write_library
from flows.cli import cli
from flows.statutes import harvest_statutes, take_statutes
from schemas.registry import Statutes
from schemas.statutes import statutes_of
from tests.warehouse.rulebook import REGISTRY, RUN, open_rulebook
from warehouse.snapshot import publish_snapshot
from warehouse.statutes import match_statutes

NAME = "中华人民共和国政府信息公开条例"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot with an altered, an outdated and a current text, and the sample's library."""
    home = tmp_path_factory.mktemp("statutes")
    (home / "registry.toml").write_text('[county]\nname = "友谊县"\ndivision = "230522"\n', encoding="utf-8")
    altered = dressed("disclosure-711", "plain", (("第十二条", "应当", "可以"),))
    granary = dressed("granary", "flowed")
    with open_rulebook(home) as rulebook:
        for item_id, title, category, lines in (
            ("altered", NAME, "regulation", altered),
            ("outdated", NAME, "system", dressed("disclosure-492", "plain")),
            ("granary", granary[0], "rule", granary),
        ):
            rulebook.item(item_id, title=title, category=category, body_text="\n".join(lines))
        match_statutes(rulebook.warehouse, statutes_of(read_library(write_library(home)).texts))
        publish_snapshot(rulebook.warehouse, home)
    return home


def run(home: Path, *words: str) -> Result:
    done = CliRunner().invoke(cli, ["--home", str(home), "statutes", *words], standalone_mode=False)
    assert done.exception is None, done.output
    return done


def test_faults_come_first_and_a_day_decides(home: Path) -> None:
    found = json.loads(run(home, "list", "--json").output)
    assert [(row["verdict"], row["item_id"]) for row in found] == [
        ("outdated", "outdated"),
        ("altered", "altered"),
        ("current", "granary"),
    ]
    before = json.loads(run(home, "list", "--as-of", "2019-05-14", "--json").output)
    verdicts = {row["item_id"]: row["verdict"] for row in before}
    assert verdicts == {"outdated": "current", "altered": "pending", "granary": "pending"}
    assert json.loads(run(home, "list", "--unit", "czj", "--json").output) == []
    told = run(home, "list").output
    assert "过时文本 《中华人民共和国政府信息公开条例》" in told
    assert "登载 2007年4月5日国务院令第492号公布；现行 2019年4月3日国务院令第711号修订" in told


def test_a_difference_is_shown_word_by_word(home: Path) -> None:
    told = run(home, "diff", "altered").output
    assert "第十二条 文字不符" in told
    assert "[−应当−]{+可以+}" in told
    assert "共 1 条不符" in told
    (outdated,) = json.loads(run(home, "diff", "outdated", "--json").output)
    assert outdated["official_version"] == "2019年4月3日国务院令第711号修订"
    assert len(outdated["changes"]) > 30, "an outdated text is shown against the one in force"
    assert "逐条相符" in run(home, "diff", "granary").output
    nothing = CliRunner().invoke(cli, ["--home", str(home), "statutes", "diff", "x"], standalone_mode=False)
    assert "shows no statute" in str(nothing.exception)


def test_the_rules_in_force_can_be_read_as_a_library(home: Path, tmp_path: Path) -> None:
    rows = json.loads(run(home, "rules", "--as-of", "2026-11-30", "--json").output)
    granary, parking = "黑龙江省样例粮食仓房管理规定", "黑龙江省样例公共停车场管理办法"
    assert [(row["name"], row["central"]) for row in rows] == [(granary, True), (parking, False)]
    file = tmp_path / "rules" / "atom.xml"
    file.parent.mkdir()
    run(home, "rules", "--as-of", "2026-11-30", "--atom", str(file))
    again = tmp_path / "again.xml"
    run(home, "rules", "--as-of", "2026-11-30", "--atom", str(again))
    assert again.read_bytes() == file.read_bytes()
    with served(file.parent) as (url, county):
        harvest_statutes(county)
        kept = json.loads(next((county.home / "statutes").glob("*.json")).read_bytes())
    texts = [FeedText.model_validate(entry) for entry in kept["texts"]]
    library = library_of_feed(url, texts)
    assert library.findings == ()
    official = {s.name: s.versions for s in statutes_of(read_library(write_library(tmp_path)).texts)}
    assert {one.name for one in library.texts} == {granary, parking}
    for one in library.texts:
        in_force = [v for v in official[one.name] if v.effective_on <= date(2026, 11, 30)][-1]
        assert [a.letters for a in one.articles] == [a.letters for a in in_force.articles]
        assert (one.kind, one.line[-1].on) == ("rule", in_force.act.on)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Any]]:
    """A folder over HTTP on loopback: the address of its feed, and as much of a county as reads it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/atom.xml"
    registry = REGISTRY.model_copy(update={"statutes": Statutes(feeds=(url,))})
    try:
        yield (
            url,
            SimpleNamespace(
                run=RUN, registry=registry, hosts=Hosts(()), home=folder.parent, registry_folder=folder
            ),
        )
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_feed_that_fails_leaves_what_it_gave(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    words = "\n".join(text("sand"))
    (folder / "atom.xml").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>采砂</title><updated>2026</updated>'
        f'<content type="text">{words}</content></entry></feed>',
        encoding="utf-8",
    )
    with open_rulebook(tmp_path) as rulebook, served(folder) as (url, county):
        county.warehouse = rulebook.warehouse
        rulebook.item("a", category="regulation", title=text("sand")[0], body_text=words)
        harvest_statutes(county)
        assert take_statutes(county) == 1
        (folder / "atom.xml").write_text("<html>502</html>", encoding="utf-8")
        harvest_statutes(county)
        assert take_statutes(county) == 0
        assert rulebook.rows("SELECT verdict FROM governance.statute_verdict_on(DATE '2026-11-24')") == [
            ("current",)
        ]
        told = "SELECT subject, message FROM operations.finding WHERE check_id = 'statute_library_wrong'"
        ((subject, message),) = rulebook.rows(told)
        assert subject == url
        assert "沿用上次内容" in message
