"""The ledger as files an office hands in: a page that prints on A4 (HTML) and a workbook (xlsx)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.codes import Mark
from schemas.governance import VERDICT_WORDS, Verdict
from schemas.rules import MARK_WORDS
from warehouse.ledger_pages import STANDING, Entry, LedgerPages, ProvingItem, TaskPart, Work
from warehouse.report.sheets import Linked, Value, row_height, write_sheet

_MAIN = (
    *(("序号", 6), ("重点任务", 36), ("牵头单位", 16), ("责任单位", 18), ("工作内容", 28), ("完成时限", 12)),
    *(("落实情况", 36), ("佐证材料", 40)),
)
_ANNEX = (
    *(("序号", 6), ("任务号", 8), ("责任单位", 22), ("工作内容", 30), ("完成时限", 12), ("落实情况", 12)),
    *(("佐证材料", 44), ("佐证条数", 9), ("说明", 36), ("义务代号", 26)),
)

NAMED = 8
"""Units named in a cell of the main table."""
_SIGN = "填表人：　　　　　　审核人：　　　　　　负责人：　　　　　　填报日期：　　　年　　月　　日"


def write_ledger(folder: Path, pages: LedgerPages) -> list[Path]:
    """Write `工作台账.html` and `.xlsx` into a folder. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    page, book = folder / "工作台账.html", folder / "工作台账.xlsx"
    part = page.with_name(f".{page.name}.part")
    part.write_text(render(pages), encoding="utf-8")
    part.replace(page)
    _workbook(pages).save(book)
    return [page, book]


def heading(pages: LedgerPages) -> str:
    """The title of the ledger."""
    titles = list(dict.fromkeys(task.plan_title for task in pages.tasks if task.document_number))
    whose = pages.unit_name or pages.county
    return f"{whose}{titles[0] if len(titles) == 1 else '政务公开工作'}任务落实情况台账"


def overview(pages: LedgerPages) -> str:
    """The ledger in a sentence or two, as a progress report begins."""
    counts = {verdict: pages.counts.get(verdict, 0) for verdict in VERDICT_WORDS}
    told = "，".join(f"{word} {counts[verdict]} 项" for verdict, word in VERDICT_WORDS.items())
    standing = sum(task.number == STANDING for task in pages.tasks)
    parts = [(len(pages.tasks) - standing, "项任务"), (standing, "类法定常设义务")]
    asked = "、".join(f"{number} {word}" for number, word in parts if number)
    text = f"截至{_day(pages.as_of.day)}，{asked or '0 项任务'}分解为公开义务 {sum(counts.values())} 项，其中{told}。"
    shown = counts["met"] + counts["met_late"]
    judged = shown + counts["overdue"]
    if not judged:
        return text
    rate = f"{100 * shown / judged:.1f}".removesuffix(".0")
    return text + f"已落实和已到期的 {judged} 项中，落实 {shown} 项，落实率 {rate}%。"


def named(work: Work, verdict: Verdict) -> str:
    """The units that stand so, behind their number; many of them stand in the annex."""
    units = work.units(verdict)
    return "：" + "、".join(units) if len(units) <= NAMED else "（名单见附表）"


def render(pages: LedgerPages) -> str:
    """The page, self-contained: no script, no address it would load from."""
    source = files("warehouse.report").joinpath("ledger.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["day"] = lambda day: f"{day.year}年{day.month}月{day.day}日"
    environment.filters["anchor"] = lambda text: re.sub(r"[^\w-]", "-", text)
    environment.filters["told"] = _told
    return environment.from_string(source).render(
        pages=pages,
        heading=heading(pages),
        overview=overview(pages),
        verdicts=VERDICT_WORDS,
        named=named,
        rows=list(_rows(pages)),
        proof=_proof,
    )


def _told(mark: Mark) -> str:
    return "" if mark == "confirmed" else f"（{MARK_WORDS[mark]}）"


def _proof(item: ProvingItem) -> Markup:
    day = f"（{item.published_on}）" if item.published_on else "（未标注发布日期）"
    if item.url and item.url.startswith(("http://", "https://")):
        return Markup('<a href="{}">{}</a>{}').format(item.url, item.title, day)
    return Markup("{}{}").format(item.title, day)


def _rows(pages: LedgerPages) -> Iterator[tuple[int, TaskPart, Entry]]:
    number = 0
    for task in pages.tasks:
        for work in task.works:
            for entry in work.entries:
                number += 1
                yield number, task, entry


def _workbook(pages: LedgerPages) -> Workbook:
    book = Workbook()
    main, annex = book.worksheets[0], book.create_sheet("各单位落实情况")
    main.title = "任务落实情况"
    known = _day(pages.as_of.known_at.date())
    whose = pages.unit_name or f"{pages.county}人民政府办公室"
    note = f"填报单位：{whose}　　{overview(pages)}依据截至 {known} 已采集的信息核验。"
    title = heading(pages) + (f"（{pages.occasion}）" if pages.occasion else "")
    rows = [_main_row(task, work) for task in pages.tasks for work in task.works]
    write_sheet(main, title, note, _MAIN, rows, foot=_SIGN)
    _join_tasks(main, pages)
    write_sheet(annex, f"{title}附表", note, _ANNEX, [_annex_row(*row) for row in _rows(pages)])
    return book


def _join_tasks(sheet: Worksheet, pages: LedgerPages) -> None:
    """One cell for number, task and lead of all the works of a task, high enough together for what it says."""
    line = 4
    for task in pages.tasks:
        last = line + len(task.works) - 1
        if last > line:
            rows = [_main_row(task, work) for work in task.works]
            heights = [row_height(row[3:], _MAIN[3:]) for row in rows]
            heights[-1] += max(0.0, row_height(rows[0][:3], _MAIN[:3]) - sum(heights))
            for number, height in enumerate(heights, line):
                sheet.row_dimensions[number].height = height
        for column in range(1, 4 if last > line else 1):
            sheet.merge_cells(start_row=line, end_row=last, start_column=column, end_column=column)
        line = last + 1


def _main_row(task: TaskPart, work: Work) -> list[Value]:
    told = []
    for verdict, word in VERDICT_WORDS.items():
        units = work.units(verdict)
        if units:
            names = named(work, verdict) if verdict in ("overdue", "met_late") else ""
            told.append(f"{word} {len(units)} 个{names}" if len(work.entries) > 1 else word)
    proofs = [p for entry in work.entries for p in entry.proofs] if len(work.entries) <= 4 else []
    due = f"{work.due_on}" + ("\n（推断）" if work.due_mark == "inference" else "")
    owners = [entry.unit_name for entry in work.entries]
    return [
        task.number,
        f"{task.item}\n{task.clause}{_told(task.mark)}",
        "、".join(task.lead),
        "、".join(owners) if len(owners) <= 4 else f"{len(owners)} 个单位",
        work.text,
        due,
        "\n".join(told),
        _cell(proofs) if len(work.entries) <= 4 else "见附表",
    ]


def _annex_row(number: int, task: TaskPart, entry: Entry) -> list[Value]:
    return [
        number,
        task.number,
        entry.unit_name,
        entry.text,
        f"{entry.due_on}",
        VERDICT_WORDS[entry.verdict],
        _cell(list(entry.proofs)),
        entry.proof_count,
        entry.reason,
        entry.duty_id,
    ]


def _cell(proofs: list[ProvingItem]) -> Value:
    """One cell for all proofs; it leads to the first."""
    text = "\n".join(f"{p.title}（{p.published_on or '未标注发布日期'}）" for p in proofs)
    return Linked(text, proofs[0].url) if proofs and proofs[0].url else text


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
