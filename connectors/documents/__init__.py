"""Files as attached to items: their type by content, and their text."""

from connectors.documents.apart import read_document
from connectors.documents.model import DocumentText, Limits
from connectors.documents.reading import READERS

__all__ = ["READERS", "DocumentText", "Limits", "read_document"]
