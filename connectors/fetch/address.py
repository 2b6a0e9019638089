"""Which host an address is on, and how it goes onto the wire."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

from requests import PreparedRequest
from requests.exceptions import RequestException

from connectors.fetch.model import Unusable
from connectors.privacy import address_has_personal_data, mask

_PLAIN = re.compile(r"https?://[A-Za-z0-9.:\-]+(?:[/?](?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def host_of(url: str) -> str:
    """Host and port in lower case, without the scheme's default port: `www.example.gov.cn`, `127.0.0.1:8101`.

    So http and https of the same name are one host, as they are for its owner.
    """
    parts = urlsplit(url)
    netloc = parts.netloc.rpartition("@")[2].lower()
    return netloc.removesuffix(_DEFAULT_PORTS.get(parts.scheme.lower(), "\n"))


def plain_host(netloc: str) -> str:
    """A host as a registry names it (`hosts = ["cdn.example.gov.cn:443"]`), in the form of `host_of`."""
    return netloc.strip().lower().removesuffix(":80").removesuffix(":443")


def on_the_wire(url: str) -> str:
    """The address in ASCII, percent-encoded, without its fragment and dot segments.

    Raises `Unusable` for what is not an http or https address.
    """
    try:
        url = urldefrag(url.strip()).url
        if "/." not in url and _PLAIN.fullmatch(url):
            return url
        prepared = PreparedRequest()
        prepared.prepare_url(url, None)
    except (RequestException, ValueError) as error:
        raise Unusable(f"not an address that can be asked: {shown(url)}") from error
    if not prepared.url or not prepared.url.lower().startswith(("http://", "https://")):
        raise Unusable(f"not an http address: {shown(url)}")
    return prepared.url


def shown(url: str) -> str:
    """The address for an operator's eyes, 200 characters; only its host where it carries personal data."""
    if address_has_personal_data(url):
        return f"an address on {host_of(url)} that carries personal data"
    return mask(url).text[:200]
