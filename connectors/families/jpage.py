"""How hanweb's jpage asks for further rows: the data proxy and its form, read from the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin

from connectors.families.markup import Element, document, scripts
from connectors.fetch.model import Request

FORM = (
    "col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype",
    "parameters",
)  # fmt: skip
_DEFAULTS = {"col": "1", "appid": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0"}
_QUOTED = re.compile(
    r"""(['"])((?:(?!\1)[^\n])*?(?:unitid|columnid|webid)=(?:(?!\1)[^\n])*)\1""", re.IGNORECASE
)
_PROXY = re.compile(r"""['"]([^'"\s?]*dataproxy\.jsp)""", re.IGNORECASE)
_DEFAULT_PROXY = "/module/web/jpage/dataproxy.jsp"
_PER_PAGE = re.compile(r"\bperpage['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_COLUMN = re.compile(r"\bcolumnid['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)
_GROUP_SIZE = re.compile(r"\bgroupsize['\"]?\s*[:=]\s*['\"]?(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recordset:
    """Where and with which form the windows of a column are asked for."""

    url: str
    form: dict[str, str]
    per_page: int
    group: int
    """Pages that one window spans."""

    @property
    def window(self) -> int:
        """Rows that one request asks for."""
        return self.per_page * self.group

    def request(self, start: int) -> Request:
        """The window that begins with record `start`, counted from 1."""
        asked = {"startrecord": start, "endrecord": start + self.window - 1, "perpage": self.per_page}
        return Request(f"{self.url}?{urlencode(asked)}", "list", form=self.form)


def recordset_of(text: str, url: str, page_size: int | None) -> Recordset | None:
    """The recordset a page declares; None where it neither names the proxy nor calls jpage."""
    root = document(text)
    script = scripts(root).replace("&amp;", "&")
    proxy = _PROXY.search(script)
    if proxy is None and not re.search(r"\.jpage\(", script):
        return None
    marked = _from_markup(root, script, url)
    own = _own(script, marked.get("unitid"))
    per_page, group = (shape.search(own) or shape.search(script) for shape in (_PER_PAGE, _GROUP_SIZE))
    return Recordset(
        url=urljoin(url, proxy[1] if proxy else _DEFAULT_PROXY),
        form=_form(script, own, marked),
        per_page=page_size or (int(per_page[1]) if per_page else 15),
        group=int(group[1]) if group else 3,
    )


def _form(script: str, own: str, marked: dict[str, str]) -> dict[str, str]:
    """The form's fields: defaults, what the address and the markup say, query strings, then script values.

    A page may hold the boxes of other columns too; theirs count for nothing where one is known to be the page's own.
    """
    known = _DEFAULTS | marked
    for query in _queries(script, marked.get("unitid")):
        known |= query
    for name in FORM:
        value = r"""(?:'([^']*)'|"([^"]*)"|(\d+))"""
        shape = re.compile(rf"""\b{name}['"]?\s*:\s*{value}|\bvar\s+{name}\s*=\s*{value}""", re.I)
        said = shape.search(own) or shape.search(script)
        if said:
            known[name] = next(value for value in said.groups() if value is not None)
    known["unitid"] = marked.get("unitid") or known.get("unitid", "")
    return {name: known[name] for name in FORM if name in known}


def _queries(script: str, unit: str | None) -> list[dict[str, str]]:
    """The query strings of a script, those of the box `unit` alone where it has any."""
    by_folded = {name.lower(): name for name in FORM}
    found = []
    for quoted in _QUOTED.finditer(script):
        query = parse_qsl(quoted[2].partition("?")[2] or quoted[2], keep_blank_values=True)
        found.append({by_folded[k.lower()]: v for k, v in query if k.lower() in by_folded})
    return [query for query in found if unit and query.get("unitid") == unit] or found


def own_store(root: Element, url: str) -> tuple[str, str] | None:
    """The largest recordset in a page that is not known to be another column's, and the call that pages it."""
    script = scripts(root)
    store = _own_store(root, script, url)
    return (store.text or "", _own(script, _box(store))) if store is not None else None


def _own_store(root: Element, script: str, url: str) -> Element | None:
    """By the column's number in the address, which the recordset or the call of its box names too."""
    found = re.search(r"/col/col(\d+)/", url)
    stores = [element for element in root.iter("script") if "<record" in (element.text or "")]
    if len(stores) > 1 and found:
        calls = [_own(script, _box(store)) for store in stores]
        named = [
            _COLUMN.search(s.text or "") or _COLUMN.search(c) for s, c in zip(stores, calls, strict=True)
        ]
        own = [store for store, name in zip(stores, named, strict=True) if name and name[1] == found[1]]
        nameless = [store for store, name in zip(stores, named, strict=True) if not name]
        stores = own or nameless or stores
    return max(stores, key=lambda store: len(store.text or ""), default=None)


def _box(store: Element) -> str | None:
    """The number of the box that holds a recordset."""
    return next((e.get("id") for e in store.iterancestors() if (e.get("id") or "").isdigit()), None)


def _own(script: str, unit: str | None) -> str:
    """The part of a script that calls jpage for the box `unit`; "" where none does."""
    call = re.search(rf"""#{unit}['"]\s*\)\s*\.jpage\(""", script) if unit else None
    return script[call.end() :].partition(".jpage(")[0] if call else ""


def _from_markup(root: Element, script: str, url: str) -> dict[str, str]:
    """webid from its meta, columnid from the address, unitid from the box that holds the recordset."""
    found = {}
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "webid" and meta.get("content"):
            found["webid"] = str(meta.get("content"))
    if column := re.search(r"/col/col(\d+)/", url):
        found["columnid"] = column[1]
    store = _own_store(root, script, url)
    box = _box(store) if store is not None else None
    return found | ({"unitid": box} if box else {})
