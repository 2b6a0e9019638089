"""Delivery to disclosure columns (报送): envelope, signature, transports, the reference column."""

from connectors.targets.envelope import encode_batch, item_payload
from connectors.targets.transports import TRANSPORTS, ask_status, encode, payload_for, send

__all__ = ["TRANSPORTS", "ask_status", "encode", "encode_batch", "item_payload", "payload_for", "send"]
