"""A record of a crawler as an entry of the registry: family, selectors, pages, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from bench.columns_records import Address, Record, Step


class UnexpressibleError(Exception):
    """Why the registry cannot say what a crawler does."""


def entry_of(record: Record) -> dict[str, Any]:
    """The `[[source]]` for a record. Raises `UnexpressibleError`."""
    lists = [address for address in record.addresses if not address.names]
    details = [address for address in record.addresses if address.names]
    if not lists:
        raise UnexpressibleError("the record names no list")
    parts = urlsplit(lists[0].template)
    entry: dict[str, Any] = {"id": "column", "unit": "unit", "base_url": f"{parts.scheme}://{parts.netloc}"}
    family, selectors = _family(record, lists[0].template, details)
    columns = [{"category": "policy", **column} for column in _columns(record, lists, family)]
    body = {"body": record.body} if record.body else {}
    return entry | {"family": family, "column": columns, "selectors": selectors | body}


def _family(record: Record, address: str, details: list[Address]) -> tuple[str, dict[str, str]]:
    """The family, and the selectors of the list where it needs any."""
    pattern = " ".join(record.patterns)
    if "dataproxy.jsp" in address or re.search(r"/col/col\d+/", address) or r"urls\[i\]" in pattern:
        return "hanweb", {}
    if "/gkmlpt/" in address:
        return "gkmlpt", {}
    if len(record.addresses) > 1 and re.search(r"(?<!\d)/\{number\}\.htm$", record.addresses[1].template):
        return "vsb", {"list_item": record.list_item} if record.list_item else {}
    if record.list_item:
        named = {"link": record.link, "list_title": record.title, "list_date": record.date}
        return "selectors", {"list_item": record.list_item, **{k: v for k, v in named.items() if v}}
    if details and r"\(" in pattern:
        before, _, after = urlsplit(details[0].template).path.partition("{id}")
        inner = "substring-before(substring-after(@onclick, '('), ')')"
        return "selectors", {"list_item": "//a[@onclick]", "link": f"concat('{before}', {inner}, '{after}')"}
    if details and not pattern:
        place = urlsplit(details[0].template)._replace(scheme="", netloc="").geturl()
        return "selectors", {"list_item": "$.rows", "link": re.sub(r"\{(\w+)\}", r"{$.\1}", place)}
    if "href=" in pattern or "docs" in pattern or pattern.strip("'\"").startswith(r"\{"):
        return "selectors", {}  # anchors, or JSON: found by structure, and by the usual names
    if pattern:
        raise UnexpressibleError(f"rows stand in a script: {pattern}")
    raise UnexpressibleError("the record does not say what the list looks like")


def _columns(record: Record, lists: list[Address], family: str) -> Iterator[dict[str, Any]]:
    """One column a fixed address, with the counted addresses that follow it; else one a counted address."""
    fixed = [address for address in lists if address.step is None]
    counted = [address for address in lists if address.step]
    for n, address in enumerate(fixed or counted):
        start = address.step.start if address.step and address.step.factor > 1 else 1
        path = address.template.replace("{number}", str(start))
        more = next((c for c in counted if _stem(c) in (_stem(address), path)), None) if fixed else address
        more = more or (counted[n] if fixed and n < len(counted) else None)
        yield _column(record, path, more, family)


def zero_based(template: str, first: str) -> bool:
    """Whether `index_1` follows `index`, as on most sites (which, no record says)."""
    return "index_{number}" in template and template.replace("{number}", "1") != first


def _stem(address: Address) -> str:
    return re.sub(r"(?:[_/]?\{number\})?(?:\.\w+)?$", "", address.template)


def _column(record: Record, address: str, more: Address | None, family: str) -> dict[str, Any]:
    steps = [*(more.step for more in [more] if more and more.step), *_steps(record)]
    size = max((step.factor for step in steps), default=1)
    column: dict[str, Any] = {"page_size": size} if size > 1 else {}
    if family == "hanweb" and record.form:
        per_page = parse_qs(urlencode(_first(record.query))).get("perpage", ["15"])[0]
        form = {name: value for name, value in record.form.items() if isinstance(value, str)}
        return {"path": urlsplit(address).path, "form": form, "page_size": int(per_page)}
    query = urlencode(_first(record.query))
    path = address.rstrip("?&") + ("?" + query if query else "")
    if family != "selectors":
        return {"path": _local(path)}
    if record.form:
        column["form"] = {name: _placed(name, value) for name, value in record.form.items()}
    if any(isinstance(value, Step) for value in record.query.values()):
        placed = {name: _placed(name, value) for name, value in record.query.items()}
        column["page_path"] = _local(address.rstrip("?&")) + "?" + urlencode(placed, safe="{}")
    elif more and more.step:
        column["page_path"] = _local(more.template.replace("{number}", _placed("", more.step)))
        if zero_based(more.template, address):
            column["first_page_index"] = 0
    return {"path": _local(path), **column}


def _steps(record: Record) -> list[Step]:
    given = [*record.query.values(), *record.form.values()]
    return [value for value in given if isinstance(value, Step)]


def _first(fields: dict[str, str | Step]) -> dict[str, str]:
    """The fields as they are sent for the first page."""
    return {
        name: value if isinstance(value, str) else str(value.start or 1) for name, value in fields.items()
    }


def _placed(name: str, value: str | Step) -> str:
    """A value with the placeholder that counts as the crawler does."""
    if isinstance(value, str):
        return value
    if value.factor == 1:
        return "{page}"
    if "end" in name.lower():
        return "{last}"
    return "{first}" if value.start == 1 else "{offset}"


def _local(address: str) -> str:
    parts = urlsplit(address)
    if parts.path.startswith("//"):
        return address
    return parts._replace(scheme="", netloc="").geturl() or "/"
