"""Feeds for those who pull (数据供给): every one of them a function of the change log alone."""

from warehouse.feeds.publish import FeedsResult, publish_feeds

__all__ = ["FeedsResult", "publish_feeds"]
