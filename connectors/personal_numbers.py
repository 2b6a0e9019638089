"""What an identity number, a mobile number and a bank card are made of (GB 11643, mobile prefixes, Luhn).

Questions about digits alone; where in a text such digits stand is asked in `privacy` and `disguises`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stdnum import luhn

Kind = Literal["resident_id", "bank_card", "mobile"]

_OF_REGION = {1: range(1, 6), 2: range(1, 4), 3: range(1, 8), 4: range(1, 7), 5: range(5), 6: range(1, 6)}
"""GB/T 2260: the great region, and the provinces in it."""
_PROVINCES = frozenset(
    n for n in range(11, 84) if n in (71, 81, 82, 83) or n % 10 in _OF_REGION.get(n // 10, ())
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_STARTS = ("62", "60", "4", "51", "52", "53", "54", "55", "35", "37", "95", "94", "90")
ID_LABEL = re.compile(r"身\s*份\s*证|证\s*件\s*号|公民身份|身份号码|证照号码")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A number found in a text, from `start` to `end`."""

    kind: Kind
    start: int
    end: int


def kind_of(digits: str) -> Kind | None:
    """What digits are by themselves, without a label beside them; None for any other number."""
    if is_resident(digits) and len(digits) == 18:
        return "resident_id"
    if is_mobile(digits):
        return "mobile"
    return "bank_card" if is_card(digits) else None


def is_mobile(digits: str) -> bool:
    """Eleven digits that begin like a mobile number of the mainland."""
    return _MOBILE.fullmatch(digits) is not None


def is_resident(digits: str, *, labelled: bool = False) -> bool:
    """GB 11643, 18 digits, or the 15 of before 1999: region, birthday, and check digit unless labelled."""
    if len(digits) not in (15, 18) or not digits[:-1].isdigit() or int(digits[:2]) not in _PROVINCES:
        return False
    born = digits[6:14] if len(digits) == 18 else "19" + digits[6:12]
    try:
        year = date(int(born[:4]), int(born[4:6]), int(born[6:])).year
    except ValueError:
        return False
    if not 1900 <= year <= 2030:
        return False
    if len(digits) == 15:
        return digits.isdigit()
    total = sum(w * int(c) for w, c in zip(_WEIGHTS, digits[:17], strict=True))
    return labelled or digits[17].upper() == "10X98765432"[total % 11]


def is_card(digits: str, starts: tuple[str, ...] = _CARD_STARTS) -> bool:
    """Sixteen to nineteen digits with an issuer's prefix that pass Luhn."""
    return (
        16 <= len(digits) <= 19
        and digits.isdigit()
        and digits.startswith(starts)
        and bool(luhn.is_valid(digits))
    )
