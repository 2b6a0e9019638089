"""The check of a site (网站检查): home page over IPv4 and IPv6, and its links of the second and third level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from connectors.fetch.addressed import AddressedWire
from connectors.fetch.hosts import Hosts, declared_hosts
from connectors.fetch.live import LiveFetch
from connectors.fetch.model import Disallowed, Fetch, FetchError, Request, Response
from connectors.harvest.links import dead_by
from connectors.privacy import address_has_personal_data
from connectors.sites.network import SYSTEM, IpVersion, Network, Unresolved
from connectors.sites.page import chosen, likeness, links_of, newest_day
from schemas.identity import page_key
from schemas.platform import LinkState, SiteCheck
from schemas.registry import Registry, Source
from schemas.rules import RULES

ASKED = 5
"""Links of the second level, and as many of the third, that are asked for over IPv6 a day."""
NAVIGATION = 200
"""Links of a home page that are noted."""
ALIKE = float(RULES["ipv6_differs"].parameters["likeness"])
_DISALLOWED = "disallowed"


@dataclass(frozen=True, slots=True)
class SiteJob:
    """One site, by the first source on it."""

    source: Source
    registry: Registry
    today: date
    hosts: Hosts
    network: Network = SYSTEM

    @property
    def home(self) -> str:
        """Address of the home page."""
        parts = urlsplit(self.source.base_url)
        return f"{parts.scheme}://{parts.netloc}/"

    def addresses(self, netloc: str, version: IpVersion) -> tuple[str, ...]:
        """Addresses of a host: what the registry says of IPv6, else the network. Raises `Unresolved`."""
        said = {site.host: site.ipv6 for site in self.registry.site}
        if version == 6 and netloc.lower() in said:
            return said[netloc.lower()]
        return self.network.addresses(urlsplit(f"//{netloc}").hostname or "", version)

    def over(self, version: IpVersion) -> LiveFetch:
        """A fetcher that asks over this kind of address alone, with the source's manners; the caller closes it."""

        def addresses(netloc: str) -> tuple[str, ...]:
            try:
                return self.addresses(netloc, version)
            except Unresolved:
                return ()

        hosts = self.hosts if version == 4 else self.hosts.beside()
        return LiveFetch(self.source, hosts, wire=AddressedWire(self.source, addresses))


@dataclass(frozen=True, slots=True)
class _Level:
    """Links of one level that were asked for over IPv6, and the pages that came."""

    links: int
    pages: tuple[Response, ...]


def check_site(job: SiteJob) -> SiteCheck:
    """Check the site of a source. Never raises for what a site does."""
    with job.over(4) as four, job.over(6) as six:
        home, state, detail = _home(job, four)
        told: dict[str, Any] = {"host": job.source.host, "home_url": job.home}
        told |= {"home_state": state, "home_detail": detail}
        if home is not None:
            told["newest_on"] = newest_day(home.body, job.today)
            told["home_key"], told["navigation"] = page_key(job.home), _navigation(job, home)
        told |= _ipv6(job, home, four, six)
        return SiteCheck(**told, requests=four.requests + six.requests)


def _home(job: SiteJob, four: Fetch) -> tuple[Response | None, LinkState, str]:
    try:
        response = four(Request(job.home, "probe"))
    except FetchError as error:
        return None, dead_by(error), error.reason
    if response.status >= 400:
        return None, "dead" if response.status in (404, 410) else "unknown", f"HTTP {response.status}"
    return response, "ok", f"HTTP {response.status}"


def _navigation(job: SiteJob, home: Response) -> tuple[str, ...]:
    """What the home page links on hosts of the source; whose turn it is among all links is asked for later."""
    hosts = declared_hosts(job.source)
    inside = [
        a for a in links_of(home.body, job.home) if urlsplit(a).netloc.lower() in hosts and a != job.home
    ]
    return tuple(a for a in inside if not address_has_personal_data(a))[:NAVIGATION]


def _ipv6(job: SiteJob, home: Response | None, four: Fetch, six: Fetch) -> dict[str, Any]:
    try:
        found = job.addresses(job.source.host, 6)
    except Unresolved as error:
        return _state("not_testable", str(error))
    told = {"ipv6_addresses": found}
    if not found:
        return told | _state("no_address", "域名没有 AAAA 记录")
    if not job.network.has_route(found[0]):
        return told | _state("not_testable", "本机没有 IPv6 网络")
    page = _asked(job.home, six)
    if isinstance(page, str):
        return told | _state("unreachable", f"首页经 IPv6 打不开（{page}）")
    if home is None:
        return told | _state("not_testable", "首页经 IPv4 打不开，无从比较")
    return told | _compared(job, home, page, four, six)


def _compared(job: SiteJob, home: Response, page: Response, four: Fetch, six: Fetch) -> dict[str, Any]:
    alike = round(likeness(home.body, page.body), 4)
    near = links_of(page.body, job.home)
    second = _level(job, near, four, six, ())
    beyond = (link for found in second.pages for link in links_of(found.body, found.url))
    third = _level(job, beyond, four, six, near)
    asked, answered = second.links + third.links, len(second.pages) + len(third.pages)
    told = {
        "likeness": alike,
        "second_links": second.links,
        "second_answered": len(second.pages),
        "third_links": third.links,
        "third_answered": len(third.pages),
    }
    if alike < ALIKE:
        return told | _state("differs", f"首页经 IPv4 与 IPv6 打开的文字只有 {alike:.0%} 相同")
    if answered < asked:
        return told | _state("partial", f"抽查 {asked} 个内部链接，{answered} 个可经 IPv6 打开")
    return told | _state("ok", f"首页一致，抽查 {asked} 个内部链接均可打开")


def _state(state: str, detail: str) -> dict[str, Any]:
    return {"ipv6_state": state, "ipv6_detail": detail}


def _level(job: SiteJob, links: Iterable[str], four: Fetch, six: Fetch, before: Iterable[str]) -> _Level:
    """Some of the links on hosts of the source that were not met before. What robots.txt forbids is not counted, nor
    what does not answer over IPv4 either: that is no fault of IPv6."""
    met, hosts = {job.home, *before}, declared_hosts(job.source)
    inside = [a for a in dict.fromkeys(links) if a not in met and urlsplit(a).netloc.lower() in hosts]
    answers = [(address, _asked(address, six)) for address in chosen(inside, ASKED, job.today)]
    pages = tuple(answer for _, answer in answers if isinstance(answer, Response))
    lost = [address for address, answer in answers if isinstance(answer, str) and answer != _DISALLOWED]
    only_there = [address for address in lost if isinstance(_asked(address, four), Response)]
    return _Level(len(pages) + len(only_there), pages)


def _asked(address: str, six: Fetch) -> Response | str:
    """The page, or why there is none."""
    try:
        response = six(Request(address, "probe"))
    except Disallowed:
        return _DISALLOWED
    except FetchError as error:
        return error.reason
    return response if response.status < 400 else f"HTTP {response.status}"
