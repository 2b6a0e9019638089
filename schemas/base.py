"""What every model of the house has in common, and the one time zone it lives in."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from pydantic import BaseModel, ConfigDict

SHANGHAI = timezone(timedelta(hours=8), "+08:00")
"""Chinese government pages print local time without a zone; China has kept +08:00 without DST since 1992."""


class Model(BaseModel):
    """A value: unknown keys are an error, and nothing changes after it is made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def now() -> datetime:
    """This moment in +08:00, to the microsecond that DuckDB keeps."""
    return datetime.now(SHANGHAI)
