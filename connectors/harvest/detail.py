"""One listed page: fetched, read, completed, validated; or the reasons why it is not an item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from connectors.fetch.model import Fetch, Request, Response
from connectors.fields import NotAPageError, read_page
from connectors.fields.category import categorise
from connectors.fields.model import FileLink, PageReading
from connectors.fields.units import UnitNames
from connectors.harvest.files import load_files, placed
from connectors.harvest.health import row_moment
from connectors.harvest.items import complete_from_row, harvested, publisher_unit, rejects_of
from connectors.harvest.job import HarvestJob
from connectors.harvest.listing import Listed
from connectors.harvest.parts import join_parts
from connectors.harvest.payees import conceal_payees
from schemas.harvest import Finding, Harvested, ListRow, Reject
from schemas.identity import folded
from schemas.platform import LinkCheck

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv|txt|rtf)(?:$|[?&])", re.IGNORECASE)
_NOTICE = re.compile(
    r"维护|升级改造|系统升级|暂停(?:服务|访问|使用)|稍[后候]再?(?:重?试|访问)|系统(?:异常|错误|繁忙|提示)|数据库|服务器(?:错误|异常|繁忙)"
    r"|安全验证|滑动验证|人机验证|验证码|拦截|阻断|频繁|(?:正在|尚未|未通过)审核|审核中|浏览器版本"
    r"|无法(?:访问|显示|连接)|出错了|拒绝访问|Exception|\bError\b|\bORA-\d|Connection|[Tt]ime(?:d )?out",
)
_NOTICE_TEXT = 400
"""Characters of a notice, at most."""
_TELLING = 8
"""Characters of a title that tell it from others; lists cut the rest."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


@dataclass(slots=True)
class Outcome:
    """What became of one page: an item, or rejects; findings either way."""

    harvested: Harvested | None = None
    rejects: list[Reject] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    checks: list[LinkCheck] = field(default_factory=list)
    """Files of the page that did not come."""
    interrupted: bool = False
    """Not all of its files came, for a reason that may pass."""


def read_detail(
    listed: Listed, job: HarvestJob, fetch: Fetch, units: UnitNames, *, revalidate: bool
) -> Outcome:
    """Fetch and read a listed page with its files. Raises `FetchError`, or `NotAPageError`."""
    outcome = Outcome()
    if _FILE.search(listed.row.url):
        reading, at = _file_as_page(listed), job.run.started_at
    else:
        response = fetch(Request(listed.row.url, "detail", revalidate=revalidate))
        reading, at = _read(response, listed, job), response.at
        _refuse_hollow(reading)
        _refuse_notice(reading, listed.row)
        first = response.url
        join_parts(
            reading,
            lambda url: _read(
                replace(fetch(Request(url, "detail", revalidate=revalidate)), url=first), listed, job
            ),
        )
    complete_from_row(reading, listed.row if job.source.family != "sitemap" else _undated(listed.row))
    category = categorise(_column_category(listed, job), reading)
    outcome.findings += [placed(finding, listed.key, job) for finding in reading.findings]
    files = load_files(reading.files, listed.key, job, fetch, revalidate=revalidate)
    outcome.findings += files.findings
    outcome.checks, outcome.interrupted = files.checks, files.interrupted
    policy = job.registry.publicity.payee
    attachments = conceal_payees(reading, files.attachments.values(), policy, category)
    try:
        outcome.harvested = harvested(
            listed,
            reading,
            url=listed.address or job.stand_in(listed.key),
            category=category,
            publisher_unit_id=publisher_unit(reading, job, units),
            attachments=attachments,
            fetched_at=at,
        )
    except ValidationError as error:
        outcome.rejects = rejects_of(error, listed.key, listed.address)
    return outcome


def _read(response: Response, listed: Listed, job: HarvestJob) -> PageReading:
    declared = _CHARSET.search(response.headers.get("content-type", ""))
    return read_page(
        response.body,
        response.url,
        row=_undated(listed.row) if job.source.family in ("feed", "sitemap") else listed.row,
        selectors=job.source.selectors,
        declared_charset=declared[1] if declared else None,
    )


def _refuse_hollow(reading: PageReading) -> None:
    """Raises `NotAPageError` for a page (系统繁忙) that gives nothing but the title the list lent it."""
    lent = any(e.field == "title" and e.origin == "list" for e in reading.evidence)
    if (
        (lent or not reading.values.get("title"))
        and not reading.values.get("body_text")
        and not reading.files
    ):
        raise NotAPageError("the page has no title, no body and no file of its own")


def _refuse_notice(reading: PageReading, row: ListRow) -> None:
    """Raises `NotAPageError` for a short page that speaks of maintenance, an error or a captcha and has neither
    the title it was listed by nor its day: the site put it in the place of what was to be read."""
    own = {e.field for e in reading.evidence if e.origin != "list"}
    words = [
        str(reading.values.get("body_text") or ""),
        str(reading.values.get("title") or "") if "title" in own else "",
    ]
    if not row.title or len(words[0]) > _NOTICE_TEXT or not any(_NOTICE.search(text) for text in words):
        return
    start = folded(row.title.rstrip("….· "))[:_TELLING]
    if any(start in folded(text) for text in words):
        return
    moment, shown = row_moment(row), reading.values.get("published_at") if "published_at" in own else None
    if shown is None or moment is None or shown != moment.at():
        raise NotAPageError(
            "the page is a notice of the site (maintenance, an error) and not what was listed"
        )


def _undated(row: ListRow) -> ListRow:
    """The row without its date. What a sitemap prints is the last change; what a feed prints no reader of the
    page sees, so it stands in only where the page has no date at all."""
    payload = {name: value for name, value in row.payload.items() if name != "published_at"}
    return row.model_copy(update={"date_text": None, "payload": payload})


def _file_as_page(listed: Listed) -> PageReading:
    """A row that leads straight to a file: the row is all that there is of a page."""
    name = unquote(urlsplit(listed.row.url).path.rpartition("/")[2])
    return PageReading(values={}, files=[FileLink(listed.row.url, name)])


def _column_category(listed: Listed, job: HarvestJob) -> str:
    return next(column.category for column in job.source.column if column.path == listed.columns[0])
