"""Where an item has come to (去向): asked of the column below, which asks the one above it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urljoin

import requests
import urllib3

from connectors.fetch.body import decoded, in_words, received
from connectors.fetch.model import FetchError
from connectors.fetch.wire import USER_AGENT
from connectors.targets.answers import read_object
from schemas.target import Target

MAX_BYTES = 1_000_000


def trail_of(target: Target, item_id: str) -> dict[str, Any]:
    """What a column says of an item and of what came of it above: `{"item_id", "level", "version", "withdrawn",
    "receipt_number", "forwarded": […], "above": {target: trail}}`; `{"error"}` where it does not say."""
    if target.transport != "http":
        return {"error": f"a column behind {target.transport} cannot be asked"}
    url = urljoin(target.url, f"items/{quote(item_id, safe='')}/trail")
    with requests.Session() as session:
        session.trust_env = False
        try:
            prepared = requests.Request("GET", url, headers={"User-Agent": USER_AGENT}).prepare()
            with session.get_adapter(url).send(
                prepared, stream=True, timeout=(10, target.timeout_seconds), verify=target.verify_tls
            ) as response:
                raw = response.raw
                body = received(raw, max_bytes=MAX_BYTES, seconds=target.timeout_seconds)
                body, _ = decoded(body, list(raw.headers.items()), MAX_BYTES)
        except FetchError as error:
            return {"error": error.reason}
        except (requests.RequestException, urllib3.exceptions.HTTPError, UnicodeError) as error:
            return {"error": in_words(error, inside_body=False).reason}
    if response.status_code != 200:
        return {"error": f"HTTP {response.status_code}"}
    return read_object(body) or {"error": "no JSON came back"}
