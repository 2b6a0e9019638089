"""The reference library of statutes (法规规章参照库): official texts of a folder or a feed in, statutes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.documents import read_document
from connectors.statute_feed import FeedText
from schemas.enactments import Enactment, enactments
from schemas.harvest import Finding
from schemas.rules import breach
from schemas.statute_text import read_statute
from schemas.statutes import LibraryText, kind_of

RULE = "statute_library_wrong"
_SUFFIXES = frozenset({".txt", ".md", ".docx", ".doc", ".wps", ".html", ".htm", ".pdf", ".ofd"})
_LACKS = "没有找到名称、题注（公布日期、令号、施行日期）或条文"
_REPEALING = re.compile(r"废止|失效")


@dataclass(frozen=True, slots=True)
class Library:
    """What the library holds."""

    texts: tuple[LibraryText, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Files and entries that could not be taken, by name."""


def read_library(folder: Path) -> Library:
    """All official texts of a folder and the folders within it. Never raises on what a file holds."""
    texts: list[LibraryText] = []
    findings: list[Finding] = []
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in _SUFFIXES and not file.name.startswith(("~$", ".")):
            name = str(file.relative_to(folder))
            document = read_document(file.read_bytes(), file.name)
            found = list(official_texts(document.text or "", file.stem, name))
            texts += found
            if not found:
                why = document.note or _LACKS
                findings.append(breach(RULE, f"法规参照库文件 {name} 不能使用：{why}。", subject=name))
    if not folder.is_dir():
        findings.append(breach(RULE, f"法规参照库文件夹 {folder.name} 不存在。", subject=folder.name))
    return Library(tuple(texts), tuple(findings))


def library_of_feed(url: str, entries: Sequence[FeedText]) -> Library:
    """The official texts of a feed's entries."""
    texts: list[LibraryText] = []
    findings: list[Finding] = []
    for entry in entries:
        found = list(official_texts(entry.text, entry.title, url, entry.url))
        texts += found
        if not found:
            told = f"法规参照库来源 {url} 的《{entry.title}》不能使用：{_LACKS}。"
            findings.append(breach(RULE, told, subject=f"{url} {entry.entry_id}"))
    return Library(tuple(texts), tuple(findings))


def official_texts(text: str, title: str, origin: str, url: str | None = None) -> Iterator[LibraryText]:
    """The statute that a text gives, or each one that a decision repeals; nothing where it has no version line."""
    read = read_statute(text)
    names = read.names or read_statute("", title).names
    if not read.articles and _REPEALING.search(title) and "《" in text:
        yield from _repealed(text, origin)
    elif names and read.line:
        yield LibraryText(names[0], kind_of(read.opening), read.line, read.articles, origin, url)


def _repealed(text: str, origin: str) -> Iterator[LibraryText]:
    """A list of what is repealed (废止目录): names in 《》, under the version line of the decision."""
    head = re.split(r"\n(?=[^\n]*《)", text, maxsplit=1)[0]
    for act in enactments(head)[-1:]:
        repeal = Enactment("repealed", act.on, act.order, act.in_force_on)
        for line in text.removeprefix(head).splitlines():
            for name in re.findall(r"《([^《》]{3,60})》", line):
                made = tuple(former for former in enactments(line) if former.on < act.on)
                yield LibraryText(name, kind_of(line), (*made, repeal), (), origin)
