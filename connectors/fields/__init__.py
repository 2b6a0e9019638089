"""A detail page to fields with evidence (详情页规范化): `read_page` is the public face."""

from connectors.fields.challenge import NotAPageError
from connectors.fields.model import FileLink, PageReading
from connectors.fields.read import read_page

__all__ = ["FileLink", "NotAPageError", "PageReading", "read_page"]
