"""`gongkai target check`: an empty batch goes out, and what came back is told in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from flows.target_check import WORDS, check_target
from schemas.exchange import Answer
from schemas.registry import County
from tests.connectors.targets.column import SECRET, Column, says, target
from tests.flows.command import gongkai

COUNTY = County(name="友谊县", division="230522")


def test_each_answer_has_words() -> None:
    assert set(WORDS) == set(get_args(Answer.model_fields["kind"].annotation))


@pytest.mark.parametrize("settings", [{}, {"format": "xml"}])
def test_the_reference_column_takes_it(settings: dict[str, Any]) -> None:
    with Column().serving() as column:
        told = check_target(COUNTY, target(column.url, **settings), lambda name: SECRET)
        assert (told.outcome, told.is_well, told.said) == ("receipts", True, None)
        assert len(column.store.answers) == 1
        assert column.store.held == {}


def test_a_wrong_key_and_a_wrong_address_are_told_apart() -> None:
    with Column().serving() as column:
        wrong = check_target(COUNTY, target(column.url), lambda name: b"another")
        assert (wrong.outcome, wrong.is_well) == ("unauthorized", False)
        assert "key_id" in wrong.meaning
        column.spoil = [says(404, "nothing here")]
        lost = check_target(COUNTY, target(column.url), lambda name: SECRET)
        assert (lost.outcome, lost.said) == ("no_answer", "HTTP 404: nothing here")


def test_from_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "前置机"
    folder.mkdir()
    (tmp_path / "registry.toml").write_text(
        '[county]\nname = "友谊县"\ndivision = "230522"\n[[target]]\nid = "box"\nlevel = "municipal"\n'
        f'name = "前置机"\ntransport = "directory"\nurl = "{folder}"\nschedule = "0 8 * * *"\n',
        encoding="utf-8",
    )
    done = gongkai("target", "check", "box", "--json", home=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (0, "accepted_later")
    (batch,) = folder.glob("check-*.json")
    assert json.loads(batch.read_bytes())["entries"] == []
    assert "0 8 * * *" in gongkai("target", "list", home=tmp_path).stdout
    assert gongkai("target", "check", "nobody", home=tmp_path).returncode == 2
