"""Delivery to disclosure columns (报送): envelope, signature, transports, the reference column."""

from connectors.targets.answers import no_answer
from connectors.targets.envelope import conceal, encode_batch
from connectors.targets.transports import TRANSPORTS, ask_status, encode, send

__all__ = ["TRANSPORTS", "ask_status", "conceal", "encode", "encode_batch", "no_answer", "send"]
