"""The registry file: what loads, and how each mistake is told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from connectors.registry import RegistryError, load_registry
from connectors.toml_lines import key_lines, line_of

GOOD = """\
[county]
name = "友谊县"
division = "230522"

[defaults]
requests_per_second = 4
expect = { min_items = 1, max_reject_ratio = 0.05 }

[[unit]]
id = "xinglong"
name = "兴隆镇人民政府"  # [[unit]] in a comment
kind = "township"
aliases = [
  "兴隆镇", # ] in a comment
  "[[x]]",
]

[[source]]
id = "xinglong"
unit = "xinglong"
family = "hanweb"
base_url = "http://127.0.0.1:8101"

[[source.column]]
path = "/col/col1201/index.html"
category = "plan"

[[source]]
id = "second"
unit = "xinglong"
family = "trs"
base_url = "http://127.0.0.1:8102"
requests_per_second = 9
expect = { min_items = 5 }
column = [{ path = "/a/", category = "budget" }]

[[target]]
id = "municipal"
level = "municipal"
name = "市级"
transport = "http"
url = "http://127.0.0.1:8201/batches"
key_id = "230522"
secret = "GONGKAI_MUNICIPAL_SECRET"
categories = ["plan"]
units = ["xinglong"]
[target.fields]
index = "index_number"
"""


def _problems(tmp_path: Path, text: str) -> list[str]:
    """The problems of a registry, without the folder."""
    path = tmp_path / "registry.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        load_registry(path)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]


def test_defaults_lie_under_every_source_key_by_key(tmp_path: Path) -> None:
    path = tmp_path / "registry.toml"
    path.write_text("\ufeff" + GOOD, encoding="utf-8")
    registry = load_registry(path)
    first, second = registry.source
    assert (first.requests_per_second, first.expect.min_items, first.expect.max_reject_ratio) == (4, 1, 0.05)
    assert (second.requests_per_second, second.expect.min_items) == (9, 5)
    assert second.expect.max_reject_ratio is None
    assert registry.unit_named("xinglong").aliases == ("兴隆镇", "[[x]]")
    assert registry.target[0].fields == {"index": "index_number"}


MISTAKES = [
    (
        'category = "plan"',
        'category = "budgets"',
        26,
        "source[0].column[0].category",
        "unknown category 'budgets'; nearest: budget",
    ),
    (
        'category = "plan"',
        'category = "预算"',
        26,
        "source[0].column[0].category",
        "unknown category '预算'; nearest: budget",
    ),
    (
        'category = "budget"',
        'category = "bugdet"',
        35,
        "source[1].column[0].category",
        "unknown category 'bugdet'; nearest: budget",
    ),
    (
        'categories = ["plan"]',
        'categories = ["plans"]',
        45,
        "target[0].categories",
        "unknown category 'plans'; nearest: plan",
    ),
    (
        'family = "hanweb"',
        'family = "hanwb"',
        21,
        "source[0].family",
        "unknown family 'hanwb'; nearest: hanweb",
    ),
    ('kind = "township"', 'kind = "town"', 12, "unit[0].kind", "unknown kind 'town'; nearest: township"),
    (
        'unit = "xinglong"\nfamily = "trs"',
        'unit = "xinlong"\nfamily = "trs"',
        30,
        "source[1].unit",
        "unknown unit 'xinlong'; nearest: xinglong",
    ),
    (
        'units = ["xinglong"]',
        'units = ["xing"]',
        46,
        "target[0].units",
        "unknown unit 'xing'; nearest: xinglong",
    ),
    (
        'id = "second"',
        'id = "xinglong"',
        29,
        "source[1].id",
        "duplicate source id 'xinglong', first in registry.toml:19",
    ),
    (
        "requests_per_second = 9",
        "request_per_second = 9",
        33,
        "source[1].request_per_second",
        "unknown key 'request_per_second'; nearest: requests_per_second",
    ),
    (
        "min_items = 5",
        "min_item = 5",
        34,
        "source[1].expect.min_item",
        "unknown key 'min_item'; nearest: min_items",
    ),
    (
        "requests_per_second = 4",
        "requests_per_second = 0",
        6,
        "defaults.requests_per_second",
        "Input should be greater than 0, not 0",
    ),
    ("requests_per_second = 4", "robot = true", 6, "defaults.robot", "unknown key 'robot'; nearest: robots"),
    ("requests_per_second = 4", 'id = "x"', 6, "defaults.id", "unknown key 'id'; nearest: unit"),
    ("[county]", "[countie]", 1, "countie", "unknown key 'countie'; nearest: county"),
    ('path = "/col/col1201/index.html"', "", 24, "source[0].column[0].path", "is missing"),
    (
        'base_url = "http://127.0.0.1:8101"',
        'base_url = "127.0.0.1:8101"',
        22,
        "source[0].base_url",
        "'127.0.0.1:8101' must start with http:// or https:// and a host",
    ),
    (
        'base_url = "http://127.0.0.1:8101"',
        "",
        18,
        "source[0].base_url",
        "'' must start with http:// or https:// and a host",
    ),
    (
        "requests_per_second = 9",
        "verify_tls = false",
        28,
        "source[1].verify_tls_reason",
        "verify_tls = false needs a reason",
    ),
    ('key_id = "230522"', "", 37, "target[0].key_id", "an http target needs key_id and secret"),
    (
        'division = "230522"\n',
        'division = "2305"\n',
        3,
        "county.division",
        "'2305' does not have the form ^\\d{6}$",
    ),
    (
        '{ path = "/a/", category = "budget" }',
        '{ path = "/a/", category = "plan" }, { path = "/a/", category = "plan" }',
        35,
        "source[1].column",
        "two columns have the path '/a/'",
    ),
]


@pytest.mark.parametrize(("good", "bad", "line", "key", "message"), MISTAKES)
def test_mistake_is_told_with_file_line_key_and_nearest_word(
    tmp_path: Path, good: str, bad: str, line: int, key: str, message: str
) -> None:
    assert good in GOOD
    assert f"registry.toml:{line}: {key}: {message}" in _problems(tmp_path, GOOD.replace(good, bad, 1))


def test_all_mistakes_are_told_at_once_in_order_of_lines(tmp_path: Path) -> None:
    text = GOOD.replace("[county]", "[county]\nx = 1")
    for good, bad in (("budget", "bugdet"), ("hanweb", "hanwb"), ("township", "town")):
        text = text.replace(f'"{good}"', f'"{bad}"')
    lines = [int(problem.split(":")[1]) for problem in _problems(tmp_path, text)]
    assert lines == [2, 13, 22, 36]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[county]\nname = "x\n', "registry.toml:2: not valid TOML: Illegal character"),
        ("a = 1\nb =\n", "registry.toml:2: not valid TOML"),
        ('[county]\nname = "x"\nname = "y"\n', "registry.toml:3: not valid TOML"),
        ("a = [1,\n2", "registry.toml:2: not valid TOML"),
    ],
)
def test_syntax_errors_name_the_line(tmp_path: Path, text: str, problem: str) -> None:
    (found,) = _problems(tmp_path, text)
    assert found.startswith(problem)


def test_selector_that_is_no_xpath(tmp_path: Path) -> None:
    text = GOOD.replace("[[target]]", '[source.selectors]\nlink = "./a/@href"\nbody = "//div["\n[[target]]')
    (problem,) = _problems(tmp_path, text)
    assert problem.startswith("registry.toml:39: source[1].selectors.body: '//div[' is no XPath: ")


def test_folder_is_one_registry(tmp_path: Path) -> None:
    head, rest = GOOD.split("[[source]]", 1)
    (tmp_path / "a.toml").write_text(head, encoding="utf-8")
    (tmp_path / "b.toml").write_text("[[source]]" + rest, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no registry", encoding="utf-8")
    assert [s.requests_per_second for s in load_registry(tmp_path).source] == [4, 9]


MORE = '# more\n[[unit]]\nid = "xinglong"\nname = "兴隆"\nkind = "village"\n'


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (MORE + '[county]\nname = "x"\n', "b.toml:6: county: given twice, first in a.toml:1"),
        (MORE, "b.toml:3: unit[0].id: duplicate unit id 'xinglong', first in a.toml:10"),
    ],
)
def test_what_stands_in_two_files_names_both(tmp_path: Path, more: str, problem: str) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(more, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        load_registry(tmp_path)
    assert str(caught.value).replace(f"{tmp_path}/", "") == problem


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"absent\.toml:1: cannot be read: No such file"):
        load_registry(tmp_path / "absent.toml")
    with pytest.raises(RegistryError, match=r"holds no \*\.toml file"):
        load_registry(tmp_path)
    (tmp_path / "gbk.toml").write_bytes("[county]\nname = '友谊县'".encode("gbk"))
    with pytest.raises(RegistryError, match=r"gbk\.toml:2: is not UTF-8"):
        load_registry(tmp_path)


def test_lines_in_texts_that_look_like_tables() -> None:
    text = 'a = """\n[b]\nc = 1\n"""\n[b]\nc = [\n  1,\n]\n[[d]]\n[[d.e]]\n[[d]]\n[[d.e]]\n'
    text += "\"x y\".z = '#'\n[d.f]\ng = {h = 1}\n"
    lines = key_lines(text)
    assert tomllib.loads(text)["d"][1]["e"][0] == {"x y": {"z": "#"}}
    assert lines == {
        ("a",): 1, ("b",): 5, ("b", "c"): 6, ("d", 0): 9, ("d", 0, "e", 0): 10, ("d", 1): 11,
        ("d", 1, "e", 0): 12, ("d", 1, "e", 0, "x y", "z"): 13, ("d", 1, "f"): 14, ("d", 1, "f", "g"): 15,
    }  # fmt: skip
    assert line_of(lines, ("d", 1, "f", "g", "h")) == 15
    assert line_of(lines, ("nowhere",)) == 1


_WORDS = st.text("ab=#[]\"'\\{} \n字", max_size=8)


@given(st.lists(st.tuples(_WORDS, st.lists(_WORDS, max_size=3)), min_size=1, max_size=6))
def test_each_key_is_found_where_it_was_written(values: list[tuple[str, list[str]]]) -> None:
    document = tomlkit.document()
    rows = tomlkit.aot()
    for text, several in values:
        table = tomlkit.table()
        table["text"] = tomlkit.string(text, multiline="\n" in text)
        table["several"] = tomlkit.array().multiline(True)
        table["several"].extend(several)
        rows.append(table)
    document["row"] = rows
    written = tomlkit.dumps(document)
    lines = written.splitlines()
    for n in range(len(values)):
        for key in ("text", "several"):
            assert lines[key_lines(written)["row", n, key] - 1].startswith(f"{key} = ")


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ('page_path = "/l_{pgae}.html"', "unknown placeholder {pgae}; nearest: page"),
        ('page_path = "/l_{offset}.html"', "{offset} needs page_size"),
        ("form = { query = '{\"a\": 1}' }", "unknown placeholder"),
        ('page_path = "/l_{page"', "a brace that is no placeholder is written twice"),
    ],
)
def test_template_of_pages_that_cannot_be_filled(key: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "registry.toml"
    file.write_text(GOOD.replace('category = "plan"\n', f'category = "plan"\n{key}\n', 1), encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        load_registry(file)
    assert message in str(caught.value)
    assert "registry.toml:27: source[0].column[0]." in str(caught.value)


def test_selectors_in_css_and_into_json_load_and_broken_css_is_told(tmp_path: Path) -> None:
    file = tmp_path / "registry.toml"
    given = 'selectors = { list_item = "$.data", link = "/{$.id}.html", body = "css:div > .text" }'
    good = GOOD.replace('column = [{ path = "/a/"', given + '\ncolumn = [{ path = "/a/"')
    file.write_text(good, encoding="utf-8")
    assert load_registry(file).source[1].selectors.body == "css:div > .text"
    file.write_text(good.replace("div > .text", "div >> .text"), encoding="utf-8")
    with pytest.raises(RegistryError, match="is no CSS selector"):
        load_registry(file)
