"""robots.txt (RFC 9309): read by protego, and explained where it says no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protego import Protego

AGENT = "Gongkai"
MAX_BYTES = 512 * 1024
"""RFC 9309 §2.5 asks for at least 500 KiB; what follows is not read."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host. `Robots.read(b"")` allows all."""

    text: str
    parsed: Protego

    @classmethod
    def read(cls, body: bytes) -> Robots:
        """Any bytes are rules; lines that are none are passed over, as the RFC says."""
        text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
        return cls(text, Protego.parse(text))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests, where the site asks for it."""
        delay = self.parsed.crawl_delay(AGENT)
        return None if delay is None else float(delay)

    def refusal(self, url: str) -> str | None:
        """The line that forbids this address, as `Disallow: /path`; None where it is allowed."""
        if self.parsed.can_fetch(url, AGENT):
            return None
        refusing = [
            value
            for value in _disallowed(self.text)
            if not Protego.parse(f"User-agent: *\nDisallow: {value}").can_fetch(url, AGENT)
        ]
        return f"Disallow: {max(refusing, key=len, default='?')}"


def _disallowed(text: str) -> Iterator[str]:
    """The values of the Disallow lines of our group: the one that names us, else that of `*`."""
    groups: dict[str, list[str]] = {}
    agents: list[str] = []
    in_rules = True
    for line in text.splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
            in_rules = False
        elif key in ("allow", "disallow"):
            in_rules = True
            for agent in agents:
                group = groups.setdefault(agent, [])
                if key == "disallow" and value:
                    group.append(value)
    named = [agent for agent in groups if agent != "*" and AGENT.lower().startswith(agent)]
    yield from groups.get(max(named, key=len) if named else "*", [])
