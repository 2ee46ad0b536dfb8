"""What every test stands on: no call from the machine's environment, and Hypothesis the same in every run."""

import pytest
from hypothesis import settings

settings.register_profile("addendum", max_examples=60, deadline=None, derandomize=True, database=None)
settings.load_profile("addendum")


@pytest.fixture(autouse=True)
def no_call_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may work on a call of their own."""
    monkeypatch.delenv("ADDENDUM_CALL", raising=False)
