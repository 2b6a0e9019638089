"""A title (标题) taken apart: who issues it, what it is called, what sets it apart from its like. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from schemas.identity import folded

_NUMBER = r"[\u4e00-\u9fffA-Za-z]{1,16}[〔\[【（(［]\s*(?:19|20)\d{2}\s*年?[〕\]】）)］]\s*第?\s*\d{1,5}\s*号"
_BRACKETED_NUMBER = re.compile(rf"[（(【\[]\s*{_NUMBER}\s*[）)】\]]")
_EDGE_NUMBER = re.compile(rf"^\s*{_NUMBER}[\s　:：]*|[\s　]*{_NUMBER}\s*$")
_PLACE = re.compile(r"^.{1,6}?[省市县区旗]")
_LABEL = re.compile(r"^\s*(?:[【\[［][^】\]］]{1,8}[】\]］]|(?:转载|转发|置顶|原创|图文)\s*[:：丨|])\s*")
_SITE = re.compile(r"\s*[_|｜丨]\s*[^_|｜丨]{2,24}(?:政府|门户网站|信息网|政务公开|县|市|局)$")
_CUT = re.compile(r"(?:…+|\.{3,}|。{3,})\s*$")
_PUNCTUATION = re.compile(r"[^\w]|_")
_CHINESE_YEAR = re.compile(r"([二一][〇○零一二三四五六七八九]{3})(?=年)")
_ORDINAL = re.compile(r"第([一二三四五六七八九十百]{1,5})(?=[次届期批号季条部])")
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_ORGAN = re.compile(
    r"(?:政府|办公室|办公厅|委员会|[局厅部委院办司署会组]|中心|指挥部|党组|乡|镇|县|街道|公司|医院|学校|部门)$"
)
_JOINT = re.compile(r"[\s　、，,；]+|等(?:[一二两三四五六七八九十\d]+)?个?(?:部门|单位|委办局)")
_SHORT_FORMS = (
    ("人民政府", "政府"),
    ("办公室", "办"),
    ("办公厅", "办"),
    ("委员会", "委"),
    ("监督管理", "监管"),
    ("发展和改革", "发改"),
    ("卫生健康", "卫健"),
)

_MARKERS = {
    "interpretation": re.compile(
        r"解读|读懂|图解|图说|答记者问|问答|明白纸|明白卡|要点速览|有关情况的?(?:说明|介绍)|起草说明|说明$"
    ),
    "draft": re.compile(r"征求意见|公开征集|草案|意见征集|采纳情况|听证"),
    "supplement": re.compile(r"补充|更正|勘误"),
    "repeal": re.compile(r"废止|失效|撤销"),
    "amendment": re.compile(r"修订|修正|修改|调整"),
    "forward": re.compile(r"转发"),
    "answer": re.compile(r"答复|回复"),
    "result": re.compile(r"结果|中标|成交|终止|完成情况|落实情况"),
    "annex": re.compile(r"^附件|附表"),
    "continued": re.compile(r"[（(]续[一二三四五六\d]*[）)]|[（(][上下中][）)]"),
}
_ISSUED = (
    re.compile(r"(?:印发|公布|发布)[《〈]?(.+?)[》〉]?的(?:通知|公告|决定)$"),
    re.compile(r"《([^《》]{4,80})》$"),
)
_NUMERIC = re.compile(r"\d+(?:\.\d+)?|[上下]半年|[一二三四]季度|十[一二三四五六七]五")


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says, ready to be compared."""

    key: str
    """The name alone: folded, without issuer, number, labels and punctuation."""
    issuer: str
    """The organ before 关于 or 印发, folded; empty where the title names none."""
    numbers: tuple[str, ...]
    """Years, ordinals, quarters, in their order: what tells one year's notice from the next."""
    markers: frozenset[str]
    """What kind of paper about a document it is: interpretation, draft, supplement, …; none for the document."""
    is_cut: bool
    """It ends in an ellipsis: a list showed only its beginning."""


@lru_cache(maxsize=8192)
def read_title(title: str) -> Title:
    """Take a title apart."""
    text = _LABEL.sub("", _BRACKETED_NUMBER.sub("", title))
    text = _SITE.sub("", _EDGE_NUMBER.sub("", text))
    is_cut = bool(_CUT.search(text))
    issuer, rest = _issuer_of(_with_digits(_CUT.sub("", text)))
    return Title(
        key=_PUNCTUATION.sub("", folded(rest)),
        issuer=organ_key(issuer),
        numbers=tuple(_NUMERIC.findall(folded(rest))),
        markers=frozenset(name for name, sign in _MARKERS.items() if sign.search(rest)),
        is_cut=is_cut,
    )


def title_key(title: str) -> str:
    """The name alone, as documents are looked up by it."""
    return read_title(title).key


def cited_names(title: str) -> tuple[str, ...]:
    """The keys under which other texts quote a document: its whole title, and what it issues by 印发.

    `…关于印发《X办法》的通知` and `…关于印发X办法的通知` are both quoted as 《X办法》.
    """
    whole = read_title(title)
    names = [whole.key]
    named = next((m[1] for pattern in _ISSUED if (m := pattern.search(_bare(title)))), None)
    if named:
        names.append(title_key(named))
    return tuple(dict.fromkeys(name for name in names if len(name) >= 4))


def organ_key(name: str) -> str:
    """An organ's name in its short form (县人民政府办公室 → 县政府办), so that its spellings can be compared. Of
    several organs the first."""
    first = _JOINT.split(re.sub(r"\s+(?=办公[室厅])", "", name.strip()), maxsplit=1)[0]
    text = _PUNCTUATION.sub("", folded(first))
    for long, short in _SHORT_FORMS:
        text = text.replace(long, short)
    return text


def organs_agree(first: str, second: str) -> bool:
    """Whether two organ keys may be one organ: equal, one unknown, or one an abbreviation of the other."""
    if not first or not second or first == second:
        return True
    short, long = sorted((first, second), key=len)
    letters = iter(long)
    return short[-1] == long[-1] and all(letter in letters for letter in short)


def place_of(organ: str) -> str:
    """The province, city, county or district an organ's name begins with, or nothing."""
    match = _PLACE.match(organ)
    return match[0] if match else ""


def likeness(first: str, second: str) -> float:
    """Dice coefficient of the two-character pieces of two keys: 1 for equal ones, 0 for strangers."""
    a, b = _pieces(first), _pieces(second)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else float(first == second)


def _pieces(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _bare(title: str) -> str:
    return _EDGE_NUMBER.sub("", _BRACKETED_NUMBER.sub("", _LABEL.sub("", title))).strip()


def _with_digits(text: str) -> str:
    """Years and ordinals in digits: 二〇二一年, 第十三次."""
    text = _CHINESE_YEAR.sub(lambda m: "".join(_DIGITS[c] for c in m[1]), text)
    return _ORDINAL.sub(lambda m: f"第{numeral_value(m[1])}", text)


def numeral_value(numeral: str) -> int:
    """What a Chinese numeral below a thousand says: 二十三, 一百零六."""
    total = current = 0
    for c in numeral:
        if c in "十百":
            total += max(current, 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = int(_DIGITS[c])
    return total + current


def _issuer_of(text: str) -> tuple[str, str]:
    """The organ that a title begins with, and the rest."""
    match = re.match(r"(.{2,60}?)\s*(?=关于|印发|转发|公布)", text)
    if (
        match
        and "转发" not in match[1]
        and all(_ORGAN.search(part) for part in re.split(r"[\s、　]+", match[1].strip()) if part)
    ):
        return match[1], text[match.end() :]
    return "", text
