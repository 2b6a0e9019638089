"""友谊县, the sample county: 43 units, 45 sources of 11 families, generated from code lists and phrases.

`write_registry()` writes the registry an officer would write with its plan and library, `server.serve()` its sites,
`write_drop()` what the unit without a site hands in, `truth()` what a correct harvest must hold.
"""

from examples.youyi.county import FIRST_PORT, registry
from examples.youyi.drop import write_drop
from examples.youyi.faults import write_accounts, write_register
from examples.youyi.office import write_registry
from examples.youyi.truth import truth

__all__ = [
    "FIRST_PORT",
    "registry",
    "truth",
    "write_accounts",
    "write_drop",
    "write_register",
    "write_registry",
]
