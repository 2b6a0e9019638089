"""Files that hold a form and yield no table: a picture of the page, a file broken off, text under another suffix."""

from __future__ import annotations

import zlib

from examples.youyi.forms.files import FORMATS
from examples.youyi.forms.model import Form
from examples.youyi.model import FileKind

_WIDE, _HIGH = 60, 85
"""Dots of the picture."""


def content(kind: FileKind, forms: tuple[Form, ...]) -> bytes:
    """The bytes of a file of forms, as the first of them looks."""
    match forms[0].look:
        case "scanned":
            return _scan()
        case "broken":
            whole = FORMATS[kind](*forms)
            return whole[: len(whole) // 2]
        case "rich_text":
            return _rich_text(forms)
        case _:
            return FORMATS[kind](*forms)


def _scan() -> bytes:
    """A PDF of one page that is one picture, grey with darker lines: what a copier makes of a printed table."""
    dots = bytes(150 if y % 8 == 4 else 235 for y in range(_HIGH) for _ in range(_WIDE))
    picture, page = zlib.compress(dots), b"q 595 0 0 842 0 0 cm /Scan Do Q"
    image = (
        f"<< /Type /XObject /Subtype /Image /Width {_WIDE} /Height {_HIGH} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(picture)} >>"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /Scan 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        image.encode() + b"\nstream\n" + picture + b"\nendstream",
    )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return bytes(out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end)


def _rich_text(forms: tuple[Form, ...]) -> bytes:
    """RTF, which word processors save under the suffix .doc: cells parted by tabs."""
    lines = [line for form in forms for line in (*form.above, *map("\t".join, form.rows), *form.below)]
    text = "\\par\n".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in lines)
    return b"{\\rtf1\\ansi\\uc1\n" + text.encode("ascii") + b"}"
