"""How the tests are shared out: a file to one worker, and all that plays the sample county to the same one, since
it is served on fixed ports and played once for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

COUNTY = "tests/e2e/"
LONG = (COUNTY, "tests/hidden/", "tests/delivery/", "tests/flows/")
"""What takes minutes begins first, so that no worker is left alone with it at the end."""

settings.register_profile("untimed", deadline=None)  # how fast a machine is decides no test
settings.load_profile("untimed")


class ByFile(LoadScopeScheduling):
    """Files of tests, those of the county as one."""

    def _split_scope(self, nodeid: str) -> str:
        return COUNTY if nodeid.startswith(COUNTY) else nodeid.partition("::")[0]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        return next((n for n, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG))

    items.sort(key=place)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    config.option.loadscopereorder = False  # it would put files of few tests last, however long they take
    return ByFile(config, log)


@pytest.fixture(autouse=True, scope="session")
def no_wait_for_disks() -> Iterator[None]:
    """What survives a power cut no test can see; and `sync` waits for all that others write on the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sync", lambda: None)
        yield
