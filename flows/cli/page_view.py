"""One page as an officer reads it: its fields with where each was read, its files, what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from flows.console import SEVERITY_STYLE
from schemas.rules import MARK_WORDS, RULES

FIELDS = {
    "title": "标题",
    "published_at": "发布日期",
    "written_on": "成文日期",
    "document_number": "发文字号",
    "index_number": "索引号",
    "publisher": "发布机构",
    "content_source": "来源",
    "theme": "主题分类",
    "genre": "体裁",
    "validity": "有效性",
    "keywords": "主题词",
    "summary": "内容概述",
    "body_text": "正文",
}
"""What is shown, in this order; a field that the page lacks is shown as such, since that is news too."""

UNREAD = {"document_number": "document_number_unreadable"}
"""Field → the check that says that the page prints something there which cannot be read."""

ORIGINS = {
    "box": "公开要素",
    "visible": "页面",
    "meta": "页头标签",
    "signature": "落款",
    "body": "正文",
    "list": "列表页",
    "url": "网址",
    "json": "数据接口",
    "selector": "登记的 XPath",
    "registry": "登记文件",
}
_RULES = {
    "heading": "标题栏",
    "first lines of the body": "正文首行",
    "first line of the text": "正文首行",
    "line that <title> begins with": "与网页标题相同的一行",
    "nearest heading": "正文上方的标题",
    "date line": "日期行",
    "signature": "署名和日期",
    "adoption line": "题注",
    "line above the text": "正文上方",
    "end of title": "标题末尾",
    "list row": "列表行",
    "prose": "文字最集中处",
    "below the date line": "日期行以下",
}
SEVERITIES = {"fatal": "严重", "error": "错误", "warning": "警告", "info": "提示"}
_LONG = 120


def page_view(result: Mapping[str, Any]) -> RenderableType:
    """What `flows.preview.preview` gives, for a terminal."""
    parts: list[RenderableType] = [_fields(result)]
    if result["attachments"]:
        parts += [
            Text(f"\n附件（{len(result['attachments'])}）", style="bold"),
            _files(result["attachments"]),
        ]
    findings = result["findings"]
    parts.append(
        Text(f"\n需要核对（{len(findings)}）" if findings else "\n没有需要核对的地方。", style="bold")
    )
    for finding in findings:
        parts.extend(_finding(finding))
    return Group(*parts)


def show(result: Mapping[str, Any]) -> None:
    """Print it."""
    Console(highlight=False).print(page_view(result))


def _fields(result: Mapping[str, Any]) -> Table:
    table = Table(Column(no_wrap=True), Column(overflow="fold"), box=None, show_header=False, pad_edge=False)
    for name, title in FIELDS.items():
        value = result["item"].get(name)
        if value is None:
            unread = any(f["check_id"] == UNREAD.get(name) for f in result["findings"])
            table.add_row(
                f"[dim]{title}[/]", "[yellow]页面所示未采用，见下[/]" if unread else "[dim]页面没有[/]"
            )
            continue
        table.add_row(f"[bold]{title}[/]", escape(_shown(name, value)))
        for line in _proof(result["evidence"].get(name, {}), str(value)):
            table.add_row("", line)
    return table


def _proof(proof: Mapping[str, Any], value: str) -> Iterator[str]:
    """Where a value was read and in which words, then what disagreed."""
    if not proof:
        return
    text = " ".join(str(proof["text"]).split())
    told = " ".join(value.split()).startswith(text[:40])
    words = "" if told else f"　原文“{text[:60]}”"
    yield f"[dim]读自 {escape(_origin(proof) + words)}[/]"
    for other in proof["disagreed"]:
        yield f"[yellow]另有 {escape(_other(other))}[/]"


def _shown(name: str, value: object) -> str:
    """A value as the officer writes it: the day, and the minute where it is known; the ends of a long body."""
    text = str(value)
    if name == "published_at":
        return text[:16].replace("T", " ").removesuffix(" 00:00")
    text = " ".join(text.split())
    return (
        text if len(text) <= _LONG else f"{text[: _LONG // 2]} …… {text[-_LONG // 3 :]}（共 {len(text)} 字）"
    )


def _origin(proof: Mapping[str, Any]) -> str:
    rule = proof["selector_or_rule"]
    return f"{ORIGINS.get(proof['from'], proof['from'])} · {_RULES.get(rule, rule)}"


def _other(disagreed: str) -> str:
    """`meta:PubDate=2022-03-27` in words."""
    place, _, value = disagreed.partition("=")
    origin, _, rule = place.partition(":")
    return f"{value}（{ORIGINS.get(origin, origin)} · {_RULES.get(rule, rule)}）"


def _files(attachments: list[Mapping[str, str]]) -> Table:
    table = Table("", Column(overflow="fold"), box=None, show_header=False, pad_edge=False)
    for number, file in enumerate(attachments, 1):
        table.add_row(f"{number}.", escape(file["file_name"]))
        table.add_row("", f"[dim]{escape(file['url'])}[/]")
    return table


def _finding(finding: Mapping[str, Any]) -> Iterator[RenderableType]:
    rule = RULES.get(finding["check_id"])
    style, severity = SEVERITY_STYLE[finding["severity"]], SEVERITIES[finding["severity"]]
    name = rule.name if rule else finding["check_id"]
    yield f"[{style}]{severity}[/] [bold]{escape(name)}[/]：{escape(finding['message'])}"
    if evidence := finding.get("evidence"):
        yield f"     [dim]原文[/] {escape(evidence)}"
    if rule:
        yield f"     [dim]整改[/] {escape(rule.remedy)}"
        yield f"     [dim]依据[/] {escape(rule.clause)}（{MARK_WORDS[rule.mark]}）"
