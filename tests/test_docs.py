"""The documents say what is there: verbs and options, links, commands, benches."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from flows.cli import cli
from flows.cli.options import at_home
from warehouse.database import open_warehouse

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "examples" / "youyi" / "README.md"])
REFERENCE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
README = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")}


@click.command()
@at_home
def _bare() -> None:
    """A verb with the shared options alone."""


SHARED = {name for parameter in _bare.params for name in parameter.opts}


def verbs(group: click.Group, path: str = "gongkai") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from verbs(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


VERBS = dict(verbs(cli))
SECTIONS = dict(
    re.findall(r"^### `(gongkai[a-z -]*[a-z])[^`]*`\n(.*?)(?=^##|\Z)", REFERENCE, re.MULTILINE | re.DOTALL)
)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_reference_has_each_verb_and_no_other() -> None:
    assert sorted(SECTIONS) == sorted(VERBS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_the_reference_says_what_the_help_says(verb: str) -> None:
    command, section = VERBS[verb], SECTIONS[verb]
    assert command.help, f"{verb} has no help"
    assert plain(command.help) in plain(section)
    told = dict(re.findall(r"^\| `(--[a-z-]+)` \| (.+) \|$", section, re.MULTILINE))
    options = {p.opts[0]: p for p in command.params if isinstance(p, click.Option)}
    own = {name: option for name, option in options.items() if name not in SHARED}
    assert sorted(told) == sorted(own), f"options of {verb}"
    for name, option in own.items():
        assert (option.help or "") in told[name], f"{verb} {name}"


def test_the_reference_has_the_shared_options() -> None:
    told = set(re.findall(r"^\| `(--[a-z]+)[^`]*` \|", REFERENCE.partition("## Exit codes")[0], re.MULTILINE))
    assert told == SHARED


def slug(heading: str) -> str:
    """The anchor that the forge gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_resolve(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text.lstrip().startswith("# ")
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), f"{page.name}: {link}"


def blocks(text: str) -> list[str]:
    """Command lines of the shell blocks, comments and prompts left out."""
    found = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = "\n".join(found).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def exists(words: list[str]) -> bool:
    """Whether the command of a line is one that this repository or a bare machine has."""
    while words and ("=" in words[0] or words[0] in ("export", "sudo")):
        words = words[1:]
    program = words[0].rpartition("/")[2] if words else "true"
    if program == "make":
        targets = set(
            re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        )
        return set(words[1:]) <= targets
    if program == "gongkai":
        return _is_verb(words[1:])
    if program.startswith("python"):
        script = words[1] if words[1] != "-m" else f"{words[2].replace('.', '/')}.py"
        return (ROOT / script).is_file() or (ROOT / script).with_suffix("").joinpath("__main__.py").is_file()
    return program in {
        "true",
        "git",
        "cd",
        "cp",
        "duckdb",
        "apt-get",
        "apt",
        "prefect",
        "pytest",
        "systemctl",
    }


def _is_verb(words: list[str]) -> bool:
    command: click.Command = cli
    for word in words:
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return False
            command = found
        elif word.startswith("--"):
            known = {name for p in command.params for name in p.opts} | SHARED
            if word.partition("=")[0] not in known:
                return False
    return not isinstance(command, click.Group) or "--help" in words or len(words) == 0


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/connector-writer.md"]
)
def test_commands_in_documents_exist(page: str) -> None:
    lines = blocks((ROOT / page).read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        assert exists(shlex.split(line, comments=True)), f"{page}: {line}"


def test_a_command_that_is_not_there_is_seen() -> None:
    assert not exists(["gongkai", "harvset"])
    assert not exists(["gongkai", "run", "--ful"])
    assert not exists(["make", "walk"])
    assert not exists(["python", "-m", "bench.nothing"])


@pytest.mark.parametrize("name", sorted(README))
def test_each_query_of_the_readme_runs(name: str, tmp_path: Path) -> None:
    words = [shlex.split(line, comments=True) for line in blocks(README[name])]
    queries = [line[-1] for line in words if line[0].endswith("gongkai") and line[1] == "query"]
    assert len(queries) >= 3
    with open_warehouse(tmp_path, owner="test") as warehouse, warehouse.cursor() as cursor:
        for query in queries:
            assert cursor.execute(query).description


def figures(name: str) -> list[str]:
    """Rows of the table between the marks."""
    table = README[name].partition("<!-- figures -->")[2].partition("<!-- /figures -->")[0]
    return [line for line in table.splitlines() if line.startswith("|")][2:]


@pytest.mark.parametrize("name", sorted(README))
def test_each_figure_names_the_bench_that_prints_it(name: str) -> None:
    assert figures(name)
    for row in figures(name):
        commands = re.findall(r"`(python [^`]+)`", row)
        assert commands, row
        assert all(exists(shlex.split(command)) for command in commands), row


def test_both_readmes_show_the_same_figures_and_commands() -> None:
    english, chinese = (
        [row.replace(" ", "").split("|")[2:] for row in figures(name)] for name in sorted(README)
    )
    assert english == chinese
    assert blocks(README["README.md"]) == blocks(README["README.zh-CN.md"])
