"""What the rules must find in the sample county, reckoned a second time from its truth alone, and the table of
what they found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from connectors.plans import Planned
from examples.youyi import applications, drop
from examples.youyi.county import data
from examples.youyi.items import monday
from examples.youyi.model import Posting, TrueItem
from schemas.governance import OwedDuty
from schemas.registry import Registry
from schemas.workdays import CalendarEndsError, plus_working_days
from tests.e2e import catalogue_truth, money_truth, platform_truth, posting_truth

Place = tuple[str, str]
"""Unit ("" where none is to blame), and what of it: address of the item, id of the duty, number of the application."""
WORKING_DAYS = 3
_SENSITIVE = re.compile("残疾人|未成年人|最低生活保障")
_RESULT = re.compile(r"采纳|反馈|结果|汇总|情况的?(通报|说明|公告)")
_DRAFT = re.compile(r"[（(][^（）()]*(征求意见稿|草案)[^（）()]*[）)]|[（）()《》]|征求意见稿|草案")


class Oracle:
    """The county's truth, the plan, and the day of the run."""

    def __init__(self, items: Sequence[TrueItem], planned: Planned, registry: Registry, today: date) -> None:
        self.items = items
        self.planned = planned
        self.registry = registry
        self.today = today
        postings = [p for s in registry.source for p in monday(s.id) if not p.offsite]
        self.postings: dict[str, Posting] = {
            item.url: posting for item, posting in zip(items, postings, strict=True)
        }

        self._names: dict[str, str] = {}
        for unit in registry.unit:
            short = [unit.name.replace("人民政府", "")] if unit.kind == "township" else []
            self._names |= dict.fromkeys([unit.name, *unit.aliases, *short], unit.id)
        self._name = re.compile("|".join(sorted(self._names, key=len, reverse=True)))

    def expected(self) -> dict[str, set[Place]]:
        """Places by rule."""
        found: dict[str, set[Place]] = defaultdict(set, {rule: set() for rule in money_truth.RULES})
        for url, posting in self.postings.items():
            if posting.planted and not posting.planted.startswith("duty_"):
                found[posting.planted].add((self._unit(url), url))
            for rule in money_truth.rules_of(posting):
                found[rule].add((self._unit(url), url))
        for item in self._of("subsidy_payment"):
            if item.must_be_masked and item.attachments:
                found["list_leaks"].add((item.unit_id, item.url))
            if _SENSITIVE.search(item.title):
                found["list_sensitive"].add((item.unit_id, item.url))
        for line, entry in enumerate(data("faults")["application"], 2):
            row = entry["row"]
            unit = next(u.id for u in self.registry.unit if u.name == row["受理机关"])
            cell = f"依申请公开登记簿.xlsx!{line}!received_on"
            if entry["rule"]:
                place = cell if entry["rule"] == "request_row_wrong" else row["登记号"]
                found[entry["rule"]].add((unit, place))
        found["annual_register"] |= {
            (unit.id, url)
            for url, posting in self.postings.items()
            for unit in self.registry.unit
            if applications.faulty(posting) and posting.title.partition("20")[0] in unit.aliases
        }
        found["interpretation_missing"] |= set(self._uninterpreted())
        found["interpretation_orphan"] |= set(self._misplaced())
        found["consultation_without_result"] |= set(self._unanswered_calls())
        found["meeting_missing"] |= set(self._meetings())
        found["personal_data"] |= {
            (item.unit_id, item.url)
            for item in self.items
            if item.must_be_masked and not self.postings[item.url].filed_under
        }
        found["duty_overdue"] |= set(self._overdue())
        for rule in ("drop_heading_unknown", "drop_hidden"):
            found[rule].add((drop.SOURCE, f"{drop.FILE}!{drop.SHEET}"))
        found["drop_unread"].add((drop.SOURCE, drop.SOURCE))
        found |= platform_truth.expected(self.items, self.registry, self.today)
        found |= catalogue_truth.expected(self.items, self.postings, self.registry, self.today)
        for rule, places in posting_truth.expected(self.items, self.postings, self.registry).items():
            found[rule] |= places
        found["duty_met_late"] |= {
            (d.unit_id, d.duty_id) for d in self.planned.duties if d.duty_id == "2021/1/outline/fgj"
        }
        return found

    def _unit(self, url: str) -> str:
        return next(item.unit_id for item in self.items if item.url == url)

    def _uninterpreted(self) -> Iterator[Place]:
        """Normative documents in force, old enough, of which no interpretation speaks; one posting a document."""
        told = {p.about_number for p in self.postings.values() if p.category == "interpretation" and p.about}
        for item in self._of("normative"):
            posting = self.postings[item.url]
            due = _after(posting.published.date(), WORKING_DAYS)
            if item.validity in ("失效", "废止") or due is None or due >= self.today:
                continue
            if posting.document_number not in told and posting.text_of is None:
                yield item.unit_id, item.url

    def _misplaced(self) -> Iterator[Place]:
        for item in self._of("interpretation"):
            if self.postings[item.url].category != "interpretation":
                yield item.unit_id, item.url

    def _unanswered_calls(self) -> Iterator[Place]:
        drafts = [
            (item, self.postings[item.url].published, _draft(item.title)) for item in self._of("consultation")
        ]
        for item, published, draft in drafts:
            old = published.date() + timedelta(days=90) < self.today
            answered = any(
                _RESULT.search(other.title) and draft == name and at >= published
                for other, at, name in drafts
            )
            if old and not answered and not _RESULT.search(item.title):
                yield item.unit_id, item.url

    def _meetings(self) -> Iterator[Place]:
        held: dict[tuple[str, str], set[int]] = defaultdict(set)
        for item in self._of("meeting"):
            match = re.search(r"(\d{4})年第(\d+)次常务会议", item.title)
            if match and match[1] >= "2021":
                held[item.unit_id, match[1]].add(int(match[2]))
        for (unit, year), numbers in held.items():
            if numbers != set(range(1, max(numbers) + 1)):
                yield unit, year

    def _overdue(self) -> Iterator[Place]:
        columns = {(s.unit, c.category) for s in self.registry.source for c in s.column}
        for duty in self.planned.duties:
            due = duty.due_on < self.today and (
                not duty.task_id.startswith("standing/") or duty.due_on.year == self.today.year
            )
            if (
                due
                and duty.proof is not None
                and duty.not_testable is None
                and not duty.proof.statute  # old texts beside the new are told by the rules of statutes
                and self._can_be_missed(duty, columns)
                and not self._shown(duty)
            ):
                yield duty.unit_id, duty.duty_id

    def _can_be_missed(self, duty: OwedDuty, columns: set[tuple[str, str]]) -> bool:
        assert duty.proof is not None
        anywhere = duty.proof.posted_by != "unit"
        return any(
            (unit, category) in columns
            for category in duty.proof.category
            for unit in ([u.id for u in self.registry.unit] if anywhere else [duty.unit_id, "county"])
        )

    def _shown(self, duty: OwedDuty) -> bool:
        """Whether enough items match; where the words of a report are asked for, whether there is no report."""
        proof = duty.proof
        assert proof is not None
        matching = [
            item
            for item in self.items
            if item.category in proof.category
            and self._by(item, duty.unit_id, proof.posted_by)
            and (not proof.keywords or any(word in item.title for word in proof.keywords))
            and all(word in item.title for word in proof.all_keywords)
            and not any(word in item.title for word in proof.without)
            and (not proof.with_file or item.attachments)
            and (proof.published_from or date.min) <= self._day(item) <= (proof.published_to or self.today)
        ]
        if proof.link:
            matching = [item for item in matching if self.postings[item.url].about]
        return len(matching) >= proof.at_least or bool((proof.text or proof.form) and not matching)

    def _by(self, item: TrueItem, unit_id: str, posted_by: str) -> bool:
        """Whose the item is. A title that names units speaks of those, wherever it stands."""
        named = {self._names[name] for name in self._name.findall(item.title)}
        if posted_by == "named" and named - {"county"}:
            return unit_id in named
        return posted_by == "anyone" or item.unit_id == unit_id or (posted_by == "named" and unit_id in named)

    def _day(self, item: TrueItem) -> date:
        return item.published_at.date() if item.published_at else item.written_on or date.max

    def _of(self, category: str) -> Iterator[TrueItem]:
        return (item for item in self.items if item.category == category)


def table(expected: dict[str, set[Place]], found: dict[str, list[Place]], others: Iterable[str]) -> str:
    """Rule by rule: planted and found, missed, found beyond, found twice; then what is judged elsewhere."""
    lines = [f"{'rule':<30}{'planted':>8}{'hit':>6}{'missed':>8}{'extra':>7}{'twice':>7}"]
    for rule in sorted(expected):
        wanted, got = expected[rule], found.get(rule, [])
        counts = (
            len(wanted & set(got)),
            len(wanted - set(got)),
            len(set(got) - wanted),
            len(got) - len(set(got)),
        )
        lines.append(f"{rule:<30}{len(wanted):>8}{counts[0]:>6}{counts[1]:>8}{counts[2]:>7}{counts[3]:>7}")
    return "\n".join([*lines, f"judged by their own tests: {', '.join(sorted(others))}"])


def _after(day: date, number: int) -> date | None:
    try:
        return plus_working_days(day, number)
    except CalendarEndsError:
        return None


def _draft(title: str) -> str:
    named = re.search(r"《(.+)》", title)
    return _DRAFT.sub("", named[1] if named else title)
