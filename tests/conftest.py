"""What every test stands on: no call from the machine's environment, and Hypothesis the same in every run."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("addendum", max_examples=60, deadline=None, derandomize=True, database=None)
settings.load_profile("addendum")


@pytest.fixture(autouse=True)
def no_call_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may work on a call of their own."""
    monkeypatch.delenv("ADDENDUM_CALL", raising=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything has to be there (``.ci/run``), a test that is skipped has failed."""
    report = yield
    if report.skipped and os.environ.get("ADDENDUM_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which fails here: {report.longrepr}"
    return report
