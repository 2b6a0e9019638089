"""Accounts of government new media (政务新媒体) as a county keeps them in its register (台账)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from schemas.base import Model

Platform = Literal[
    "wechat", "weibo", "douyin", "kuaishou", "toutiao", "channels", "mini_program", "client", "other"
]
PLATFORM_WORDS: dict[Platform, str] = {
    "wechat": "微信公众号",
    "weibo": "微博",
    "douyin": "抖音",
    "kuaishou": "快手",
    "toutiao": "今日头条",
    "channels": "微信视频号",
    "mini_program": "小程序",
    "client": "移动客户端",
    "other": "其他",
}
Filing = Literal["filed", "pending", "unfiled"]
FILING_WORDS: dict[Filing, str] = {"filed": "已备案", "pending": "备案中", "unfiled": "未备案"}
AccountState = Literal["running", "paused", "closed"]
STATE_WORDS: dict[AccountState, str] = {"running": "运行", "paused": "停更", "closed": "注销"}


class NewMediaAccount(Model):
    """One row of the register. Days in +08:00."""

    unit_id: str
    """主办单位: the organ the account is verified for."""
    platform: Platform
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
    """账号名称."""
    account: str | None = None
    """账号; clients have none."""
    filing: Filing
    """备案情况 in 全国政务新媒体信息报送系统."""
    filed_on: date | None = None
    state: AccountState = "running"
    opened_on: date | None = None
    closed_on: date | None = None
    last_post_on: date | None = None
    """最近更新日期; None where nothing was ever posted."""
    posts: int | None = Field(default=None, ge=0)
    """发布总数."""
    followers: int | None = Field(default=None, ge=0)
    checked_on: date
    """核查日期: the day all this was looked up; verdicts are of that day."""
    file: str
    row_number: int

    @model_validator(mode="after")
    def _in_order(self) -> NewMediaAccount:
        for earlier, later, told in (
            (self.opened_on, self.last_post_on, "最近更新日期早于开设日期"),
            (self.opened_on, self.closed_on, "注销日期早于开设日期"),
            (self.last_post_on, self.checked_on, "核查日期早于最近更新日期"),
            (self.filed_on, self.checked_on, "核查日期早于备案日期"),
        ):
            if earlier and later and later < earlier:
                raise ValueError(told)
        if self.state == "closed" and self.closed_on is None:
            raise ValueError("已注销的须填写注销日期")
        if self.filed_on is not None and self.filing != "filed":
            raise ValueError("有备案日期的，备案情况须为已备案")
        return self
