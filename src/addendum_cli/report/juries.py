"""Two views on the sheets of a jury: who has done what, and how far they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from addendum_cli.core.consensus import Alphas, Divided, Talk
from addendum_cli.messages import say, say_n
from addendum_cli.model.call import Call
from addendum_cli.model.jury import Panel
from addendum_cli.model.rubric import Rubric, Scale
from addendum_cli.report.because import fault
from addendum_cli.report.naming import name_of
from addendum_cli.report.view import Block, Cell, Column, Heading, Line, Paragraph, Span, Table, Tone, cell, line
from addendum_cli.report.wording import Tongue, exact, rounded

SHOWN = 15
"""Disagreements that the screen names; the JSON has them all."""
NOTABLE = Fraction(1, 10)
"""A lean of a tenth of the scale or more is worth a word."""


class Titles:
    """What criteria are called: ``rubric/criterion`` is `Persona – title`."""

    def __init__(self, call: Call, rubrics: Sequence[Rubric]) -> None:
        names = {one.id: name_of(one) for one in call.challenges}
        self._titles: dict[str, str] = {}
        for rubric in rubrics:
            before = f"{names[rubric.challenge]} – " if rubric.challenge in names else ""
            self._titles.update({f"{rubric.id}/{one.id}": before + one.title for one in rubric.criteria})

    def __call__(self, criterion: str) -> str:
        """Return the title of ``rubric/criterion``, its name where it has none."""
        return self._titles.get(criterion, criterion)


def status(panel: Panel, titles: Titles, tongue: Tongue, *, missing: Mapping[str, str]) -> Iterator[Block]:
    """Yield each juror with what is done, open and amiss; ``missing``: those without a sheet, by id."""
    yield Heading(tongue(say("The jury's sheets")))
    if not panel.files and not missing:
        yield Paragraph((line(tongue(say("No sheet of this round is here.")), "warn"),))
    heads = (
        Column(tongue(say("Juror")), wrap=True),
        Column(tongue(say("Given")), right=True),
        Column(tongue(say("Open")), right=True),
        Column(tongue(say("Proposals that are not finished")), wrap=True),
    )
    rows = [_juror(panel, juror, tongue) for juror in panel.jurors]
    rows += [
        (_who(name, id_), cell("–", "quiet"), cell("–", "quiet"), cell(tongue(say("no sheet")), "bad"))
        for id_, name in sorted(missing.items())
    ]
    if rows:
        yield Table(heads, tuple(rows), spaced=True)
    asked, given = sum(map(len, panel.asked.values())), len(panel.given)
    if asked:
        n = asked - given
        done = tongue(say("{given} of {asked} marks given", given=given, asked=asked))
        rest = tongue(say_n("{n} is open", "{n} are open", n))
        yield Paragraph((line(f"{done}, {rest}.", "good" if not n else "plain"),))
    yield from _faults(panel, tongue)


def _juror(panel: Panel, juror: str, tongue: Tongue) -> tuple[Cell, ...]:
    asked = panel.asked.get(juror, ())
    given = {(one.proposal, one.criterion) for one in panel.given if one.juror == juror}
    still = Counter(proposal for proposal, criterion in asked if (proposal, criterion) not in given)
    whole = Counter(proposal for proposal, _ in asked)
    n = sum(still.values())
    lines: list[Line] = [
        (Span(f"{proposal} "), Span(tongue(say("{n} of {all} open", n=count, all=whole[proposal])), "quiet"))
        for proposal, count in sorted(still.items())
    ]
    done = [line(tongue(say("finished")), "good")] if asked else [line(tongue(say("nothing to mark")), "quiet")]
    lacking = sum(one.juror == juror for one in panel.unmotivated)
    if lacking:
        lines.append(line(tongue(say_n("{n} without motivation", "{n} without motivation", lacking)), "warn"))
    tone: Tone = "good" if not n else "warn"
    return _who(panel.jurors[juror], juror), cell(str(len(given))), cell(str(n), tone), tuple(lines or done)


def _who(name: str, id_: str) -> Cell:
    return (line(name, "strong"), line(id_, "quiet")) if name != id_ else cell(id_, "strong")


def _faults(panel: Panel, tongue: Tongue) -> Iterator[Block]:
    if panel.problems:
        n = len(panel.problems)
        yield Heading(tongue(say_n("{n} thing to mend", "{n} things to mend", n)))
        yield Paragraph(tuple(line(f"• {fault(one, tongue)}", "warn") for one in panel.problems))


def agreement(found: Talk, panel: Panel, titles: Titles, tongue: Tongue) -> Iterator[Block]:
    """Yield alpha overall and per criterion, each juror's lean, and the list for the talk."""
    yield Heading(tongue(say("How far the jury agrees")))
    heads = (
        Column(tongue(say("Criterion")), wrap=True),
        Column(tongue(say("α ord.")), right=True),
        Column(tongue(say("α int.")), right=True),
        Column("n", right=True),
        Column(tongue(say("Mean ± spread")), right=True),
        Column(tongue(say("Range")), right=True),
    )
    rows = [_alphas(cell(name), one, tongue) + _spread(found, name, tongue) for name, one in found.criteria.items()]
    blank = cell("")
    rows.append((*_alphas(cell(tongue(say("All criteria")), "strong"), found.overall, tongue), blank, blank))
    yield Table(heads, tuple(rows))
    yield Paragraph((line(tongue(say("α is Krippendorff's, ordinal and interval: 1 all agree, 0 no better than chance; – where too few share a mark or all marks are the same. n: marked by two at least.")), "quiet"),))  # fmt: skip
    yield from _leans(found, panel, tongue)
    yield from _divided(found.divided, titles, tongue)


def _alphas(head: Cell, one: Alphas, tongue: Tongue) -> tuple[Cell, ...]:
    return (
        head,
        cell(tongue.number(one.ordinal, 2), _tone(one.ordinal)),
        cell(tongue.number(one.interval, 2), _tone(one.interval)),
        cell(str(one.shared)),
    )


def _spread(found: Talk, name: str, tongue: Tongue) -> tuple[Cell, ...]:
    one = found.spreads[name]
    span = f"{tongue.mark(one.low)}–{tongue.mark(one.high)}"
    return cell(f"{tongue.number(one.mean, 2)} ± {tongue.number(one.deviation, 2)}"), cell(span)


def _tone(value: Fraction | None) -> Tone:
    """Return the tone of an alpha: Krippendorff's own bounds, 0.800 and 0.667."""
    return (
        "quiet"
        if value is None
        else "good"
        if value >= Fraction(4, 5)
        else "plain"
        if value >= Fraction(2, 3)
        else "warn"
    )


def _leans(found: Talk, panel: Panel, tongue: Tongue) -> Iterator[Block]:
    """Yield who marks higher or lower than the others on the same proposals, beside the marks, never in them."""
    yield Heading(tongue(say("Who marks higher or lower")))
    if len(found.leans.apart) > 1:
        groups = tuple("[" + ", ".join(group) + "]" for group in found.leans.apart)
        why = say("Cannot be told: these jurors share no mark with each other: {groups}.", groups=groups)
        more = say("Whether one group is strict or its proposals are weaker, no calculation can say.")
        yield Paragraph((line(tongue(why), "warn"), line(tongue(more), "quiet")))
        return
    if not found.leans.lean:
        yield Paragraph((line(tongue(say("No mark yet.")), "quiet"),))
        return
    rows = []
    for juror, lean in sorted(found.leans.lean.items(), key=lambda one: (-one[1], one[0])):
        word = tongue(say("higher")) if lean >= NOTABLE else tongue(say("lower")) if lean <= -NOTABLE else ""
        rows.append((_who(panel.jurors.get(juror, juror), juror), cell(_points(lean, found.scale, tongue)), cell(word)))
    unit = say("points of the scale") if found.scale is not None else say("percent of the scale")
    heads = (Column(tongue(say("Juror")), wrap=True), Column(tongue(unit), right=True), Column(""))
    yield Table(heads, tuple(rows))
    note = say("On the same proposals and criteria, by an additive model. It changes no mark.")
    yield Paragraph((line(tongue(note), "quiet"),))


def _points(lean: Fraction, scale: Scale | None, tongue: Tongue) -> str:
    """Return a lean with its sign, in points of the one scale, or in percent."""
    value = lean * (Fraction(scale.max) - Fraction(scale.min)) if scale is not None else lean * 100
    text = tongue.number(abs(value), 2 if scale is not None else 1)
    return f"{'−' if value < 0 and any(c in text for c in '123456789') else '+'}{text}"


def _divided(divided: Sequence[Divided], titles: Titles, tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue(say("To talk about, the worst disagreement first")))
    if not divided:
        yield Paragraph((line(tongue(say("Nobody disagrees on a mark that two have given.")), "good"),))
        return
    heads = (
        Column(tongue(say("Proposal")), wrap=True),
        Column(tongue(say("Criterion")), wrap=True),
        Column(tongue(say("Mean")), right=True),
        Column(tongue(say("Range")), right=True),
        Column(tongue(say("Marks")), wrap=True),
    )
    rows = [
        (
            cell(one.proposal, "strong"),
            cell(titles(one.criterion)),
            cell(tongue.number(one.spread.mean, 2)),
            cell(tongue.mark(one.spread.range), "warn"),
            cell(", ".join(f"{each.juror} {tongue.mark(each.value)}" for each in one.given)),
        )
        for one in divided[:SHOWN]
    ]
    yield Table(heads, tuple(rows))
    more = len(divided) - SHOWN
    if more > 0:
        told = say_n("And {n} more: --format json has them all.", "And {n} more: --format json has them all.", more)
        yield Paragraph((line(tongue(told), "quiet"),))


def status_record(panel: Panel, call: Call, missing: Mapping[str, str]) -> dict[str, Any]:
    """Return ``addendum/jury-status/1``."""
    given = {(one.juror, one.proposal, one.criterion): one for one in panel.given}
    return {
        "format": "addendum/jury-status/1",
        "call": call.id,
        "round": panel.round,
        "jurors": [
            {
                "id": juror,
                "name": name,
                "files": list(panel.files.get(juror, ())),
                "given": [
                    {"proposal": one.proposal, "criterion": one.criterion, "mark": exact(one.value), "motivation": one.motivation, "file": one.file, "cell": one.cell}
                    for key in panel.asked.get(juror, ())
                    if (one := given.get((juror, *key))) is not None
                ],
                "open": [
                    {"proposal": proposal, "criterion": criterion}
                    for proposal, criterion in panel.asked.get(juror, ())
                    if (juror, proposal, criterion) not in given
                ],
            }
            for juror, name in panel.jurors.items()
        ],
        "without_sheet": sorted(missing),
        "problems": [_problem(one) for one in panel.problems],
    }  # fmt: skip


def _problem(one: Any) -> dict[str, Any]:
    tongue = Tongue("en")
    return {"file": one.where.file, "message": tongue(one.message), "remedy": tongue(one.remedy) or None}


def agreement_record(found: Talk, panel: Panel, call: Call) -> dict[str, Any]:
    """Return ``addendum/jury-agreement/1``; leans in shares of the scale, None where they cannot be told."""

    def alphas(one: Alphas) -> dict[str, Any]:
        return {
            "ordinal": exact(one.ordinal),
            "interval": exact(one.interval),
            "shared": one.shared,
            "marks": one.marks,
        }

    return {
        "format": "addendum/jury-agreement/1",
        "call": call.id,
        "round": panel.round,
        "overall": alphas(found.overall),
        "criteria": {
            name: {
                **alphas(one),
                "mean": exact(found.spreads[name].mean),
                "deviation": rounded(found.spreads[name].deviation),
                "low": exact(found.spreads[name].low),
                "high": exact(found.spreads[name].high),
            }
            for name, one in found.criteria.items()
        },
        "leans": {juror: exact(lean) for juror, lean in found.leans.lean.items()} or None,
        "apart": [list(group) for group in found.leans.apart],
        "divided": [
            {
                "proposal": one.proposal,
                "criterion": one.criterion,
                "mean": exact(one.spread.mean),
                "deviation": rounded(one.spread.deviation),
                "low": exact(one.spread.low),
                "high": exact(one.spread.high),
                "marks": {each.juror: exact(each.value) for each in one.given},
            }
            for one in found.divided
        ],
    }
