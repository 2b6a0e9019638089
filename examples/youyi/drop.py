"""The unit without a site: it hands in a spreadsheet, one row an item, with the files beside it."""

from __future__ import annotations

from pathlib import Path

from examples.youyi import attachments
from examples.youyi.addresses import native_id
from examples.youyi.county import plans
from examples.youyi.model import Day, Posting, Rows
from examples.youyi.sites.details import document_of
from examples.youyi.tuesday import postings

SOURCE = "chengfu"
FILE, SHEET = "政府信息公开报送表.xlsx", "公开表"
HEADER = (
    "编号",
    "标题",
    "索引号",
    "发文字号",
    "发布机构",
    "成文日期",
    "发布日期",
    "主题分类",
    "有效性",
    "正文",
    "附件",
    "审签意见",
)
"""The last one is the unit's own, and no heading of ours."""
DRAFT = "关于征求村屯绿化工作意见的通知（草稿）"
"""Of the last row, which the unit has hidden."""
REGISTER = "报送联系人登记.txt"
"""A file in the folder that no row names."""


def write_drop(folder: Path, day: Day) -> list[Path]:
    """Write the spreadsheet of that day and its files into the unit's folder (`<home>/drop/chengfu`), each
    under another name first. Returns what was written, the spreadsheet last."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = plans()[SOURCE]
    listed = sorted(postings(SOURCE, day), key=lambda p: p.published, reverse=True)
    written = [
        _write(folder / file.name, attachments.content(file))
        for p in listed
        for file in document_of(p, plan).files
    ]
    written.append(_write(folder / REGISTER, "报送联系人由乡党政办公室指定。\n".encode()))
    draft = ("", DRAFT, *[""] * (len(HEADER) - 2))
    rows: Rows = (HEADER, *(_row(posting) for posting in listed), draft)
    return [*written, _write(folder / FILE, attachments.xlsx(rows, hidden={len(rows)}))]


def _row(posting: Posting) -> tuple[str, ...]:
    made = document_of(posting, plans()[SOURCE])
    lines = [
        *made.paragraphs[:-1],
        *("\t".join(row) for row in made.table),
        made.paragraphs[-1],
        *made.signature,
    ]
    return (
        native_id(posting, plans()[SOURCE]),
        posting.title,
        posting.index_number or "",
        posting.document_number or "",
        posting.publisher,
        f"{posting.written:%Y-%m-%d}",
        f"{posting.published:%Y-%m-%d}",
        posting.theme,
        posting.validity,
        "\n".join(lines),
        "；".join(file.name for file in made.files),
        "",
    )


def _write(path: Path, content: bytes) -> Path:
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    return part.replace(path)
