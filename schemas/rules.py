"""Rules (规则): what disclosure is measured by, as data under `schemas/data/rules/`, one file a field of work."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.base import Model
from schemas.codes import Mark
from schemas.finance_rules import FinanceRule, finance_rules
from schemas.harvest import Finding, Severity

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,63}$")]

MARK_WORDS: dict[Mark, str] = {
    "confirmed": "已核对原文",
    "recalled": "未核对原文",
    "inference": "推断，未见明文",
}
"""How a mark is told wherever a verdict shows that rests on it."""


class Rule(Model):
    """One rule. Its id is the `check_id` of the findings it gives, before a slash where there is one."""

    id: RuleId
    name: str
    """In Chinese, short."""
    demand: str
    """What it asks for, in plain Chinese."""
    remedy: str
    """What to change, and where."""
    severity: Severity
    clause: str
    """The clause it stands on; for a check of data no law speaks of, where the practice comes from."""
    mark: Mark
    test: str
    """`tests/….py::test_…`: the test that has one that passes and one that fails."""
    parameters: dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")], int | float | str] = Field(
        default_factory=dict
    )
    """Thresholds. A query of `warehouse/sql/rules/` reads them with `getvariable('name')`."""


def _load() -> dict[str, dict[str, Rule]]:
    fields: dict[str, dict[str, Rule]] = {}
    seen: set[str] = set()
    for file in sorted(files("schemas").joinpath("data", "rules").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        for table in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]:
            rule = Rule.model_validate(table)
            if rule.id in seen:
                raise ValueError(f"{file.name}: rule {rule.id!r} is given twice")
            seen.add(rule.id)
            fields.setdefault(file.name.removesuffix(".toml"), {})[rule.id] = rule
    return fields | {"finance": {rule.id: _of_identity(rule) for rule in finance_rules()}}


def _of_identity(identity: FinanceRule) -> Rule:
    """An identity of the finance tables is a rule too; what to do where it fails is the same for all."""
    return Rule(
        id=identity.id,
        name=identity.name,
        demand=f"{identity.name}，每份文件的相关表格都成立。",
        remedy="请核对所列单元格，更正后重新公开。",
        severity="error",
        clause=identity.clause,
        mark=identity.mark,
        test=f"tests/connectors/datasets/test_{identity.kind}.py",
    )


RULES_OF: dict[str, dict[str, Rule]] = _load()
"""By field of work, which is the name of the file, and id."""
RULES: dict[str, Rule] = {rule_id: rule for rules in RULES_OF.values() for rule_id, rule in rules.items()}
"""By id, in the order of the files and within them."""


SITE = "site:"
"""Begins the subject of a fault that lies in the site, not in the page that shows it: what of the site is wrong. All
pages of a unit with the same subject are told as one finding, by the SQL of the rule."""


def breach(
    rule_id: str,
    message: str,
    *,
    unit_id: str | None = None,
    source_id: str | None = None,
    item_id: str | None = None,
    page_key: str | None = None,
    subject: str | None = None,
    evidence: str | None = None,
) -> Finding:
    """A finding of a rule, with the rule's severity. Raises `KeyError` for a rule that is not in the data.

    Clause, mark and remedy are the rule's and are filled in where it is stored.
    """
    return Finding(
        check_id=rule_id,
        severity=RULES[rule_id].severity,
        message=message,
        unit_id=unit_id,
        source_id=source_id,
        item_id=item_id,
        page_key=page_key,
        subject=subject,
        evidence=evidence,
    )
