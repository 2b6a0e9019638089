"""The signature of a document (落款): organ and date at its end, and the adoption line below a title
(题注)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from connectors.fields.dates import SHORTEST, ends_with_date, find_date, may_hold_date, whole_date
from connectors.fields.page import Line

_ORGAN = re.compile(
    r"(?:局|府|厅|办|室|委|会|院|部|处|科|站|中心|社|行|署|队|所|校|公司|指挥部|领导小组|人|集团|组|区|县|乡|镇"
    r"|街道|司|馆|台|团)$"
)
_OFFICER = re.compile(
    r"^(?:国务院)?(?:总理|主席|省长|市长|县长|区长|州长|局长|部长|厅长|主任|委员长|署长|行长|乡长|镇长)\S{2,4}$"
)
_REMARK = re.compile(r"\s*[（(][^（）()]{2,20}[)）]$")
_ADOPTED = re.compile(r"^[（(].{0,8}\d{4}年.{4,}?(?:通过|批准|公布|发布|印发|修订|修正).{0,80}[)）]$")
_ENDS_LIKE_DATE = re.compile(r"(?:[日号]|\d)[\s)）]*$|日[（(].{2,20}[)）]$")
_AFTER = re.compile(r"^[（(].*[)）]$|^附\s?件|^抄\s?送|印发$|^主题词")


@dataclass(frozen=True, slots=True)
class Signature:
    """The date of a signature with the words it was read from; `rule` is `signature` or `adoption line`."""

    day: date
    text: str
    rule: str


def read_signature(lines: list[Line]) -> Signature | None:
    """The date signed: below an organ's name, or alone at the very end, or on the right above what is annexed; else
    the adoption line under the title."""
    for number, line in enumerate(lines):
        likely = number and SHORTEST <= len(line.text) <= 70 and _may_end_in_date(line.text)
        if likely and (found := _signed(lines, number)):
            return found
    return _at_the_end(lines) or _on_the_right(lines) or _adopted(lines)


def _may_end_in_date(text: str) -> bool:
    last = text[-1:]
    likely = (last in "日号)）" or last.isdecimal()) and may_hold_date(text)
    return likely and _ENDS_LIKE_DATE.search(text) is not None


def _signed(lines: list[Line], number: int) -> Signature | None:
    """A line that is a date below an organ's name, or an organ's name with a date behind it."""
    text = lines[number].text
    if text[-1] in ")）":
        text = _REMARK.sub("", text)
    if moment := whole_date(text):
        before = next((p for p in reversed(lines[max(0, number - 3) : number]) if p.text), None)
        if before and _is_organ(before.text) and not _in_one_row(before, lines[number]):
            return Signature(moment.day, f"{before.text} {text}", "signature")
        return None
    split = ends_with_date(text)
    if split and split[0] and _is_organ(split[0]) and not re.search(r"[，。；：:、“”]|自|于|至|在", split[0]):
        return Signature(split[1].day, text, "signature")
    return None


def _in_one_row(one: Line, other: Line) -> bool:
    """Whether two lines are cells beside each other, as organ and date are in a list of permits."""
    return one.row >= 0 and one.row == other.row and one.cell is not other.cell


def _at_the_end(lines: list[Line]) -> Signature | None:
    """A date that is the last line, or followed only by notes in brackets, files and distribution."""
    for line in reversed(lines[-12:]):
        if not line.is_link and (moment := whole_date(line.text)):
            alone = len(lines) > 1 and not any(_in_one_row(line, other) for other in lines[-12:])
            return Signature(moment.day, line.text, "signature") if alone else None
        if not (_AFTER.search(line.text) or line.is_link or line.linked):
            return None
    return None


def _on_the_right(lines: list[Line]) -> Signature | None:
    """A date alone on the right below a text: a notice that names no organ there, with what it issues behind it."""
    for number, line in enumerate(lines):
        if number and _is_right(line) and not line.is_link and (moment := whole_date(line.text)):
            beside = (lines[number - 1], *lines[number + 1 : number + 2])
            if not any(_in_one_row(line, other) for other in beside):
                return Signature(moment.day, line.text, "signature")
    return None


def _is_right(line: Line) -> bool:
    style = "".join((line.block.get("style") or "").lower().split())
    return (line.block.get("align") or "").lower() == "right" or "text-align:right" in style


def _adopted(lines: list[Line]) -> Signature | None:
    for line in lines[:5]:
        if (
            line.text[0] in "（("
            and len(line.text) <= 200
            and _ADOPTED.match(line.text)
            and (moment := find_date(line.text))
        ):
            return Signature(moment.day, line.text, "adoption line")
    return None


def _is_organ(text: str) -> bool:
    if _OFFICER.match("".join(text.split())):
        return True
    bare = re.sub(r"[\s（()）]|盖章|印章|公章|章$", "", text)
    return 2 <= len(bare) <= 60 and bool(_ORGAN.search(bare)) and not re.search(r"[。；：:！？]", bare)
