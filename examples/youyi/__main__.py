"""`python -m examples.youyi serve --day monday`, `… drop FOLDER`, `… registry`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from examples.youyi import FIRST_PORT, registry, write_drop
from examples.youyi.server import PortTakenError, serve


def main() -> int:
    """Exit 0 when stopped, 3 where a port is taken."""
    parser = argparse.ArgumentParser(prog="python -m examples.youyi", description="The sample county.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    serving = verbs.add_parser("serve", help="serve the sites until stopped")
    dropping = verbs.add_parser("drop", help="write what the unit without a site hands in")
    dropping.add_argument("folder", type=Path)
    printing = verbs.add_parser("registry", help="print the registry")
    for verb in (serving, dropping):
        verb.add_argument("--day", choices=("monday", "tuesday"), default="monday")
    for verb in (serving, printing):
        verb.add_argument(
            "--ports-from", type=int, default=FIRST_PORT, help="first of 103 ports on 127.0.0.1"
        )
    asked = parser.parse_args()
    if asked.verb == "registry":
        print(registry(asked.ports_from), end="")
    elif asked.verb == "drop":
        write_drop(asked.folder, asked.day)
    else:
        try:
            serve(asked.day, asked.ports_from)
        except PortTakenError as error:
            print(error, file=sys.stderr)
            return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
