"""The registers that units keep by hand, taken anew with every check: applications and new media."""

from __future__ import annotations

from connectors import new_media, requests
from flows.county_run import CountyRun
from warehouse.findings import settle_findings
from warehouse.new_media import load_accounts
from warehouse.requests import load_requests


def take_registers(county: CountyRun) -> None:
    """What lies in `home/requests/` and `home/new-media/`; rows that cannot be taken are told."""
    applications = requests.read_registers(county.home / "requests", county.registry)
    load_requests(county.warehouse, applications.rows, applications.unread)
    accounts = new_media.read_accounts(county.home / "new-media", county.registry)
    load_accounts(county.warehouse, accounts.rows, accounts.unread)
    for rule, findings in ((requests.RULE, applications.findings), (new_media.RULE, accounts.findings)):
        settle_findings(county.warehouse, rule, findings, origin="check", run=county.run)
