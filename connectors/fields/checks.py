"""Conflicts worth a person's eye, as findings (冲突检查). Messages are plain Chinese: what, where, what to
look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from connectors.charset import Decoded
from connectors.fields.body import Body
from connectors.fields.dates import Moment
from connectors.fields.document_number import is_broken
from connectors.fields.gather import Parts
from connectors.fields.index_number import read_index_number
from connectors.fields.meta import published as published_by_meta
from connectors.fields.model import PageReading
from connectors.fields.precedence import Candidate
from schemas.codes import genre_of, theme_of
from schemas.harvest import Finding
from schemas.item import Evidence
from schemas.rules import SITE, breach

_LONG = timedelta(days=365 * 20)


def sharpen_minute(reading: PageReading, candidates: list[Candidate]) -> None:
    """Contract §3: where the winning date is only a day, the minute may come from another origin of the
    same day."""
    at = reading.values["published_at"]
    if at is None or (at.hour, at.minute, at.second) != (0, 0, 0):
        return
    for candidate in candidates:
        moment: Moment = candidate.value
        if candidate.kind != "generated" and moment.day == at.date() and moment.clock:
            reading.values["published_at"] = moment.at()
            reading.evidence = [
                _agreed(e, moment) if e.field == "published_at" else e for e in reading.evidence
            ]
            return


def _agreed(evidence: Evidence, moment: Moment) -> Evidence:
    """Evidence of a day without the origin that gave its minute: that one does not disagree."""
    others = tuple(other for other in evidence.disagreed if not other.endswith(f"={moment}"))
    return evidence.model_copy(update={"disagreed": others})


def note_body(reading: PageReading, body: Body, text: str) -> None:
    """Evidence of where the body was found."""
    for field in ("body_text", "body_html"):
        reading.evidence.append(Evidence(field=field, origin="body", rule=body.rule, text=text[:200]))


def check(reading: PageReading, parts: Parts, decoded: Decoded, misdeclared: str | None) -> None:
    """Add the findings of a page: each fault once, by the rules of `schemas/data/rules/harvest.toml`.

    `misdeclared` is the charset that the page declares where its bytes are in another.
    """
    reading.findings += _dates(reading, parts)
    reading.findings += _numbers(reading, parts)
    reading.findings += _listed(reading)
    if misdeclared:
        message = (
            f"网页声明的编码是 {misdeclared}，实际为 {decoded.encoding}，部分浏览器会显示乱码，请更正声明。"
        )
        reading.findings.append(breach("charset_declared", message, subject=misdeclared.lower()))
    if decoded.damaged:
        message = f"网页有 {decoded.damaged} 个字符无法解码（按 {decoded.encoding} 读取），请核对原文编码。"
        reading.findings.append(breach("encoding_damaged", message))


def _dates(reading: PageReading, parts: Parts) -> Iterator[Finding]:
    """A date that another of its kind contradicts is told once: what follows from it is not told besides."""
    published, written = reading.values.get("published_at"), reading.values.get("written_on")
    conflicts = list(_other_dates(reading, parts))
    signed = parts.signature
    if written and signed and signed.day != written:
        message = f"成文日期栏为 {written}，落款日期为 {signed.day}，两者不一致。以成文日期栏为准，请核对。"
        conflicts.append(breach("written_conflict", message, evidence=signed.text[:200]))
    yield from conflicts
    if any(conflict.subject is None for conflict in conflicts):
        return
    if published and written and published.date() < written:
        message = f"发布日期 {published:%Y-%m-%d} 早于成文日期 {written}，请核对。"
        yield breach("published_before_written", message)
    elif written and published and published.date() - written > _LONG:
        message = f"发布日期比成文日期 {written} 晚二十年以上，请核对。"
        yield breach("published_long_after_written", message)


def _other_dates(reading: PageReading, parts: Parts) -> Iterator[Finding]:
    """Another day than the visible one, where it is labelled as the date of publication too."""
    evidence = next((e for e in reading.evidence if e.field == "published_at"), None)
    if evidence is None or evidence.origin not in ("box", "visible"):
        return
    published = reading.values["published_at"]
    others = [t for t in evidence.disagreed if f"={published:%Y-%m-%d}" not in t and not _NO_DATE.search(t)]
    if others:
        words = "；".join(_in_words(other, parts) for other in others)
        message = f"页面显示的发布日期为 {published:%Y-%m-%d}，而{words}。以页面显示为准，请核对。"
        tags = {_tag(other) for other in others if _is_generated(other, parts)}
        subject = SITE + "、".join(sorted(tags)) if len(tags) == len(others) else None
        yield breach("date_conflict", message, subject=subject, evidence=evidence.text)


_NO_DATE = re.compile(r"^visible:(?:date line|更新|修改|最后更新)")
"""A date of change, or one that no label calls a date of publication."""
_PLACES = {"meta": "页头标签", "list": "列表页", "box": "公开要素", "visible": "页面另一处的"}


def _in_words(disagreed: str, parts: Parts) -> str:
    """`meta:PubDate=2022-03-27 09:36` as an officer would say it."""
    place, _, value = disagreed.partition("=")
    origin, _, rule = place.partition(":")
    name = "" if origin == "list" else f" {rule}"
    built = "（即网页生成的时间）" if _is_generated(disagreed, parts) else ""
    return f"{_PLACES.get(origin, origin)}{name} 为 {value}{built}"


def _is_generated(disagreed: str, parts: Parts) -> bool:
    """Whether it is a meta tag into which the template writes when it made the page."""
    dated = published_by_meta(parts.metas)
    return disagreed.startswith("meta:") and dated is not None and not dated[3]


def _tag(disagreed: str) -> str:
    """`PubDate` of `meta:PubDate=2022-03-27 09:36`."""
    return disagreed.partition("=")[0].removeprefix("meta:")


def _listed(reading: PageReading) -> Iterator[Finding]:
    """Values that stand in no closed list, where the label promises one of it: themes (主题分类) and genres
    (体裁)."""
    lists = (
        ("theme", "主题", "theme_unknown", theme_of, "国务院公文主题分类的 22 类"),
        ("genre", "体裁|文种|公文", "genre_unknown", genre_of, "公文种类和常用体裁"),
    )
    for field, labels, rule, known, called in lists:
        value = reading.values.get(field)
        evidence = next((e for e in reading.evidence if e.field == field), None)
        if value and evidence and re.search(labels, evidence.rule) and known(value) is None:
            message = f"{evidence.rule}“{value}”不在{called}之内，按页面所示保留，请核对。"
            yield breach(rule, message, subject=value, evidence=evidence.text)


def _unread_number(parts: Parts) -> str | None:
    """What stands where the document number should: in the box, else in a line of its own above the text."""
    for pair in parts.pairs:
        if pair.field == "document_number" and pair.value:
            return f"{pair.label}：{pair.value}"
    return next((line.text for line in parts.head_lines if "20" in line.text and is_broken(line.text)), None)


def _numbers(reading: PageReading, parts: Parts) -> Iterator[Finding]:
    if reading.values.get("document_number") is None and (unread := _unread_number(parts)):
        message = "发文字号无法读成“代字〔年份〕序号”的规范形式，未采用，请核对。"
        yield breach("document_number_unreadable", message, evidence=unread[:200])
    index = read_index_number(reading.values.get("index_number") or "")
    if index and index.checked is False:
        message = "索引号前段的校验位不符，按页面所示保留，请核对。"
        organ = index.text.partition("/")[0]
        yield breach("index_check_digit", message, subject=SITE + organ, evidence=index.text)
    elif index and index.dialect == "unknown":
        message = "索引号不是已知的任何一种格式，按页面所示保留，请核对。"
        yield breach("index_number_form", message, evidence=index.text)
