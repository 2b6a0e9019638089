"""What the lines around a table and the cover of its file say: title, unit, year, stage, organ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from connectors.datasets.amounts import printed_unit
from connectors.datasets.budget.model import Stage
from connectors.datasets.budget.names import squeezed, table_code
from connectors.datasets.model import Context
from connectors.tables import GridReading
from schemas.finance import PrintedUnit

_ORGAN = re.compile(
    r"(?:编制|填报|填制|预算主管|主管|公开|预算|决算|报送)?(?:部门|单位)(?:[/（(、](?:部门|单位)[）)]?)?"
    r"(?:名称|编码及名称|[（(](?:公章|盖章)[）)])?[:：]\s*(?:\[?\d{3,}\]?[-_]?)?"
    r"([^\s:：]{3,40}?)(?=\s|单位|金额|20\d\d|$)"
)
_YEAR = re.compile(r"(20\d\d)\s*年")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)年(?:度)?(?:部门|单位)?(?:预|决)算")
_TITLE_END = re.compile(r"表(?:[（(][^（）()]{1,12}[)）])?$")
_TABLE_NUMBER = re.compile(
    r"^(?:(?:公开|预算|决算|财决)?附?表?[\d一二三四五六七八九十-]+表?[:：.、\s]+|附?表\d+)"
)
_MARK = re.compile(
    r"(?:部门|单位)?(?:公开|预算|决算|附|财决|批复|附件\d*)?表?\d{0,2}(?:表|-\d+|表\d{1,2})?|附件\d*:?"
    r"|\(?20\d\d年(?:度|\d{1,2}月(?:\d{1,2}日)?)?\)?|[编制填报送表]{2}(?:日期|时间):?[\d年月日.-]*"
)
"""What offices put in the corners over a table: `公开01表`, `部门公开表2`, `附件2表1`, `2026年度`, `编制日期：…`."""
_GOVERNMENT = re.compile(
    r"(?:^|[《：:、.\s])([^\W\d_]{1,10}?[省市县区旗])(?:本级|[省市县区]级)?20\d\d年(?:度)?(?:本级|[省市县区]级|全[省市县区])?"
    r"(?:政府预算|财政预算|财政决算|政府决算|一般公共预算|政府性基金|国有资本经营|社会保险基金)"
)
"""A government's own budget (政府预算) names the place alone, where a department's names the organ."""
_SENTENCE = re.compile(r"[，。；]")
"""Sentences over a table speak of other years and units than its own."""
MAX_TITLE = 60


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above one table. Everything may be missing."""

    title: str | None = None
    code: str | None = None
    unit: PrintedUnit | None = None
    organ: str | None = None
    year: int | None = None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the file as a whole says of itself."""

    organ: str | None
    year: int | None
    stage: Stage | None
    level: str | None


def caption_of(lines: Sequence[str]) -> Caption:
    """The caption that these lines make, the ones next to the table first in weight."""
    title = _title(lines)
    lines = [line for line in lines if not _SENTENCE.search(line)]
    unit = next((u for line in reversed(lines) if (u := printed_unit(line))), None)
    organ = next((m[1] for line in reversed(lines) if (m := _ORGAN.search(_words(line)))), None)
    return Caption(
        title,
        table_code(title) if title else None,
        unit,
        organ if organ and not re.fullmatch(r"(?:人民币)?[万千亿]?元", organ) else None,
        year_in(title or "") or next((y for line in reversed(lines[-4:]) if (y := year_in(line))), None),
        stage_in(title or ""),
    )


def is_caption(texts: Iterable[str]) -> bool:
    """Whether a row inside a frame is a caption: a title, a form number, `编制单位：…  单位：万元`."""
    words = [text for text in texts if text]
    if not words or len(words) > 4:
        return False
    return all(
        bool(printed_unit(word) or _ORGAN.search(_words(word)))
        or (_is_title(word) and len(words) <= 2)
        or bool(_MARK.fullmatch(squeezed(word)))
        for word in words
    )


def cover_of(reading: GridReading, context: Context) -> Cover:
    """What cover, file name and item say; the nearer to the file, the more it counts."""
    first = [line for prose in reading.prose[:3] for line in prose.lines[:6]]
    captions = [line for grid in reading.grids for line in grid.above[:3]]
    names = [context.file_name, context.title]
    words = [*first[:8], *captions[:4], *names]
    organ = next((m[1] for line in words if (m := _ORGAN.search(_words(line)))), None)
    titles = " ".join([*first[:6], *names])
    level = next((name for name in ("部门", "单位") if re.search(rf"{name}(?:预|决)算", titles)), None)
    return Cover(
        organ
        or _named(first[:4])
        or (None if level else _government([*words, *captions]))
        or context.unit_name,
        next((y for line in words if (y := year_in(line))), None),
        next((s for line in [*names, *first[:6]] if (s := stage_in(line))), None)
        or ("final" if context.category == "final_account" else None),
        level,
    )


def year_in(text: str) -> int | None:
    """The fiscal year a line names: `2025年`, `25年预算`."""
    if match := _YEAR.search(text):
        return int(match[1])
    return 2000 + int(match[1]) if (match := _SHORT_YEAR.search(text)) else None


def stage_in(text: str) -> Stage | None:
    """`final` for 决算, else `budget` for 预算: tables of final accounts say 一般公共预算 too."""
    if "决算" in text:
        return "final"
    return "budget" if re.search(r"预算(?!财政拨款|支出决)", text) else None


def _named(lines: Sequence[str]) -> str | None:
    """The organ of a cover such as `某局` over `2024年度部门决算`, or `某局2025年部门预算`."""
    for before, line in zip(["", *lines], lines, strict=False):
        if match := re.match(
            r"(.*?)(20\d\d)年度?(?:区级|县级|市级)?(?:部门|单位)(?:预|决)算", squeezed(line)
        ):
            name = match[1] or squeezed(before)
            return name if 3 <= len(name) <= 40 else None
    return None


def _government(lines: Sequence[str]) -> str | None:
    """The government whose own budget it is, by its official name."""
    found = (_GOVERNMENT.search(squeezed(line)) for line in lines if not re.search("部门|单位(?!:)", line))
    return next((f"{match[1]}人民政府" for match in found if match), None)


def _title(lines: Sequence[str]) -> str | None:
    """The last line that ends like the name of a table, with the line above it where the name is broken there."""
    plain = [line for line in lines if not (printed_unit(line) and len(squeezed(line)) < 12)]
    for end in range(len(plain), max(len(plain) - 5, 0), -1):
        title = squeezed(plain[end - 1])
        if end > 1 and _is_fragment(plain[end - 2]) and _TITLE_END.search(title):
            title = squeezed(plain[end - 2]) + title
        title = re.split(r"(?:编制|填报|预算主管)?(?:部门|单位)(?:名称)?:", title)[0]
        if _is_title(title):
            return _TABLE_NUMBER.sub("", title) or title
    return None


def _is_fragment(line: str) -> bool:
    """Whether a line is the first half of a table's name: words of it, no end of a sentence."""
    name = squeezed(line)
    return (
        len(name) < 30
        and bool(re.search(r"预算|财政|拨款|经费|基金|国有资本", name))
        and not re.search(r"[。；:，,]|表$|(?:部门|单位)(?:预|决)算|部分|附件|公开|情况|说明", name)
    )


def _is_title(text: str) -> bool:
    name = squeezed(text)
    if len(name) > MAX_TITLE or "。" in name or not _TITLE_END.search(name):
        return False
    return table_code(name) is not None


def _words(line: str) -> str:
    """A caption line with the gaps after its colons closed: `编制部门： 某局 单位： 元`."""
    return re.sub(r"([:：])\s+", r"\1", line)
