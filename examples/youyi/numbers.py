"""Made-up numbers with true check digits: organisations, index numbers, persons, bank cards, telephones."""

from __future__ import annotations

from random import Random

_CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def organisation_code(serial: int) -> str:
    """A GB 11714 code (组织机构代码) of 9 characters, without its hyphen."""
    base = f"{serial:08d}"
    rest = 11 - sum(int(c) * w for c, w in zip(base, _ORGAN_WEIGHTS, strict=True)) % 11
    return base + ("X" if rest == 10 else "0" if rest == 11 else str(rest))


def credit_code(serial: int) -> str:
    """A GB 32100 code (统一社会信用代码) of an organ in division 230522."""
    base = "11230522" + organisation_code(serial)
    total = sum(_CREDIT_DIGITS.index(c) * pow(3, i, 31) for i, c in enumerate(base))
    return base + _CREDIT_DIGITS[-total % 31]


def spoiled(code: str) -> str:
    """The same code with a wrong check digit, as typing errors make it."""
    last = code[-1]
    return code[:-1] + ("7" if last != "7" else "4")


def person_number(dice: Random) -> str:
    """A resident identity number (GB 11643) with a valid check digit. It is nobody's: it begins with the code
    of a whole city, which no resident's does."""
    base = f"23050019{dice.randrange(50, 99)}{dice.randrange(1, 13):02d}"
    base += f"{dice.randrange(1, 29):02d}{dice.randrange(1000):03d}"
    total = sum(int(c) * w for c, w in zip(base, _PERSON_WEIGHTS, strict=True))
    return base + "10X98765432"[total % 11]


def bank_card(dice: Random) -> str:
    """A card number of 19 digits that passes Luhn."""
    base = "6228" + "".join(str(dice.randrange(10)) for _ in range(14))
    digits = [int(c) for c in reversed(base)]
    total = sum(d if i % 2 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits))
    return base + str(-total % 10)


def mobile(dice: Random) -> str:
    """A mobile number of 11 digits."""
    return f"1{dice.choice('35789')}{dice.randrange(10):d}{dice.randrange(10**8):08d}"


def landline(dice: Random) -> str:
    """A landline of the county; it must stay readable."""
    return f"0469-58{dice.randrange(10**5):05d}"


def checks(code: str) -> bool | None:
    """Whether an organisation or credit code has the right check digit; None for anything else."""
    if len(code) == 9 and code[:8].isdigit():
        return organisation_code(int(code[:8])) == code
    if len(code) == 18 and code[8:16].isdigit():
        return credit_code(int(code[8:16])) == code
    return None
