"""Enterprise numbers as people write them. All are made up; where one is wrong, it is wrong on purpose."""

import pytest

from addendum_cli.core.eligibility.enterprise import digits, shown, valid


@pytest.mark.parametrize(
    "written",
    [
        "0999.013.094",
        "0999013094",
        "0999 013 094",
        "0999-013-094",
        "0999/013/094",
        "BE0999.013.094",
        "be 0999 013 094",
        "BTW BE 0999.013.094",
        "BTW: BE0999013094",
        "TVA BE0999013094",
        "999.013.094",
        "BE 999 013 094",
        "\t0999.013.094 ",
        "0999\N{NO-BREAK SPACE}013\N{NO-BREAK SPACE}094",
    ],
)
def test_every_way_to_write_one_number(written: str):
    assert (digits(written), valid(written), shown(written)) == ("0999013094", "0999013094", "0999.013.094")


@pytest.mark.parametrize(
    ("written", "check"),
    [
        ("0999.003.097", "remainder 0 gives 97"),
        ("0999.002.901", "remainder 96 gives 01"),
        ("1999.000.051", "the first digit may be 1"),
        ("1099.000.003", "and then 0"),
    ],
)
def test_the_edges_of_the_check(written: str, check: str):
    assert shown(written) == written
    assert valid(written) == written.replace(".", "")


@pytest.mark.parametrize("check", [f"{check:02d}" for check in range(100) if check != 94])
def test_no_other_check_fits(check: str):
    assert digits(f"0999.013.0{check}") == f"09990130{check}"
    assert valid(f"0999.013.0{check}") is None


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "0999",
        "0999.013.0944",
        "2999.013.094",
        "9999.013.094",
        "0999.O13.094",
        "0999,013,094",
        "NL0999013094",
        "٠999013094",
        "in aanvraag",
    ],
)
def test_what_is_no_number(written: str):
    assert (digits(written), valid(written)) == (None, None)
