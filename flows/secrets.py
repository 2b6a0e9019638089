"""Secrets for flow runs: from the environment, else from the Prefect Secret block of that name."""

from __future__ import annotations

from prefect.blocks.system import Secret

from flows.settings import SecretMissingError, secret_named


def secret_or_block(name: str) -> bytes:
    """The bytes of the secret with this name. Raises `SecretMissingError` where neither place has it."""
    try:
        return secret_named(name)
    except SecretMissingError as missing:
        return _from_block(name, missing)


def block_name(name: str) -> str:
    """Names of blocks have small letters, digits and dashes only: `gongkai-municipal-secret`."""
    return name.lower().replace("_", "-")


def _from_block(name: str, missing: SecretMissingError) -> bytes:
    try:
        block = Secret.load(block_name(name))
    except ValueError:  # Prefect's word for: no such block
        raise SecretMissingError(f"{missing}, and no Secret block {block_name(name)} has it") from None
    assert isinstance(block, Secret)  # a coroutine only inside an event loop, where no column is pushed to
    return str(block.get()).encode()
