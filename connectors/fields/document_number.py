"""Document numbers (发文字号): `代字〔year〕n号`, whatever brackets a page prints, and orders (令)."""

from __future__ import annotations

import re
import unicodedata

_OPEN = "〔[【（(｛{〈《<＜［﹝〖﹙「『"
_CLOSE = "〕]】）)｝}〉》>＞］﹞〗﹚」』"
_PREFIX = r"(?P<organ>(?:\([\u4e00-\u9fff]{1,4}\))?[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]{0,19}?)"
_STRICT = re.compile(
    rf"{_PREFIX}[{re.escape(_OPEN)}](?P<year>(?:19|20)\d{{2}})年?[{re.escape(_CLOSE)}]第?0*(?P<n>[1-9]\d{{0,4}})号"
)
_LOOSE = re.compile(
    rf"{_PREFIX}(?:[{re.escape(_OPEN + _CLOSE)}](?P<year>(?:19|20)\d{{2}})年?[{re.escape(_OPEN + _CLOSE)}]?"
    rf"|(?P<year2>(?:19|20)\d{{2}})年?[{re.escape(_CLOSE + _OPEN)}])[-—]?第?0*(?P<n>[1-9]\d{{0,4}})号?"
)
_OPEN_ENDED = re.compile(rf"{_PREFIX}(?P<year>(?:19|20)\d{{2}})年?[-—]?第?0*(?P<n>[1-9]\d{{0,3}})号")
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{0,30}?)令\s?(?:[〔\[（(]?(?P<year>(?:19|20)\d{2})年?[〕\]）)]?)?[（(]?第?"
    r"(?P<n>\d{1,4}|[一二三四五六七八九十百〇零]{1,7})号[）)]?"
)
_ORDER_AFTER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,30}?)第(?P<n>\d{1,4}|[一二三四五六七八九十百〇零]{1,7})号令"
)
_NOTICE = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{0,30}?(?:公告|通告|公报))(?P<year>(?:19|20)\d{2})年?第?0*(?P<n>\d{1,4})号"
)
_ISSUER = re.compile(
    r"^[\u4e00-\u9fff]{2,}[省市县区乡镇州旗](?:人民政府|[\u4e00-\u9fff]{2,8}局)(?:办公室)?(?!公告|通告|公报|令)(?=[\u4e00-\u9fff]{2})"
)
"""The full name of an organ before its own 代字."""
_KINDS = "发函规字电通复批"
"""How a 代字 ends that says what kind of document it is."""
_LEAD = re.compile(r"^(?:(?:发文|公文|文件)?(?:字号|文号|编号):?|关于印发|根据)")
_LABEL = re.compile(r"^(?:发文|公文|文件)?(?:字号|文号)(?!:)")
"""A label with a space for its colon."""


_BROKEN = re.compile(
    rf"[\u4e00-\u9fff]{{0,12}}[{re.escape(_OPEN)}](?:19|20)\d{{2}}[{re.escape(_CLOSE)}]?(?:\d{{1,4}}号?|号)"
)
_SIGNER = re.compile(r"\s*签\s?发(?:\s?人)?\s?[:：].{0,12}$")
"""Who signed, beside the number in the head of a document."""
_MAY_END = re.compile(r"号[\s)）】\]］]*$")
"""How a line ends that is a number; normal form changes nothing about it."""


def normalise(text: str) -> str | None:
    """A labelled document number in its standard form, or None where it cannot be read without guessing.

    Brackets of every shape and width, one lost bracket, a lost 号, leading zeros, 第, white space and
    full-width
    digits are put right; a year of two digits, a lost year or two readings are not. Of a joint document's
    several numbers the first (the lead organ's) counts.
    """
    bare = _LEAD.sub("", _folded(text))
    if bare[:1] == "(" and bare[-1:] == ")":
        bare = bare[1:-1]
    if match := _STRICT.fullmatch(bare):
        return _standard(match)
    if match := _ORDER.match(bare) or _ORDER_AFTER.match(bare):
        return _order(match)
    if match := _NOTICE.match(bare):
        return f"{match['organ']}{match['year']}年第{int(match['n'])}号"
    match = _STRICT.match(bare) or _LOOSE.fullmatch(bare) or _OPEN_ENDED.fullmatch(bare)
    return _standard(match) if match else None


def of_line(text: str) -> str | None:
    """The number of a line that holds a number and nothing else, brackets around it aside. One bracket of it may be
    lost behind a 代字 that says what it is."""
    if len(text) > 60 or "号" not in text:
        return None
    text = _SIGNER.sub("", text)
    if not _MAY_END.search(text):
        return None
    bare = _folded(text)
    if bare[:1] in "（(【[" and bare[-1:] in "）)】]":
        bare = bare[1:-1]
    bare = _LABEL.sub("", bare)
    match = _STRICT.fullmatch(bare) or _LOOSE.fullmatch(bare)
    if match and (match.re is _STRICT or match["organ"][-1] in _KINDS):
        return _standard(match)
    match = _ORDER.fullmatch(bare)
    return _order(match) if match and match["organ"] else None


def is_broken(text: str) -> bool:
    """Whether a line looks like a number that cannot be read: `友政办发〔2021〕号`, `〔2021〕64号`."""
    return len(text) <= 30 and _BROKEN.fullmatch(_folded(text)) is not None and of_line(text) is None


def of_two_lines(first: str, second: str) -> str | None:
    """The number of an order that breaks after 令: `中华人民共和国国务院令` above `第711号`."""
    if "令" not in first:
        return None
    organ = "".join(first.split())
    if (
        organ.endswith("令")
        and len(organ) <= 30
        and re.fullmatch(r"(?:(?:19|20)\d{2}年)?\s?第.{1,7}号", second)
    ):
        return of_line(organ + second)
    return None


def of_title(title: str) -> str | None:
    """The number in brackets at the end of a title: `…的通知（发改能源规〔2019〕916号）`."""
    match = re.search(
        r"[（(](?P<number>[^（）()]{1,40}?[〔\[【（(]\d{4}[〕\]】）)]\d{1,5}号)[）)]\s*$", title
    )
    if match:
        return of_line(match["number"])
    order = re.search(r"[（(]([^（）()]{2,30}令(?:\d{4}年)?第?\d{1,4}号)[）)]\s*$", title)
    return of_line(order[1]) if order else None


def is_normative_series(number: str) -> bool:
    """Whether the 代字 is of a 规 series, which marks an administrative normative document
    (行政规范性文件)."""
    organ, _, _ = number.partition("〔")
    return organ != number and bool(re.search(r"规(?:字|发)?$", organ))


def _standard(match: re.Match[str]) -> str:
    groups = match.groupdict()
    organ = _ISSUER.sub("", groups["organ"]).replace("(", "（").replace(")", "）")
    return f"{organ}〔{groups.get('year') or groups.get('year2')}〕{int(groups['n'])}号"


def _order(match: re.Match[str]) -> str | None:
    if not match["organ"]:
        return None
    year = match.groupdict().get("year")
    year = f"{year}年" if year else ""
    return f"{match['organ']}令{year}第{match['n']}号"


def _folded(text: str) -> str:
    """Width folded, white space out; the brackets of 〔〕 have no narrow form and stay."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
