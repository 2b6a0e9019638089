"""Every sentence that a harvest writes about a red source has its Chinese words in the report."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from warehouse.report.figures import SourceLine
from warehouse.report.words import particulars

CONNECTORS = Path(__file__).parents[2] / "connectors"
SAYING = frozenset(
    [
        "LayoutChanged",
        "Unreachable",
        "Untrusted",
        "Unusable",
        "Truncated",
        "EmptyBody",
        "Blocked",
        "Disallowed",
        "Gone",
        "NotArchived",
        "UnreadableError",
        "NotAPageError",
        "fail",
        "doubt",
        "Fault",
        "_spoiled",
    ]
)
"""Calls whose first words end up in `operations.source_run.error`."""
CODES = frozenset(
    ["drop", "unreachable", "too_few", "rejects", "not_a_page", "reader_error", "unusable", "fault"]
)
INSIDE = ("reason", "why")
"""Names of pieces that hold another sentence."""


def told(error: str) -> str | None:
    return particulars(cast("SourceLine", type("Line", (), {"error": error})()))


def sentences() -> Iterator[str]:
    for room in ("families", "fetch", "fields", "harvest"):
        for file in sorted((CONNECTORS / room).glob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in SAYING:
                    yield from (text for arg in node.args if (text := _text(arg)) and text not in CODES)


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


def _text(value: ast.expr) -> str:
    """The sentence with a number, a path or another sentence where it has a gap."""
    if isinstance(value, ast.JoinedStr):
        return "".join(_text(part) for part in value.values)
    if isinstance(value, ast.FormattedValue):
        gap = ast.unparse(value.value)
        if "ACCESS_PATH" in gap:
            return "needs an agreed access path with the site's owner"
        if gap.split(".")[-1] in INSIDE:
            return "nothing says the column is empty" if gap == "why" else "HTTP 503"
        return "selectors.list_item" if "key" in gap else "7"
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


@pytest.mark.parametrize("sentence", sorted(set(sentences())))
def test_a_sentence_of_the_harvest_has_chinese_words(sentence: str) -> None:
    words = told(sentence.replace("selectors.7", "selectors.link"))
    assert words
    assert any("一" <= c <= "鿿" for c in words)


def test_the_numbers_and_the_column_stay() -> None:
    error = "column /zwgk/: it declares 40 items and lists 38; column /zcjd/: HTTP 503"
    assert told(error) == "栏目 /zwgk/：网站声明 40 条，实际列出 38 条；栏目 /zcjd/：返回状态 503"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            "x.csv: is empty, it may still be copied; left for the next run",
            "为空，可能仍在复制，留待下次运行",
        ),
        ("x.csv: holds a broken character, it may be half copied; left for the next run", "可能只复制了一半"),
        ("x.xls: no sheet has a heading 标题, and no row names it", "没有一个工作表有列名“标题”"),
        (
            "x.xlsx, sheet '二月': has 6 rows and no heading 标题; a sheet that is no list is to be named 说明",
            "x.xlsx，工作表“二月”：有 6 行而没有列名“标题”",
        ),
        (
            "x.xlsx, sheet '二月': has a filter that hides 3 rows; it is to be lifted before the file is saved",
            "x.xlsx，工作表“二月”：筛选隐藏了 3 行",
        ),
        ("*.xlsx: the registry names it, but no such file is in the folder", "已登记，但文件夹中没有"),
        ("x.xlsx: broken archive: cut off or damaged; left for the next run", "留待下次运行"),
    ],
)
def test_what_a_drop_folder_lacks_is_told_in_chinese(error: str, words: str) -> None:
    assert words in (told(f"column *.xlsx: cf: {error}") or "")


def test_a_sentence_without_words_is_left_out() -> None:
    assert told("something quite unknown happened") is None
    assert told("") is None
