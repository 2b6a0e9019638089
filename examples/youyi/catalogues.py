"""Standard catalogues (基层政务公开标准目录) as townships publish them, each in a form and with faults of its own."""

from __future__ import annotations

from functools import cache
from typing import Any

from examples.youyi.county import SitePlan, data
from examples.youyi.forms.files import html_table
from examples.youyi.forms.model import Form, Merge
from examples.youyi.model import Document, FileKind, Posting, TrueFile

CATEGORY = "standard_catalogue"
_CHANNELS = (
    *(
        "政府网站",
        "政府公报",
        "两微一端",
        "发布会/听证会",
        "广播电视",
        "纸质媒体",
        "公开查阅点",
        "政务服务中心",
    ),
    *("便民服务站", "入户/现场", "社区/企事业单位/村公示栏（电子屏）", "精准推送", "其他"),
)
_CHOSEN = ("政府网站", "公开查阅点", "社区/企事业单位/村公示栏（电子屏）")
_HEADS = ("序号", "公开事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体")
_PAIRS = (("公开对象", "全社会", "特定群体"), ("公开方式", "主动", "依申请"), ("公开层级", "县级", "乡级"))
_FIELD_CODES = {"涉农补贴": "farm_subsidy", "社会救助": "social_assistance", "公共文化服务": "culture"}


@cache
def _data() -> dict[str, Any]:
    return data("catalogues")


def townships() -> tuple[str, ...]:
    """Sources that publish catalogues."""
    return tuple(_data()["township"])


def title(plan: SitePlan, number: int, year: int) -> str:
    """The title of the `number`th posting of a township's column."""
    return f"{plan.short_name}{field_of(plan.id, number)}领域基层政务公开标准目录（{year}年版）"


def field_of(source_id: str, number: int) -> str:
    """The field that the `number`th posting is of, in words."""
    fields = _data()["township"][source_id].get("fields", _data()["fields"])
    return str(fields[number % len(fields)])


def field_code(field: str) -> str:
    """The field in the code of the rule data."""
    return _FIELD_CODES[field]


def matters(source_id: str, field: str) -> list[dict[str, Any]]:
    """What the township lists of a field, with the limit it gives each."""
    town = _data()["township"][source_id]
    found = [
        {**matter, "limit": town.get("every", matter["every"]) if "every" in matter else _data()["limit"]}
        for matter in _data()["matter"]
        if matter["field"] == field
        and source_id in matter.get("only", [source_id])
        and matter["name"] not in town.get("without", [])
    ]
    return [matter | {"limit": found[0]["limit"]} for matter in found] if town.get("ditto") else found


def fault_of(source_id: str, number: int) -> str | None:
    """What is wrong with the form of the `number`th posting."""
    found = _data()["township"][source_id].get("faults", {}).get(str(number))
    return None if found is None else str(found)


def document(posting: Posting, plan: SitePlan, contact: str, file_url: str) -> Document:
    """A sentence, the catalogue in the page or in a file, whom to call."""
    opening = f"根据政府信息公开有关规定，现将{posting.title}予以公布。"
    made, kind = form(posting, plan), _data()["township"][plan.id]["form"]
    paragraphs = (opening, "目录如有调整，将及时更新。", contact)
    if kind == "page":
        return Document(paragraphs, (), (), (), sheets=(html_table(made),))
    file_kind: FileKind = kind
    name = f"{posting.title}.{kind}"
    file = TrueFile(name, file_url.format(number=1, kind=kind), file_kind, posting.title, (), (), (made,))
    return Document(paragraphs, (), (), (file,))


def form(posting: Posting, plan: SitePlan) -> Form:
    """The table of a posting. `posting.catalogue` is its number in the column."""
    assert posting.catalogue is not None
    town, field = _data()["township"][plan.id], field_of(plan.id, posting.catalogue)
    fault = fault_of(plan.id, posting.catalogue)
    rows = [
        _row(n, matter, plan, first=n == 1, newest=posting.catalogue == 0, fault=fault)
        for n, matter in enumerate(matters(plan.id, field), 1)
    ]
    if fault == "rows":
        rows = _spoiled(rows)
    if town.get("ditto"):
        rows = [rows[0], *([*row[:4], "〃", "同上", "同上", *row[7:]] for row in rows[1:])]
    above = (f"{plan.short_name}{field}领域基层政务公开标准目录",)
    if town.get("single"):
        return _single(rows, above)
    heads, merges = _two_headings()
    body = [tuple(row) for row in rows]
    merges += _merged_groups(rows, len(heads))
    return Form((*heads, *body), above, merges=tuple(merges), name="标准目录", numeric=False)


def _row(
    number: int, matter: dict[str, Any], plan: SitePlan, *, first: bool, newest: bool, fault: str | None
) -> list[str]:
    town = _data()["township"][plan.id]
    content = matter["content"] + (f"；{town['more']}" if first and newest and "more" in town else "")
    ticks = ["", "", "", "", "", ""] if fault == "ticks" else ["√", "", "√", "", "", "√"]
    channels = _channels(town.get("box", "□"), town.get("portal", ""), lost=fault == "ticks")
    words = [matter["group"], matter["name"], content, matter["basis"], matter["limit"]]
    return [f"{number:02d}", *words, plan.unit_name, channels, *ticks]


def _channels(box: str, portal: str, *, lost: bool) -> str:
    return " ".join(
        f"{'■' if name in _CHOSEN and not lost else box}{name}{portal if name == _CHOSEN[0] else ''}"
        for name in _CHANNELS
    )


def _spoiled(rows: list[list[str]]) -> list[list[str]]:
    """Three faults in three rows: a basis that repeats nothing, a limit in words, and a row without matter."""
    rows[0][4] = "同上"
    rows[1][5] = "视工作需要"
    return [*rows, ["99", "", "", "其他应当公开的内容", "《条例》", "及时公开", *rows[0][6:]]]


def _two_headings() -> tuple[list[tuple[str, ...]], list[Merge]]:
    """序号 and the like over two rows, 公开事项 over two columns, pairs over two columns each."""
    upper, lower, merges = (
        [_HEADS[0], _HEADS[1], ""],
        ["", "一级事项", "二级事项"],
        [(0, 0, 2, 1), (0, 1, 1, 2)],
    )
    for head in _HEADS[2:]:
        merges.append((0, len(upper), 2, 1))
        upper.append(head)
        lower.append("")
    for head, one, other in _PAIRS:
        merges.append((0, len(upper), 1, 2))
        upper += [head, ""]
        lower += [one, other]
    return [tuple(upper), tuple(lower)], merges


def _merged_groups(rows: list[list[str]], top: int) -> list[Merge]:
    """一级事项 of neighbouring rows as one cell."""
    found: list[Merge] = []
    start = 0
    for n in range(1, len(rows) + 1):
        if n == len(rows) or rows[n][1] != rows[start][1]:
            found += [(top + start, 1, n - start, 1)] if n - start > 1 else []
            start = n
    return found


def _single(rows: list[list[str]], above: tuple[str, ...]) -> Form:
    """One column of matters, 公开要求 for 公开时限, words for ticks, no levels."""
    head = (*_HEADS[:4], "公开要求", *_HEADS[5:], "公开对象", "公开方式")
    body = [(row[0], row[2], *row[3:8], "全社会", "主动公开") for row in rows]
    return Form((head, *body), above, name="标准目录", numeric=False)
