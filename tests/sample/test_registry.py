"""The registry of the sample county is one that an officer could have written."""

from __future__ import annotations

import re
import tomllib

from examples.youyi import registry
from examples.youyi.numbers import checks
from schemas.codes import CATEGORIES
from schemas.column import MIXED
from schemas.registry import Registry

TOWNSHIPS = {
    "友谊镇人民政府": "230522100",
    "兴隆镇人民政府": "230522101",
    "龙山镇人民政府": "230522102",
    "凤岗镇人民政府": "230522103",
    "兴盛乡人民政府": "230522200",
    "东建乡人民政府": "230522201",
    "庆丰乡人民政府": "230522202",
    "建设乡人民政府": "230522203",
    "友邻乡人民政府": "230522204",
    "新镇乡人民政府": "230522205",
    "成富朝鲜族满族乡人民政府": "230522206",
}


def read(ports_from: int = 18101) -> Registry:
    entries = tomllib.loads(registry(ports_from))
    for source in entries["source"]:
        source |= {key: value for key, value in entries["defaults"].items() if key not in source}
    return Registry(**entries)


def test_registry_is_valid_and_as_large_as_promised() -> None:
    county = read()
    kinds = [unit.kind for unit in county.unit]
    assert kinds.count("department") >= 25
    assert kinds.count("institution") == 2
    assert len(county.source) >= 40
    assert len({source.family for source in county.source}) == 11
    assert {column.category for source in county.source for column in source.column} == {*CATEGORIES, MIXED}
    assert {source.unit for source in county.source} == {unit.id for unit in county.unit}


def test_townships_bear_their_real_codes_and_the_farm_is_none_of_them() -> None:
    found = {unit.name: unit.division for unit in read().unit if unit.kind == "township"}
    assert found == TOWNSHIPS
    for unit in read().unit:
        assert "农场" not in "".join((unit.name, *unit.aliases))
        assert "红兴隆" not in "".join((unit.name, *unit.aliases))


def test_names_that_units_go_by_are_aliases() -> None:
    aliases = {unit.id: unit.aliases for unit in read().unit}
    assert {"营商局", "营商环境局"} <= set(aliases["ysj"])
    assert "卫健局" in aliases["wjj"]
    assert "教体局" in aliases["jtj"]
    assert "风岗镇" in aliases["fenggang"]


def test_credit_codes_pass_their_check_digit() -> None:
    codes = [unit.credit_code for unit in read().unit if unit.credit_code]
    assert len(codes) == len(set(codes)) == 41
    assert all(checks(code) for code in codes)


def test_all_ports_move_together() -> None:
    ports = [int(port) for port in re.findall(r"127\.0\.0\.1:(\d+)", registry())]
    moved = [int(port) for port in re.findall(r"127\.0\.0\.1:(\d+)", registry(20101))]
    assert moved == [port + 2000 for port in ports]
    assert [target.url for target in read(20101).target] == [
        f"http://127.0.0.1:{n}/batches" for n in (20201, 20202, 20203)
    ]
