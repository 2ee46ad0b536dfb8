"""The Dutch catalogue is whole: every message that the program says, none that it no longer says, the same values."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
SOURCES = ROOT / "src" / "addendum_cli"
GENERATOR = ROOT / "tools" / "generate.py"
DUTCH = SOURCES / "locales" / "nl" / "LC_MESSAGES" / "addendum.po"


@pytest.fixture(scope="module")
def catalogue():
    with DUTCH.open("rb") as file:
        return read_po(file, locale="nl")


@pytest.fixture(scope="module")
def messages(catalogue):
    return [message for message in catalogue if message.id]


def forms(message) -> list[tuple[str, str]]:
    """Return each form of a message with its translation."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return list(zip(message.id, message.string, strict=True))


def test_everything_is_translated(messages):
    assert len(messages) > 400
    assert [key for message in messages for key, text in forms(message) if not text or message.fuzzy] == []


def test_nothing_obsolete_is_kept(catalogue):
    assert list(catalogue.obsolete) == []


def test_the_same_values_stand_in_both(messages):
    def values(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w+\}", text))

    assert [key for message in messages for key, text in forms(message) if values(key) != values(text)] == []


def test_white_space_and_closing_signs_are_kept(messages):
    def ends(text: str) -> tuple[bool, bool, str]:
        return text[:1].isspace(), text[-1:].isspace(), text[-1] if text[-1] in ".:…?" else ""

    assert [key for message in messages for key, text in forms(message) if ends(key) != ends(text)] == []


def test_nobody_is_weerhouden(messages):
    """Selected in Belgium, held back in the Netherlands: a word that nobody should have to guess at."""
    assert [text for message in messages for _, text in forms(message) if "weerhouden" in text.lower()] == []


@pytest.mark.skipif(not GENERATOR.exists(), reason="the extraction lives in the checkout only")
def test_the_catalogue_is_what_the_sources_say(monkeypatch):
    """A message that the program no longer says, or does not yet find here, makes the file differ."""
    spec = importlib.util.spec_from_file_location("generate", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "generate", generate)
    spec.loader.exec_module(generate)
    assert generate.po_text(generate.catalogue("nl", generate.template())) == DUTCH.read_text("utf-8")


def test_no_message_hides_where_the_extraction_does_not_look():
    """Babel does not look inside f-strings: a message in one would never be translated."""
    hidden = []
    for path in SOURCES.rglob("*.py"):
        for joined in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(joined, ast.JoinedStr):
                hidden += [
                    f"{path.name}:{call.lineno}"
                    for call in ast.walk(joined)
                    if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("say", "say_n")
                ]
    assert hidden == []
