"""The reference library of statutes: read where the registry says, and the county's texts held against it."""

from __future__ import annotations

from connectors.statutes import RULE, Library, read_library
from flows.county_run import CountyRun
from schemas.statutes import statutes_of
from warehouse.findings import settle_findings
from warehouse.statutes import match_statutes


def take_statutes(county: CountyRun) -> int:
    """Bring library and comparisons up to date. Returns how many postings were compared."""
    where = county.registry.statutes
    library = read_library(county.registry_folder / where.folder) if where.folder else Library()
    settle_findings(county.warehouse, RULE, library.findings, origin="check", run=county.run)
    return match_statutes(county.warehouse, statutes_of(library.texts))
