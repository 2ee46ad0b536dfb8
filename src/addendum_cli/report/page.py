"""The evaluation as one page for a screen: nothing outside it is loaded, and its policy lets nothing else run.

Every value goes through the template's escaping; style and script stand in the page, known to its
Content-Security-Policy by their hashes. Source: docs/report.md.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from addendum_cli.core.desk import near_groups, worth
from addendum_cli.core.differences import kept, side
from addendum_cli.formats.seals import HTML, sealed
from addendum_cli.messages import Message, say, say_n
from addendum_cli.model.call import Challenge
from addendum_cli.model.kinds import PRECEDENCE, Status
from addendum_cli.model.verdict import Evaluation, Judged, Standing
from addendum_cli.report.because import fault
from addendum_cli.report.facts import challenges, firmness, noted
from addendum_cli.report.filling import Templates, fill
from addendum_cli.report.firmness import pair_lines
from addendum_cli.report.naming import Names, name_of, place
from addendum_cli.report.records import PROGRAM
from addendum_cli.report.screens import SELECTIONS, SIGNS, TONES, marks_missing, marks_proposed, missing, span
from addendum_cli.report.showing import when
from addendum_cli.report.wording import OUTCOMES, ROUNDS, SOURCES, STATUSES, TOTALS, Tongue, exact

if TYPE_CHECKING:
    from addendum_cli.core.stability import Stability
    from addendum_cli.model.verdict import Shortlist

LONG = 120
"""From so many proposals on a dossier shows one passage an intervention, and only what is offered."""
SIGNED: dict[Status, str] = {"offered": "●", "delegated": "◐", "later": "○", "denied": "×", "absent": "·"}
WORDS: dict[str, Message] = {
    "skip": say("To the content"),
    "contents": say("Contents"),
    "ranking": say("Ranking"),
    "filter": say("Filter"),
    "outcome": say("Outcome"),
    "challenge": say("Challenge"),
    "all": say("all"),
    "counted": say("{n} of {all} proposals", n="{n}", all="{all}"),
    "rank": say("Rank"),
    "proposal": say("Proposal"),
    "organisation": say("Organisation"),
    "total": say("Total"),
    "range": say("Range"),
    "line": say("The line"),
    "nobody": say("There is nobody on one side of it."),
    "ranking_table": say("Table of the ranking"),
    "coverage": say("Coverage"),
    "coverage_table": say("Table of the coverage"),
    "coverage_about": say("What each proposal offers of what a challenge asks: the share that the desk counts. A challenge opens to its interventions."),
    "show_interventions": say("Show interventions"),
    "proposals": say("The proposals, one by one"),
    "open_all": say("Open all"),
    "eligibility": say("Eligibility"),
    "criterion": say("Criterion"),
    "mark": say("Mark"),
    "rests": say("What it rests on"),
    "offers": say("What is offered"),
    "timeline": say("Timeline"),
    "inputs": say("What this rests on"),
    "inputs_about": say("SHA-256 of every file that was read. `addendum verify` tells whether they are still the same."),
    "inputs_show": say("Show the files"),
}  # fmt: skip


def render(
    evaluation: Evaluation,
    tongue: Tongue,
    templates: Templates,
    *,
    listed: Shortlist | None = None,
    firm: Stability | None = None,
) -> bytes:
    """Return the page; ``listed`` draws its line, ``firm`` tells how firm it is.

    Raises:
        AddendumError: the template (perhaps the call's own) is not there or wrong.
    """
    style, script = (_part(templates, name) for name in ("report.css", "report.js"))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    view = _Page(evaluation, tongue, listed, firm).view()
    data = {"kept": kept(side(evaluation)), "inputs": dict(evaluation.inputs), "program": PROGRAM}
    written = json.dumps(data, ensure_ascii=True).replace("</", "<\\/")
    more = {"policy": policy, "data": Markup(written), "style": Markup(style), "script": Markup(script)}  # noqa: S704 - ours, or JSON that closes no tag
    text = fill("report.html.j2", templates, {}, {**view, **more}, autoescape=True)
    return sealed(f"{text.rstrip()}\n{HTML}".encode("utf-8", "replace"))


def _part(templates: Templates, name: str) -> str:
    found = templates(name)
    return found[0] if found is not None else ""


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


class _Page:
    """What the template shows, made from one evaluation."""

    def __init__(
        self, evaluation: Evaluation, tongue: Tongue, listed: Shortlist | None, firm: Stability | None
    ) -> None:
        self.evaluation, self.tongue, self.listed, self.firm = evaluation, tongue, listed, firm
        self.call = evaluation.call
        self.asked = challenges(evaluation)
        self.standing = {one.id: one for one in evaluation.ranking}
        judged = {one.id: one for one in evaluation.judged if one.outcome == "eligible"}
        ranked = [judged[one.id] for one in evaluation.ranking]
        others = [one for one in evaluation.judged if one.outcome != "eligible"]
        others.sort(key=lambda one: (-PRECEDENCE.index(one.outcome), one.id, one.examined.file))
        self.ordered = [*ranked, *others]
        self.anchors = {id(one): f"p{n}" for n, one in enumerate(self.ordered, 1)}
        self.ranked = ranked
        self.names = Names(evaluation, tongue)
        self.long = len(self.ordered) > LONG

    def view(self) -> dict[str, Any]:
        tongue, call = self.tongue, self.call
        words = {name: tongue(message) for name, message in WORDS.items()}
        n = len(self.evaluation.problems)
        words["problems"] = tongue(say_n("{n} thing to mend", "{n} things to mend", n))
        words["legend"] = tongue(TOTALS[call.ranking.total])
        top = self.listed.top if self.listed is not None else None
        if top is not None:
            words["line"] = tongue(say_n("The line after {n} place", "The line after {n} places", top))
        words["line_about"] = tongue(say("What would be least to swap the neighbours at the line."))
        parts = [("ranking", words["ranking"])]
        parts += [("line", words["line"])] if self.firm is not None else []
        parts += [("coverage", words["coverage"]), ("proposals", words["proposals"])]
        parts += [("timeline", words["timeline"])] if call.timeline else []
        parts.append(("inputs", words["inputs"]))
        firm = firmness(self.listed, tongue) if self.listed is not None else []
        return {
            "language": tongue.language,
            "title": call.title,
            "program": PROGRAM,
            "blind": tongue.blind,
            "about": f"{call.region.name} · {tongue(ROUNDS[self.evaluation.round])}",
            "figures": list(self._figures()),
            "notes": list(self._notes()),
            "problems": [] if tongue.blind else [fault(one, tongue) for one in self.evaluation.problems],
            "parts": [{"id": id_, "title": title} for id_, title in parts],
            "w": words,
            "outcomes": [{"id": one, "word": tongue(OUTCOMES[one])} for one in reversed(PRECEDENCE) if any(each.outcome == one for each in self.ordered)],
            "challenges": [self._challenge(one) for one in self.asked],
            "statuses": [{"id": one, "sign": sign, "word": tongue(STATUSES[one])} for one, sign in SIGNED.items()],
            "firm_heads": [title for title, _ in firm],
            "rows": [self._row(one, firm) for one in self.ordered],
            "line": list(self._line()) if self.firm is not None else None,
            "map": [self._coverage(one) for one in self.ranked],
            "dossiers": [self._dossier(one) for one in self.ordered],
            "timeline": [{"when": when(one, tongue), "title": one.title} for one in call.timeline],
            "inputs": [f"{digest}  {name}" for name, digest in self.evaluation.inputs.items()],
        }  # fmt: skip

    def _figures(self) -> Iterator[dict[str, Any]]:
        n = len(self.ordered)
        yield {"n": n, "word": self.tongue(say_n("proposal", "proposals", n))}
        for outcome in reversed(PRECEDENCE):
            found = sum(one.outcome == outcome for one in self.ordered)
            if found:
                yield {"n": found, "word": self.tongue(OUTCOMES[outcome])}

    def _notes(self) -> Iterator[dict[str, str]]:
        open_, desk = missing(self.evaluation)
        if open_:
            yield {"tone": "warn", "text": self.tongue(marks_missing(open_))}
        if desk:
            yield {"tone": "warn", "text": self.tongue(marks_proposed(desk))}

    def _challenge(self, one: Challenge) -> dict[str, Any]:
        inner = [{"name": f"{i.number} {i.id}" if i.number else i.id, "text": i.text} for i in one.interventions]
        return {"id": one.id, "name": name_of(one), "interventions": inner}

    def _row(self, one: Judged, firm: Sequence[tuple[str, dict[str, str]]]) -> dict[str, Any]:
        standing = self.standing.get(one.id) if one.outcome == "eligible" else None
        cells = []
        for challenge in self.asked:
            result = one.results.get(challenge.id)
            score = result.score.score if result is not None else None
            shown = f"{self.tongue.number(score)} ({result.rank})" if result is not None and score is not None else "·"
            cells.append({"v": "" if score is None else exact(score), "text": shown})
        total = standing.total if standing is not None else None
        return {
            "rank": standing.rank if standing is not None and standing.rank is not None else "",
            "place": f"{standing.rank}." if standing is not None and standing.rank is not None else "–",
            "id": one.id,
            "anchor": self.anchors[id(one)],
            "organisation": one.examined.organisation or "",
            "outcome": one.outcome,
            "word": self.tongue(OUTCOMES[one.outcome]),
            "tone": _tone(TONES[one.outcome]),
            "answers": " ".join(one.examined.answered),
            "challenges": cells,
            "v": "" if total is None else exact(total),
            "total": self.tongue.number(total),
            "bar": self._bar(standing) if standing is not None else None,
            "firm": [{"v": told.get(one.id, "").removesuffix(" %"), "text": told.get(one.id, "") or "·"} for _, told in firm],
            "line": self._at_line(one),
        }  # fmt: skip

    def _at_line(self, one: Judged) -> bool:
        """Return whether the line runs below this proposal: the last of those on the shortlist."""
        listed = self.listed
        if listed is None or listed.top is None or not listed.ids:
            return False
        return one.outcome == "eligible" and one.id == listed.ids[-1]

    def _bar(self, one: Standing) -> dict[str, Any]:
        low, high = exact(one.low) or 0, exact(one.high) or 0
        at = exact(one.total) if one.total is not None else low
        shown = span(one, self.tongue)
        label = self.tongue.number(one.total) + (f", {shown}" if shown else "")
        return {"low": low, "width": max(0.6, round(float(high) - float(low), 4)), "at": max(0.0, float(at or 0) - 0.7), "label": label}  # fmt: skip

    def _line(self) -> Iterator[dict[str, Any]]:
        assert self.firm is not None, "asked only where there is one"  # noqa: S101 - for the type checker
        for pair in self.firm.pairs:
            first, *ways = pair_lines(pair, self.tongue)
            yield {
                "title": "".join(part.text for part in first),
                "ways": [{"text": "".join(part.text for part in each).removeprefix("• "), "tone": _tone(each[0].tone)} for each in ways],
            }  # fmt: skip

    def _coverage(self, one: Judged) -> dict[str, Any]:
        cells: list[dict[str, Any]] = []
        for challenge in self.asked:
            offers = one.examined.offers
            names = [f"{challenge.id}/{each.id}" for each in challenge.interventions]
            answered = challenge.id in one.examined.answered and all(name in offers for name in names)
            if answered and names:
                referral = {f"{challenge.id}/{each.id}": each.referral == "full" for each in challenge.interventions}
                groups = near_groups(challenge)
                got = sum(
                    (max(worth(offers[name], referral=referral[name]) for name in group) for group in groups),
                    Fraction(0),
                )
                share = got / len(groups)
                cells.append({"share": f"{int(share * 100 + Fraction(1, 2))} %", "heat": min(4, int(share * 5))})
            else:
                cells.append({"share": "–", "heat": 0})
            for name in names:
                status: Status = offers[name].status if answered else "absent"
                word = self.tongue(STATUSES[status]) if answered else self.tongue(say("not answered"))
                sign = SIGNED[status] if answered else "–"
                cells.append({"of": challenge.id, "status": status, "sign": sign, "word": word})
        return {"id": one.id, "anchor": self.anchors[id(one)], "cells": cells}

    def _dossier(self, one: Judged) -> dict[str, Any]:
        tongue, seen = self.tongue, one.examined
        standing = self.standing.get(one.id) if one.outcome == "eligible" else None
        words = []
        if standing is not None and standing.rank is not None:
            words.append(tongue(say("rank {rank}, total {total} %", rank=standing.rank, total=tongue.number(standing.total))))  # fmt: skip
        selection = self.evaluation.decided.selections.get(one.id) if self.evaluation.decided is not None else None
        if selection is not None and selection.selection is not None:
            words.append(tongue(SELECTIONS[selection.selection]))
        findings = [
            {
                "tone": _tone(TONES[f.verdict]),
                "sign": SIGNS[f.verdict],
                "text": f"{f.rule}: {tongue(f.message)}" + (f" → {tongue(f.remedy)}" if f.remedy else ""),
                "at": " · ".join(part for part in (place(f.file, f.line), f.ref) if part),
            }
            for f in noted(one)
        ]
        findings += [
            {"tone": "bad", "sign": "✗", "text": fault(each, tongue), "at": ""}
            for each in seen.problems
            if not tongue.blind
        ]
        return {
            "anchor": self.anchors[id(one)],
            "id": one.id,
            "name": "" if tongue.blind else seen.organisation or "",
            "title": "" if tongue.blind else seen.title or "",
            "outcome": tongue(OUTCOMES[one.outcome]),
            "tone": _tone(TONES[one.outcome]),
            "standing": " · ".join(words),
            "findings": findings,
            "marks": list(self._marks(one)),
            "offers": list(self._offers(one)),
        }

    def _marks(self, one: Judged) -> Iterator[dict[str, Any]]:
        parts: dict[str, list[dict[str, Any]]] = {}
        for each in self.names.marked(one):
            title = name_of(each.challenge) if each.challenge is not None else self.tongue(say("In every challenge"))
            mark = each.mark
            rests = [self.tongue(SOURCES[mark.source])] if mark.source != "jury" or mark.note is None else []
            rests += [self.tongue(mark.note)] if mark.note is not None else []
            blind = self.tongue.blind
            given = [f"{g.juror} {self.tongue.mark(g.value)}" + (f": {g.motivation}" if g.motivation and not blind else "") for g in mark.given]  # fmt: skip
            row = {
                "title": each.criterion.title,
                "mark": self.tongue.mark(mark.value),
                "rests": "; ".join(rests),
                "level": each.level(self.tongue) or "",
                "given": given,
            }
            parts.setdefault(title, []).append(row)
        for title, rows in parts.items():
            yield {"title": title, "rows": rows}

    def _offers(self, one: Judged) -> Iterator[dict[str, Any]]:
        most = 1 if self.long else 3
        for name, offer in self.names.offers(one):
            if offer.status == "absent" or (self.long and offer.status != "offered"):
                continue
            passages = [] if self.tongue.blind else offer.evidence[:most]
            yield {
                "name": self.names.intervention(name),
                "status": self.tongue(STATUSES[offer.status]),
                "passages": [{"text": f"“{each.text}”", "at": place(each.file, each.line)} for each in passages],
            }


def _tone(tone: str) -> str:
    """Return the class of a tone; the plain ones have none."""
    return tone if tone in ("good", "warn", "bad", "quiet") else ""
