"""The keys that sign the feeds, from their names in the registry; what is missing is a finding, not silence."""

from __future__ import annotations

from collections.abc import Callable

from flows.settings import SecretMissingError
from schemas.harvest import Finding
from schemas.registry import County
from warehouse.feeds.signatures import KeyFormatError, SigningKey, signing_key

CHECK_ID = "feeds_signature"
FILES_LOST = "feeds_files_lost"


def signing_keys(county: County, secret_of: Callable[[str], bytes]) -> tuple[list[SigningKey], list[Finding]]:
    """The keys that could be had, and a finding for each that could not; the finding never quotes a secret."""
    keys: list[SigningKey] = []
    findings: list[Finding] = []
    for name in county.signing_keys:
        try:
            keys.append(signing_key(secret_of(name)))
        except (SecretMissingError, KeyFormatError) as error:
            findings.append(
                Finding(
                    check_id=CHECK_ID,
                    severity="error",
                    message=f"数据供给未能以密钥 {name} 签名：请按 gongkai keys new 的输出设置该密钥。{error}",
                    evidence=name,
                )
            )
    return keys, findings


def files_lost(path: str | None) -> list[Finding]:
    """The finding that somebody removed or altered a file of the feeds; none where nothing was lost."""
    if path is None:
        return []
    message = f"上一期数据供给的文件 feeds/{path} 缺失或被改动，本期已全部重新生成。"
    return [Finding(check_id=FILES_LOST, severity="warning", message=message, evidence=path)]
