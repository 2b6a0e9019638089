"""The labelled disclosure box (信息公开目录项) in the forms that sites give it."""

from __future__ import annotations

from html import escape

from examples.youyi.markup import fill

_LABELS = {
    "index": "索引号",
    "theme": "主题分类",
    "publisher": "发布机构",
    "written": "成文日期",
    "title": "标题",
    "number": "发文字号",
    "published": "发布日期",
    "genre": "体裁",
    "validity": "有效性",
}
_SPACED = {"索引号": "索 引 号：", "标题": "标　　题：", "文号": "文　　号："}
"""Labels of two or three characters are stretched to four with full-width spaces."""


def box(form: str, fields: dict[str, str]) -> str:
    """The box with these values by field; an empty value leaves its cell blank. "" for the form `none`."""
    named = [(_LABELS[name], escape(value)) for name, value in fields.items()]
    match form:
        case "table":
            return _table(named)
        case "bd1":
            return _bd1(named)
        case "strong":
            return _strong(named)
        case "list":
            return _list(named)
        case _:
            return ""


def _table(named: list[tuple[str, str]]) -> str:
    pairs = [named[i : i + 2] for i in range(0, len(named), 2)]
    rows = "".join(
        "<tr>" + "".join(f'<th width="12%">{label}</th><td>{value}</td>' for label, value in pair) + "</tr>"
        for pair in pairs
    )
    return f'<div class="xxgk_headbox"><table class="headInfo" cellspacing="0">{rows}</table></div>\n'


def _bd1(named: list[tuple[str, str]]) -> str:
    cells = "\n".join(
        fill("box", "bd1_row", label=_SPACED.get(label, label + "："), value=value) for label, value in named
    )
    return fill("box", "bd1", cells=cells)


def _strong(named: list[tuple[str, str]]) -> str:
    rows = "".join(
        f"<p><strong>{'文号' if label == '发文字号' else label}</strong>：{value}</p>\n"
        for label, value in named
    )
    return f'<div class="top-l fl">{rows}<!--<p><strong>主题词</strong>：工作 方案 通知</p>--></div>\n'


def _list(named: list[tuple[str, str]]) -> str:
    rows = "".join(
        f"<li><label>{_SPACED.get(label, label + '：')}</label><span>{value}</span></li>\n"
        for label, value in named
    )
    return f'<ul class="xxgk-info clearfix">{rows}</ul>\n'
