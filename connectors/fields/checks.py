"""Conflicts worth a person's eye, as findings (冲突检查). Messages are plain Chinese: what, where, what to
look at."""

from __future__ import annotations

from datetime import timedelta

from connectors.charset import Decoded
from connectors.fields.body import Body
from connectors.fields.dates import Moment
from connectors.fields.gather import Parts
from connectors.fields.model import PageReading
from connectors.fields.precedence import Candidate
from schemas.harvest import Finding, Severity
from schemas.item import Evidence

_ORGAN_RULE = "domain: GB 11714 / GB 32100"


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
            return


def note_body(reading: PageReading, body: Body, text: str) -> None:
    """Evidence of where the body was found."""
    for field in ("body_text", "body_html"):
        reading.evidence.append(Evidence(field=field, origin="body", rule=body.rule, text=text[:200]))


def check(reading: PageReading, parts: Parts, decoded: Decoded) -> None:
    """Add the findings of a page."""
    _dates(reading, parts)
    _numbers(reading, parts)
    if decoded.damaged:
        message = (
            f"网页有 {decoded.damaged} 个字符无法解码（按 {decoded.encoding} 读取），请发布单位核对原文编码。"
        )
        _add(reading, "encoding_damaged", "warning", message)


def _dates(reading: PageReading, parts: Parts) -> None:
    published, written = reading.values.get("published_at"), reading.values.get("written_on")
    for evidence in reading.evidence:
        if evidence.field == "published_at" and evidence.origin in ("box", "visible"):
            other = [text for text in evidence.disagreed if _other_day(text, published)]
            if other:
                message = (
                    f"页面显示的发布日期为 {published:%Y-%m-%d}，另有不同的日期：{'；'.join(other)}。"
                    "以页面显示为准，请核对。"
                )
                _add(reading, "date_conflict", "warning", message, evidence.text)
    signed = parts.signature
    if written and signed and signed.day != written:
        message = f"成文日期栏为 {written}，落款日期为 {signed.day}，两者不一致。以成文日期栏为准，请核对。"
        _add(reading, "written_conflict", "warning", message, signed.text)
    if published and written and published.date() < written:
        message = f"发布日期 {published:%Y-%m-%d} 早于成文日期 {written}，请核对。"
        _add(reading, "published_before_written", "warning", message)
    elif written and published and published.date() - written > timedelta(days=365 * 20):
        _add(
            reading,
            "published_long_after_written",
            "info",
            f"发布日期比成文日期 {written} 晚二十年以上，请核对。",
        )


def _other_day(text: str, published: object) -> bool:
    """`origin:rule=value` of a `Moment` on another day; dates of change do not count."""
    return "更新" not in text and "修改" not in text and f"{published:%Y-%m-%d}" not in text


def _numbers(reading: PageReading, parts: Parts) -> None:
    for pair in parts.pairs:
        if pair.field == "document_number" and pair.value and reading.values.get("document_number") is None:
            message = "发文字号无法读成“代字〔年份〕序号”的规范形式，未采用，请核对。"
            _add(reading, "document_number_unreadable", "warning", message, f"{pair.label}：{pair.value}")
            break
    if reading.values.get("index_number") and not reading.index_is_valid:
        message = "索引号的校验位不符或格式不在已知范围内，按页面所示保留，请核对。"
        _add(reading, "index_check_digit", "info", message, reading.values["index_number"], _ORGAN_RULE)


def _add(
    reading: PageReading,
    check_id: str,
    severity: Severity,
    message: str,
    evidence: str | None = None,
    clause: str | None = None,
) -> None:
    text = evidence[:200] if evidence else None
    reading.findings.append(
        Finding(check_id=check_id, severity=severity, message=message, evidence=text, clause=clause)
    )
