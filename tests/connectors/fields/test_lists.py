"""Closed lists (themes, genres, validity) and the declared charset: what is in them, and what is found."""

from __future__ import annotations

import pytest

from connectors.fields import PageReading, read_page
from connectors.fields.gather import validity_of
from schemas.codes import GENRES, THEMES, genre_of, theme_of

PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>关于春耕的通知</title>
</head><body><table><tr><td>{label}</td><td>{value}</td></tr><tr><td>发布机构</td><td>友谊县农业农村局</td></tr></table>
<h1>关于春耕的通知</h1><div class="TRS_Editor"><p>各乡镇要抓好春耕生产，备足农资，不误农时。</p></div></body></html>"""


def _read(label: str, value: str, charset: str = "utf-8", encoding: str = "utf-8") -> PageReading:
    text = PAGE.format(label=label, value=value, charset=charset)
    return read_page(text.encode(encoding), "http://youyi.example/1.html")


@pytest.mark.parametrize(
    ("label", "value", "field", "found"),
    [
        ("主题分类", "农业、林业、水利\\\\农业、畜牧业、渔业", "theme", []),
        ("主题分类", "水利", "theme", []),
        ("主题分类", "友谊要闻", "theme", ["theme_unknown"]),
        ("信息分类", "友谊要闻", "theme", []),
        ("体裁分类", "通知", "genre", []),
        ("公文种类", "其他/意见类", "genre", []),
        ("体裁分类", "图文直播", "genre", ["genre_unknown"]),
        ("组配分类", "图文直播", "genre", []),
    ],
)
def test_themes_and_genres_of_no_list(label: str, value: str, field: str, found: list[str]) -> None:
    reading = _read(label, value)
    assert reading.values[field]
    assert [f.check_id for f in reading.findings] == found
    assert all(f.subject == value for f in reading.findings)


def test_the_lists_are_whole() -> None:
    assert len(THEMES) == 22
    assert all(
        theme_of(f"{theme.name}\\{part}") == theme.name for theme in THEMES.values() for part in theme.parts
    )
    assert len([g for g in GENRES.values() if "公文处理" in g.basis]) == 15
    assert {genre_of(name) for genre in GENRES.values() for name in (genre.name, *genre.also)} == set(GENRES)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("现行有效", "有效"),
        ("已废止", "废止"),
        ("部分失效", "部分失效"),
        ("已修改", "已修改"),
        ("失效", "失效"),
        ("长期", None),
    ],
)
def test_validity_is_one_of_the_list_or_none(words: str, value: str | None) -> None:
    assert validity_of(words) == value


@pytest.mark.parametrize(
    ("declared", "actual", "found"),
    [
        ("gb2312", "utf-8", ["gb2312"]),
        ("UTF-8", "gb18030", ["utf-8"]),
        ("gb2312", "gbk", []),
        ("utf8", "utf-8", []),
        ("no-such-charset", "gbk", []),
    ],
)
def test_a_charset_that_is_not_the_bytes(declared: str, actual: str, found: list[str]) -> None:
    reading = _read("体裁分类", "通知", declared, actual)
    assert reading.values["title"] == "关于春耕的通知"
    assert [f.subject for f in reading.findings if f.check_id == "charset_declared"] == found
