"""The last step of a reading: everything in it is masked, and what was found is reported without its
value."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from connectors.disguises import written
from connectors.fields.model import FileLink, PageReading
from connectors.privacy import (
    GAPS,
    SHORTEST,
    Kind,
    address_has_personal_data,
    has_personal_data,
    mask,
    may_hold,
)
from schemas.harvest import Finding
from schemas.rules import breach

_KINDS: dict[Kind, str] = {"resident_id": "身份证号", "bank_card": "银行卡号", "mobile": "手机号码"}
PLACES = {
    "title": "标题",
    "body_text": "正文",
    "body_html": "正文",
    "summary": "内容概述",
    "keywords": "关键词",
    "content_source": "来源",
    "publisher": "发布机构",
}
_MAY_HOLD = re.compile(rf"[0-9０-９](?:(?:[\s{GAPS}]|&nbsp;|<[^>]*>)*+[0-9０-９]){{10}}")
"""Eleven digits, whatever tags and gaps split them: the least that personal data has."""
_VALUE = re.compile('="([^"]*)"')
_ADDRESS = ("http:", "https:", "ftp:", "mailto:", "tel:")
_INLINE = re.compile(r"</?(?:a|b|big|del|em|font|i|ins|small|span|strong|sub|sup|u|wbr)\b", re.IGNORECASE)
_TOKEN = re.compile(r"<[^>]*>|&[#\w]+;|[^<&]+|[<&]")
_WHITE = str.maketrans("\t\n\r\f", "    ")
"""As a browser shows it: only a tag ends a line."""


def protect(reading: PageReading) -> None:
    """Mask values, evidence, file names and findings; drop addresses that carry personal data."""
    if _is_clean(reading):
        return
    found: dict[tuple[str, Kind], None] = {}
    for field, value in reading.values.items():
        if isinstance(value, str) and len(value) >= SHORTEST:
            masked = mask_html(value) if field == "body_html" else mask(value)
            reading.values[field] = masked[0] if isinstance(masked, tuple) else masked.text
            kinds = masked[1] if isinstance(masked, tuple) else masked.kinds
            found.update(dict.fromkeys((PLACES.get(field, field), kind) for kind in kinds))
    files = []
    for file in reading.files:
        name = mask(file.file_name)
        if address_has_personal_data(file.url):
            told = f"附件“{name.text}”的地址中含有个人信息，本系统不予收取。"
            reading.findings.append(breach("personal_data_in_address", told))
            continue
        found.update(dict.fromkeys(("附件名称", kind) for kind in name.kinds))
        files.append(FileLink(file.url, name.text))
    reading.files = files
    _mask_evidence(reading)
    reading.findings += [personal_data_finding(place, kind) for place, kind in found]


def _is_clean(reading: PageReading) -> bool:
    """Whether one look at all texts together finds nothing to look at closely."""
    html = reading.values.get("body_html") or ""
    texts = [value for value in reading.values.values() if isinstance(value, str) and value is not html]
    for evidence in reading.evidence:
        texts += (evidence.text, *evidence.disagreed)
    for finding in reading.findings:
        texts += (finding.message, finding.evidence or "")
    texts += [file.file_name for file in reading.files]
    # Without its tags; the cleaner leaves no bare bracket.
    texts.append("".join([piece[piece.find(">") + 1 :] for piece in html.split("<")]))
    addresses = [file.url for file in reading.files]
    for value in _VALUE.findall(html):
        (addresses if value.startswith(_ADDRESS) else texts).append(value)
    return not may_hold("|".join(texts).replace("&nbsp;", " ")) and not any(
        map(address_has_personal_data, addresses)
    )


def personal_data_finding(place: str, kind: Kind) -> Finding:
    """What the unit is told: the place and the kind, never the value."""
    return Finding(
        check_id="personal_data",
        severity="error",
        message=f"{place}中有{_KINDS[kind]}，已遮盖；请发布单位在原网页上去标识化处理。",
        evidence=f"{place}：{_KINDS[kind]}",
    )


def _mask_evidence(reading: PageReading) -> None:
    reading.evidence = [
        e.model_copy(
            update={"text": mask(e.text).text, "disagreed": tuple(mask(d).text for d in e.disagreed)}
        )
        if has_personal_data(e.text) or (e.disagreed and any(map(has_personal_data, e.disagreed)))
        else e
        for e in reading.evidence
    ]
    reading.findings = [
        f.model_copy(
            update={
                "evidence": mask(f.evidence).text,
                "message": mask(f.message).text,
                "subject": f.subject and mask(f.subject).text,
            }
        )
        if f.evidence and has_personal_data(f.evidence + f.message)
        else f
        for f in reading.findings
    ]


def mask_html(html: str) -> tuple[str, tuple[Kind, ...]]:
    """Mask across tags: a number that markup splits is masked like one in plain text.

    Attributes (addresses, alternative texts) that carry personal data are emptied.
    """
    places = {_around(html, digits) for digits in _MAY_HOLD.finditer(html)}
    places |= {value.span(1) for value in _VALUE.finditer(html) if "%" in value[1]}
    for start, end in sorted(filter(None, places), reverse=True):
        if _is_personal(html[start:end]):
            html = html[:start] + html[end:]
    if None not in places and next(written(html), None) is None:
        return html, ()
    tokens = _TOKEN.findall(html)
    shown = [_shown(token) if token[0] in "<&" else token.translate(_WHITE) for token in tokens]
    masked = mask("".join(shown))
    if not masked.kinds:
        return html, ()
    out: list[str] = []
    position = 0
    for token, text in zip(tokens, shown, strict=True):
        piece = masked.text[position : position + len(text)]
        out.append(token if piece == text else piece)
        position += len(text)
    return "".join(out), masked.kinds


def _around(html: str, digits: re.Match[str]) -> tuple[int, int] | None:
    """From where to where the attribute goes that digits stand in; None where they are shown. A text holds no
    bare `<`."""
    start = digits.start()
    if "<" in digits[0] or html.rfind("<", 0, start) <= html.rfind(">", 0, start):
        return None
    return html.rfind('="', 0, start) + 2, html.find('"', start)


@lru_cache(maxsize=512)
def _shown(token: str) -> str:
    """What a tag or entity shows: a block tag ends the line, an inline tag nothing, an entity its character. The same
    few are all over a table."""
    if token[0] == "<" and len(token) > 1:
        return "" if _INLINE.match(token) else "\n"
    if token[0] == "&" and len(token) > 1:
        text = unescape(token)
        return text if len(text) == 1 else " "
    return token


def _is_personal(value: str) -> bool:
    """Whether the value of an attribute carries personal data."""
    if value.startswith(_ADDRESS):
        return address_has_personal_data(value)
    return has_personal_data(unescape(value))
