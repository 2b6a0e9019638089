"""A site as a whole: its home page, and whether all of it can be reached over IPv6."""

from connectors.sites.check import SiteJob, check_site
from connectors.sites.network import SYSTEM, Network, Unresolved

__all__ = ["SYSTEM", "Network", "SiteJob", "Unresolved", "check_site"]
