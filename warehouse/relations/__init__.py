"""How postings hang together (信息关联): which show one document, and what refers to what."""

from warehouse.relations.relate import Relations, relate

__all__ = ["Relations", "relate"]
