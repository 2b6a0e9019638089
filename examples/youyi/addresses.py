"""Where a posting stands: its address, its native id and those of its files, in the manner of its CMS."""

from __future__ import annotations

from hashlib import md5

from examples.youyi.county import SitePlan
from examples.youyi.model import Posting


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
    own, folder, day = native_id(posting, plan), folder_of(posting, plan), posting.published
    column = folder.rpartition("/")[2].removeprefix("col")
    match plan.family, plan.template:
        case "trs", 3:
            return f"{posting.folder}/content/post_{own}.html"
        case "trs", 4:
            return f"{folder}/{day:%Y%m}/t{day:%Y%m%d}_{own}.shtml"
        case "trs", _:
            return f"{folder}/{day:%Y%m}/t{day:%Y%m%d}_{own}.html"
        case "jpaas", _ if len(own) == 32:
            return f"{folder}/art/{day.year}/art_{own}.html"
        case "hanweb" | "jpaas", _:
            return f"/art/{day.year}/{day.month}/{day.day}/art_{column}_{own}.html"
        case "ucap", _:
            return f"{folder}/{day:%Y%m}/{own}.shtml"
        case "vsb", _:
            return f"/info/{1000 + posting.columns[-1]}/{own}.htm"
        case "gkmlpt", _:
            return f"{folder}/content/{int(own) // 1000000}/{int(own) // 1000}/post_{own}.html"
        case "govcn", _:
            return f"{folder}/content/{day:%Y-%m}/{day:%d}/content_{own}.htm"
        case "selectors", 0:
            return f"/show.aspx?id={own}"
        case "selectors", 1:
            return f"/detail_{own}.html"
        case "feed", 1:
            return f"/qxfw/{day:%Y%m}/t{day:%Y%m%d}_{own}.html"
        case "drop", _:
            return f"drop/{plan.id}/{own}"
        case _:
            return f"/news/{day.year}/{own}.html"


def address(posting: Posting, plan: SitePlan) -> str:
    """The absolute address of the detail page."""
    if posting.offsite:
        return plan.farm_url + posting.offsite
    return plan.base_url + path_of(posting, plan)


def file_path(posting: Posting, plan: SitePlan) -> str:
    """The path of an attachment, with `{number}` and `{kind}` still open."""
    own, day = native_id(posting, plan), posting.published
    code = md5(f"{plan.id}:{posting.serial}:file".encode(), usedforsecurity=False).hexdigest()
    page = path_of(posting, plan)
    match plan.family:
        case "trs":
            return f"{page.rpartition('/')[0]}/P0{day:%Y%m%d}{int(code[:10], 16) % 10**10:010d}{{number}}.{{kind}}"
        case "hanweb" if posting.serial % 2:
            return f"/module/download/downfile.jsp?classid=0&filename={code[:24]}{{number}}.{{kind}}"
        case "hanweb" | "jpaas":
            return f"/attach/0/{code[:24]}{{number}}.{{kind}}"
        case "ucap":
            return f"{page.removesuffix('.shtml')}/files/{code[:31]}{{number}}.{{kind}}"
        case "vsb":
            return f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1402&wbfileid={own}{{number}}"
        case "drop":
            return f"{own}-{{number}}.{{kind}}"
        case _:
            return f"/uploadfile/{day:%Y}/{day:%m%d}/{own}_{{number}}.{{kind}}"
