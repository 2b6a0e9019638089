"""Names in publicity lists (公示名单): what the registry's policy leaves of them in the texts of an item and its files.

The payments themselves are read from the archive by `connectors.datasets`; what is kept here serves readers and search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree, html

from connectors.fields.model import PageReading
from connectors.payees import Policy, shown_payee
from schemas.item import Attachment

LIST_CATEGORIES = frozenset(("subsidy_payment", "village", "livelihood"))
"""Categories whose postings are lists of payees, or may be."""

HEADING = re.compile(
    r"^(?:户主|领[款取]人|受益人|农户|申请人|享受人|救助对象|补贴对象)?(?:姓\s*名)?(?:（户主）)?$"
)
_NOT_KEPT = "a list of payees: its text is not kept"


def conceal_payees(
    reading: PageReading, attachments: Iterable[Attachment], policy: Policy
) -> tuple[Attachment, ...]:
    """Mask names in the tables of a page, in place, and in the texts of its files, which come back."""
    files = tuple(attachments)
    if policy == "full":
        return files
    body = reading.values.get("body_html")
    if body and "<table" in body:
        reading.values["body_html"], names = _in_html(body, policy)
        reading.values["body_text"] = _replaced(reading.values.get("body_text") or "", names) or None
    return tuple(_concealed(file, policy) for file in files)


def _is_heading(text: str) -> bool:
    words = "".join(text.split())
    return bool(words) and HEADING.match(words) is not None


def _shown(name: str, policy: Policy) -> str:
    return shown_payee(name, policy=policy) or "**"


def _in_html(body: str, policy: Policy) -> tuple[str, dict[str, str]]:
    """The markup with the names of its tables masked, and what stands for each of them."""
    try:
        root = html.fragment_fromstring(body, create_parent="div")
    except (etree.LxmlError, ValueError):
        return body, {}
    names: dict[str, str] = {}
    for table in root.iter("table"):
        column: int | None = None
        for row in table.iter("tr"):
            cells = list(row.iterchildren("td", "th"))
            texts = [str(cell.text_content()).strip() for cell in cells]
            found = next((n for n, text in enumerate(texts) if _is_heading(text)), None)
            if found is not None:
                column = found
            elif column is not None and column < len(cells) and re.search(r"[\u3400-\u9fff]", texts[column]):
                names[texts[column]] = _shown(texts[column], policy)
                _write(cells[column], names[texts[column]])
    if not names:
        return body, names
    parts = [root.text or "", *(etree.tostring(part, encoding="unicode", method="html") for part in root)]
    return "".join(parts), names


def _write(cell: html.HtmlElement, text: str) -> None:
    for part in list(cell):
        cell.remove(part)
    cell.text = text


def _replaced(text: str, names: dict[str, str]) -> str:
    if not names:
        return text
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\u3400-\u9fff])(?:{'|'.join(map(re.escape, longest))})(?![\u3400-\u9fff])")
    return pattern.sub(lambda found: names[found[0]], text)


def _concealed(file: Attachment, policy: Policy) -> Attachment:
    if not file.text:
        return file
    lines, column, masked = file.text.split("\n"), None, False
    for n, line in enumerate(lines):
        cells = line.split("\t")
        found = next((m for m, text in enumerate(cells) if _is_heading(text)), None)
        if found is not None:
            if len(cells) == 1:
                # A text without columns: which of its words are names cannot be told.
                return file.model_copy(update={"text": None, "note": _NOT_KEPT})
            column = found
        elif column is not None and column < len(cells) and re.search(r"[\u3400-\u9fff]", cells[column]):
            cells[column] = _shown(cells[column], policy)
            lines[n], masked = "\t".join(cells), True
    if masked:
        return file.model_copy(update={"text": "\n".join(lines)})
    if re.search(r"姓\s*名|户主|领款人", file.text):
        return file.model_copy(update={"text": None, "note": _NOT_KEPT})
    return file
