"""Where a posting stands: its address, its native id and those of its files, in the manner of its CMS."""

from __future__ import annotations

from hashlib import md5

from examples.youyi.county import SitePlan
from examples.youyi.model import Posting

_PATTERNS: dict[tuple[str, int | None], str] = {
    ("trs", 3): "{moved}/content/post_{own}.html",
    ("trs", 4): "{folder}/{day:%Y%m}/t{day:%Y%m%d}_{own}.shtml",
    ("trs", None): "{folder}/{day:%Y%m}/t{day:%Y%m%d}_{own}.html",
    ("hanweb", None): "/art/{day.year}/{day.month}/{day.day}/art_{column}_{own}.html",
    ("jpaas", None): "{folder}/art/{day.year}/art_{own}.html",
    ("ucap", None): "{folder}/{day:%Y%m}/{own}.shtml",
    ("vsb", None): "/info/{position}/{own}.htm",
    ("gkmlpt", None): "{folder}/content/0/{head}/post_{own}.html",
    ("govcn", None): "{folder}/content/{day:%Y-%m}/{day:%d}/content_{own}.htm",
    ("selectors", 0): "/show.aspx?id={own}",
    ("selectors", 1): "/detail_{own}.html",
    ("feed", 1): "/qxfw/{day:%Y%m}/t{day:%Y%m%d}_{own}.html",
    ("drop", None): "drop://{site}/{own}",
    ("", None): "/news/{day.year}/{own}.html",
}
"""Addresses of detail pages by family and template; the last is everybody else's."""


def native_id(posting: Posting, plan: SitePlan) -> str:
    """The id that the CMS gives the posting."""
    number = 100000 + plan.number * 2000 + posting.serial
    if plan.family == "ucap" or (plan.family == "jpaas" and posting.serial % 4):
        return md5(f"{plan.id}:{posting.serial}".encode(), usedforsecurity=False).hexdigest()
    return str(number)


def folder_of(posting: Posting, plan: SitePlan) -> str:
    """The folder of the column it was first posted in."""
    return posting.folder or plan.columns[posting.columns[-1]].path.rpartition("/")[0]


def path_of(posting: Posting, plan: SitePlan) -> str:
    """Path and query of the detail page."""
    own, folder = native_id(posting, plan), folder_of(posting, plan)
    old_jpaas = plan.family == "jpaas" and len(own) < 32
    pattern = _PATTERNS.get((plan.family, plan.template)) or _PATTERNS.get((plan.family, None))
    return (_PATTERNS["hanweb", None] if old_jpaas else pattern or _PATTERNS["", None]).format(
        own=own,
        folder=folder,
        moved=posting.folder,
        column=folder.rpartition("/")[2].removeprefix("col"),
        position=1000 + posting.columns[-1],
        day=posting.published,
        site=plan.id,
        head=own[:3],
    )


def address(posting: Posting, plan: SitePlan) -> str:
    """The absolute address of the detail page."""
    if posting.offsite:
        return plan.farm_url + posting.offsite
    return plan.base_url + path_of(posting, plan)


def file_path(posting: Posting, plan: SitePlan) -> str:
    """The path of an attachment, with `{number}` and `{kind}` still open."""
    return f"/{posting.filed_under}" * bool(posting.filed_under) + _file_path(posting, plan)


def _file_path(posting: Posting, plan: SitePlan) -> str:
    own, day = native_id(posting, plan), posting.published
    code = md5(f"{plan.id}:{posting.serial}:file".encode(), usedforsecurity=False).hexdigest()
    page = path_of(posting, plan)
    match plan.family:
        case "trs":
            serial = int(code[:10], 16) % 10**10
            return f"{page.rpartition('/')[0]}/P0{day:%Y%m%d}{serial:010d}{{number}}.{{kind}}"
        case "hanweb" if posting.serial % 2:
            return f"/module/download/downfile.jsp?classid=0&filename={code[:24]}{{number}}.{{kind}}"
        case "hanweb" | "jpaas":
            return f"/attach/0/{code[:24]}{{number}}.{{kind}}"
        case "ucap":
            return f"{page.removesuffix('.shtml')}/files/{code[:31]}{{number}}.{{kind}}"
        case "vsb":
            gateway = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1402"
            return f"{gateway}&wbfileid={own}{{number}}"
        case "drop":
            return f"{own}-{{number}}.{{kind}}"
        case _:
            return f"/uploadfile/{day:%Y}/{day:%m%d}/{own}_{{number}}.{{kind}}"
