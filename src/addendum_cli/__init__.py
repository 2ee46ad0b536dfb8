"""Judge project proposals against a call: eligibility, evidence, scores, a shortlist, and reasons for each.

The public API is three functions::

    folder = load_call("my-call")
    evaluation = evaluate(folder, read_proposals(["proposals/"], folder))

They are loaded on first use, so that ``addendum --version`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "evaluate", "load_call", "read_proposals"]

if TYPE_CHECKING:
    from addendum_cli.api import evaluate, load_call, read_proposals


def __getattr__(name: str) -> Any:
    if name in __all__:
        from addendum_cli import api

        return getattr(api, name)
    raise AttributeError(name)
