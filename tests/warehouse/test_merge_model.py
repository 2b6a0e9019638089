"""The merge against a model of the contract in plain Python: any history of a site, any course of the runs.

The model knows pages and items of one source and follows the rules of the contract one page at a time; the
warehouse does the same in SQL over whole sets. After every run both must agree on items, versions, the
change log in its order, and what each target is told.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from schemas.harvest import Completeness, Probe, Run
from schemas.identity import new_item_id
from schemas.registry import Gate
from tests.warehouse.county import Page, open_county
from warehouse.checks import failed, judge, run_checks
from warehouse.queries import names

SITES_OWN = {"county_shrinks", "mass_vanish", "backdated_publication"}
"""What a site may fail in earnest: it shrinks, or shows late what bears an early date."""


@dataclass
class ModelPage:
    item_id: str
    missing: int = 0
    gone: bool = False


@dataclass
class ModelItem:
    page: Page
    version: int = 1
    withdrawn: bool = False


@dataclass
class Model:
    """What the contract says of one source."""

    pages: dict[str, ModelPage] = field(default_factory=dict)
    items: dict[str, ModelItem] = field(default_factory=dict)
    log: list[tuple[str, int, str]] = field(default_factory=list)
    told: dict[str, list[tuple[str, int, str]]] = field(
        default_factory=lambda: {"all": [], "plans": [], "towns": []}
    )

    def run(self, listed: list[Page], completeness: Completeness, gone: set[str]) -> None:
        stood = {p.item_id for p in self.pages.values() if not p.gone}
        shown = {page.key for page in listed}
        upserts, moved = self._take(listed, shown, completeness)
        self._supersede(shown, completeness, moved)
        withdrawals = self._miss(shown, gone, stood) if completeness == "proven" else []
        for item_id in upserts:
            self._tell(item_id, "upsert")
        for item_id in sorted(withdrawals, key=lambda i: self.items[i].page.key):
            self._tell(item_id, "withdraw")

    def _take(
        self, listed: list[Page], shown: set[str], completeness: Completeness
    ) -> tuple[list[str], set[str]]:
        standing = {
            p.item_id
            for key, p in self.pages.items()
            if key in shown or (completeness == "broken" and not p.gone and p.missing == 0)
        }
        upserts: list[str] = []
        moved: set[str] = set()
        fresh: dict[str, str] = {}
        for page in [p for p in listed if p.key not in self.pages]:
            item_id = self._by_native_id(page, standing | moved) or new_item_id("230522", "portal", page.key)
            if item_id in self.items:
                moved.add(item_id)
            fresh[page.key] = item_id
        for page in listed:
            item_id = fresh.get(page.key) or self.pages[page.key].item_id
            self.pages[page.key] = ModelPage(item_id)
            item = self.items.get(item_id)
            if item is None:
                self.items[item_id] = ModelItem(page)
            elif page.item() != item.page.item() or item.withdrawn:
                self.items[item_id] = ModelItem(page, item.version + 1)
            else:
                continue
            upserts.append(item_id)
        return upserts, moved

    def _by_native_id(self, page: Page, taken: set[str]) -> str | None:
        for item_id, item in self.items.items():
            if item.page.native_id == page.native_id and item_id not in taken:
                return item_id
        return None

    def _supersede(self, shown: set[str], completeness: Completeness, moved: set[str]) -> None:
        at_home = {self.pages[key].item_id for key in shown}
        for key, page in self.pages.items():
            if key not in shown and page.item_id in (at_home if completeness == "proven" else moved):
                page.gone = True

    def _miss(self, shown: set[str], gone: set[str], stood: set[str]) -> list[str]:
        absent = {k: p for k, p in self.pages.items() if k not in shown and not p.gone}
        fresh = {p.item_id for p in absent.values() if p.missing == 0}
        if 5 * len(fresh) > len(stood):
            return []
        for key, page in absent.items():
            page.missing += 1
            page.gone = page.missing >= 2 or key in gone
        lost = [i for i in {p.item_id for p in absent.values()} if self._all_gone(i)]
        for item_id in lost:
            self.items[item_id].version += 1
            self.items[item_id].withdrawn = True
        return lost

    def _all_gone(self, item_id: str) -> bool:
        return all(p.gone for p in self.pages.values() if p.item_id == item_id)

    def _tell(self, item_id: str, operation: str) -> None:
        item = self.items[item_id]
        self.log.append((item_id, item.version, operation))
        for target, told in self.told.items():
            takes = {"all": True, "plans": item.page.columns[0] == "/b/", "towns": False}[target]
            last = next((o for i, _, o in reversed(told) if i == item_id), None)
            if takes and operation == "upsert":
                told.append((item_id, item.version, "upsert"))
            elif last == "upsert":
                told.append((item_id, item.version, "withdraw"))


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        home = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.county = self.stack.enter_context(open_county(Path(home)))
        self.model = Model()
        self.site: dict[int, Page] = {}
        self.removed: dict[int, Page] = {}
        self.number = 0

    def teardown(self) -> None:
        self.stack.close()

    @rule(count=st.integers(1, 8), column=st.sampled_from(["/a/", "/b/"]))
    def publish(self, count: int, column: str) -> None:
        for _ in range(count):
            self.number += 1
            n = self.number
            self.site[n] = Page(f"/{n}.html", title=f"第{n}号通知", columns=(column,), native_id=str(n))

    @precondition(lambda self: self.site)
    @rule(data=st.data(), what=st.sampled_from(["edit", "move", "recolumn", "remove"]))
    def touch(self, data: st.DataObject, what: str) -> None:
        n = data.draw(st.sampled_from(sorted(self.site)))
        page = self.site[n]
        match what:
            case "edit":
                self.site[n] = replace(page, body=page.body + "改")
            case "move":
                self.number += 1
                self.site[n] = replace(page, path=f"/moved/{self.number}.html")
            case "recolumn":
                self.site[n] = replace(page, columns=("/b/",) if page.columns == ("/a/",) else ("/a/", "/b/"))
            case "remove":
                self.removed[n] = self.site.pop(n)

    @precondition(lambda self: self.removed)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        n = data.draw(st.sampled_from(sorted(self.removed)))
        self.site[n] = self.removed.pop(n)

    @rule(
        completeness=st.sampled_from(["proven", "proven", "proven", "unproven", "broken"]),
        probes=st.booleans(),
        repeated=st.booleans(),
        data=st.data(),
    )
    def run(self, completeness: Completeness, probes: bool, repeated: bool, data: st.DataObject) -> None:
        listed = [self.site[n] for n in sorted(self.site)]
        if completeness == "broken":
            listed = listed[: data.draw(st.integers(0, len(listed)))]
        gone = {page.key for page in self.removed.values()} if probes else set()
        extra = [Probe(page_key=key, state="gone", detail="404") for key in sorted(gone)]
        run = self.county.begin()
        stage = self.county.stage(run, listed, completeness=completeness, extra=extra)
        self.county.merge(run, stage)
        if repeated:
            assert self.county.merge(run, stage).repeated
        self.model.run(listed, completeness, gone)
        self.compare()
        assert self.told(run) <= SITES_OWN

    def told(self, run: Run) -> set[str]:
        """What the warehouse's own checks find; after every fourth run the rules for units too."""
        if self.county.days % 4 == 0:
            return {finding.check_id for finding in run_checks(self.county.warehouse, run)}
        with self.county.warehouse.transaction() as connection:
            judge(connection, run, Gate())
            checks = names("checks")
            return {finding.check_id for check in checks for finding in failed(self.county.warehouse, check)}

    def compare(self) -> None:
        items = self.county.rows("SELECT item_id, version, withdrawn_at IS NOT NULL, url FROM catalogue.item")
        assert {row[0]: row[1:] for row in items} == {
            item_id: (item.version, item.withdrawn, item.page.item().url)
            for item_id, item in self.model.items.items()
        }
        assert (
            self.county.rows("SELECT item_id, version, operation FROM exchange.change ORDER BY seq")
            == self.model.log
        )
        for target, told in self.model.told.items():
            rows = self.county.rows(
                "SELECT item_id, version, operation FROM exchange.delivery "
                "WHERE target_id = ? ORDER BY ordinal",
                target,
            )
            assert rows == told, target

    @invariant()
    def the_log_has_no_gap(self) -> None:
        assert self.county.rows("SELECT count(*) = coalesce(max(seq), 0) FROM exchange.change") == [(True,)]


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
