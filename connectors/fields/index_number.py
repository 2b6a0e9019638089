"""Index numbers (索引号): national form and the local dialects, with the check digits of GB 11714 and GB
32100.

A wrong check digit is a finding and never a rejection: it is how the page prints it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Dialect = Literal["credit_code", "organ_code", "site_code", "mnemonic", "dated", "grouped", "unknown"]

_CREDIT = re.compile(r"([0-9A-HJ-NPQRTUWXY]{18})[/\-](\d{4})(\d{2})?[-/]?(\d{4,6})")
_ORGAN = re.compile(r"([0-9A-Z]{8})-?([0-9X])[/\-](\d{4})(\d{2})?[-/](\d{4,6})")
_SHORT_ORGAN = re.compile(r"[0-9]{7}-[0-9X]/(\d{4})(\d{2})?-(\d{4,6})")
_SITE = re.compile(r"\d{10}/(\d{4})(\d{2})?-(\d{4,6})")
_MNEMONIC = re.compile(r"[A-Za-z]{2,20}/(\d{4})(\d{2})?-(\d{4,6})")
_DATED = re.compile(r"(?:19|20)\d{6}-\d+")
_GROUPED = re.compile(r"[0-9A-Za-z]+(?:[-_/][0-9A-Za-z]+){2,7}")
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """An index number as printed (width folded), its dialect, and whether its check digit holds (None: has
    none)."""

    text: str
    dialect: Dialect
    checked: bool | None


def read_index_number(text: str) -> IndexNumber | None:
    """Read what stands behind the label; None where it is no identifier (no digit, prose, too long)."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("[]()。，,;；")
    if not folded or len(folded) > 64 or not re.search(r"\d", folded) or re.search(r"[。，！？：]", folded):
        return None
    upper = folded.upper()
    if match := _CREDIT.fullmatch(upper):
        return IndexNumber(folded, "credit_code", credit_code_holds(match[1]))
    if match := _ORGAN.fullmatch(upper):
        return IndexNumber(folded, "organ_code", organ_code_holds(match[1] + match[2]))
    for pattern, dialect in _PLAIN:
        if pattern.fullmatch(upper):
            return IndexNumber(folded, dialect, None)
    return IndexNumber(folded, "unknown", None)


_PLAIN: tuple[tuple[re.Pattern[str], Dialect], ...] = (
    (_SHORT_ORGAN, "organ_code"),
    (_SITE, "site_code"),
    (_MNEMONIC, "mnemonic"),
    (_DATED, "dated"),
    (_GROUPED, "grouped"),
)


def organ_code_holds(code: str) -> bool:
    """GB 11714: nine characters, the last one 11 − (Σ weight · value mod 11), 10 as X, 11 as 0."""
    if len(code) != 9 or not code[:8].isalnum():
        return False
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(c, 36) for w, c in zip(weights, code[:8], strict=True))
    return code[8] == "0123456789X0"[11 - total % 11]


def credit_code_holds(code: str) -> bool:
    """GB 32100: eighteen characters, the last one by powers of 3 modulo 31."""
    if len(code) != 18 or any(c not in _CREDIT_ALPHABET for c in code):
        return False
    total = sum(w * _CREDIT_ALPHABET.index(c) for w, c in zip(_CREDIT_WEIGHTS, code[:17], strict=True))
    return code[17] == _CREDIT_ALPHABET[(31 - total % 31) % 31]
