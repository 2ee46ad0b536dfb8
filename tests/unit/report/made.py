"""A small evaluation made by hand: two challenges, one proposal of every outcome, hostile words in some."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import yaml

from addendum_cli.core.ranking import ranks
from addendum_cli.core.scoring import sheets, total
from addendum_cli.errors import Problem, Where
from addendum_cli.messages import say
from addendum_cli.model.call import Call
from addendum_cli.model.kinds import Outcome, Status
from addendum_cli.model.rubric import Rubric
from addendum_cli.model.verdict import Evaluation, Examined, Finding, Judged, Mark, Offer, Passage, Result, Standing

CALL = Call.model_validate(
    yaml.load(
        """
id: leiestreek
title: Samen aan de Leie
language: nl
timezone: Europe/Brussels
region: {name: Leiestreek, municipalities: [{name: Kortrijk}, {name: Menen}]}
approach: {id: compagnon, title: Compagnon, requirements: [{id: nabij, text: x}, {id: aanklampend, text: y}]}
challenges:
  - id: saled
    persona: Saled
    interventions:
      - {id: huisvesting, number: "1.1", text: een woning vinden}
      - {id: trauma, number: "1.2", text: trauma een plaats geven}
      - {id: taal, number: "1.3", text: Nederlands leren}
      - {id: verhuis, number: "1.4", text: helpen verhuizen, near: saled/huisvesting}
  - {id: marcel, persona: Marcel, interventions: [{id: schulden, text: schulden afbouwen}]}
""",
        yaml.BaseLoader,  # noqa: S506 - text only: nothing is constructed
    )
)
RUBRICS = tuple(
    Rubric.model_validate(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - text only: nothing is constructed
    for text in (
        """
id: common
title: Voor elke uitdaging
criteria:
  - {id: methode, title: Methode, weight: 30, levels: {0: geen spoor ervan, 3: de helft is beschreven, 5: alles staat er}}
  - {id: toegang, title: Toegang, weight: 10}
""",
        """
id: saled
title: Saled
challenge: saled
criteria: [{id: aanbod, title: Aanbod, weight: 40, minimum: "1", levels: {0: niets, 2: een deel, 4: bijna alles}}]
""",
        """
id: marcel
title: Marcel
challenge: marcel
criteria: [{id: aanbod, title: Aanbod, weight: 40}]
""",
    )
)

OPEN, JURY = Mark(None), "jury"


def mark(value: float | None, source: str = "desk") -> Mark:
    """Return a mark, or a missing one."""
    return OPEN if value is None else Mark(Fraction(value), source)  # type: ignore[arg-type]


def offer(status: Status, text: str = "", line: int = 7, file: str = "proposals/x.yaml") -> Offer:
    """Return what is said of an intervention, with one passage where there are words."""
    return Offer(True, bool(text), status, (Passage(text, file, line, status),) if text else ())


def judged(
    id_: str,
    outcome: Outcome = "eligible",
    findings: Iterable[Finding] = (),
    marks: Mapping[str, Mapping[str, Mark]] | None = None,
    **more: object,
) -> Judged:
    """Return a judged proposal, its results not yet ranked."""
    facts: dict[str, object] = {"organisation": f"{id_} vzw", "title": None, "findings": tuple(findings), **more}
    examined = Examined(id=id_, file=f"proposals/{id_}.yaml", **facts)  # type: ignore[arg-type]
    used = sheets(RUBRICS, [one.id for one in CALL.challenges], "written")
    results = {c: Result(None, used[c].score(m), m, used[c].weights) for c, m in (marks or {}).items()}
    return Judged(examined, outcome, examined.findings, results)


def evaluation(
    *proposals: Judged, problems: Iterable[Problem] = (), inputs: Mapping[str, str] | None = None
) -> Evaluation:
    """Return the proposals ranked."""
    challenges = tuple(one.id for one in CALL.challenges)
    totals = {
        one.id: total({c: r.score for c, r in one.results.items()}, "mean", len(challenges))
        for one in proposals
        if one.outcome == "eligible"
    }
    placed = {
        c: ranks({one.id: one.results[c].score.score for one in proposals if c in one.results}) for c in challenges
    }
    done = tuple(
        Judged(
            one.examined,
            one.outcome,
            one.findings,
            {c: Result(placed[c][one.id], r.score, r.marks, r.weights) for c, r in one.results.items()},
        )
        for one in proposals
    )
    by_id = {one.id: one for one in proposals}
    ranking = tuple(
        Standing(rank, id_, *totals[id_], *_state(by_id[id_]))
        for id_, rank in ranks({i: t.total for i, t in totals.items()}).items()
    )
    told = [problem for one in proposals for problem in one.examined.problems]
    return Evaluation(
        CALL, RUBRICS, "written", done, ranking, (*problems, *told), inputs or {"addendum.yaml": "0" * 64}, challenges
    )


def _state(one: Judged) -> tuple[bool, bool | None]:
    minima = {result.score.meets_minimum for result in one.results.values()}
    meets = False if False in minima else None if None in minima else True
    return any(result.score.provisional for result in one.results.values()), meets


def everything() -> Evaluation:
    """Return one proposal of every outcome."""
    strong = judged(
        "samen-op-stap",
        title="Samen op stap",
        findings=[
            Finding("deadline", "pass", say("received in time"), "Lokale timing", "proposals/samen-op-stap.yaml", 9),
            Finding(
                "open-to-all",
                "warn",
                say("leaves out: {groups}", groups=("minderjarigen",)),
                "Andere lokale input",
                "proposals/samen-op-stap.yaml",
                31,
                say("to discuss: who serves the others?"),
            ),
        ],
        marks={
            "saled": {"methode": mark(4.5), "toegang": OPEN, "aanbod": mark(2, JURY)},
            "marcel": {"methode": mark(4.5), "toegang": OPEN, "aanbod": mark(5, "consensus")},
        },
        municipalities=("Kortrijk", "Menen"),
        fte=Fraction(7, 2),
        received="2023-06-09 14:20:00",
        offers={
            "saled/huisvesting": offer("offered", "We zoeken mee naar een betaalbare woning in de buurt.", 12),
            "saled/trauma": offer("later", "Traumahulp volgt in een latere fase.", 20),
            "saled/taal": offer("offered"),
            "saled/verhuis": offer("absent"),
            "marcel/schulden": offer("denied", "Schuldbemiddeling bieden wij niet aan.", 25),
        },
        requirements={"nabij": offer("offered", "Wij zijn nabij."), "aanklampend": offer("absent")},
    )
    weak = judged(
        "fietskompas",
        marks={"saled": {"methode": mark(1), "toegang": mark(3, JURY), "aanbod": mark(0.5)}},
        offers={"saled/huisvesting": offer("absent"), "saled/trauma": offer("absent")},
        findings=[
            Finding(
                "staff",
                "warn",
                say("not stated how many full-time equivalents it brings"),
                None,
                "proposals/fietskompas.yaml",
                3,
                say("ask for the number of paid people: capacity.fte"),
            )
        ],
    )
    later = judged(
        "tongriem",
        "later",
        [
            Finding(
                "specialism",
                "fail",
                say("a specialism alone, for a later phase: {domains}", domains=("taal",)),
                "Focus",
                "proposals/tongriem.yaml",
                4,
                None,
                "later",
            )
        ],
    )
    vague = judged(
        "open-deur",
        "clarify",
        [
            Finding(
                "channel",
                "unknown",
                say("sent to {address}, not to the call's address", address="ergens@example.org"),
                None,
                "proposals/open-deur.yaml",
                5,
                say("decide whether this address counts"),
                "clarify",
            )
        ],
    )
    late = judged(
        "handdruk",
        "ineligible",
        [
            Finding(
                "deadline",
                "fail",
                say("received after the deadline"),
                "Lokale timing",
                "proposals/handdruk.yaml",
                6,
                None,
                "ineligible",
            )
        ],
    )
    broken = Problem(
        Where("proposals/stuk.yaml", 3, 5, "capacity.fte"),
        say("{value} is not a number of 0 or more", value="veel"),
        say("write digits"),
    )
    again = Problem(Where("proposals/stuk.yaml", 8, 1, "kleur"), say("unknown key {key}", key="kleur"))
    unreadable = judged(
        "stuk",
        "unreadable",
        [Finding("readable", "fail", broken.message, None, "proposals/stuk.yaml", 3, broken.remedy, "unreadable")],
        organisation=None,
        readable=False,
        problems=(broken, again),
    )
    stray = Problem(Where("decisions.yaml"), say("decides on {id}, which is not among the proposals", id="weg"))
    return evaluation(
        weak,
        late,
        vague,
        strong,
        unreadable,
        later,
        problems=[stray],
        inputs={"addendum.yaml": "a" * 64, "proposals/stuk.yaml": "b" * 64},
    )
