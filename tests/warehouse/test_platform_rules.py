"""Columns by the times of the inspection, blank ones, what fails a site, items without date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from schemas.base import SHANGHAI
from schemas.registry import Column, County, Registry, Source, Unit
from tests.warehouse.rulebook import RUN, open_rulebook
from warehouse.checks import run_checks
from warehouse.looks import platform_health
from warehouse.report.health import health_section, read_health
from warehouse.snapshot import publish_snapshot

TODAY = date(2026, 11, 24)
READ_AT = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
COLUMN_RULES = {"stale_news", "stale_notice", "stale_plan", "stale_services", "stale_column", "blank_column"}


@dataclass
class Sites:
    """Columns on hosts of their own, each with what was last read of it."""

    columns: dict[str, list[Column]] = field(default_factory=dict)
    reads: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self, host: str, kind: str | None, age: int | None, *, expect: int | None = None, **read: Any
    ) -> None:
        """A column whose newest row was so many days old on the day of the run; None: none has a date."""
        columns = self.columns.setdefault(host, [])
        columns.append(
            Column.model_validate(
                {
                    "path": f"/{len(columns)}/",
                    "category": "response",
                    "kind": kind,
                    "expect": {"max_age_days": expect},
                }
            )
        )
        newest = None if age is None else TODAY - timedelta(days=age)
        row = {"source_id": host, "path": columns[-1].path, "completeness": "proven", "read_at": READ_AT}
        row |= {"proven_at": READ_AT, "listed": 3, "undated": 3 if age is None else 0, "newest_on": newest}
        self.reads.append(row | read)

    def registry(self) -> Registry:
        sources = [
            Source(id=host, unit="zfb", family="trs", base_url=f"http://{host}.test", column=tuple(columns))
            for host, columns in self.columns.items()
        ]
        unit = Unit(id="zfb", name="友谊县人民政府办公室", kind="department")
        return Registry(county=County(name="友谊县", division="230522"), unit=(unit,), source=tuple(sources))


def sites() -> Sites:
    made = Sites()
    times = {"news": (14, 15), "notice": (184, 185), "policy": (184, 185), "staff": (365, 366)}
    for kind, ages in (times | {"plan": (365, 366), "services": (92, 93), "none": (2000, 2000)}).items():
        for age in ages:
            made.add(f"time-{kind}", kind, age)
    made.add("expects", "plan", 31, expect=30)
    made.add("expects", "plan", 400, expect=30)
    made.add("expects", "none", 30, expect=30)
    made.add("undated", "news", None)
    made.add("undated", "none", None)
    made.add("by-items", "news", None)
    made.add("untested", "news", 99, completeness="unproven", proven_at=None)
    made.add("untested", "news", None, completeness="broken", proven_at=None, listed=0)
    made.add("broken-since", "news", 20, completeness="broken", proven_at=READ_AT - timedelta(days=8))
    for host, kinds in (
        ("four-core", ("news", "notice", "policy", "news")),
        ("five-core", ("news", "notice", "policy", "news", "news")),
        ("nine", ("plan",) * 9),
        ("ten", ("plan",) * 10),
    ):
        for kind in kinds:
            made.add(host, kind, 400)
    for blank in (4, 5):
        for _ in range(blank):
            made.add(f"blank-{blank}", "news", None, listed=0, undated=0)
    return made


STATES = {
    "no_address": "ipv6_no_address",
    "unreachable": "ipv6_unreachable",
    "differs": "ipv6_differs",
    "partial": "ipv6_links",
    "ok": None,
    "not_testable": None,
}


def site_check(host: str, state: str, home: str = "ok") -> dict[str, Any]:
    row = {
        "host": f"{host}.test",
        "source_id": host,
        "checked_at": READ_AT,
        "home_url": f"http://{host}.test/",
    }
    row |= {"home_state": home, "home_detail": "HTTP 404", "ipv6_state": state, "ipv6_detail": "说明"}
    return row | {"second_links": 4, "second_answered": 3, "third_links": 0, "third_answered": 0}


Told = dict[str, dict[str, tuple[str, str]]]
"""Rule and severity by host and column."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Told, dict[str, Any]]]:
    """What the rules tell of the columns; then what else a test may ask, by name."""
    made = sites()
    with open_rulebook(tmp_path_factory.mktemp("platform"), made.registry()) as book:
        for row in made.reads:
            book.log.insert("operations.column_read", row)
        book.item("dated", published="2026-11-20", source_id="by-items")
        book.item("undated", source_id="by-items")
        book.item("elsewhere", source_id="left-the-registry")
        page = {
            "source_id": "by-items",
            "page_key": "p",
            "item_id": "dated",
            "columns": ["/0/"],
            "row_hash": "r",
        }
        page |= {
            "content_hash": "c",
            "fetched_at": READ_AT,
            "first_seen_at": READ_AT,
            "last_seen_at": READ_AT,
        }
        book.log.insert("operations.page", page | {"missing_runs": 0})
        for state, column in zip(STATES, made.columns, strict=False):
            book.log.insert("operations.site_check", site_check(column, state))
        book.log.insert("operations.site_check", site_check("ten", "ok", home="dead"))
        for host, age in (("nine", 14), ("blank-4", 15), ("blank-5", None)):
            newest = {"newest_on": age and TODAY - timedelta(days=age)}
            book.log.insert("operations.site_check", site_check(host, "ok") | newest)
        findings = run_checks(book.warehouse, RUN)
        columns: Told = {}
        for finding in findings:
            if finding.check_id in COLUMN_RULES:
                assert finding.source_id
                assert finding.subject
                columns.setdefault(finding.source_id, {})[finding.subject] = (
                    finding.check_id,
                    finding.severity,
                )
        publish_snapshot(book.warehouse, book.warehouse.home)
        yield (
            columns,
            {
                "health": {n: rows.records() for n, rows in platform_health(book.warehouse.home).items()},
                "page": health_section(read_health(book.warehouse.connection)),
                "undated": [finding.item_id for finding in findings if finding.check_id == "undated_item"],
                "sites": {f.subject: f for f in findings if f.check_id in {*STATES.values(), "home_dead"}},
                "home": [f for f in findings if f.check_id == "home_stale"],
                "veto": dict(book.rows("SELECT split_part(host, '.', 1), veto FROM governance.site_health")),
                "verdicts": book.rows("SELECT source_id, verdict FROM governance.column_health ORDER BY ALL"),
            },
        )


Asked = tuple[Told, dict[str, Any]]


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        *(("news", "stale_news"), ("notice", "stale_notice"), ("policy", "stale_notice")),
        *(("staff", "stale_plan"), ("plan", "stale_plan"), ("services", "stale_services")),
    ],
)
def test_a_column_is_stale_after_the_time_of_its_kind(told: Asked, kind: str, rule: str) -> None:
    assert told[0][f"time-{kind}"] == {"/1/": (rule, "warning")}


def test_the_registry_may_expect_more_than_the_inspection(told: Asked) -> None:
    assert told[0]["expects"] == {"/0/": ("stale_column", "warning"), "/1/": ("stale_plan", "warning")}


def test_rows_without_a_date_count_as_not_updated_unless_their_items_have_one(told: Asked) -> None:
    assert told[0]["undated"] == {"/0/": ("stale_news", "warning")}
    assert "by-items" not in told[0]


def test_a_column_never_read_to_its_end_is_not_testable(told: Asked) -> None:
    assert "untested" not in told[0]
    assert [verdict for source, verdict in told[1]["verdicts"] if source == "untested"] == [
        "not_testable"
    ] * 2


def test_a_column_is_judged_on_the_day_of_its_last_proven_read(told: Asked) -> None:
    assert "broken-since" not in told[0]
    assert ("broken-since", "fresh") in told[1]["verdicts"]


def test_a_column_that_lists_nothing_is_blank(told: Asked) -> None:
    assert set(told[0]["blank-4"].values()) == {("blank_column", "warning")}
    assert len(told[0]["blank-4"]) == 4


def test_so_many_columns_fail_the_site_and_weigh_more(told: Asked) -> None:
    vetoed = {host: veto for host, veto in told[1]["veto"].items() if veto}
    assert vetoed == {"five-core": "core", "ten": "stale", "blank-5": "blank"}
    for host, columns in told[0].items():
        assert {severity for _, severity in columns.values()} == {"error" if host in vetoed else "warning"}


def test_a_home_page_is_updated_within_two_weeks(told: Asked) -> None:
    (finding,) = told[1]["home"]
    assert (finding.subject, finding.severity) == ("blank-4.test", "error")
    assert "首页最新一条为 2026-11-09，应在 2026-11-23 前更新" in finding.message


def test_each_state_of_a_site_has_its_rule(told: Asked) -> None:
    hosts = [f"{host}.test" for host in sites().columns][: len(STATES)]
    wanted = {host: rule for host, rule in zip(hosts, STATES.values(), strict=True) if rule}
    found = told[1]["sites"]
    assert {host: finding.check_id for host, finding in found.items()} == wanted | {"ten.test": "home_dead"}
    assert all(finding.unit_id == "zfb" for finding in found.values())
    assert "二级链接支持率 75" in found[hosts[3]].evidence


def test_all_of_it_at_a_glance(told: Asked) -> None:
    tables, page = told[1]["health"], told[1]["page"]
    assert tables["sites"][0]["veto"] is not None, "what fails a site comes first"
    assert len(tables["sites"]) == len(sites().columns)
    wrong = [row for row in tables["columns"] if row["verdict"] != "not_testable"]
    assert len(wrong) == sum(map(len, told[0].values()))
    counts = {row["rule_id"]: row["findings"] for row in tables["findings"]}
    assert (counts["blank_column"], counts["undated_item"], counts["backdated_publication"]) == (9, 1, 0)
    for words in (
        "单项否决：空白栏目过多",
        "域名没有 AAAA 记录",
        "打不开",
        "供热：无法核验",
        "未及时更新",
        "75%",
    ):
        assert words in page
    assert page.count("<tr>") == len(tables["sites"]) + len(wrong) + 3
    assert page.index("nine.test") < page.index("其余") < page.index("untested.test")


def test_an_item_without_a_date_is_told(told: Asked) -> None:
    assert told[1]["undated"] == ["undated"]
