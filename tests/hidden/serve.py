"""Sites on loopback: each its own port, its pages a dict that a day replaces whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

Headers = dict[str, str]


@dataclass(frozen=True)
class Reply:
    """An answer; `delay` in seconds."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0


Form = dict[str, str]
Page = Reply | Callable[[Form], Reply]
"""A page, or what makes it from its query and form."""


@dataclass
class Site:
    """A host: what it serves by path, what it answers once before that, and what it was asked."""

    pages: dict[str, Page] = field(default_factory=dict)
    once: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reply(self, target: str, form: bytes) -> Reply:
        parts = urlsplit(target)
        path = unquote(parts.path).replace("//", "/")
        with self.lock:
            self.asked.append(target)
            first = self.once.get(path)
            if first:
                return first.pop(0)
        page = self.pages.get(path)
        if page is None:
            return Reply("<html><body>您访问的页面不存在</body></html>".encode(), 404)
        if isinstance(page, Reply):
            return page
        fields = parse_qs(parts.query) | parse_qs(form.decode(), keep_blank_values=True)
        return page({k: v[-1] for k, v in fields.items()})


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """Serve it on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            reply = site.reply(self.path, self.rfile.read(size))
            time.sleep(reply.delay)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
