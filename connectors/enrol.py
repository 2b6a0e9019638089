"""New sources for the registry file: proposed, validated with the whole registry, and only then written."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomlkit
from tomlkit.items import AoT, Table

from connectors.registry import registry_of, registry_texts
from schemas.registry import Registry, Source

_GENERAL = frozenset(("www", "gov", "com", "cn", "org", "net", "edu", "localhost"))
"""Parts of a host name that do not tell one site from another."""
_HEADER = re.compile(r"^\s*\[\[\s*source\s*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an address suggests for a new entry; `unit` is None where no unit of the registry fits."""

    id: str
    unit: str | None


def propose(url: str, registry: Registry) -> Proposal:
    """A free id, and the unit: the one whose id stands in the address, else the only one on that host."""
    words = list(_words(url))
    units = {unit.id for unit in registry.unit}
    host = urlsplit(url).netloc.lower()
    same_host = {source.unit for source in registry.source if source.host == host}
    unit = next((word for word in words if word in units), None)
    if unit is None and len(same_host) == 1:
        unit = same_host.pop()
    taken = {source.id for source in registry.source}
    stem = next((word for word in (unit, *words) if word and word not in taken), unit or words[0])
    number = 2
    name = stem
    while name in taken:
        name, number = f"{stem[:60]}-{number}", number + 1
    return Proposal(name, unit)


def add_source(registry_path: Path, source_fields: Mapping[str, Any]) -> str:
    """Appends a `[[source]]` with its columns to the registry, comments and layout kept; returns its id.

    `source_fields` has the keys of `Source`, columns under `column`; what is None or empty is left out. In a
    folder the entry goes to the last file that holds sources. The file is replaced in one step. Raises
    `RegistryError` where the registry would not be valid with it; the file is then as before.
    """
    texts = registry_texts(registry_path)
    files = list(texts)
    target = next((file for file in reversed(files) if _HEADER.search(texts[file])), files[-1])
    content = target.read_bytes()
    entry = _entry(source_fields)
    texts[target] = texts[target].rstrip("\n") + "\n\n" + entry
    registry_of(texts)
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    body = content.rstrip(b"\r\n") + newline * 2 + entry.encode().replace(b"\n", newline)
    _replace(target, body)
    return str(source_fields["id"])


def _entry(fields: Mapping[str, Any]) -> str:
    """The entry as TOML: plain keys in the order of the model, then columns and selectors as tables."""
    given = {key: value for key, value in fields.items() if value not in (None, "", [], (), {})}
    order = ["id", "unit", "family", "base_url", *Source.model_fields, *given]
    plain = sorted((key for key in given if key not in ("column", "selectors")), key=order.index)
    source = _table({key: given[key] for key in plain})
    if "column" in given:
        source.add("column", _tables(_table(column) for column in given["column"]))
    if "selectors" in given:
        source.add("selectors", _table(given["selectors"]))
    document = tomlkit.document()
    document.add("source", _tables([source]))
    return tomlkit.dumps(document).lstrip("\n")


def _tables(tables: Iterable[Table]) -> AoT:
    array = tomlkit.aot()
    for table in tables:
        array.append(table)
    return array


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, _inline(value))
    return table


def _inline(value: Any) -> Any:
    """A table inside an entry stays on its line."""
    if not isinstance(value, Mapping):
        return list(value) if isinstance(value, tuple) else value
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _replace(file: Path, body: bytes) -> None:
    """Writes beside the file and renames over it, so that a reader sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        part.chmod(file.stat().st_mode & 0o777)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _words(url: str) -> Iterator[str]:
    """Words of an address that may name a site: of its host, of its path, its port; never none."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    labels = [] if re.fullmatch(r"[\d.:]+", host) else host.split(".")
    folders = [folder for folder in parts.path.lower().split("/") if folder and "." not in folder]
    for word in (*labels, *folders):
        slug = re.sub(r"[^a-z0-9_-]+", "-", word).strip("-_")[:64]
        if slug and slug not in _GENERAL:
            yield slug
    yield f"site-{parts.port}" if parts.port else "site"
