"""`docs/rules.md`, printed from the rule data by `gongkai rules`."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.rules import MARK_WORDS, Rule

_HEAD = """# Rules (规则)

Printed from `schemas/data/rules/` by `gongkai rules > docs/rules.md`; a test keeps it so.
[findings.md](findings.md) says how a rule is written and how its findings live. A rule that is not 已核对原文 says so
wherever its verdict shows: read the clause before you enforce it.
"""


def rules_page(rules: Iterable[Rule]) -> str:
    """The rules as Markdown, each with what it asks, what to do, on what it stands and which test shows it."""
    listed = list(rules)
    index = [f"| [`{r.id}`](#{r.id}) | {r.name} | {r.severity} | {MARK_WORDS[r.mark]} |" for r in listed]
    table = ["| rule | 名称 | severity | 依据 |", "|---|---|---|---|", *index]
    return "\n".join([_HEAD, *table, "", *(_section(rule) for rule in listed)]).rstrip() + "\n"


def _section(rule: Rule) -> str:
    lines = [
        f"## {rule.id}",
        "",
        f"**{rule.name}** · {rule.severity} · {rule.clause}（{MARK_WORDS[rule.mark]}，`{rule.mark}`）",
        "",
        f"- 要求：{rule.demand}",
        f"- 整改：{rule.remedy}",
    ]
    if rule.parameters:
        lines.append("- 参数：" + "，".join(f"`{name}` = {value}" for name, value in rule.parameters.items()))
    return "\n".join([*lines, f"- 测试：`{rule.test}`", ""])
