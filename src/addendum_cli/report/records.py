"""Evaluations as JSON and CSV for programs: stable keys, one proposal a line. Source: contract, "JSON"."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from addendum_cli import __version__
from addendum_cli.core.differences import kept, side
from addendum_cli.errors import Problem
from addendum_cli.formats.cells import csv_text
from addendum_cli.formats.seals import BLANK, KEY, sealed
from addendum_cli.model.decision import Reply
from addendum_cli.model.kinds import PRECEDENCE
from addendum_cli.model.verdict import Evaluation, Finding, Firm, Judged, Mark, Offer, Passage, Reach, Result, Shortlist
from addendum_cli.report.facts import changed_marks, is_late, ranked
from addendum_cli.report.wording import Tongue, exact, rounded

PROGRAM = f"addendum {__version__}"
Record = dict[str, Any]


def check(evaluation: Evaluation, tongue: Tongue) -> bytes:
    """Return ``addendum/check/1``: outcomes and findings."""
    head: Record = {"format": "addendum/check/1", "call": evaluation.call.id}
    return _document(head, (_judged(one, tongue) for one in evaluation.judged), _tail(evaluation, tongue))


def score(evaluation: Evaluation, tongue: Tongue) -> bytes:
    """Return ``addendum/score/1``: check's document with scores, marks and evidence."""
    more: Record = {"inputs": dict(evaluation.inputs), "program": PROGRAM, "kept": kept(side(evaluation)), KEY: BLANK}
    return sealed(_document(*_scored("addendum/score/1", evaluation, tongue), {**_tail(evaluation, tongue), **more}))


def shortlist(listed: Shortlist, tongue: Tongue) -> bytes:
    """Return ``addendum/shortlist/1``: score's document with who goes on, the cut and the inputs."""
    evaluation = listed.evaluation
    head, proposals = _scored("addendum/shortlist/1", evaluation, tongue)
    if listed.contacts:
        reached = (one.examined.contact._asdict() for one in evaluation.judged)
        proposals = ({**one, "contact": contact} for one, contact in zip(proposals, reached, strict=True))
    cut = {"top": listed.top, "per_challenge": listed.per_challenge, "minimum": exact(listed.minimum)}
    more: Record = {
        "shortlist": list(listed.ids),
        "cut": cut,
        "grown_by": listed.grown_by,
        "inputs": dict(evaluation.inputs),
        "program": PROGRAM,
    }
    if listed.firm is not None:
        more["stability"] = {id_: firm_record(one) for id_, one in listed.firm.items()}
    more |= {"kept": kept(side(evaluation)), KEY: BLANK}
    return sealed(_document(head, proposals, {**_tail(evaluation, tongue), **more}))


def explain(evaluation: Evaluation, one: Judged, tongue: Tongue) -> bytes:
    """Return ``addendum/explain/1``: one proposal as in ``score``, with what its text says of the approach."""
    head: Record = {"format": "addendum/explain/1", "call": evaluation.call.id, "round": evaluation.round}
    standing = [place for place in _places(evaluation) if place["id"] == one.id and one.outcome == "eligible"]
    required = {id_: _offer(offer) for id_, offer in one.examined.requirements.items()}
    return _document(head, [{**_with_scores(one, tongue), "requirements": required}], {"ranking": standing})


def score_csv(evaluation: Evaluation) -> bytes:
    """Return the ranking as CSV, then a rank and score column for every challenge."""
    judged = ranked(evaluation)
    heads = [name for challenge in evaluation.challenges for name in (f"{challenge} rank", f"{challenge} score")]
    rows: list[list[Any]] = [["rank", "id", "title", "organisation", "total", "low", "high", "provisional", *heads]]
    for place in evaluation.ranking:
        one = judged[place.id]
        row: list[Any] = [place.rank, place.id, one.examined.title, one.examined.organisation]
        row += [exact(place.total), exact(place.low), exact(place.high), "yes" if place.provisional else "no"]
        for challenge in evaluation.challenges:
            result = one.results.get(challenge)
            row += [result.rank, exact(result.score.score)] if result else [None, None]
        rows.append(row)
    return csv_text(rows).encode()


def shortlist_csv(listed: Shortlist) -> bytes:
    """Return the shortlist as CSV: rank, id, title, organisation, total, low, high; then contacts, where asked."""
    judged = ranked(listed.evaluation)
    chosen = frozenset(listed.ids)
    heads = ["rank", "id", "title", "organisation", "total", "low", "high"]
    rows: list[list[Any]] = [[*heads, *(Reach._fields if listed.contacts else ())]]
    for place in listed.evaluation.ranking:
        if place.id in chosen:
            examined = judged[place.id].examined
            numbers = [exact(place.total), exact(place.low), exact(place.high)]
            contact = examined.contact if listed.contacts else ()
            rows.append([place.rank, place.id, examined.title, examined.organisation, *numbers, *contact])
    return csv_text(rows).encode()


def _decided(evaluation: Evaluation) -> Record:
    """Return who was selected, and what answers to a weerwoord changed; nothing where nothing was decided."""
    told: Record = {}
    decided = evaluation.decided
    if decided is not None and decided.selections:
        outdated = {id(one) for one in evaluation.outdated}
        told["selections"] = {
            id_: {
                "selection": one.selection,
                "reason": one.reason,
                "by": one.by,
                "at": str(one.at) if one.at is not None else None,
                "outdated": id(one) in outdated,
            }
            for id_, one in sorted(decided.selections.items())
        }
    if decided is not None and decided.replies:
        told["weerwoord"] = [_reply(evaluation, key, reply) for key, reply in sorted(decided.replies.items())]
    if evaluation.revised is not None:
        told["revised"] = {
            "ranking": _places(evaluation.revised),
            "changed": [
                {"proposal": one.proposal, "criterion": one.criterion, "before": exact(one.before), "after": exact(one.after), "reason": one.reason}
                for one in changed_marks(evaluation)
            ],
        }  # fmt: skip
    return told


def _reply(evaluation: Evaluation, key: tuple[str, str], reply: Reply) -> Record:
    answered = reply.answered
    return {
        "proposal": key[0],
        "criterion": key[1],
        "at": str(reply.received.at) if reply.received.at is not None else None,
        "late": is_late(reply, evaluation.call),
        "contests": reply.received.reason,
        "answer": answered.reason if answered is not None else None,
        "mark": exact(Fraction(answered.mark)) if answered is not None and answered.mark is not None else None,
    }


def _scored(name: str, evaluation: Evaluation, tongue: Tongue) -> tuple[Record, Iterable[Record]]:
    head: Record = {
        "format": name,
        "call": evaluation.call.id,
        "round": evaluation.round,
        "provisional": evaluation.provisional,
        "ranking": _places(evaluation),
        **_decided(evaluation),
    }
    return head, (_with_scores(one, tongue) for one in evaluation.judged)


def firm_record(one: Firm) -> dict[str, Any]:
    """Return a proposal's chances as programs read them."""
    return {
        "within": one.within,
        "weights": None if one.weights is None else rounded(one.weights),
        "missing": None if one.missing is None else rounded(one.missing),
        "jurors": None if one.jurors is None else {"within": one.jurors[0], "of": one.jurors[1]},
        "severity": one.severity,
    }


def _places(evaluation: Evaluation) -> list[Record]:
    return [
        {
            "rank": place.rank,
            "id": place.id,
            "total": exact(place.total),
            "low": exact(place.low),
            "high": exact(place.high),
            "provisional": place.provisional,
        }
        for place in evaluation.ranking
    ]


def _judged(one: Judged, tongue: Tongue) -> Record:
    examined = one.examined
    return {
        "id": one.id,
        "file": examined.file,
        "organisation": None if tongue.blind else examined.organisation,
        "title": None if tongue.blind else examined.title,
        "outcome": one.outcome,
        "findings": [_finding(finding, tongue) for finding in one.findings],
    }


def _with_scores(one: Judged, tongue: Tongue) -> Record:
    return {
        **_judged(one, tongue),
        "challenges": {id_: _result(result) for id_, result in one.results.items()},
        "interventions": {id_: _offer(offer) for id_, offer in one.examined.offers.items()},
    }


def _result(result: Result) -> Record:
    score_ = result.score
    return {
        "rank": result.rank,
        "score": exact(score_.score),
        "low": exact(score_.low),
        "high": exact(score_.high),
        "meets_minimum": score_.meets_minimum,
        "criteria": {id_: _mark(mark, result.weights[id_]) for id_, mark in result.marks.items()},
    }


def _mark(mark: Mark, weight: int) -> Record:
    """Return a mark; where people gave it, also what each gave, and what the desk had proposed."""
    record: Record = {
        "mark": exact(mark.value),
        "source": mark.source,
        "method": mark.method,
        "weight": weight,
        "evidence": [_passage(passage) for passage in mark.evidence],
    }
    if mark.source in ("consensus", "jury"):
        record["given"] = [
            {"juror": one.juror, "mark": exact(one.value), "motivation": one.motivation or None} for one in mark.given
        ]
        record["desk"] = exact(mark.desk)
    return record


def _offer(offer: Offer) -> Record:
    return {
        "declared": offer.declared,
        "described": offer.described,
        "status": offer.status,
        "evidence": [_passage(passage) for passage in offer.evidence],
    }


def _passage(passage: Passage) -> Record:
    return passage._asdict()


def _finding(finding: Finding, tongue: Tongue) -> Record:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "message": tongue(finding.message),
        "ref": finding.ref,
        "file": finding.file,
        "line": finding.line,
        "remedy": tongue(finding.remedy) or None,
    }


def problem(one: Problem, tongue: Tongue) -> Record:
    """Return a fault in a file as the contract's ``problems`` list it."""
    where = {**one.where._asdict(), "field": tongue.field(one.where.field)}
    return {**where, "message": tongue(one.message), "remedy": tongue(one.remedy) or None}


def _tail(evaluation: Evaluation, tongue: Tongue) -> Record:
    counted = Counter(one.outcome for one in evaluation.judged)
    return {
        "problems": [problem(one, tongue) for one in evaluation.problems],
        "summary": {outcome: counted.get(outcome, 0) for outcome in reversed(PRECEDENCE)},
    }


def _document(head: Mapping[str, Any], proposals: Iterable[Record], tail: Mapping[str, Any]) -> bytes:
    """Return one JSON object with a line for every proposal: easy to diff, and quick."""
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(", ", ": ")).encode

    def utf8(value: Any) -> bytes:
        return encode(value).encode("utf-8", "replace")

    # bytes from the start: as text, with its quotation marks, the same lines take three times the room
    lines = b",\n".join(map(utf8, proposals))
    parts = [utf8(name) + b": " + utf8(value) for name, value in head.items()]
    parts.append(b'"proposals": [\n' + lines + b"\n]" if lines else b'"proposals": []')
    parts += [utf8(name) + b": " + utf8(value) for name, value in tail.items()]
    return b"{" + b",\n".join(parts) + b"}\n"
