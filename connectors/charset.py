"""Bytes of a page to text: what the page declares is often wrong, so the bytes themselves decide
(字符编码)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that gave it; `damaged` counts the characters lost (U+FFFD)."""

    text: str
    encoding: str
    damaged: int = 0

    def utf8(self, content: bytes) -> bytes:
        """The text as UTF-8, where it was decoded from `content`; which is it already, more often than not."""
        if self.encoding == "utf-8" and not self.damaged and not content.startswith(codecs.BOM_UTF8):
            return content
        return self.text.encode("utf-8", "replace")


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Decode by BOM, else strict UTF-8, else strict GB18030 (which holds GBK and GB 2312), else with least
    damage.

    `declared` (from the HTTP header or the page) is believed only where neither of the two fits strictly and
    it loses fewer characters: on real pages the declaration is wrong more often than the bytes.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = content[len(bom) if encoding == "utf-8" else 0 :].decode(encoding, "replace")
            return Decoded(text, encoding, text.count("\ufffd"))
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        utf8 = _replaced(content, "utf-8")
    try:
        strict = Decoded(content.decode("gb18030"), "gb18030")
    except UnicodeDecodeError:
        candidates = ["gb18030", *([declared] if declared and _known(declared) else [])]
        return min(
            (utf8, *(_replaced(content, encoding) for encoding in candidates)), key=lambda d: d.damaged
        )
    return utf8 if _hardly_damaged(utf8) else strict


def wrongly_declared(content: bytes, decoded: Decoded, header: str | None) -> str | None:
    """The charset that the page (or else the HTTP header) declares, where the bytes are in another one; None
    where it is right, missing, unknown, or where all of the page is ASCII."""
    found = _META.search(content, 0, _HEAD)
    named = found[1].decode("ascii") if found else header
    if not named or content.isascii():
        return None
    try:
        declared = codecs.lookup(named).name
    except LookupError:
        return None
    return (
        None if _FAMILY.get(declared, declared) == _FAMILY.get(decoded.encoding, decoded.encoding) else named
    )


_HEAD = 4096
"""So far into a page its declaration is looked for; browsers look less far."""
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z][\w.:-]{1,20})", re.IGNORECASE)
_FAMILY = dict.fromkeys(("gb2312", "gbk", "gb18030", "hz"), "gb18030") | dict.fromkeys(
    ("utf-8", "utf-8-sig"), "utf-8"
)


def _hardly_damaged(utf8: Decoded) -> bool:
    """Whether this is UTF-8 with a scratch: of real GB18030 text, most characters are no UTF-8 at all."""
    return utf8.damaged <= 3 and sum(c > "\x7f" for c in utf8.text) > 20 * utf8.damaged


def _replaced(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _known(encoding: str) -> bool:
    """Whether it names a text codec that may stand for a whole page; single-byte ones never lose a character,
    so they would always win and always be wrong."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return False
    return name in {"big5", "big5hkscs", "cp950", "utf-16", "utf-16-le", "utf-16-be", "euc_jp", "shift_jis"}
