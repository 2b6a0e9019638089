"""Five runs over the hidden county, as an operator would have them, and what each left behind."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from flows import steps
from flows.county_run import CountyRun, open_last_run, open_run
from flows.push import push_target
from flows.settings import Settings
from tests.hidden.county import Expected, HiddenCounty, write_registry
from tests.hidden.look import State, state
from tests.hidden.receivers import Column, take_from_folder

SECRET = "一把钥匙-k3y"


def columns() -> dict[str, Column]:
    """Three http columns of different temper, and the folder's."""
    moods = {2: "drop", 4: "busy", 5: "later", 7: "partly", 10: "drop", 12: "later"}
    return {
        "municipal": Column("/municipal", "239988", SECRET.encode(), mood=lambda n: moods.get(n, "well")),
        "provincial": Column(
            "/provincial", "k-2", SECRET.encode(), refuses=lambda e: "公示" in str(e["item"].get("bt", ""))
        ),
        "national": Column("/national", "k-3", SECRET.encode(), mood=lambda n: "busy" if n == 1 else "well"),
        "folder": Column("", "", b""),
    }


def targets(base: str, folder: Path) -> str:
    """Their entries in the registry: one takes two categories, one has its own field names."""
    common = 'secret = "HIDDEN_COUNTY_SECRET"\n'
    return (
        f'\n[[target]]\nid = "municipal"\nlevel = "municipal"\nname = "市专栏"\ntransport = "http"\nbatch_size = 60\n'
        f'url = "{base}/municipal"\nkey_id = "239988"\n{common}'
        f'[[target]]\nid = "provincial"\nlevel = "provincial"\nname = "省专栏"\ntransport = "http"\nbatch_size = 90\n'
        f'url = "{base}/provincial"\nkey_id = "k-2"\n{common}[target.fields]\nbt = "title"\nfwzh = "document_number"\n'
        f'[[target]]\nid = "national"\nlevel = "national"\nname = "国专栏"\ntransport = "http"\n'
        f'url = "{base}/national"\nkey_id = "k-3"\ncategories = ["normative", "rule"]\n{common}'
        f'[[target]]\nid = "folder"\nlevel = "county"\nname = "前置机"\ntransport = "directory"\nurl = "{folder}"\n'
    )


@dataclass
class Story:
    """The county, its home, its columns, and the state after each run."""

    county: HiddenCounty
    home: Path
    base: str
    folder: Path
    columns: dict[str, Column] = field(default_factory=columns)
    states: dict[str, State] = field(default_factory=dict)
    expected: dict[str, dict[str, Expected]] = field(default_factory=dict)
    held: dict[str, dict[str, dict[str, tuple[int, str]]]] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, registry=self.home / "registry.toml")

    def run(self, name: str, day: int, *, full: bool = False) -> State:
        """The sites show a day; harvest, publish, deliver; look."""
        self.county.show(day)
        self.expected[name] = self.county.expected
        write_registry(self.county, self.settings.registry, targets(self.base, self.folder))
        with open_run(self.settings, owner="hidden", full=full) as run:
            harvest(run)
        self._deliver()
        self.states[name] = state(self.home, sum(len(s.asked) for s in self.county.sites.values()))
        self.held[name] = {key: column.held() for key, column in self.columns.items()}
        return self.states[name]

    def _deliver(self) -> None:
        """Push until nothing waits; a column that asks for patience gets it."""
        os.environ["HIDDEN_COUNTY_SECRET"] = SECRET
        for _ in range(30):
            with open_last_run(self.settings, owner="hidden") as run:
                reports = [
                    push_target(run.warehouse, run.registry, target, run_id=run.run.run_id)
                    for target in run.registry.target
                ]
                steps.snapshot(run)
            if self.folder.is_dir():
                take_from_folder(self.folder, self.columns["folder"])
            if not any(r.states.get(s) for r in reports for s in ("pending", "sent", "unknown")):
                return
            time.sleep(0.3)


def harvest(run: CountyRun) -> None:
    """All steps but the deliveries."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda source: steps.harvest_to_stage(run, source), run.to_harvest()))
    steps.merge_stages(run)
    steps.check(run)
    steps.publish(run)
    steps.report(run)
    steps.conclude(run, steps.end(run))
