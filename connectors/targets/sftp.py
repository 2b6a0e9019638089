"""A shared folder behind SFTP, on a server whose host key is pinned in the registry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import asyncssh

from connectors.targets.folder import Folder, FolderError, FolderLockedError, ask_through, send_through
from schemas.exchange import Answer, Outgoing
from schemas.registry import Target

T = TypeVar("T")


def send_sftp(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Lay the batch down in the folder. `secret`: private key (OpenSSH or PEM), else the password."""
    return _within(target, secret, lambda folder: send_through(folder, target, outgoing))


def ask_sftp(target: Target, outgoing: Outgoing, secret: bytes) -> Answer:
    """Look for the receipts in the folder."""
    return _within(target, secret, lambda folder: ask_through(folder, target, outgoing))


def _within(target: Target, secret: bytes, work: Callable[[Folder], Answer]) -> Answer:
    try:
        with _connected(target, secret) as folder:
            return work(folder)
    except FolderLockedError as error:
        return Answer(kind="unauthorized", message=str(error))
    except FolderError as error:
        return Answer(kind="no_answer", message=str(error))


@contextmanager
def _connected(target: Target, secret: bytes) -> Iterator[Folder]:
    """An open connection as a folder. Raises `FolderError`."""
    with asyncio.Runner() as runner, _in_words():
        connection = runner.run(_connect(target, secret))
        try:
            sftp = runner.run(_opened(connection))
            yield _Remote(runner, sftp, unquote(urlsplit(target.url).path) or ".", target.timeout_seconds)
        finally:
            connection.abort()
            runner.run(connection.wait_closed())


async def _connect(target: Target, secret: bytes) -> asyncssh.SSHClientConnection:
    parts = urlsplit(target.url)
    password, keys = None, []
    try:
        pinned = asyncssh.import_public_key(target.host_key)
    except asyncssh.KeyImportError:
        raise FolderLockedError("host_key is no public key of the form `ssh-ed25519 AAAA…`") from None
    if secret.lstrip().startswith(b"-----BEGIN"):
        try:
            keys = [asyncssh.import_private_key(secret)]
        except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError):
            raise FolderLockedError("the secret is no private key that can be read") from None
    else:
        password = secret.decode("utf-8", "replace")
    return await asyncssh.connect(
        parts.hostname or "",
        parts.port or 22,
        username=unquote(parts.username or ""),
        password=password,
        client_keys=keys,
        known_hosts=([pinned], [], []),
        config=[],
        agent_path=None,
        connect_timeout=target.timeout_seconds,
        login_timeout=target.timeout_seconds,
    )


async def _opened(connection: asyncssh.SSHClientConnection) -> asyncssh.SFTPClient:
    return await connection.start_sftp_client()


class _Remote:
    """The folder at the other end. Calls are made one after the other, each with its own time-out."""

    def __init__(
        self, runner: asyncio.Runner, sftp: asyncssh.SFTPClient, folder: str, seconds: float
    ) -> None:
        self._runner, self._sftp, self._folder, self._seconds = runner, sftp, folder, seconds

    def exists(self, name: str) -> bool:
        return self._do(self._sftp.exists(self._path(name)))

    def read(self, name: str, limit: int) -> bytes | None:
        return self._do(self._read(self._path(name), limit))

    def write(self, name: str, content: bytes) -> None:
        self._do(self._write(name, content))

    async def _read(self, path: str, limit: int) -> bytes | None:
        try:
            async with self._sftp.open(path, "rb") as file:
                content = await file.read(limit + 1)
        except asyncssh.SFTPNoSuchFile:
            return None
        if len(content) > limit:
            raise FolderError(f"the receipts are larger than {limit} bytes")
        return content if isinstance(content, bytes) else content.encode()

    async def _write(self, name: str, content: bytes) -> None:
        part, whole = self._path(f".{name}.part"), self._path(name)
        async with self._sftp.open(part, "wb") as file:
            await file.write(content)
            with suppress(asyncssh.SFTPOpUnsupported):  # an extension of OpenSSH, as is the next
                await file.fsync()
        try:
            await self._sftp.posix_rename(part, whole)
        except asyncssh.SFTPOpUnsupported:
            if await self._sftp.exists(whole):
                await self._sftp.remove(whole)
            await self._sftp.rename(part, whole)

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}"

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        with _in_words():
            return self._runner.run(asyncio.wait_for(work, self._seconds))


@contextmanager
def _in_words() -> Iterator[None]:
    """What goes wrong on the way, as `FolderError`."""
    try:
        yield
    except asyncssh.HostKeyNotVerifiable:
        raise FolderLockedError("the server shows another host key than the one pinned in host_key") from None
    except asyncssh.KeyExchangeFailed:
        raise FolderLockedError("the server has no host key of the kind pinned in host_key") from None
    except asyncssh.PermissionDenied:
        raise FolderLockedError("the server does not let this user in with our key or password") from None
    except asyncssh.SFTPError as error:
        raise FolderError(f"the SFTP server refuses: {error.reason}") from error
    except asyncssh.Error as error:
        raise FolderError(f"SSH: {error.reason}") from error
    except TimeoutError:
        raise FolderError("the SFTP server has not answered in time") from None
    except OSError as error:
        raise FolderError(
            f"no connection to the SFTP server: {error.strerror or type(error).__name__}"
        ) from error
