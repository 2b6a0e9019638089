"""The identities of the finance tables (勾稽关系), read from `schemas/data/finance_rules.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from schemas.base import Model
from schemas.codes import Mark
from schemas.finance import Kind


class FinanceRule(Model):
    """One identity: what it joins, how far rounding excuses it, and what it stands on."""

    id: str
    kind: Kind
    name: str
    """What it says, in the words of the form."""
    over: str
    """How it is applied; each reader has its list of ways."""
    tables: tuple[str, ...] = ()
    """Codes of the tables it is about; empty: all."""
    formula: str = ""
    pattern: str = ""
    """For a number in the text: a regular expression with a group `amount`."""
    tolerance: float = 1.0
    """1: what rounding the printed figures may explain; 0: not a cent."""
    clause: str
    mark: Mark

    @property
    def basis(self) -> str:
        """Clause and mark as findings show them."""
        return f"{self.clause} [{self.mark}]"


@cache
def finance_rules(kind: Kind | None = None) -> tuple[FinanceRule, ...]:
    """The rules of one kind of dataset, or of all, in the order of the file."""
    text = files("schemas").joinpath("data", "finance_rules.toml").read_text(encoding="utf-8")
    rules = (FinanceRule(**entry) for entry in tomllib.loads(text).get("rule", ()))
    return tuple(rule for rule in rules if kind in (None, rule.kind))
