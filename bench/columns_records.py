"""Records of public collections of crawlers: addresses, forms and selectors, out of their Python expressions."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_COUNTERS = ("i", "page")


@dataclass(frozen=True, slots=True)
class Step:
    """A number that a crawler counts up: `factor * i + start`."""

    factor: int
    start: int


@dataclass(frozen=True, slots=True)
class Address:
    """An address with at most one number that is counted up, and with fields of rows (`item["id"]`)."""

    template: str
    step: Step | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says, whichever collection it is of."""

    name: str
    addresses: tuple[Address, ...]
    list_item: str | None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    body: str | None = None
    patterns: tuple[str, ...] = ()
    query: dict[str, str | Step] = field(default_factory=dict)
    form: dict[str, str | Step] = field(default_factory=dict)


def read_records(folder: Path) -> Iterator[Record]:
    """The records of both collections."""
    for line in (folder / "selectors_2025.jsonl").read_text("utf-8").splitlines():
        yield _of_2025(json.loads(line))
    for line in (folder / "selectors_2020.jsonl").read_text("utf-8").splitlines():
        yield _of_2020(json.loads(line))


def _of_2025(record: dict[str, Any]) -> Record:
    first = Address(record["url"])
    more = record.get("page_url") or ""
    second = (Address(more.replace("{}", "{number}"), Step(1, 0)),) if "{}" in more else ()
    keys = ("list_item", "href", "title", "date", "body")
    item, link, title, date, body = (record.get(f"{key}_xpath") or None for key in keys)
    return Record(record["url"], (first, *second), item, link, title, date, body)


def _of_2020(record: dict[str, Any]) -> Record:
    css, body = record.get("list_css"), record.get("body_css")
    return Record(
        str(record.get("site")),
        tuple(_address(code) for code in record["list_urls"] if not code.rstrip().endswith(("str(", "\\"))),
        f"css:{css}" if css else None,
        body=f"css:{body}" if body else None,
        patterns=tuple(record.get("list_regex") or ()),
        query=_fields(record.get("params")),
        form=_fields(record.get("post")),
    )


def _address(code: str) -> Address:
    """From the Python expression that a crawler builds its address with."""
    template, step, names = "", None, []
    for part in _summed(ast.parse(code.strip(), mode="eval").body):
        if isinstance(part, ast.Constant):
            template += str(part.value)
        elif (found := _step(part)) is not None:
            template, step = template + "{number}", found
        else:
            name = next((c.value for c in ast.walk(part) if isinstance(c, ast.Constant)), "id")
            names.append(str(name))
            template += f"{{{name}}}"
    return Address(template.strip(), step, tuple(names))


def _summed(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and not _is_number(node):
        yield from _summed(node.left)
        yield from _summed(node.right)
    else:
        yield node


def _fields(code: str | None) -> dict[str, str | Step]:
    if not code:
        return {}
    fields: dict[str, str | Step] = {}
    table = ast.parse(code, mode="eval").body
    for key, value in zip(getattr(table, "keys", []), getattr(table, "values", []), strict=True):
        step = _step(value)
        fields[str(key.value)] = step or (str(value.value) if isinstance(value, ast.Constant) else "")
    return fields


def _step(node: ast.expr) -> Step | None:
    """`str(i * 45 + 1)` and its like; None for what counts nothing."""
    while isinstance(node, ast.Call | ast.Set):
        node = node.args[0] if isinstance(node, ast.Call) else node.elts[0]
    if not _is_number(node) or not any(isinstance(part, ast.Name) for part in ast.walk(node)):
        return None
    first, second = _value(node, 0), _value(node, 1)
    return Step(second - first, first)


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int)
    return isinstance(node, ast.Name) and node.id in _COUNTERS


def _value(node: ast.expr, counter: int) -> int:
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, counter), _value(node.right, counter)
        return left * right if isinstance(node.op, ast.Mult) else left + right
    return int(node.value) if isinstance(node, ast.Constant) else counter
