"""Laws of eligibility, over proposals made of facts that pass, warn, leave open and fail."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from addendum_cli.core.eligibility import Ground
from addendum_cli.core.eligibility.across import outcome
from addendum_cli.core.eligibility.clock import timing
from addendum_cli.core.eligibility.enterprise import digits, valid
from addendum_cli.core.words import fold, nearest
from addendum_cli.messages import say
from addendum_cli.model.kinds import PRECEDENCE
from addendum_cli.model.verdict import Finding
from judging import call, one, proposal, seen, together

PARTS: dict[str, list[str]] = {
    "submission": [
        "{received_at: 2023-06-01, sent_to: oproep@example.org}",
        "{received_at: 2023-06-09T23:59:30+02:00}",
        "{received_at: 2023-06-10T00:00:00+02:00, sent_to: oproep@example.org}",
        "{sent_at: 2023-06-01, sent_to: info@example.org}",
        "{sent_to: oproep@example.org}",
    ],
    "approach": ["{offered: ja}", "{offered: nee}", "~"],
    "expertise": ["[{domain: wonen}]", "[{domain: taal}]", "[{domain: imkerij}]", "~"],
    "challenges": ["[{id: saled, interventions: [{id: huisvesting}]}]", "[{id: marcel}]", "~"],
    "municipalities": ["[Kortrijk]", "[Kortrijk, Gent]", "[Kortrik]", "[Gent]", "alle", "~"],
    "capacity": ["{fte: 2}", "{fte: 0}", "~"],
    "target_group": ["~", "{min_age: 18}"],
    "partners": ["~", "[{name: x, role: mede-indiener}]"],
    "narrative": ["~", "Wij gaan mee."],
    "organisation": [
        "{name: Een, enterprise_number: 0999.013.094}",
        "{name: Twee, enterprise_number: 0999.111.183}",
        "{name: Drie}",
        "{name: een, enterprise_number: 0999.013.095}",
    ],
}
changes = st.fixed_dictionaries({key: st.sampled_from(values) for key, values in PARTS.items()}).map(
    lambda chosen: "".join(f"{key}: {value}\n" for key, value in chosen.items())
)
several = st.lists(changes, min_size=1, max_size=5).map(lambda all_: dict(zip("abcde", all_, strict=False)))


@given(changes)
def test_every_rule_says_something_and_the_strongest_of_it_is_the_outcome(text: str):
    judged = one(proposal(text))
    assert [rule.id for rule in call().call.eligibility] == list(dict.fromkeys(found.rule for found in judged.findings))
    wanted = {found.leads_to for found in judged.findings} - {None}
    assert judged.outcome == min(wanted or {"eligible"}, key=PRECEDENCE.index)
    assert all((found.leads_to is None) == (found.verdict in ("pass", "warn")) for found in judged.findings)
    assert all(found.leads_to == "clarify" for found in judged.findings if found.verdict == "unknown")


@given(changes)
def test_a_warning_never_changes_the_outcome(text: str):
    judged = one(proposal(text))
    assert outcome([found for found in judged.findings if found.verdict != "warn"]) == judged.outcome


@given(several, st.randoms(use_true_random=False))
def test_the_order_of_files_never_matters(files: dict[str, str], random):
    names = list(files)
    random.shuffle(names)
    assert together({name: files[name] for name in names}) == together(files)


@given(several)
def test_of_one_organisations_submissions_one_counts(files: dict[str, str]):
    made = together(files)
    assert set(made) == set(files)
    numbers = {
        id_: next((line for line in text.splitlines() if "organisation:" in line), "") for id_, text in files.items()
    }
    for number in ("0999.013.094", "0999.111.183"):
        group = [id_ for id_, line in numbers.items() if number in line]
        assert sum(made[id_].outcome != "superseded" for id_ in group) == min(len(group), 1)
    assert all(made[id_].outcome != "superseded" for id_, line in numbers.items() if "Drie" in line or "095" in line)


@given(several)
def test_what_one_proposal_is_by_itself_others_can_only_supersede(files: dict[str, str]):
    made = together(files)
    for id_, text in files.items():
        assert made[id_].outcome in ("superseded", seen(one(proposal(text))).outcome)


findings = st.lists(st.sampled_from(PRECEDENCE).map(lambda to: Finding("x", "fail", say("x"), leads_to=to)), max_size=6)


@given(findings, findings)
def test_precedence_is_a_total_order(some: list[Finding], more: list[Finding]):
    assert outcome([*some, *more]) == outcome([*more, *some])
    assert outcome([*some, *more]) == min(outcome(some), outcome(more), key=PRECEDENCE.index)


CLOSES = datetime(2023, 6, 9, 22, tzinfo=UTC)
moments = st.datetimes(datetime(2023, 6, 9), datetime(2023, 6, 11), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_on_time_is_before_the_close_by_whatever_clock_it_is_told(moment: datetime, minutes: int):
    ground = Ground(call().call)
    deadline = ground.clock.deadline(ground.milestones["deadline"])
    told = moment.astimezone(timezone(timedelta(minutes=minutes)))
    how = timing(ground.clock.span(told), deadline)
    assert (how == "late") == (moment >= CLOSES)
    assert (how == "disputed") == (CLOSES - timedelta(minutes=1) <= moment < CLOSES)


@given(st.integers(0, 19_999_999))
def test_of_a_hundred_checks_one_is_right(first: int):
    numbers = [f"{first:08d}{check:02d}" for check in range(100)]
    assert [number for number in numbers if valid(number)] == [f"{first:08d}{97 - first % 97:02d}"]


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text: str):
    number = digits(text)
    assert number is None or (len(number) == 10 and number[0] in "01" and digits(number) == number)
    assert valid(text) in (None, number)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=5))
def test_the_name_meant_does_not_depend_on_the_order_of_names(text: str, known: list[str]):
    meant = nearest(text, known)
    assert meant is None or meant in known
    assert nearest(text, reversed(known)) == meant


@given(st.text(max_size=30))
def test_any_name_is_a_place_or_none(text: str):
    ground = Ground(call().call)
    assert ground.place(text) in (None, "Kortrijk", "Menen", "Spiere-Helkijn", "Waregem")
    meant = ground.place_meant(text)
    assert meant is None or meant.name in ("Kortrijk", "Menen", "Spiere-Helkijn", "Waregem", "Leiestreek")
