"""The small call, and what people call its facts in the languages that ship."""

import pytest

from addendum_cli.intake.labels import Labels
from judging import call as call_named


@pytest.fixture(scope="session")
def folder():
    return call_named()


@pytest.fixture(scope="session")
def call(folder):
    return folder.call


@pytest.fixture(scope="session")
def labels(folder):
    return Labels(folder.languages(), folder.call)
