"""Titles and documents, composed from the phrase lists; the same posting always gets the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from random import Random

from examples.youyi import annual, catalogues, money, tables
from examples.youyi.budgets import explained, kinds_of, organ_of, tables_of, units_of
from examples.youyi.county import SitePlan
from examples.youyi.forms.budget import forms
from examples.youyi.forms.figures import BudgetPlan
from examples.youyi.model import Document, FileKind, Posting, Rows, TrueFile
from examples.youyi.numbers import landline, mobile, person_number
from examples.youyi.tables import WORDS

_NUMERALS = "一二三四五六七八九十"
_CHINESE_DIGITS = "〇一二三四五六七八九"


def kind_of(category: str) -> str:
    """How postings of a category read: document, notice, reading, table, files or profile."""
    return str(WORDS["category"][category]["kind"])


def title(plan: SitePlan, category: str, number: int, day: date, about: str) -> str:
    """The title of the `number`th posting of a column."""
    if category == catalogues.CATEGORY:
        return catalogues.title(plan, number, day.year)
    patterns = WORDS["category"][category]["titles"]
    subjects = WORDS["subjects"]
    return str(patterns[number % len(patterns)]).format(
        u=plan.short_name,
        y=day.year - 1 if category == "final_account" else day.year,
        m=day.month,
        q=(day.month - 1) // 3 + 1,
        n=number % 30 + 1,
        s=subjects[(number * 7 + plan.number * 3 + number // len(subjects)) % len(subjects)],
        v=_place(plan, category, number),
        b=WORDS["bond_projects"][number // 2 % len(WORDS["bond_projects"])],
        doc=about,
    )


def document(posting: Posting, plan: SitePlan, home: SitePlan, file_url: str) -> Document:
    """The text of a posting. `plan` is the site whose text it is, `home` the site that shows it."""
    if posting.money or posting.catalogue is not None:
        phone = landline(_dice(posting, "text"))
        contact = f"联系电话：{phone}，地址：友谊县友谊路{posting.serial}号。"
        if posting.money:
            return replace(money.document(posting, contact, file_url), readable=(phone,))
        return replace(catalogues.document(posting, plan, contact, file_url), readable=(phone,))
    made = _document(posting, plan, home)
    files = tuple(_file(posting, plan, kind, n, file_url) for n, kind in enumerate(_kinds(posting, plan), 1))
    files += tuple(
        _unit_file(posting, unit, len(files) + n, file_url)
        for n, unit in enumerate(units_of(posting, plan), 1)
    )
    secrets = made.secrets + tuple(
        s for f in files for row in f.table for s in row if _is_secret(s, row, f.table)
    )
    if files or not (printed := tables_of(posting, plan)):
        return replace(made, files=files, secrets=secrets)
    *told, contact = made.paragraphs
    words = (*told, *explained(posting, plan), contact)
    return replace(made, paragraphs=words, secrets=secrets, forms=printed)


@lru_cache(maxsize=8192)
def _document(posting: Posting, plan: SitePlan, home: SitePlan) -> Document:
    if annual.has_tables(posting):
        told, sheets = annual.report(posting)
        return Document(told, (), (), (), sheets=sheets)
    dice = _dice(posting, "text")
    kind = kind_of(posting.category)
    words = _slots(posting, plan, dice)
    paragraphs = _paragraphs(kind, words, dice)
    if posting.said:
        paragraphs[1:] = [*posting.said] if posting.said_alone else [*posting.said, *paragraphs[1:]]
    if posting.about and not posting.by_page:
        paragraphs.insert(
            0, f"近日，县政府印发了《{posting.about}》（{posting.about_number}），现就有关内容解读如下。"
        )
    if posting.revision:
        paragraphs.insert(1, f"本页内容于2026年11月更新，更正了第{posting.revision}处表述。")
    rows: Rows = ()
    secrets: tuple[str, ...] = ()
    if posting.category == "subsidy_payment":
        rows, secrets = tables.subsidy(dice, posting.title, personal=posting.personal)
    elif kind == "table":
        rows = tables.table(WORDS["category"][posting.category]["table"], dice, posting.published.year)
    phone = landline(dice)
    readable = [phone, plan.credit] if posting.serial % 9 == 0 else [phone]
    if posting.filed_under:
        secrets += (posting.filed_under,)
    if posting.personal and not secrets:
        secrets = (person_number(dice), mobile(dice))
        person = f"申请人{tables.name_of(dice)}，身份证号：{secrets[0]}，手机：{secrets[1]}，"
        paragraphs.insert(-1, f"{person}已通过资格审核，现予公示，公示期为7个工作日。")
    contact = f"联系电话：{phone}，地址：友谊县{words['street']}{dice.randrange(1, 300)}号"
    paragraphs.append(contact + (f"，统一社会信用代码：{plan.credit}。" if len(readable) > 1 else "。"))
    signed = kind in ("document", "notice", "reading") and posting.serial % 7 != 3
    day = posting.signed or posting.written
    signature = (plan.unit_name, _signed_on(day, posting.serial)) if signed else ()
    return Document(tuple(paragraphs), rows, signature, (), secrets, tuple(readable))


def _paragraphs(kind: str, words: dict[str, str], dice: Random) -> list[str]:
    say = WORDS["sentences"]
    opening = dice.choice(say["opening"]).format(**words)
    if kind == "files":
        return [opening, "具体数据见附件，涉及金额的单位均为万元。"]
    pool = say["reading"] if kind == "reading" else say["duty"]
    chosen = dice.sample(pool, min(len(pool), dice.randrange(6, 14)))
    sentences = [s.format(**words) for s in chosen]
    if kind == "table":
        return [opening, "".join(sentences[:2]), "".join(sentences[2:5])]
    if kind in ("notice", "reading"):
        return [opening, *("".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2))]
    found = [dice.choice(say["salutations"]), opening] if kind == "document" else [opening]
    for n, heading in enumerate(say["headings"][: (len(sentences) + 1) // 2]):
        found += [f"{_NUMERALS[n]}、{heading}", "".join(sentences[2 * n : 2 * n + 2])]
    return found


def _slots(posting: Posting, plan: SitePlan, dice: Random) -> dict[str, str]:
    return {
        "u": plan.short_name,
        "y": str(posting.published.year),
        "m": str(posting.published.month),
        "n": str(dice.randrange(4, 48)),
        "k": str(dice.randrange(300, 9000)),
        "s": _subject(posting),
        "v": dice.choice(WORDS["villages"]),
        "street": dice.choice(WORDS["streets"]),
        "doc": posting.about,
    }


def _subject(posting: Posting) -> str:
    """What a posting is about: the subject its title names; one of debt is about nothing else."""
    if posting.category == "debt":
        return "政府债务管理"
    return next((s for s in WORDS["subjects"] if s in posting.title), "重点工作")


def _place(plan: SitePlan, category: str, number: int) -> str:
    if category == "village":
        return str(WORDS["villages"][(number + plan.number * 5) % len(WORDS["villages"])])
    if plan.id == "czj" and category in ("budget", "final_account"):
        return organ_of(category, number)
    if category in ("budget", "final_account", "annual_report", "guide"):
        return plan.short_name if number % 3 else str(WORDS["places"][number % len(WORDS["places"])])
    return str(WORDS["places"][(number * 3 + plan.number) % len(WORDS["places"])])


def _kinds(posting: Posting, plan: SitePlan) -> tuple[FileKind, ...]:
    """The kinds of file a posting carries, by the share its category sets."""
    if (needed := kinds_of(posting, plan)) is not None:
        return needed
    dice = _dice(posting, "files")
    if dice.random() >= WORDS["category"][posting.category]["files"]:
        return ()
    if posting.category in ("budget", "final_account"):
        # One file: the same tables in two of them would be counted twice by whoever adds them up.
        return dice.choice([("xlsx",), ("xls",), ("pdf",), ("xlsx",)])
    if posting.category in ("debt", "direct_fund"):
        return dice.choice([("xlsx",), ("xls",), ("pdf",), ("xlsx",), ("pdf",), ("pdf", "xlsx")])
    if posting.category in ("subsidy_payment", "statistics", "village"):
        return dice.choice([("xlsx",), ("xls",)])
    return dice.choice([("docx",), ("pdf",), ("docx",), ("xls",)])


def _file(posting: Posting, plan: SitePlan, kind: FileKind, number: int, url: str) -> TrueFile:
    dice = _dice(posting, f"file{number}")
    subject = _subject(posting)
    names = {"xlsx": "情况表", "xls": "明细表", "pdf": "公开文本", "docx": "申报表"}
    if posting.category in ("budget", "final_account"):
        rows = tables.budget(dice)
    elif posting.category == "subsidy_payment":
        rows, _ = tables.subsidy(dice, posting.title, personal=posting.personal)
    elif posting.category == "debt":
        rows = tables.debt(posting.published.year)
    else:
        rows = tables.table("figures", dice)
    lines = [s.format(**_slots(posting, plan, dice)) for s in dice.sample(WORDS["sentences"]["duty"], 3)]
    name = f"{posting.published.year}年{subject}{names[kind]}.{kind}"
    where = url.format(number=number, kind=kind)
    made = tables_of(posting, plan)
    if made:
        word = "决算" if posting.category == "final_account" else "预算"
        name = f"{posting.title.partition('年')[0]}年部门{word}公开表.{kind}"
    shown = where if plan.family == "drop" else name
    return TrueFile(shown, where, kind, posting.title, tuple(lines), () if made else rows, made)


def _unit_file(posting: Posting, unit: BudgetPlan, number: int, url: str) -> TrueFile:
    """The budget of one unit of the department whose posting it is."""
    name = f"{unit.organ}{unit.year}年单位预算公开表.xlsx"
    where = url.format(number=number, kind="xlsx")
    return TrueFile(name, where, "xlsx", posting.title, (), (), forms(unit))


def _is_secret(cell: str, row: tuple[str, ...], rows: Rows) -> bool:
    return len(rows[0]) == 9 and row is not rows[0] and cell in row[6:]


def _signed_on(day: date, serial: int) -> str:
    if serial % 5:
        return f"{day.year}年{day.month}月{day.day}日"
    year = "".join(_CHINESE_DIGITS[int(c)] for c in str(day.year))
    return f"{year}年{_spoken(day.month)}月{_spoken(day.day)}日"


def _spoken(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十") + (
        _NUMERALS[ones - 1] if ones else ""
    )


def _dice(posting: Posting, what: str) -> Random:
    """A re-post has the dice of the document it repeats, so that its words are the same."""
    source, serial = posting.text_of or (posting.source_id, posting.serial)
    return Random(f"{source}:{serial}:{what}")
