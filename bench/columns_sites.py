"""A site in memory, built from a record alone: lists and articles that its crawler would read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from lxml import etree, html

from bench.columns_entries import zero_based
from bench.columns_records import Address, Record, Step
from connectors.fetch.model import Gone, Request, Response
from schemas.base import SHANGHAI

PAGES, ROWS = 3, 3
BODY = "现将友谊县第一季度各项工作的安排通知如下，请各乡镇认真贯彻执行，按时报送进展情况。"
_AT = datetime(2026, 3, 2, tzinfo=SHANGHAI)
_CSS = re.compile(r"([\w*]*)((?:[.#][\w-]+)*)(?::nth-child\((\d+)\))?")
_SEPARATOR = re.compile(r"/+(?![^\[]*\])")
_DOWN = re.compile(r"(?<!\d)/\{number\}\.htm$")
"""Pages that are numbered from the last one."""
_QUOTED = r"""["']([^"']*)["']"""

Element = etree._Element


class Site:
    """Answers for the addresses that the crawler of a record asks for, and for no others."""

    def __init__(self, record: Record) -> None:
        self._record = record
        lists = [address for address in record.addresses if not address.names]
        self._pages = {key: number for address in lists for key, number in self._keys(address, lists)}
        steps = [*record.query.values(), *record.form.values(), *(a.step for a in lists)]
        self.count = PAGES if any(isinstance(step, Step) for step in steps) else 1
        self._parts = urlsplit(lists[0].template)

    def __call__(self, request: Request) -> Response:
        """Raises `Gone` for what the crawler would not ask for."""
        number = self._pages.get(_key(request.url, dict(request.form or {})))
        if re.search(r"/article/\d+\.html", request.url):
            body = article(self._record.body)
        elif "dataproxy.jsp" in request.url:
            return self._response(request, _recordset(self._record), "text/xml")
        elif number is None or number > self.count:
            raise Gone("HTTP status 404", status=404)
        else:
            body = self._list(number)
        return self._response(request, body, "text/html")

    def _response(self, request: Request, body: str, kind: str) -> Response:
        return Response(request.url, 200, {"content-type": f"{kind}; charset=utf-8"}, body.encode(), _AT)

    def _keys(self, address: Address, lists: list[Address]) -> Iterator[tuple[object, int]]:
        firsts = [other.template for other in lists if other.step is None]
        has_first = bool(firsts)
        for number in range(1, PAGES + 2):
            counter = number - 1 if has_first and zero_based(address.template, firsts[0]) else number
            if _DOWN.search(address.template):
                counter = PAGES + 1 - number
            query, form = self._sent(number)
            url = address.template.rstrip("?&")
            if address.step:
                url = url.replace("{number}", str(_counted(address.step, number, counter)))
                if number == 1 and has_first:
                    continue
            url += ("&" if "?" in url else "?") + query if query else ""
            yield _key(url, form), number
            if address.step is None and not self._counts():
                break

    def _counts(self) -> bool:
        fields = [*self._record.query.values(), *self._record.form.values()]
        return any(isinstance(value, Step) for value in fields)

    def _sent(self, number: int) -> tuple[str, dict[str, str]]:
        def filled(fields: dict[str, str | Step]) -> dict[str, str]:
            return {
                k: v if isinstance(v, str) else str(_counted(v, number, number)) for k, v in fields.items()
            }

        query = "&".join(f"{name}={value}" for name, value in filled(self._record.query).items())
        return query, filled(self._record.form)

    def _list(self, number: int) -> str:
        numbers = range((number - 1) * ROWS + 1, number * ROWS + 1)
        record, pattern = self._record, " ".join(self._record.patterns)
        names = next((address.names for address in record.addresses if address.names), ())
        if names and not record.list_item and "(" not in pattern:
            return json.dumps({"rows": [dict.fromkeys(names, n) | {"title": title(n)} for n in numbers]})
        if "/gkmlpt/" in self._parts.path:
            rows = [{"title": title(n), "url": f"/article/{n}.html"} for n in numbers]
            return json.dumps({"articles": rows, "total": self.count * ROWS})
        if "docs" in pattern or pattern.strip("'\"").startswith(r"\{"):
            rows = [{"title": title(n), "url": f"/article/{n}.html"} for n in numbers]
            answer = json.dumps({"docs": rows})
            return f"jQuery1({answer})" if "docs" not in pattern else answer
        if re.search(r"/col/col\d+/", self._parts.path):
            return f"<html><script type='text/xml'>{_recordset(record)}</script></html>"
        listed = picked_list(record, numbers) if record.list_item else plain_list(numbers, pattern)
        return f"<html><body><ul><li><a href='/'>首页</a></li></ul>{listed}<p>{self._pager(number)}</p></body></html>"

    def _pager(self, number: int) -> str:
        if any(_DOWN.search(a.template) for a in self._record.addresses):
            return f"共{PAGES * ROWS}条 {number}/{PAGES}"
        return ""


def title(number: int) -> str:
    """The title of an item."""
    return f"友谊县人民政府关于做好第{number}项工作的通知"


def article(body: str | None) -> str:
    """A detail page whose body lies where the record says; in an article of its own where it does not."""
    root = html.fragment_fromstring("<div></div>")
    place = _grown(root, _steps_of(body)) if body else _grown(root, _steps_of("css:.article"))
    for _ in range(4):
        if place.tag == "p":
            place.text = (place.text or "") + BODY
        else:
            etree.SubElement(place, "p").text = BODY
    shown = etree.tostring(root, encoding="unicode", method="html")
    head = f"<head><meta name='ArticleTitle' content='{title(1)}'><title>{title(1)}</title></head>"
    return f"<html>{head}<body><h1>{title(1)}</h1><p>发布日期：2026-03-02</p>{shown}</body></html>"


def plain_list(numbers: range, pattern: str) -> str:
    """Links that a regular expression finds in a page."""
    called = 'onclick="gotodetial({0});"' if "gotodetial" in pattern else "href='/article/{0}.html'"
    row = f"<li><a target='_blank' {called}>{{1}}</a><span>2026-03-0{{0}}</span></li>"
    return "<ul>" + "".join(row.format(n, title(n)) for n in numbers) + "</ul>"


def picked_list(record: Record, numbers: range) -> str:
    """Items where the record's selectors look for them, with link, title and date."""
    steps = _steps_of(record.list_item or "")
    at = _repeated(steps)
    root = html.fragment_fromstring("<div></div>")
    for number in numbers:
        above = _grown(root, steps[:at])
        item = _grown(_added(above, steps[at]), steps[at + 1 :])
        selector = record.link or ("./@href" if item.tag == "a" else "./a/@href")
        link = _field(item, selector, f"/article/{number}.html")
        if record.title:
            _field(item, record.title, title(number))
        else:
            link.text = title(number)
        if record.date:
            _field(item, record.date, f"2026-03-0{number}")
    return etree.tostring(root, encoding="unicode", method="html")


def _recordset(record: Record) -> str:
    row = "<record><![CDATA[<li><a href='/article/{0}.html' title='{1}'>{1}</a><b>2026-03-0{0}</b></li>]]></record>"
    rows = "".join(row.format(n, title(n)) for n in range(1, PAGES * ROWS + 1))
    return f"<datastore><totalrecord>{PAGES * ROWS}</totalrecord><recordset>{rows}</recordset></datastore>"


def _counted(step: Step, number: int, counter: int) -> int:
    return step.factor * (number - 1 if step.factor > 1 else counter) + (step.start if step.factor > 1 else 0)


def _key(url: str, form: dict[str, str]) -> object:
    parts = urlsplit(url)
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    return parts.netloc, parts.path.rstrip("/") or "/", tuple(query), tuple(sorted(form.items()))


def _steps_of(selector: str) -> list[str]:
    """The steps of an XPath; of a CSS selector, as XPath. The first of several alternatives."""
    if not selector.startswith("css:"):
        path = re.sub(r"^\./?|/?(?:@\w+|text\(\)(?:\[1\])?)$", "", selector.split(" | ")[0].strip())
        return [step.replace(" ", "", 1) if " [" in step else step for step in _SEPARATOR.split(path) if step]
    words = selector.removeprefix("css:").split(",")[0].replace(">", " ").split()
    return [_css_step(word) for word in words]


def _css_step(word: str) -> str:
    found = _CSS.fullmatch(word)
    tag, marks, position = found.groups() if found else ("div", "", None)
    classes = " ".join(re.findall(r"\.([\w-]+)", marks))
    ids = re.findall(r"#([\w-]+)", marks)
    step = tag or "div"
    step += f'[@class="{classes}"]' if classes else ""
    step += f'[@id="{ids[0]}"]' if ids else ""
    return step + (f"[{position}]" if position else "")


def _repeated(steps: list[str]) -> int:
    """Which step there is one of for each item."""
    at = len(steps) - 1
    while at > 0 and (re.search(r"\[\d+\]", steps[at]) or (steps[at] == "a" and "[" not in steps[at - 1])):
        at -= 1
    return at


def _grown(node: Element, steps: list[str]) -> Element:
    """The element that the steps lead to, made where it is missing."""
    for step in steps:
        found = node.xpath(step if step != "." else "self::*")
        node = found[0] if found else _added(node, step)
    return node


def _added(node: Element, step: str) -> Element:
    """A child that a step selects."""
    tag = re.match(r"[\w*]+", step)
    name = tag[0].replace("*", "div") if tag else "div"
    position = re.search(r"\[(\d+)\]", step)
    before = int(position[1]) - 1 - len(node) if position else 0
    for _ in range(max(before, 0)):
        etree.SubElement(node, name)
    child = etree.SubElement(node, name)
    for attribute, value in re.findall(rf"@(\w+)\s*[=,]\s*{_QUOTED}", step.split(" or ")[0]):
        child.set(attribute, value)
    if inner := re.search(r"\[(\w+\[\d+\]/\w+)\]$", step):
        _grown(child, inner[1].split("/"))
    return child


def _field(item: Element, selector: str, value: str) -> Element:
    """Writes a value where a selector below an item looks for it."""
    cut = re.match(r"substring\((.*),\s*(\d+)\)$", selector)
    prefix = "日" * (int(cut[2]) - 1) if cut else ""
    path = re.sub(r"^string\((.*)\)$", r"\1", cut[1] if cut else selector)
    label = re.search(rf"contains\(text\(\),\s*{_QUOTED}\)", path)
    path = re.sub(rf"\[contains\(text\(\),\s*{_QUOTED}\)\]", "", path)
    node = _grown(item, _steps_of(path))
    attribute = re.search(r"@(\w+)$", path)
    if attribute:
        node.set(attribute[1], value)
    else:
        node.text = prefix + (f"{label[1]}：" if label else "") + value
    return node
