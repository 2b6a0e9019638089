"""All that one host and port serves on a day: lists, details, files, robots.txt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import format_datetime
from urllib.parse import parse_qsl, urlsplit

from examples.youyi import attachments, platform
from examples.youyi.addresses import path_of
from examples.youyi.county import SitePlan, plans
from examples.youyi.markup import fill
from examples.youyi.model import Day, Posting, TrueFile
from examples.youyi.sites import (
    details,
    feed,
    gkmlpt,
    govcn,
    hanweb,
    jpaas,
    selectors,
    sitemap,
    trs,
    ucap,
    vsb,
)
from examples.youyi.sites.model import Ask, Handler, Routes
from examples.youyi.tuesday import DEAD, EMPTY_ONCE, postings, unlisted

FAMILIES: dict[str, Callable[[SitePlan, Day], Routes]] = {
    "trs": trs.routes,
    "hanweb": hanweb.routes,
    "jpaas": jpaas.routes,
    "ucap": ucap.routes,
    "vsb": vsb.routes,
    "gkmlpt": gkmlpt.routes,
    "govcn": govcn.routes,
    "selectors": selectors.routes,
    "feed": feed.routes,
    "sitemap": sitemap.routes,
}
_ROBOTS = "User-agent: *\nDisallow: /search/\nDisallow: /admin/\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as bytes. `promised` is a Content-Length that the body does not keep."""

    body: bytes
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    promised: int | None = None


Make = Callable[[Ask], Answer]


@dataclass(slots=True)
class Site:
    """One port. Routes are found by path and by the query they demand."""

    port: int
    routes: dict[str, list[tuple[dict[str, str], Make]]] = field(default_factory=dict)
    first_asks: dict[str, Answer] = field(default_factory=dict)
    """Answers that are given once, by path."""

    def add(self, target: str, make: Make) -> None:
        """Serve this path, with this query if it has one."""
        parts = urlsplit(target)
        self.routes.setdefault(parts.path, []).append((dict(parse_qsl(parts.query)), make))

    def answer(self, ask: Ask) -> Answer:
        """404 for what is not there."""
        if ask.path in self.first_asks:
            return self.first_asks.pop(ask.path)
        for demanded, make in self.routes.get(ask.path, ()):
            if all(ask.query.get(key) == value for key, value in demanded.items()):
                return make(ask)
        return Answer(
            "<html><head><title>404</title></head><body>您访问的页面不存在</body></html>".encode(),
            "text/html",
            404,
        )


def on_ipv6(site: Site, answers: platform.OverIpv6, ask: Ask) -> Answer:
    """What a site answers on ::1."""
    if answers == "same" or (answers == "home" and ask.path in ("/", "/robots.txt")):
        return site.answer(ask)
    page = platform.other_page() if answers == "other" and ask.path == "/" else ""
    return Answer(page.encode(), "text/html; charset=utf-8", 200 if page else 404)


def sites(day: Day, ports_from: int) -> Iterator[Site]:
    """Every port that listens on that day, the farm's last."""
    by_port: dict[int, list[SitePlan]] = {}
    for plan in plans(ports_from).values():
        if plan.port and not (day == "tuesday" and plan.id == DEAD):
            by_port.setdefault(plan.port, []).append(plan)
    for port, together in by_port.items():
        yield _site(port, together, day)
    yield _farm(next(iter(plans(ports_from).values())))


def _site(port: int, together: list[SitePlan], day: Day) -> Site:
    site = Site(port)
    for plan in together:
        for path, handler in FAMILIES[plan.family](plan, day).items():
            site.add(path, _listed(plan, handler))
        for posting in (*postings(plan.id, day), *unlisted(plan.id, day)):
            if not posting.offsite:
                _add_posting(site, plan, posting)
        if day == "tuesday" and plan.id == EMPTY_ONCE:
            path = plan.columns[0].path
            site.first_asks[path] = Answer(
                trs.empty(plan, 0).text.encode(plan.charset), f"text/html; charset={plan.charset}"
            )
    if together[0].id not in platform.homeless():
        home = platform.home(together, day).encode(together[0].charset)
        site.add("/", lambda ask: Answer(home, f"text/html; charset={together[0].charset}"))
    if together[0].number % 2 == 0:
        site.add("/robots.txt", lambda ask: Answer(_ROBOTS.encode(), "text/plain"))
    return site


def _listed(plan: SitePlan, handler: Handler) -> Make:
    def make(ask: Ask) -> Answer:
        page = handler(ask)
        return Answer(page.text.encode(plan.charset), f"{page.media_type}; charset={plan.charset}")

    return make


def _add_posting(site: Site, plan: SitePlan, posting: Posting) -> None:
    site.add(path_of(posting, plan), lambda ask: _detail(plan, posting))
    for file in () if posting.lost else details.document_of(posting, plan).files:
        site.add(file.url.removeprefix(plan.base_url), _download(file))


def _detail(plan: SitePlan, posting: Posting) -> Answer:
    if posting.fault == "login":
        return Answer(fill("site", "login").encode(), "text/html; charset=utf-8")
    body = details.page(posting, plan).encode(plan.charset)
    if posting.damaged:
        body = details.damaged(body, plan)
    if posting.part_lost:
        body = details.in_two_parts(body, path_of(posting, plan))
    # Many servers name no charset in the header, and leave it to the page.
    media_type = "text/html" if plan.number % 3 else f"text/html; charset={plan.charset}"
    if posting.fault == "truncated":
        return Answer(body[: len(body) // 2], media_type, promised=len(body))
    headers = (
        (("Last-Modified", format_datetime(posting.published).replace("+0800", "GMT")),)
        if plan.validators
        else ()
    )
    return Answer(body, media_type, headers=headers)


def _download(file: TrueFile) -> Make:
    named = attachments.MEDIA_TYPES[file.kind]
    media_type = "application/octet-stream" if ".jsp" in file.url else named
    return lambda ask: Answer(attachments.content(file), media_type)


def _farm(plan: SitePlan) -> Site:
    """友谊农场's own site: whoever asks it has left the county."""
    site = Site(urlsplit(plan.farm_url).port or 0)
    page = "<html><head><title>友谊农场</title></head><body><h1>友谊农场</h1></body></html>"
    for month in (6, 7):
        site.add(
            f"/art/2025/{month}/12/art_77_{4095 + month}.html",
            lambda ask: Answer(page.encode(), "text/html; charset=utf-8"),
        )
    return site
