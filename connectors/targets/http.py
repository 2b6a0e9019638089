"""Batches over HTTP: one signed POST, and whatever comes back put into an `Answer`."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from connectors.fetch.address import host_of
from connectors.fetch.body import decoded, in_words, received
from connectors.fetch.live import retry_after
from connectors.fetch.model import FetchError
from connectors.fetch.wire import USER_AGENT
from connectors.targets.answers import no_answer, read_object, read_receipts, shown
from connectors.targets.signature import KeyUnusableError, sign
from schemas.base import now
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target

MAX_ANSWER_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back over HTTP."""

    status: int
    retry_after: str | None
    body: bytes


def send_http(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """POST the batch's bytes under a fresh signature."""
    try:
        reply = _exchange("POST", target.url, outgoing.body, target, outgoing, secret)
    except KeyUnusableError as error:
        return Answer(kind="unauthorized", message=str(error))
    return answer_of(target, outgoing, reply)


def ask_http(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Ask the `status_url` of a 202 for the receipts; it must lie on the target's own host."""
    url = _status_address(target, outgoing.status_url)
    if url is None:
        return no_answer(f"status_url {shown(outgoing.status_url)} is not on the target's host")
    try:
        reply = _exchange("GET", url, b"", target, outgoing, secret)
    except KeyUnusableError as error:
        return Answer(kind="unauthorized", message=str(error))
    return answer_of(target, outgoing, reply)


def _exchange(
    method: str, url: str, body: bytes, target: Target, outgoing: Outgoing, secret: bytes
) -> Reply | str:
    """The reply, or in words why there is none. Raises `KeyUnusableError`."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            prepared = requests.Request(method, url, data=body or None).prepare()
            seal = sign(
                method, prepared.url or url, body,
                batch_id=outgoing.batch_id, key_id=target.key_id, secret=secret, created=now(),
                scheme=target.signature,
            )  # fmt: skip
            kind = f"application/{target.format}"
            prepared.headers.update(seal | {"User-Agent": USER_AGENT, "Accept": kind})
            if body:
                prepared.headers["Content-Type"] = f"{kind}; charset=utf-8"
            with session.get_adapter(url).send(
                prepared, stream=True, timeout=(10, target.timeout_seconds), verify=target.verify_tls
            ) as response:
                raw = response.raw
                content = received(raw, max_bytes=MAX_ANSWER_BYTES, seconds=target.timeout_seconds)
                content, _ = decoded(content, list(raw.headers.items()), MAX_ANSWER_BYTES)
                return Reply(response.status_code, response.headers.get("retry-after"), content)
        except FetchError as error:
            return error.reason
        except (requests.RequestException, urllib3.exceptions.HTTPError, UnicodeError) as error:
            return in_words(error, inside_body=False).reason


def answer_of(target: Target, outgoing: Outgoing, reply: Reply | str) -> Answer:
    """What a reply means, or none at all and why; the table of the contract."""
    if isinstance(reply, str):
        return no_answer(reply)
    content = read_object(reply.body)
    reason = shown(
        (content or {}).get("message")
        or (content or {}).get("reason")
        or reply.body[:500].decode("utf-8", "replace")
    )
    said = f"HTTP {reply.status}: {reason}"
    match reply.status:
        case 200 | 409:
            return read_receipts(outgoing, content)
        case 202:
            return _later(target, outgoing, content)
        case 400 | 422:
            return Answer(kind="refused", message=said)
        case 401 | 403:
            return Answer(kind="unauthorized", message=said)
        case 413:
            return Answer(kind="too_large", message=said)
        case 429 | 503:
            return Answer(kind="wait", retry_after_seconds=retry_after(reply.retry_after), message=said)
        case _:
            return no_answer(said)


def _later(target: Target, outgoing: Outgoing, content: dict[str, object] | None) -> Answer:
    status_url = (content or {}).get("status_url")
    if content is None or content.get("batch_id") != outgoing.batch_id or not isinstance(status_url, str):
        return no_answer("HTTP 202 without this batch's batch_id and status_url")
    if _status_address(target, status_url) is None:
        return no_answer(f"HTTP 202 with a status_url that is not on the target's host: {shown(status_url)}")
    return Answer(kind="accepted_later", status_url=status_url)


def _status_address(target: Target, status_url: str | None) -> str | None:
    """The absolute address; None where it is not on the target's host under the target's scheme."""
    try:
        url = urljoin(target.url, status_url or "")
        same = host_of(url) == host_of(target.url) and urlsplit(url).scheme == urlsplit(target.url).scheme
    except ValueError:
        return None
    return url if status_url and same else None
