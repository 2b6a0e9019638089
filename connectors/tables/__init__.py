"""Files and page fragments as grids of cells, each cell with the address a reader finds it at."""

from connectors.tables.model import Grid, GridReading, Problem, Prose, Span
from connectors.tables.reading import read_grids, read_html_grids

__all__ = ["Grid", "GridReading", "Problem", "Prose", "Span", "read_grids", "read_html_grids"]
