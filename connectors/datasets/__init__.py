"""Grids as records of the finance tables: one pure reader a kind of dataset."""

from connectors.datasets.model import Context, Reader
from connectors.datasets.reading import CATEGORY_KINDS, READERS, read_dataset, recognise

__all__ = [
    "CATEGORY_KINDS",
    "READERS",
    "Context",
    "Reader",
    "read_dataset",
    "recognise",
]
