"""The Chinese words of a report, for the codes that the warehouse keeps."""

from __future__ import annotations

import re
from functools import cache

from schemas.codes import load_table
from schemas.harvest import Cause
from warehouse.report.figures import SourceLine

WORDS = {
    "proven": "完整",
    "unproven": "未能证明完整",
    "broken": "失败",
    "skipped": "未采集",
    "done": "正常完成",
    "attention": "已完成，有待处理事项",
    "failed": "失败",
    "running": "运行中",
    "created": "新增",
    "changed": "变更",
    "withdrawn": "撤下",
    "returned": "恢复",
    "missing": "列表中已不再出现",
    "gone": "网址已失效",
    "expired": "公示期满",
    "fatal": "致命",
    "error": "错误",
    "warning": "警告",
    "info": "提示",
    "county": "县级",
    "municipal": "市级",
    "provincial": "省级",
    "national": "国家级",
}

_CAUSES: dict[Cause, tuple[str, str]] = {
    "unreachable": (
        "网站无法访问或长时间没有回应。",
        "请在浏览器中打开网址核实，并联系网站运维；网站恢复后，下次运行会自动补采。",
    ),
    "blocked": (
        "网站以脚本验证或登录页面代替了内容。",
        "请与网站主管单位商定采集方式（如加入白名单或提供接口）；系统不会绕过验证。",
    ),
    "disallowed": (
        "网站的 robots.txt 不允许采集，或页面转向了未登记的主机。",
        "请与网站主管单位核实；确属本单位主机的，补入登记信息的 hosts。",
    ),
    "gone": ("栏目页面已不存在。", "请核实栏目是否迁移，并更新登记信息中的栏目路径。"),
    "unusable": (
        "网站返回的不是可用的页面（空白、残缺、过大或类型不符）。",
        "请在浏览器中打开网址核实，并通知网站运维。",
    ),
    "layout": ("列表页的结构与登记的网站系统不符。", "网站可能已改版，核实后更新登记信息。"),
    "too_few": (
        "栏目为空，或列出的信息少于应有数量。",
        "请核实栏目是否确已清空；属网站故障的，待恢复后自动核对。",
    ),
    "rejects": ("不合格的信息过多。", "请查看“问题清单”与不合格数据，核实后更新登记信息或通知单位更正。"),
    "drop": ("报送的文件缺失或无法读取。", "请单位按模板重新报送；模板可用 gongkai source template 生成。"),
    "fault": (
        "系统读取时出错，不是网站的问题。",
        "请将此事告知系统维护人员，原始记录在 operations.source_run.error。",
    ),
}


def reason(source: SourceLine) -> str:
    """Why a source is red, in a sentence an officer understands."""
    return _CAUSES[source.cause][0] if source.cause else "原因未归类。"


def particulars(source: SourceLine) -> str | None:
    """What its record says in particular, in Chinese; None where it says nothing, or nothing that has a word here."""
    told = source.error or ""
    for says, means in _pieces():
        told = says.sub(means, told)
    return None if not told or _ENGLISH.search(told) else told.replace("; ", "；")


_ENGLISH = re.compile(r"[a-z]{2,}[,;:]? [a-z]{2,}")
"""Two words of English: a sentence that no piece of `schemas/data/faults.toml` covers."""


@cache
def _pieces() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(piece["says"]), piece["means"]) for piece in load_table("faults")["fault"])


def advice(source: SourceLine) -> str:
    """What to do about a source that is red or held."""
    if source.is_held:
        return (
            "一次消失的信息超过该信息源的 20 %，系统未作撤下处理。请与单位核实："
            "属正常清理的，下次运行前告知管理员；属网站故障的，待恢复后自动核对。"
        )
    mend = _CAUSES[source.cause][1] if source.cause else ""
    return f"{mend}可运行 gongkai source check {source.source_id} 查看所读页面。已入库的信息不受影响，未作撤下处理。"
