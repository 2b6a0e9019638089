"""The registers that units keep by hand, taken anew with every check: applications and new media."""

from __future__ import annotations

from connectors import new_media, requests
from flows.county_run import CountyRun
from warehouse.findings import settle_findings
from warehouse.new_media import load_accounts
from warehouse.requests import load_requests


def take_registers(county: CountyRun) -> None:
    """What lies in `home/requests/` and `home/new-media/`; rows that cannot be taken are told.

    A folder that is gone is a home that was not restored whole, and takes nothing away; an empty one does.
    """
    if (folder := county.home / "requests").is_dir():
        applications = requests.read_registers(folder, county.registry)
        load_requests(county.warehouse, applications.rows, applications.unread)
        settle_findings(
            county.warehouse, requests.RULE, applications.findings, origin="check", run=county.run
        )
    if (folder := county.home / "new-media").is_dir():
        accounts = new_media.read_accounts(folder, county.registry)
        load_accounts(county.warehouse, accounts.rows, accounts.unread)
        settle_findings(county.warehouse, new_media.RULE, accounts.findings, origin="check", run=county.run)
