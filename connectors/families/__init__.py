"""The families: one module a CMS product, chosen by the registry's `family`, recognised by `recognise`."""

from __future__ import annotations

from connectors.families import feed, gkmlpt, govcn, hanweb, jpaas, selectors, sitemap, trs, ucap, vsb
from connectors.families.model import Family

FAMILIES: dict[str, Family] = {
    "trs": trs,
    "hanweb": hanweb,
    "jpaas": jpaas,
    "ucap": ucap,
    "vsb": vsb,
    "gkmlpt": gkmlpt,
    "govcn": govcn,
    "selectors": selectors,
    "feed": feed,
    "sitemap": sitemap,
}
"""By the name that the registry uses. `drop` is no site and has no list pages; see `families.drop`."""


def recognise(url: str, html: str) -> list[tuple[str, float]]:
    """Which families a page may be of, the surest first; `selectors` is always among them."""
    scores = [(name, family.recognise(url, html)) for name, family in FAMILIES.items()]
    return sorted((pair for pair in scores if pair[1] > 0), key=lambda pair: -pair[1])
