"""The data that ships with the program: found in the installed package first, then in the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def shipped(kind: str) -> Path:
    """Return the folder ``kind`` (data, rubrics, templates, examples) that ships with the program.

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    for folder in (PACKAGE / "_shipped" / kind, PACKAGE.parents[1] / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(kind)
