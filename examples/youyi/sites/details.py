"""Detail pages: one posting in one template."""

from __future__ import annotations

from html import escape

from examples.youyi import gazette, links
from examples.youyi.addresses import file_path, path_of
from examples.youyi.county import SitePlan, plans
from examples.youyi.forms.files import html_table
from examples.youyi.items import monday
from examples.youyi.model import Document, Posting, Rows, TrueFile
from examples.youyi.sites import chrome
from examples.youyi.sites.boxes import box
from examples.youyi.styles import Style, style
from examples.youyi.texts import document

GENERATED = "2026-11-20 03:15:07"
"""When sites of the generated kind last wrote all their pages."""


def document_of(posting: Posting, plan: SitePlan) -> Document:
    """The posting's text; a re-post has the text of the document it repeats."""
    source = posting.text_of[0] if posting.text_of else plan.id
    return document(posting, plans()[source], plans()[plan.id], plan.base_url + file_path(posting, plan))


def page(posting: Posting, plan: SitePlan) -> str:
    """The whole detail page."""
    look = style(posting.style)
    large = look.chrome == "large"
    made = document_of(posting, plan)
    title = escape(posting.title)
    heading = look.heading.format(title=title, split_title=title.replace("关于", "<br>关于", 1))
    date = "" if posting.fault == "undated" else _visible(posting, look)
    info = look.info.format(date=date, source=escape(posting.content_source)) if look.info else ""
    matter = box(look.box, _fields(posting, look)) + heading + "\n" + info + "\n"
    text = _body(posting, plan, look, made)
    files = _files(look, made.files)
    inner = f"{look.body}\n{text}\n{look.end}\n{files}"
    return (
        _head(posting, plan, look)
        + chrome.above(plan, large=large)
        + f'<div class="main">\n{matter}{inner}</div>\n'
        + chrome.below(plan, large=large)
    )


def damaged(body: bytes, plan: SitePlan) -> bytes:
    """The page as bytes, its last full stop cut in half."""
    head, stop, tail = body.rpartition("。".encode(plan.charset))
    return head + stop[:-1] + tail


def in_two_parts(body: bytes, path: str) -> bytes:
    """The page as bytes, with the pager of one that goes on."""
    stem, _, suffix = path.rpartition("/")[2].rpartition(".")
    pager = f'<script>createPageHTML(2, 0, "{stem}", "{suffix}");</script>'.encode()
    head, end, tail = body.rpartition(b"</body>")
    return head + pager + end + tail


def _visible(posting: Posting, look: Style) -> str:
    form = {"day": "%Y-%m-%d", "second": "%Y-%m-%d %H:%M:%S"}.get(look.date, "%Y-%m-%d %H:%M")
    return posting.published.strftime(form)


def _fields(posting: Posting, look: Style) -> dict[str, str]:
    number = posting.document_number or ("无" if look.box == "strong" else "")
    if posting.serial % 11 == 3:
        number = number.replace("〔", "[").replace("〕", "]")
    known = {
        "index": posting.index_number or "",
        "theme": posting.theme,
        "publisher": posting.publisher,
        "written": f"{posting.written.year}年{posting.written.month:02d}月{posting.written.day:02d}日",
        "title": posting.title,
        "number": number,
        "published": f"{posting.published:%Y-%m-%d}",
        "validity": posting.validity,
        "genre": posting.genre,
    }
    shows = (*look.shows, "genre") if posting.genre else look.shows
    return {name: known[name] for name in shows if not (name == "published" and posting.fault == "undated")}


def _head(posting: Posting, plan: SitePlan, look: Style) -> str:
    start = "\ufeff" if plan.id == "zrzy" else ""
    title = f"{posting.title}_{plan.unit_name}"
    return start + chrome.head(
        plan, title, _metas(posting, plan, look), large=look.chrome == "large", charset=posting.declared
    )


def _metas(posting: Posting, plan: SitePlan, look: Style) -> str:
    """The 国办 meta tags with the faults that sites have."""
    if look.meta == "none":
        return ""
    date = GENERATED if look.meta == "generated" else f"{posting.published:%Y-%m-%d %H:%M:%S}"
    source = posting.title if look.meta == "title_source" else posting.content_source
    named = {
        "SiteName": plan.unit_name,
        "SiteDomain": "www.hljyy.example",
        "SiteIDCode": "2305220001" if plan.number % 3 else "",
        "ColumnName": "政府信息公开",
        "ColumnType": "信息公开，政策文件",
        "ArticleTitle": posting.title,
        "PubDate": "" if posting.fault == "undated" else date,
        "ContentSource": source,
        "Keywords": "",
    }
    if look.meta == "generated":
        named |= {"others": f"页面生成时间 {GENERATED}", "template,templategroup,version": "6700,default,1.6"}
    if look.meta == "lower":
        named = {name[0].lower() + name[1:]: value for name, value in named.items()}
    quote = "'" if look.meta == "single" else '"'
    gap = "" if plan.template == 1 else " "
    return "".join(
        f"<meta name={quote}{name}{quote}{gap}content={quote}{escape(value)}{quote}>\n"
        for name, value in named.items()
    )


def _body(posting: Posting, plan: SitePlan, look: Style, made: Document) -> str:
    """The text in its container: number line, paragraphs, table before the last one, files, signature."""
    lines = [f'<p style="text-indent:2em;line-height:2">{escape(p)}</p>' for p in made.paragraphs]
    if posting.document_number and "number" not in look.shows:
        lines.insert(0, f'<p style="text-align:center">{escape(posting.document_number)}</p>')
    for place, sheet in enumerate(made.sheets):
        lines[place + 1] += sheet
    if made.table:
        lines.insert(-1, table(made.table))
    lines[-1:-1] = [html_table(form) for form in made.forms]
    if made.files and look.files == "inside":
        lines.insert(-1, "".join(f"<p>附件：{_link(file)}</p>" for file in made.files))
    for article in gazette.articles(posting, monday(posting.source_id)):
        path = path_of(article, plans()[posting.source_id])
        lines.insert(
            -1, f'<p style="text-indent:2em"><a href="{escape(path)}">{escape(article.title)}</a></p>'
        )
    if posting.by_page:
        there = escape(links.original_of(posting, plan, monday("county")))
        lines.insert(-1, f'<p style="text-indent:2em">文件原文请<a href="{there}">点击查看</a>。</p>')
    for path in posting.links:
        lines.insert(
            -1, f'<p style="text-indent:2em">有关情况可在<a href="{path}">本网站专题</a>中查阅。</p>'
        )
    lines += [f'<p style="text-align:right">{escape(line)}</p>' for line in made.signature]
    if look.meta == "generated":
        lines.insert(2, '<p style="text-indent:2em"><br></p>')
    return "\n".join(lines)


def table(rows: Rows) -> str:
    """Rows as an HTML table."""
    lines = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        '<table border="1" cellspacing="0" style="border-collapse:collapse">' + "\n".join(lines) + "</table>"
    )


def _files(look: Style, files: tuple[TrueFile, ...]) -> str:
    """The block of attachments below the text, with icons and an empty duplicate as real sites have them."""
    if not files or look.files == "inside":
        return ""
    links = "".join(
        f'<li><img src="/images/icon_{f.kind}.gif">{_link(f)}<a href="{escape(f.url)}"></a></li>'
        for f in files
    )
    form = {
        "fujian": '<div class="fujian"><p>附件下载</p><ul>{}</ul></div>',
        "list": '<ul class="fj-list">{}</ul>',
    }
    return form.get(look.files, '<div class="fj"><strong>附件：</strong><ul>{}</ul></div>').format(links)


def _link(file: TrueFile) -> str:
    path = "/" + file.url.split("/", 3)[3]
    return f'<a href="{escape(path)}" target="_blank">{escape(file.name)}</a>'
