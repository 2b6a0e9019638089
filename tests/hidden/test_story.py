"""A county nobody built the house for: other templates, titles and faults, five runs, four columns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hidden.county import UNITS, hidden_county, truth, write_drop
from tests.hidden.look import State, atom_items, feed_items, leaks, manifest_holds, place_of
from tests.hidden.model import MOBILES, RESIDENTS, SECRETS, Post
from tests.hidden.receivers import receiving
from tests.hidden.story import Story, columns

SITES = [name for name in UNITS if name != "fgj"]
NOISE = ("热点推荐", "一图读懂", "法定主动公开", "上一条", "网站标识码", "浏览次数", "访问次数", "打印")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Monday twice, Tuesday twice, Wednesday in full."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("folder")
    taking = columns()
    with hidden_county() as county, receiving(*(c for c in taking.values() if c.path)) as base:
        told = Story(county, home, base, folder, taking)
        write_drop(home)
        told.run("monday", 1)
        told.run("again", 1)
        told.run("tuesday", 2)
        told.run("late tuesday", 2)
        told.run("wednesday", 3, full=True)
        yield told


def masked(text: str) -> str:
    """A title as it may leave the parser."""
    for secret in SECRETS:
        head = 6 if len(secret) == 18 else 3
        text = text.replace(secret, secret[:head] + "*" * (len(secret) - head - 4) + secret[-4:])
    return text


def places(posts: list[tuple[str, Post]]) -> dict[str, tuple[str, Post]]:
    """By path; a page whose address carries personal data has none, and goes by its title."""
    return {p.path if masked(p.path) == p.path else p.title: (category, p) for category, p in posts}


@pytest.mark.parametrize("run", ["monday", "wednesday"])
@pytest.mark.parametrize("source", SITES)
def test_every_item_is_found_and_nothing_invented(story: Story, source: str, run: str) -> None:
    expected, found = places(story.expected[run][source].items), story.states[run].by_place(source)
    assert len(found) == len(story.states[run].live(source))
    assert set(found) == set(expected)


@pytest.mark.parametrize("source", SITES)
def test_fields_are_right(story: Story, source: str) -> None:
    state = story.states["monday"]
    found = state.by_place(source)
    for place, (category, post) in places(story.expected["monday"][source].items).items():
        row, want = found[place], truth(post) | {"title": masked(post.title), "category": category}
        assert {name: row[name] for name in want} == want
        assert post.paragraphs[0] in row["body_text"]
        assert post.paragraphs[-1] in row["body_text"]
        assert not [word for word in NOISE if word in row["body_text"]]
        assert state.files(row["item_id"]) == {masked(name) for name, _ in post.files}
        assert row["unit_id"] == source


def test_files_were_read(story: Story) -> None:
    texts = {a["file_name"]: a["text"] or "" for a in story.states["monday"].attachments}
    assert "爱林村" in texts["农田管护台账（样表）.xlsx"]
    assert "编制目的与依据" in texts["应急预案（2023修订）.docx"]
    assert "地膜" in texts["春耕物资 清单.xlsx"]
    assert f"{RESIDENTS[4][:6]}********{RESIDENTS[4][-4:]}" in texts["惠农补贴发放表.xlsx"]


def test_the_unit_without_a_site(story: Story) -> None:
    rows = {r["title"]: r for r in story.states["monday"].live("fgj")}
    assert set(rows) == {"发改局关于重大项目清单的通知", "发改局关于粮价监测的通报"}
    first = rows["发改局关于重大项目清单的通知"]
    assert (first["document_number"], first["attachment_count"]) == ("某发改〔2023〕7号", 1)
    assert first["body_text"] == f"联系人周七，{MOBILES[7][:3]}****{MOBILES[7][-4:]}。"


def test_completeness_says_what_was_proven(story: Story) -> None:
    monday = {source: run["completeness"] for source, run in story.states["monday"].runs.items()}
    unproven, broken = {"swj", "rm"}, {"qf", "blocked"}
    assert {s for s, c in monday.items() if c == "unproven"} == unproven
    assert {s for s, c in monday.items() if c == "broken"} == broken
    assert all(monday[s] == "proven" for s in set(monday) - unproven - broken)
    assert "script challenge" in story.states["monday"].runs["blocked"]["error"]
    assert story.states["tuesday"].runs["nyj"]["completeness"] == "broken"


@pytest.mark.parametrize("run", ["monday", "again", "tuesday", "late tuesday", "wednesday"])
def test_the_books_balance(story: Story, run: str) -> None:
    for row in story.states[run].runs.values():
        assert row["listed"] == row["accepted"] + row["unchanged"] + row["rejected"] + row["skipped"]
    for source in ("nyj", "wjw", "qf") if run != "tuesday" and run != "late tuesday" else ("wjw", "qf"):
        expected, row = story.expected[run][source], story.states[run].runs[source]
        assert (row["rejected"], row["skipped"]) == (expected.rejected, expected.skipped)


def test_running_again_changes_nothing(story: Story) -> None:
    monday, again = story.states["monday"], story.states["again"]
    assert again.changes == monday.changes == len(monday.items)
    assert again.feeds == monday.feeds
    assert [(r["item_id"], r["version"]) for r in again.items] == [
        (r["item_id"], r["version"]) for r in monday.items
    ]
    assert again.requests < monday.requests / 4


def gone(state: State) -> dict[str, str]:
    return {place_of(r): r["withdrawn_reason"] for r in state.items if r["withdrawn_at"] is not None}


def test_withdrawals_are_exact(story: Story) -> None:
    monday = story.expected["monday"]
    lists = {source: [p.path for _, p in monday[source].items] for source in SITES}
    dead, unlisted, offline, quiet = lists["gov"][12], lists["gov"][14], lists["wjw"][4], lists["rsj"][7]
    assert gone(story.states["again"]) == {}
    assert gone(story.states["tuesday"]) == {dead: "gone", offline: "gone"}
    assert gone(story.states["late tuesday"]) == {
        dead: "gone",
        offline: "gone",
        unlisted: "missing",
        quiet: "missing",
    }
    assert gone(story.states["wednesday"]) == {offline: "gone", unlisted: "missing", quiet: "missing"}


def test_what_vanished_at_once_is_held(story: Story) -> None:
    for run in ("tuesday", "late tuesday"):
        assert len(story.states[run].live("czj")) == 44
        assert story.states[run].runs["czj"]["is_held"]
        assert len(story.states[run].live("nyj")) == 30
    assert any(f["check_id"] == "mass_vanish" for f in story.states["tuesday"].findings)


def test_what_returns_keeps_its_id(story: Story) -> None:
    place = story.expected["monday"]["gov"].items[12][1].path
    before, after = (story.states[run].by_place("gov")[place] for run in ("monday", "wednesday"))
    assert (after["item_id"], after["version"]) == (before["item_id"], before["version"] + 2)
    assert after["first_seen_at"] == before["first_seen_at"]


def test_a_host_may_be_renamed(story: Story) -> None:
    before, after = (story.states[run].by_place("yjj") for run in ("monday", "tuesday"))
    assert {k: r["item_id"] for k, r in after.items()} == {k: r["item_id"] for k, r in before.items()}
    assert {r["version"] for r in after.values()} == {2}
    assert not {r["url"] for r in after.values()} & {r["url"] for r in before.values()}


def test_edits_moves_and_new_items_are_carried_through(story: Story) -> None:
    rules = [p for _, p in story.expected["monday"]["gov"].items]
    before, after = (story.states[run].by_place("gov") for run in ("monday", "tuesday"))
    edited, moved = after[rules[5].path], after[rules[20].path]
    assert (edited["title"], edited["version"]) == (rules[5].title + "（更正）", 2)
    assert (moved["category"], moved["version"]) == ("interpretation", 2)
    assert moved["item_id"] == before[rules[20].path]["item_id"]
    assert {r["title"] for k, r in after.items() if k not in before} == {
        "县政府关于表彰先进村屯的决定",
        "县政府关于补登历史文件的说明",
    }
    town = story.expected["tuesday"]["xl"].items[1][1].path
    numbers = [story.states[run].by_place("xl")[town]["document_number"] for run in ("monday", "tuesday")]
    assert numbers == ["柳政发〔2023〕2号", "柳政发〔2023〕202号"]


def test_a_silent_edit_is_found_in_full(story: Story) -> None:
    place = story.expected["monday"]["gov"].items[9][1].path
    late, full = (story.states[run].by_place("gov")[place] for run in ("late tuesday", "wednesday"))
    assert "改为每季度末" not in late["body_text"]
    assert "改为每季度末" in full["body_text"]
    assert full["version"] == late["version"] + 1


@pytest.mark.parametrize("run", ["monday", "again", "tuesday", "late tuesday", "wednesday"])
def test_the_columns_hold_what_we_hold(story: Story, run: str) -> None:
    live = {r["item_id"]: r for r in story.states[run].items if r["withdrawn_at"] is None}
    ours = {item_id: (r["version"], r["content_hash"]) for item_id, r in live.items()}
    held = story.held[run]
    assert held["municipal"] == ours
    assert held["folder"] == ours
    assert held["national"] == {i: ours[i] for i, r in live.items() if r["category"] in ("normative", "rule")}
    assert held["provincial"] == {i: ours[i] for i, r in live.items() if "公示" not in r["title"]}


def test_the_columns_found_nothing_wrong(story: Story) -> None:
    for column in story.columns.values():
        assert column.faults == []
        assert not [s for body in column.bodies.values() for s in SECRETS if s.encode() in body]
    assert story.columns["municipal"].posts > len(story.columns["municipal"].receipts)
    sent = [e for e in story.columns["provincial"].log if e["operation"] == "upsert"]
    assert {key for e in sent for key in e["item"]} == {"bt", "fwzh"}


def test_feeds_replay_to_what_we_hold(story: Story) -> None:
    live = {r["item_id"] for r in story.states["wednesday"].items if r["withdrawn_at"] is None}
    assert feed_items(story.home).keys() == live
    assert atom_items(story.home) == live
    assert manifest_holds(story.home)


def test_no_personal_data_anywhere(story: Story) -> None:
    assert leaks(story.home, story.folder) == []


def test_personal_data_is_reported_to_the_unit(story: Story) -> None:
    told = {(f["unit_id"], f["check_id"]) for f in story.states["wednesday"].findings}
    assert {unit for unit, check in told if check == "personal_data"} == {"czj", "rsj", "wjw", "xl", "fgj"}
    assert ("swj", "personal_data_in_address") in told
