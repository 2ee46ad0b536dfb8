"""The Markdown reports: of a check, a ranking and a shortlist, laid out by the templates (``*.md.j2``).

What a template prints is escaped unless it is ``Markdown`` already: nothing that an applicant wrote becomes
markup, in a call's own template neither. Headings and sentences come worded, so that one template serves
every language. Source: contract, "Commands" and "Promises".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from addendum_cli import __version__
from addendum_cli.formats import markdown
from addendum_cli.formats.plain import no_commands
from addendum_cli.formats.seals import HTML, sealed
from addendum_cli.messages import Message, say, say_n
from addendum_cli.model.kinds import Outcome
from addendum_cli.model.verdict import Evaluation, Judged, Shortlist, Standing
from addendum_cli.report import because, facts, screens
from addendum_cli.report.dossier import Dossiers
from addendum_cli.report.filling import Templates, fill
from addendum_cli.report.naming import Names, name_of, place
from addendum_cli.report.wording import TOTALS, Tongue

WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "all_pass": say("Every rule passes for every proposal."),
        "check": say("Eligibility"),
        "decide": say("What a person must still decide"),
        "dossiers": say("The shortlisted, one by one"),
        "gaps": say("Gaps"),
        "later": say("Kept for a later phase"),
        "nobody": say("Nobody is on the shortlist."),
        "not_ranked": say("Not ranked"),
        "nothing_open": say("Nothing: every fact is there, and every mark is given by a person."),
        "out": say("Out, with the reasons"),
        "outcomes": say("The outcomes"),
        "problems": say("Faults in files"),
        "provenance": say("Provenance"),
        "provisional": say("Provisional: marks are missing, or not confirmed yet by a person."),
        "questions": say("Questions for the pitch"),
        "ranking": say("Ranking"),
        "reasons": say("What stands in the way, and what to do"),
        "score": say("Scores"),
        "shortlist": say("Shortlist"),
        "strengths": say("Strengths"),
        "summary": say("Summary"),
        "unranked": say("No eligible proposal to rank."),
    }
)
"""Headings and fixed sentences, by the name that a template uses."""
ROUNDS: Mapping[str, Message] = MappingProxyType(
    {"written": say("Round: the written proposals."), "pitch": say("Round: the pitches.")}
)
OUT: tuple[Outcome, ...] = ("ineligible", "superseded", "unreadable")


class Open(NamedTuple):
    """Something that people must still do, and its parts."""

    text: str
    details: tuple[str, ...] = ()


def check(evaluation: Evaluation, tongue: Tongue, templates: Templates) -> bytes:
    """Return the outcomes with their reasons, short enough for a CI job's summary page."""
    more = {
        "outcomes": because.outcomes(screens.by_outcome(evaluation), tongue),
        "reasons": _told(screens.by_outcome(evaluation), tongue),
        "problems": [because.fault(one, tongue) for one in because.stray(evaluation)],
    }
    return _render("check.md.j2", templates, _common(evaluation, tongue), more)


def score(evaluation: Evaluation, tongue: Tongue, templates: Templates) -> bytes:
    """Return the ranking per challenge and in total, who is not ranked, and what is still open."""
    others = [one for one in screens.by_outcome(evaluation) if one.outcome != "eligible"]
    more = {"ranking": _ranking(evaluation, tongue), "not_ranked": because.why_table(others, tongue)}
    return _render("score.md.j2", templates, _common(evaluation, tongue), _scored(evaluation, tongue), more)


def shortlist(listed: Shortlist, tongue: Tongue, templates: Templates) -> bytes:
    """Return the report that reads on its own: who goes on and why, who does not, and what is still open."""
    evaluation = listed.evaluation
    judged = facts.ranked(evaluation)
    chosen = frozenset(listed.ids)
    dossiers = Dossiers(evaluation, tongue, contacts=listed.contacts)
    by_outcome = screens.by_outcome(evaluation)
    more = {
        "cut": screens.cut_lines(listed, tongue),
        "ranking": _ranking(evaluation, tongue, listed),
        "dossiers": (dossiers.of(judged[one.id], one) for one in evaluation.ranking if one.id in chosen),
        "later": because.why_table([one for one in by_outcome if one.outcome == "later"], tongue, outcome=False),
        "out": because.why_table([one for one in by_outcome if one.outcome in OUT], tongue),
    }
    return _render("shortlist.md.j2", templates, _common(evaluation, tongue), _scored(evaluation, tongue), more)


def _common(evaluation: Evaluation, tongue: Tongue) -> dict[str, Any]:
    """Return what every template knows."""
    call = evaluation.call
    return {
        "call": {"id": call.id, "title": call.title, "region": call.region.name},
        "words": {name: tongue(message) for name, message in WORDS.items()},
        "counts": "".join(span.text for span in screens.counts(evaluation, tongue)) + ".",
        "program": tongue(say("Made by addendum {version} for the call {id}.", version=__version__, id=call.id)),
        "inputs_title": tongue(say("SHA-256 of every file that was read:")),
        "inputs": [f"{digest}  {name}" for name, digest in evaluation.inputs.items()],
    }


def _scored(evaluation: Evaluation, tongue: Tongue) -> dict[str, Any]:
    """Return what the templates of rankings know beside that."""
    legend = [
        tongue(say("Score in percent, rank in brackets; · not answered, – not marked.")),
        tongue(TOTALS[evaluation.call.ranking.total]),
    ]
    legend += [tongue(sign) for sign in screens.signs_of(evaluation.ranking)]
    return {
        "round": tongue(ROUNDS[evaluation.round]),
        "legend": legend,
        "marks": list(_open_marks(evaluation, tongue)),
        "clarify": _told([one for one in evaluation.judged if one.outcome == "clarify"], tongue),
        "problems": [because.fault(one, tongue) for one in because.stray(evaluation)],
    }


def _told(judged: Iterable[Judged], tongue: Tongue) -> list[because.Reasons]:
    return [told for one in judged if (told := because.reasons(one, tongue))]


def _ranking(evaluation: Evaluation, tongue: Tongue, listed: Shortlist | None = None) -> because.Table | None:
    """Return every ranked proposal with its ranks and scores; with ``listed``, whether it goes on."""
    if not evaluation.ranking:
        return None
    titles = {one.id: name_of(one) for one in evaluation.call.challenges}
    judged = facts.ranked(evaluation)
    head = [tongue(say("Rank")), *because.heads(tongue)]
    head += [titles[id_] for id_ in evaluation.challenges]
    head += [tongue(say("Total")), tongue(say("Range"))]
    right = frozenset(range(3, len(head))) | {0}
    if listed is not None:
        head.append(tongue(say("On the shortlist")))
    firm = facts.firmness(listed, tongue) if listed is not None else []
    head += [title for title, _ in firm]
    chosen = frozenset(listed.ids if listed else ())
    answer = {True: tongue(say("yes")), False: tongue(say("no"))}
    rows = []
    for standing in evaluation.ranking:
        row = _ranked(standing, judged[standing.id], evaluation.challenges, tongue)
        more = (answer[standing.id in chosen],) if listed is not None else ()
        rows.append((*row, *more, *(told.get(standing.id, "") for _, told in firm)))
    return because.Table(tuple(head), tuple(rows), right)


def _ranked(standing: Standing, one: Judged, challenges: Sequence[str], tongue: Tongue) -> tuple[str, ...]:
    cells = [str(standing.rank or "–"), one.id, because.organisation(one, tongue) or one.examined.file]
    for id_ in challenges:
        result = one.results.get(id_)
        if result is None:
            cells.append("·")
        elif result.rank is None:
            cells.append("–")
        else:
            failed = "▼" if result.score.meets_minimum is False else ""
            cells.append(f"{tongue.number(result.score.score)}{failed} ({result.rank})")
    failed = "▼" if standing.meets_minimum is False else ""
    return (*cells, tongue.number(standing.total) + failed, screens.span(standing, tongue))


def _open_marks(evaluation: Evaluation, tongue: Tongue) -> Iterator[Open]:
    """Yield what is missing of the marks: how many and which, and what only the program proposes."""
    open_, desk = screens.missing(evaluation)
    if open_:
        yield Open(tongue(screens.marks_missing(open_)), tuple(_unmarked(evaluation, tongue)))
    if desk:
        yield Open(tongue(screens.marks_proposed(desk)))
    pending = sum(one.meets_minimum is None for one in evaluation.ranking)
    if pending:
        text = say_n(
            "Of {n} ranked proposal the missing marks decide whether it meets the minima.",
            "Of {n} ranked proposals the missing marks decide whether they meet the minima.",
            pending,
        )
        yield Open(tongue(text))


def _unmarked(evaluation: Evaluation, tongue: Tongue) -> Iterator[str]:
    """Yield per challenge the criteria without a mark somewhere, each with the number of proposals."""
    names = Names(evaluation, tongue)
    counted: dict[str | None, Counter[str]] = {None: Counter(), **{id_: Counter() for id_ in names.challenges}}
    for one in evaluation.judged:
        for marked in names.marked(one):
            if marked.mark.value is None:
                counted[marked.challenge.id if marked.challenge else None][marked.criterion.title] += 1
    for id_, criteria in counted.items():
        if criteria:
            name = tongue(say("In every challenge")) if id_ is None else name_of(names.challenges[id_])
            yield f"{name}: {'; '.join(f'{title} ({n})' for title, n in criteria.items())}"


def _render(name: str, templates: Templates, *views: Mapping[str, Any]) -> bytes:
    view = {key: value for one in views for key, value in one.items()}
    text = fill(name, templates, FILTERS, view, finalize=_finalize)
    written = no_commands(text).rstrip("\n") + "\n"
    return sealed(f"{written}\n{HTML}".encode("utf-8", "replace"))


def _finalize(value: Any) -> str:
    return value if isinstance(value, markdown.Markdown) else "" if value is None else markdown.escape(str(value))


FILTERS: Mapping[str, Callable[..., markdown.Markdown | str]] = MappingProxyType(
    {
        "code_block": markdown.code_block,
        "place": lambda passage: place(passage.file, passage.line),
        "quote": markdown.quote,
        "table": lambda view: markdown.table(*view),
    }
)
"""What a template may put a value through."""
