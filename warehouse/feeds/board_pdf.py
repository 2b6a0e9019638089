"""A board on paper: A4, ruled tables, headings printed again on every page. The same board gives the same bytes.

The font is named, not embedded (STSong-Light, one of Adobe's Asian fonts that every reader of PDF replaces by its own).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from warehouse.feeds.board import Board, Programme, Village
from warehouse.feeds.board_words import money, number, quantity

FONT = "STSong-Light"
_WIDTH = A4[0] - 24 * mm
_RED, _LINE, _BAND = colors.HexColor("#a40e26"), colors.HexColor("#999999"), colors.HexColor("#f2f2f2")
_NOTE = "领款人只显示姓氏；身份证号、银行卡号、电话不予公开；涉及低保、残疾、疾病和未成年人的项目不公开到户。"


def board_pdf(board: Board) -> bytes:
    """The pages to pin up."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    title = f"{board.township}惠民惠农补贴公开"
    story: list[Flowable] = [
        Paragraph(escape(title), _style(20, align=TA_CENTER, color=_RED, after=4)),
        Paragraph(
            escape(f"{board.county} · 村（居）务公开栏 · 单位：元"), _style(10, align=TA_CENTER, after=10)
        ),
    ]
    if not board.programmes:
        story.append(Paragraph("目前没有可以公开的补贴发放信息。", _style(12, align=TA_CENTER)))
    for programme in board.programmes:
        story += _programme(board, programme)
    story += [Spacer(0, 6), Paragraph(_NOTE, _style(8))]
    out = BytesIO()
    margins = {f"{side}Margin": 12 * mm for side in ("left", "right")} | {
        "topMargin": 14 * mm,
        "bottomMargin": 16 * mm,
    }
    document = SimpleDocTemplate(out, pagesize=A4, invariant=1, title=title, author=board.county, **margins)

    def foot(canvas: Canvas, _: Any) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawCentredString(A4[0] / 2, 9 * mm, f"{title} · 第 {canvas.getPageNumber()} 页")

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _programme(board: Board, p: Programme) -> list[Flowable]:
    facts = (
        [f"标准：{'、'.join(map(money, p.rates))}元" + (f"/{p.unit}" if p.unit else "")] if p.rates else []
    )
    facts += [f"发放日期：{p.paid_on}"] if p.paid_on else []
    if p.publicity[0]:
        facts.append(f"公示期：{p.publicity[0]}" + (f" 至 {p.publicity[1]}" if p.publicity[1] else ""))
    facts.append(f"合计：{money(p.amount)}元")
    rows = [
        (
            v.name or board.township,
            "" if v.households is None else str(v.households),
            number(v.quantity),
            money(v.amount),
        )
        for v in p.villages
    ]
    if len(rows) > 1:
        households = "" if p.households is None else str(p.households)
        rows.append(("合计", households, number(p.quantity), money(p.amount)))
    heading = ("村（社区）", "户数", quantity(p.unit), "金额")
    parts: list[Flowable] = [
        Paragraph(escape(p.title), _style(14, before=10, after=3, keep=True)),
        Paragraph(escape("　".join(facts)), _style(9, after=4, keep=True)),
        _table((heading, *rows), (0.4, 0.15, 0.2, 0.25), total=len(rows) > 1),
    ]
    for village in p.villages:
        if village.payees:
            parts += _households(p, village)
    sources = "；".join(title for title, _ in p.sources)
    return [*parts, Paragraph(escape(f"来源：{sources}"), _style(8, before=3))]


def _households(p: Programme, village: Village) -> list[Flowable]:
    heading = ("序号", "领款人", quantity(p.unit), "标准", "金额")
    rows = [
        (
            str(n),
            r["payee"] or "（不公开）",
            number(r["quantity"]),
            number(r["standard_yuan"]),
            money(r["amount_yuan"]),
        )
        for n, r in enumerate(village.payees, 1)
    ]
    return [
        Paragraph(escape(village.name), _style(11, before=6, after=2, keep=True)),
        _table((heading, *rows), (0.1, 0.3, 0.2, 0.15, 0.25)),
    ]


def _table(rows: Sequence[Sequence[str]], shares: Sequence[float], *, total: bool = False) -> Table:
    texts = [n for n, heading in enumerate(rows[0]) if heading in ("村（社区）", "领款人")]
    looks: list[Any] = [
        ("FONT", (0, 0), (-1, -1), FONT, 10),
        ("GRID", (0, 0), (-1, -1), 0.4, _LINE),
        ("BACKGROUND", (0, 0), (-1, 0), _BAND),
        ("ALIGN", (0, 0), (-1, -1), "RIGHT"),
        *(("ALIGN", (n, 0), (n, -1), "LEFT") for n in texts),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    if total:
        looks.append(("BACKGROUND", (0, -1), (-1, -1), _BAND))
    widths = [share * _WIDTH for share in shares]
    return Table([list(row) for row in rows], widths, repeatRows=1, style=TableStyle(looks))


def _style(
    size: float,
    *,
    align: int = 0,
    color: colors.Color = colors.black,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{align}{before}{after}{keep}",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.45,
        alignment=align,
        textColor=color,
        spaceBefore=before,
        spaceAfter=after,
        keepWithNext=keep,
        wordWrap="CJK",
    )
