"""What the environment says: where the home is, which registry, and the secrets it names."""

from __future__ import annotations

import os
from pathlib import Path

from schemas.base import Model
from schemas.errors import WrongUsageError

PREFECT_ENVIRONMENT = {
    # A fresh ephemeral server makes its database first: 20 s, the default, is too short, and 90 s on a busy machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
    # No telemetry leaves a county's machine.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # Lines of the layers below appear in the flow run's log.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "connectors,warehouse,flows.steps",
}


class Settings(Model):
    """Where a county's data lies."""

    home: Path
    registry: Path

    @property
    def registry_folder(self) -> Path:
        """Where the files that the registry names lie."""
        return self.registry if self.registry.is_dir() else self.registry.parent


class SecretMissingError(WrongUsageError):
    """A target's secret is set nowhere; the message names the variable, never a value."""


def settings(home: Path | str | None = None, registry: Path | str | None = None) -> Settings:
    """Options before environment before default (`./var`; the registry beside it)."""
    folder = Path(home or os.environ.get("GONGKAI_HOME") or "var")
    file = registry or os.environ.get("GONGKAI_REGISTRY") or folder / "registry.toml"
    return Settings(home=folder.absolute(), registry=Path(file).absolute())


def prepare_prefect(*, quiet: bool) -> None:
    """Set what Prefect must find in the environment before it is imported; what is set already stands."""
    for name, value in PREFECT_ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if quiet:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
        os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "ERROR")


def secret_named(name: str) -> bytes:
    """The bytes of the secret with this name, from the environment. Raises `SecretMissingError`."""
    value = os.environ.get(name)
    if not value:
        raise SecretMissingError(f"the secret {name} is not set in the environment")
    return value.encode()
