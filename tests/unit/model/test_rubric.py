"""Scales, desk methods and rubrics as their authors write them."""

from fractions import Fraction

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from addendum_cli.model.rubric import Bands, Rubric, Scale


def read(model, text):
    """Return ``text`` as ``model``, with every value still text, as our readers hand it over."""
    return TypeAdapter(model).validate_python(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - constructs text only


def fault(model, text):
    """Return the kinds of fault that ``text`` is refused for."""
    with pytest.raises(ValidationError) as refused:
        read(model, text)
    return [error["type"] for error in refused.value.errors()]


HALVES = "{min: 0, max: 5, step: 0.5}"


@pytest.mark.parametrize(
    ("scale", "share", "mark"),
    [
        (HALVES, "0", "0"),
        (HALVES, "1", "5"),
        (HALVES, "1/2", "2.5"),
        (HALVES, "7/16", "2"),  # 2.1875 is nearer to 2 than to 2.5
        (HALVES, "1/20", "0"),  # 0.25, an exact half of a step: down
        (HALVES, "3/20", "0.5"),  # 0.75: down
        (HALVES, "1/4", "1"),  # 1.25: down
        (HALVES, "19/20", "4.5"),  # 4.75: down, full marks are earned
        (HALVES, "51/1000", "0.5"),  # 0.255: past the half
        (HALVES, "49/1000", "0"),  # 0.245: before it
        ("{min: 0, max: 3, step: 1}", "1/2", "1"),  # 1.5: down
        ("{min: 0, max: 3, step: 1}", "2/3", "2"),
        ("{min: 1, max: 7, step: 1}", "0", "1"),
        ("{min: 1, max: 7, step: 1}", "1/2", "4"),
        ("{min: 1, max: 7, step: 1}", "5/12", "3"),  # 1 + 2.5: down
        ("{min: 1, max: 7, step: 2}", "1/2", "3"),  # 1 + 1.5 steps of 2: down
        ("{min: 0, max: 10, step: 0.25}", "1/3", "3.25"),
        ("{min: 0, max: 0.3, step: 0.1}", "1/2", "0.1"),  # 0.15: no float decides this
    ],
)
def test_a_share_of_the_scale_becomes_the_nearest_mark_and_an_exact_half_goes_down(scale, share, mark):
    assert read(Scale, scale).rounded(Fraction(share)) == Fraction(mark)


@pytest.mark.parametrize(
    ("scale", "mark", "share"),
    [
        (HALVES, "0", "0"),
        (HALVES, "2.5", "1/2"),
        (HALVES, "10/3", "2/3"),  # a mean of assessors need not be a mark of the scale
        ("{min: 1, max: 7, step: 1}", "1", "0"),  # the lowest mark is nothing, whatever its number
        ("{min: 1, max: 7, step: 1}", "4", "1/2"),
        ("{min: 1, max: 7, step: 1}", "7", "1"),
    ],
)
def test_a_mark_lies_between_nothing_and_everything(scale, mark, share):
    assert read(Scale, scale).fraction(Fraction(mark)) == Fraction(share)


def test_the_scale_is_0_to_5_by_halves_unless_the_rubric_says_otherwise():
    plain = read(Rubric, "{id: a, title: A, criteria: {id: b, title: B, weight: 1}}")
    assert (plain.scale, plain.round, plain.challenge, plain.minimum) == (read(Scale, HALVES), "written", None, None)


@pytest.mark.parametrize(
    "scale",
    [
        "{min: 5, max: 5, step: 1}",  # empty
        "{min: 5, max: 0, step: 1}",  # upside down
        "{min: 0, max: 5, step: 0}",  # leads nowhere
        "{min: 0, max: 5, step: 2}",  # never reaches 5
        "{min: 1, max: 4, step: 2}",  # never reaches 4
        "{min: 0, max: 5, step: 6}",  # leaps over 5
    ],
)
def test_a_scale_that_is_none_is_refused(scale):
    assert fault(Scale, scale) == ["scale"]


@pytest.mark.parametrize("scale", ["{step: '0,5'}", "{max: 5.0, step: 0.50}", "{step: 2.5}", "{min: 1, step: 4}"])
def test_a_scale_may_have_a_decimal_comma_and_any_step_that_fits(scale):
    assert read(Scale, scale).max == 5


@pytest.mark.parametrize(
    ("bands", "kinds"),
    [
        ("[[0, 0], [1, 2], [1, 3]]", ["bands"]),  # a threshold twice
        ("[[0, 0], [2, 2], [1, 3]]", ["bands"]),  # out of order
        ("[]", ["too_short"]),
        ("[[0, 0], [1]]", ["missing"]),
        ("[[0, 0], [1, -1]]", ["number"]),
    ],
)
def test_bands_that_do_not_rise_are_refused(bands, kinds):
    assert fault(Bands, f"{{method: bands, field: capacity.fte, bands: {bands}}}") == kinds


def test_bands_may_lower_the_mark_again():
    read(Bands, "{method: bands, field: capacity.caseload, bands: [[0, 1], [5, 5], [40, 2]]}")


@pytest.mark.parametrize("field", ["capacity.dogs", "fte", "organisation.name", "capacity.fte.x"])
def test_bands_read_only_declared_numbers(field):
    assert fault(Bands, f"{{method: bands, field: {field}, bands: [[0, 0]]}}") == ["literal_error"]


@pytest.mark.parametrize(
    ("criterion", "kinds"),
    [
        ("{id: b, title: B, weight: 0}", ["greater_than"]),  # a criterion that counts nothing
        ("{id: b, title: B, weight: -1}", ["number"]),
        ("{id: b, title: B, weight: 2.5}", ["whole"]),
        ("{id: b, title: B}", ["missing"]),
        ("{id: b, title: B, weight: 1, desk: {method: gevoel}}", ["union_tag_invalid"]),  # a closed set
        ("{id: b, title: B, weight: 1, desk: {method: coverage, field: x}}", ["extra_forbidden"]),
    ],
)
def test_a_criterion_that_cannot_be_weighed_or_marked_is_refused(criterion, kinds):
    assert fault(Rubric, f"{{id: a, title: A, criteria: [{criterion}, {{id: c, title: C, weight: 1}}]}}") == kinds


def test_a_minimum_over_100_percent_is_refused():
    rubric = "{{id: a, title: A, minimum: {}, criteria: {{id: b, title: B, weight: 1}}}}"
    assert fault(Rubric, rubric.format("100.5")) == ["less_than_equal"]
    assert read(Rubric, rubric.format("100")).minimum == 100


def test_a_rubric_without_criteria_is_refused():
    assert fault(Rubric, "{id: a, title: A, criteria: []}") == ["too_short"]
