"""The sheets with ranks: the shortlist, the whole ranking, and one for every challenge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from addendum_cli.formats.sheets import Value
from addendum_cli.messages import Message, say
from addendum_cli.model.call import Challenge
from addendum_cli.model.rubric import Criterion
from addendum_cli.model.verdict import Evaluation, Judged, Result, Shortlist, Standing
from addendum_cli.report.facts import challenges, common_criteria, firmness, ranked, sheets, tally
from addendum_cli.report.naming import name_of
from addendum_cli.report.wording import SOURCES, Tongue, exact
from addendum_cli.report.workbook.coverage import FULL, referrals, sign
from addendum_cli.report.workbook.house import Column, House, moment

HEADER = 118
"""Height of a header with turned titles, in points."""
MINIMA: Mapping[bool | None, Message] = {True: say("yes"), False: say("no"), None: say("open")}


def shortlist(listed: Shortlist, house: House) -> None:
    """Add the sheet ``Shortlist``: who goes on, by rank. Its name is the same in every language."""
    chosen = frozenset(listed.ids)
    places = [place for place in listed.evaluation.ranking if place.id in chosen]
    _ranking("Shortlist", listed.evaluation, places, house, {}, listed)


def ranking(listed: Shortlist, house: House) -> None:
    """Add the whole ranking, with why somebody is not on the shortlist."""
    evaluation, tongue = listed.evaluation, house.tongue
    chosen = frozenset(listed.ids)
    titles = {one.id: name_of(one) for one in challenges(evaluation)}
    why: dict[str, str] = {}
    for place in evaluation.ranking:
        if place.id in chosen:
            why[place.id] = tongue(say("yes"))
        elif place.id in listed.kept_off:
            failed = tuple(titles[id_] for id_ in listed.kept_off[place.id])
            why[place.id] = tongue(say("no: fails a minimum ({challenges})", challenges=failed))
        else:
            why[place.id] = tongue(say("no: beyond the cut"))
    _ranking(tongue(say("Ranking")), evaluation, evaluation.ranking, house, why, listed)


def _ranking(
    name: str,
    evaluation: Evaluation,
    places: Sequence[Standing],
    house: House,
    why: Mapping[str, str],
    listed: Shortlist,
) -> None:
    contacts = listed.contacts and not why
    columns = _ranking_columns(evaluation, house.tongue)
    firm = firmness(listed, house.tongue)
    columns += [Column(title, 6, "centre", upright=True) for title, _ in firm]
    if why:
        columns.insert(3, Column(house.tongue(say("On the shortlist")), 18))
    if contacts:
        columns += [Column(house.tongue(title), 24) for title in (say("Contact"), say("E-mail"), say("Telephone"))]
    grid = house.sheet(name, columns, height=HEADER)
    judged, common = ranked(evaluation), common_criteria(evaluation)
    text, whole, mark = house.look("text"), house.look("whole"), house.look("mark")
    scores = {False: house.look("score"), True: house.look("score", italic=True)}
    for place in places:
        one = judged[place.id]
        counted = tally(one, common)
        cells = _who(one, house)
        if why:
            cells.append((why[place.id], text))
        for challenge in evaluation.challenges:
            result = one.results.get(challenge)
            rank, score = (result.rank, exact(result.score.score)) if result else (None, None)
            cells += ((rank, whole), (score, scores[result is not None and _by_desk(result)]))
        total = scores[counted.desk > 0]
        cells.append((place.rank, whole))
        cells += ((exact(value), total) for value in (place.total, place.low, place.high))
        cells += ((number, whole) for number in (*counted, len(one.examined.municipalities) or None))
        when, kind = moment(one.examined.received)
        cells += ((exact(one.examined.fte), mark), (when, house.look(kind)))
        cells += ((told.get(place.id, ""), house.look("centre")) for _, told in firm)
        if contacts:
            cells += ((one_of, text) for one_of in one.examined.contact)
        grid.row(*zip(*cells, strict=True))
    house.finish(grid, columns, accent=not why)


def _who_columns(tongue: Tongue) -> list[Column]:
    return [Column("id", 20, "id"), Column(tongue(say("Title")), 22), Column(tongue(say("Organisation")), 20)]


def _who(one: Judged, house: House) -> list[tuple[Value, int]]:
    """Return the first cells of a row: id, title, organisation, each with its look."""
    text = house.look("text")
    return [(one.id, house.look("id")), (one.examined.title, text), (one.examined.organisation, text)]


def _by_desk(result: Result) -> bool:
    """Return whether a score rests on a mark that only the program proposed."""
    return any([mark.source == "desk" for mark in result.marks.values()])  # noqa: C419 - a list is twice as quick here


def _ranking_columns(evaluation: Evaluation, tongue: Tongue) -> list[Column]:
    columns = _who_columns(tongue)
    for challenge in challenges(evaluation):
        title = name_of(challenge)
        columns.append(Column(tongue(say("{challenge}: rank", challenge=title)), 4.5, "whole", upright=True))
        columns.append(Column(tongue(say("{challenge}: score", challenge=title)), 7, "score", bar=True, upright=True))
    return [
        *columns,
        Column(tongue(say("Rank in total")), 4.5, "whole", upright=True),
        Column(tongue(say("Total (%)")), 8, "score", bar=True, upright=True),
        Column(tongue(say("Lowest")), 6, "score", upright=True),
        Column(tongue(say("Highest")), 6, "score", upright=True),
        Column(tongue(say("Marks missing")), 5, "whole", upright=True),
        Column(tongue(say("Marks proposed by the program")), 5, "whole", upright=True),
        Column(tongue(say("Marks by people")), 5, "whole", upright=True),
        Column(tongue(say("Municipalities")), 5, "whole", upright=True),
        Column(tongue(say("FTE")), 5, "mark", upright=True),
        Column(tongue(say("Received")), 17, "time"),
    ]


def challenge_sheets(listed: Shortlist, house: House) -> None:
    """Add a sheet for every challenge: who answers it, by rank, with each criterion's mark."""
    for challenge in challenges(listed.evaluation):
        _challenge(listed, challenge, house)


def _challenge(listed: Shortlist, challenge: Challenge, house: House) -> None:
    evaluation, tongue = listed.evaluation, house.tongue
    criteria = [criterion for criterion, _ in sheets(evaluation)[challenge.id].criteria]
    columns = _challenge_columns(challenge, criteria, tongue)
    grid = house.sheet(name_of(challenge), columns, height=HEADER)
    chosen, handed = frozenset(listed.ids), referrals([challenge])
    text, whole, centre = house.look("text"), house.look("whole"), house.look("centre")
    scores = {False: house.look("score"), True: house.look("score", italic=True)}
    marked = {False: house.look("mark"), True: house.look("mark", italic=True)}
    basis = cache(partial(_basis, tongue))
    for one, result in _answering(evaluation, challenge.id):
        offers, score = one.examined.offers, result.score
        marks = [result.marks[criterion.id] for criterion in criteria]
        signs = [sign(offers[name], referral=referral) for name, referral in handed.items() if name in offers]
        look = scores[_by_desk(result)]
        cells = [*_who(one, house), (result.rank, whole)]
        cells += ((exact(value), look) for value in (score.score, score.low, score.high))
        cells += ((tongue(MINIMA[known]), centre) for known in (score.meets_minimum, one.id in chosen))
        cells += ((exact(mark.value), marked[mark.source == "desk"]) for mark in marks)
        cells += ((signs.count(FULL), whole), (basis(tuple(mark.source for mark in marks)), text))
        grid.row(*zip(*cells, strict=True))
    house.finish(grid, columns)


def _challenge_columns(challenge: Challenge, criteria: Iterable[Criterion], tongue: Tongue) -> list[Column]:
    return [
        *_who_columns(tongue),
        Column(tongue(say("Rank")), 4.5, "whole", upright=True),
        Column(tongue(say("Score (%)")), 8, "score", bar=True, upright=True),
        Column(tongue(say("Lowest")), 6, "score", upright=True),
        Column(tongue(say("Highest")), 6, "score", upright=True),
        Column(tongue(say("Meets the minima")), 6, "centre", upright=True),
        Column(tongue(say("On the shortlist")), 6, "centre", upright=True),
        *(
            Column(
                tongue(say("{criterion} (weight {weight})", criterion=c.title, weight=c.weight)),
                6.5,
                "mark",
                upright=True,
            )
            for c in criteria
        ),
        Column(tongue(say("Interventions offered, of {n}", n=len(challenge.interventions))), 6, "whole", upright=True),
        Column(tongue(say("The marks rest on")), 26),
    ]


def _answering(evaluation: Evaluation, challenge: str) -> Iterator[tuple[Judged, Result]]:
    """Yield who answers ``challenge`` among the ranked, the best first, then by id."""
    found = [(one, one.results[challenge]) for one in evaluation.judged if challenge in one.results]
    found.sort(key=lambda pair: (pair[1].rank is None, pair[1].rank or 0, pair[0].id))
    yield from found


def _basis(tongue: Tongue, sources: Iterable[str | None]) -> str:
    """Return in words what the marks rest on: ``3 × desk proposal, to confirm``."""
    counted = Counter(sources)
    return "\n".join(f"{counted[source]} × {tongue(words)}" for source, words in SOURCES.items() if counted[source])
