"""The secret of a column: the environment's before the block's, and its bytes nowhere in a message."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from prefect.blocks.system import Secret

from flows.secrets import block_name, secret_or_block
from flows.settings import SecretMissingError

pytestmark = pytest.mark.prefect

NAME = "GONGKAI_MUNICIPAL_SECRET"


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Secret blocks by name; the API that would keep them is not asked."""
    kept: dict[str, str] = {}

    def load(name: str) -> Secret[str]:
        if name not in kept:
            raise ValueError(f"Unable to find block document named {name} for block type secret")
        return Secret[str](value=kept[name])

    monkeypatch.setattr("flows.secrets.Secret.load", load)
    monkeypatch.delenv(NAME, raising=False)
    return kept


def test_environment_comes_first(blocks: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    blocks["gongkai-municipal-secret"] = "of the block"
    monkeypatch.setenv(NAME, "of the environment")
    assert secret_or_block(NAME) == b"of the environment"


def test_block_is_asked_where_the_environment_has_none(blocks: dict[str, str]) -> None:
    blocks["gongkai-municipal-secret"] = "友谊"
    assert secret_or_block(NAME) == "友谊".encode()


def test_missing_in_both_says_where_it_was_looked_for(blocks: dict[str, str]) -> None:
    blocks["gongkai-provincial-secret"] = "of another"
    with pytest.raises(SecretMissingError, match=rf"{NAME} .* gongkai-municipal-secret ") as error:
        secret_or_block(NAME)
    assert "of another" not in str(error.value)


def test_names_of_blocks_are_those_prefect_takes() -> None:
    from prefect.client.schemas.actions import BlockDocumentCreate

    name = block_name(NAME)
    made = SimpleNamespace(block_schema_id="0" * 32, block_type_id="0" * 32)
    assert BlockDocumentCreate(name=name, data={}, **vars(made)).name == "gongkai-municipal-secret"
    with pytest.raises(ValueError, match="lowercase"):
        BlockDocumentCreate(name=NAME, data={}, **vars(made))
