"""New entries: what is proposed, what is written, and what is left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.enrol import Proposal, add_source, propose
from connectors.registry import RegistryError, load_registry

BASE = """\
# 友谊县信息源登记表
[county]
name = "友谊县"
division = "230522"

[[unit]]
id = "xinglong"
name = "兴隆镇人民政府"   # 代码见国标
kind = "township"

[[source]]
id = "portal"
unit = "xinglong"
family = "trs"
base_url = "http://www.youyi.gov.cn"
[[source.column]]
path = "/zwgk/"
category = "plan"

[[target]]
id = "municipal"
level = "municipal"
name = "市级专栏"
transport = "directory"
url = "out"
"""
ENTRY = {
    "id": "xinglong",
    "base_url": "http://xinglong.youyi.gov.cn",
    "family": "hanweb",
    "unit": "xinglong",
    "requests_per_second": 2,
    "selectors": {},
    "column": [
        {"path": "/col/col1201/", "category": "plan", "expect": {"min_items": 5}},
        {"path": "/col/col1202/", "category": "budget"},
    ],
}


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "registry.toml"
    path.write_text(BASE, encoding="utf-8")
    return path


def test_entry_is_appended_and_nothing_else_changes(registry: Path) -> None:
    assert add_source(registry, ENTRY) == "xinglong"
    text = registry.read_text(encoding="utf-8")
    assert text.startswith(BASE)
    assert text.removeprefix(BASE) == (
        '\n[[source]]\nid = "xinglong"\nunit = "xinglong"\nfamily = "hanweb"\n'
        'base_url = "http://xinglong.youyi.gov.cn"\nrequests_per_second = 2\n\n'
        '[[source.column]]\npath = "/col/col1201/"\ncategory = "plan"\nexpect = {min_items = 5}\n\n'
        '[[source.column]]\npath = "/col/col1202/"\ncategory = "budget"\n'
    )
    source = load_registry(registry).source[1]
    assert [(c.path, c.expect.min_items) for c in source.column] == [
        ("/col/col1201/", 5),
        ("/col/col1202/", None),
    ]


def test_selectors_become_a_table_of_their_own(registry: Path) -> None:
    add_source(
        registry, ENTRY | {"family": "selectors", "selectors": {"list_item": "//li", "link": 'a["x"]/@href'}}
    )
    assert load_registry(registry).source[1].selectors.link == 'a["x"]/@href'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "portal"}, "source[1].id: duplicate source id 'portal'"),
        ({"unit": "xinglon"}, "unknown unit 'xinglon'; nearest: xinglong"),
        ({"family": "hanwb"}, "unknown family 'hanwb'; nearest: hanweb"),
        ({"column": [{"path": "/", "category": "budgets"}]}, "unknown category 'budgets'; nearest: budget"),
        ({"column": []}, "source[1].column: is missing"),
        ({"rate": 1}, "unknown key 'rate'"),
    ],
)
def test_invalid_entry_leaves_the_file_as_it_was(
    registry: Path, change: dict[str, object], message: str
) -> None:
    with pytest.raises(RegistryError) as caught:
        add_source(registry, ENTRY | change)
    assert message in str(caught.value)
    assert registry.read_text(encoding="utf-8") == BASE
    assert [p.name for p in registry.parent.iterdir()] == ["registry.toml"]


def test_line_ends_byte_order_mark_and_mode_are_kept(registry: Path) -> None:
    registry.write_bytes(b"\xef\xbb\xbf" + BASE.encode().replace(b"\n", b"\r\n"))
    registry.chmod(0o640)
    add_source(registry, ENTRY)
    content = registry.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf# ")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert registry.stat().st_mode & 0o777 == 0o640
    assert len(load_registry(registry).source) == 2


def test_folder_gets_the_entry_in_the_last_file_with_sources(tmp_path: Path) -> None:
    head, _, rest = BASE.partition("[[source]]")
    sources, _, targets = rest.partition("[[target]]")
    (tmp_path / "1-units.toml").write_text(head, encoding="utf-8")
    (tmp_path / "2-sources.toml").write_text("[[source]]" + sources, encoding="utf-8")
    (tmp_path / "3-targets.toml").write_text("[[target]]" + targets, encoding="utf-8")
    add_source(tmp_path, ENTRY)
    assert 'id = "xinglong"' in (tmp_path / "2-sources.toml").read_text(encoding="utf-8")
    assert [s.id for s in load_registry(tmp_path).source] == ["portal", "xinglong"]


@pytest.mark.parametrize(
    ("url", "proposal"),
    [
        ("http://xinglong.youyi.gov.cn/col/col1/index.html", Proposal("xinglong", "xinglong")),
        ("http://www.youyi.gov.cn/xinglong/zwgk/", Proposal("xinglong", "xinglong")),
        ("http://www.youyi.gov.cn/szf/", Proposal("xinglong", "xinglong")),
        ("https://portal.example.gov.cn/", Proposal("example", None)),
        ("http://127.0.0.1:8101/", Proposal("site-8101", None)),
        ("http://127.0.0.1:8101/XXGK/index.html", Proposal("xxgk", None)),
    ],
)
def test_proposal_from_the_address(registry: Path, url: str, proposal: Proposal) -> None:
    assert propose(url, load_registry(registry)) == proposal


def test_proposed_id_is_free(registry: Path) -> None:
    add_source(registry, ENTRY)
    loaded = load_registry(registry)
    proposal = propose("http://xinglong.youyi.gov.cn/", loaded)
    assert proposal.unit == "xinglong"
    assert proposal.id not in {s.id for s in loaded.source}
