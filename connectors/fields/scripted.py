"""Files that only a script names: links that it writes, documents that it shows (脚本中的附件)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINK = re.compile(
    r"""<a\s[^<>]{0,200}?href\s*=\s*\\?["']?(?P<href>[^"'\s<>\\]{4,300})[^<>]{0,200}>(?P<text>[^<]{0,200})<""",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"""\b\w{0,30}pdf\w{0,30}(?:\.\w{1,20})?\s?[(:=]\s?["'](?P<href>[^"'\s<>\\]{4,300})["']""", re.IGNORECASE
)
"""A document that is shown in the page: `showVsbpdfIframe("…pdf", …)`, `PDFObject.embed("…pdf")`, `pdfUrl: "…pdf"`."""


def named_in(script: str) -> Iterator[tuple[str, str]]:
    """Addresses that a script links or shows, with the text of the link."""
    if "<a " in script:
        yield from ((m["href"], m["text"]) for m in _LINK.finditer(script))
    if "pdf" in script or "PDF" in script:
        yield from ((m["href"], "") for m in _SHOWN.finditer(script))
