"""Which letter goes to whom at each stage, with its reasons; and which letter may not go, and why.

A refusal without a reason, a letter that names another applicant or a juror, and one that rests on what has changed
since it was decided are withheld: what is written must hold before whoever contests it (wet van 29 juli 1991).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from addendum_cli.core.words import says, without_form, words_of
from addendum_cli.formats.mail import Address
from addendum_cli.formats.plain import one_line
from addendum_cli.messages import Message, say
from addendum_cli.model.decision import Reply
from addendum_cli.model.verdict import Evaluation, Judged, Mark, Standing
from addendum_cli.report import letters
from addendum_cli.report.facts import is_late, sheets
from addendum_cli.report.filling import Templates
from addendum_cli.report.letters import Letter
from addendum_cli.report.naming import level_of, name_of
from addendum_cli.report.showing import when
from addendum_cli.report.wording import Tongue

Stage: TypeAlias = Literal[
    "receipt", "question", "invited", "not-invited", "later", "selected", "reserve", "not-selected", "answer"
]
SELECTED: Mapping[Stage, str] = MappingProxyType(
    {
        "invited": "invited",
        "not-invited": "not invited",
        "selected": "selected",
        "reserve": "reserve",
        "not-selected": "not selected",
    }
)
"""The selection that each stage's letters are about."""
REASONED = frozenset({"not-invited", "later", "selected", "reserve", "not-selected"})
"""Stages whose letters carry every reason."""
RESTING = ("call", "rubrics", "decisions", "sheets", "proposal", "proposals")
"""What a letter rests on, in the order in which it says so."""


class Withheld(NamedTuple):
    """A letter that is not written, and why not; ``remedy``: how it could be."""

    id: str
    why: Message
    remedy: Message


class Round(NamedTuple):
    """The letters of a stage by proposal, and those withheld."""

    letters: Mapping[str, Letter]
    withheld: tuple[Withheld, ...]


def write(
    stage: Stage, evaluation: Evaluation, tongue: Tongue, templates: Templates, jurors: Iterable[str] = ()
) -> Round:
    """Return the letters of a ``stage``; ``jurors``: names that may stand in none of them.

    Raises:
        AddendumError: a template (perhaps the call's own) is not there or wrong.
    """
    writer = _Writer(evaluation, tongue, templates, stage, tuple(jurors))
    found: dict[str, Letter] = {}
    withheld: list[Withheld] = []
    for one in evaluation.judged:
        made = writer.letter(one)
        if isinstance(made, Letter):
            found[one.id] = made
        elif made is not None:
            withheld.append(made)
    return Round(found, tuple(withheld))


class _Writer:
    """Writes the letters of one stage."""

    def __init__(
        self, evaluation: Evaluation, tongue: Tongue, templates: Templates, stage: Stage, jurors: tuple[str, ...]
    ) -> None:
        self.evaluation, self.tongue, self.templates, self.stage = evaluation, tongue, templates, stage
        self.call, self.decided = evaluation.call, evaluation.decided
        panel = evaluation.panel
        people = dict.fromkeys((*jurors, *(panel.jurors.values() if panel else ())))
        self.jurors = [(name, (name, *_parts(name))) for name in people]
        self.applicants = sorted({called for one in evaluation.judged for called in _called(one)})
        self.whole = _whole(evaluation)
        self.standing = {place.id: place for place in evaluation.ranking}
        self.outdated = {id(one) for one in evaluation.outdated}
        self.sheets = sheets(evaluation)
        self.names = {one.id: name_of(one) for one in self.call.challenges}

    def letter(self, one: Judged) -> Letter | Withheld | None:
        """Return the letter to one applicant, why it is withheld, or None where none is due at this stage."""
        make: Mapping[Stage, Callable[[Judged], Letter | Withheld | None]] = {
            "receipt": self._receipt,
            "question": self._question,
            "answer": self._answer,
        }
        if not one.examined.readable:
            return None
        return make.get(self.stage, self._decision)(one)

    def _receipt(self, one: Judged) -> Letter:
        seen = one.examined
        received = letters.moment_of(seen.received, self.tongue) if seen.received is not None else ""
        view = {
            "received": received,
            "files": [],
            "unread": [],
            "milestones": self._milestones(self.call.after(self.call.submission.deadline)),
        }
        return self._compose("receipt", one, view)

    def _question(self, one: Judged) -> Letter | None:
        asked = letters.asks(one)
        if not asked:
            return None
        return self._compose("questions", one, {"questions": [one_line(self.tongue(each)) for each in asked]})

    def _decision(self, one: Judged) -> Letter | Withheld | None:
        """Return the letter that tells a decision: of the rules, or of the people who selected."""
        selection = self.decided.selections.get(one.id) if self.decided is not None else None
        wanted = SELECTED.get(self.stage)
        by_rules = (self.stage, one.outcome) in {("not-invited", "ineligible"), ("later", "later")}
        chosen = selection is not None and selection.selection == wanted
        if not by_rules and not chosen:
            if self.stage == "not-invited" and one.outcome == "eligible" and selection is None:
                return Withheld(one.id, say("nobody has decided yet"), say("addendum decide {id} --as …", id=one.id))
            return None
        if chosen and one.outcome != "eligible":
            if by_rules:
                selection = None
            else:
                return Withheld(one.id, say("was selected, but is no longer eligible"), say("decide anew"))
        resting = selection if chosen else self.decided.outcomes.get(one.id) if self.decided is not None else None
        if resting is not None and id(resting) in self.outdated:
            return self._outdated(one)
        reasons = list(self._reasons(one)) if by_rules else []
        own = one_line(selection.reason) if chosen and selection is not None else ""
        marks = self._marks(one) if chosen and self.stage in REASONED else []
        if not reasons and not own:
            return Withheld(one.id, say("there is no reason to give"), say("decide with a reason"))
        view = {
            "eligible": chosen,
            "reason": own,
            "reasons": [own, *reasons] if own and self.stage == "not-invited" else reasons,
            "marks": marks,
            **self._place(self.standing.get(one.id) if chosen else None),
            "approach": self.call.approach.title,
            "pitch": self._when(self.call.submission.pitch),
            "milestones": self._milestones(self.call.after(self.call.submission.pitch)),  # when selections are told
        }
        written = [own, *reasons, *(line["words"] for part in marks for line in part["criteria"])]
        return self._checked(one, written, view)

    def _answer(self, one: Judged) -> Letter | Withheld | None:
        """Return the answer to what an applicant contests, all criteria in one letter."""
        replies = [
            (key[1], reply)
            for key, reply in (self.decided.replies.items() if self.decided is not None else ())
            if key[0] == one.id
        ]
        answered = [(name, reply) for name, reply in replies if reply.answered is not None]
        if not answered:
            return (
                Withheld(
                    one.id, say("the weerwoord has no answer yet"), say("addendum decide {id} --as answer", id=one.id)
                )
                if replies
                else None
            )
        if any(id(reply.answered) in self.outdated for _, reply in answered):
            return self._outdated(one)
        answers = [found for name, reply in answered if (found := self._answered(one, name, reply)) is not None]
        if not answers:
            return Withheld(
                one.id, say("its criteria are not of this round"), say("name the round: --round written or pitch")
            )
        before = self.standing.get(one.id)
        revised = self.evaluation.revised or self.evaluation
        now = next((place for place in revised.ranking if place.id == one.id), None)
        old = self._place(before)
        view = {
            "answers": answers,
            **self._place(now),
            "total_before": old["total"],
            "rank_before": old["rank"],
            "moved": (before, now) != (None, None) and before is not None and now is not None
            and (before.total, before.rank) != (now.total, now.rank),
        }  # fmt: skip
        written = [text for each in answers for text in (each["contests"], each["answer"])]
        return self._checked(one, written, view)

    def _answered(self, one: Judged, name: str, reply: Reply) -> dict[str, Any] | None:
        answer = reply.answered
        for challenge in one.results:
            for criterion, rubric in self.sheets[challenge].criteria:
                if f"{rubric.id}/{criterion.id}" == name and answer is not None:
                    mark = one.results[challenge].marks[criterion.id].value
                    title = f"{self.names[challenge]}: {criterion.title}" if rubric.challenge else criterion.title
                    stands = reply.changed.mark if reply.changed is not None else None
                    before = mark if reply.changed in (None, answer) or stands is None else Fraction(stands)
                    return {
                        "title": title,
                        "contests": one_line(reply.received.reason),
                        "answer": one_line(answer.reason),
                        "before": self.tongue.mark(before),
                        "after": self.tongue.number(answer.mark, 1).removesuffix(",0").removesuffix(".0"),
                        "changed": answer.mark is not None and answer.mark != before,
                        "highest": self.tongue.number(rubric.scale.max, 0),
                        "late": is_late(reply, self.call),
                    }
        return None

    def _outdated(self, one: Judged) -> Withheld:
        why = say("the decision rests on what has changed since")
        return Withheld(one.id, why, say("look at it again, and decide anew where it no longer holds"))

    def _reasons(self, one: Judged) -> Iterator[str]:
        """Yield what led to an outcome: a person's decision with its reason, or rules with their heading."""
        decision = self.decided.outcomes.get(one.id) if self.decided is not None else None
        if decision is not None:
            yield one_line(decision.reason)
            return
        for finding in one.findings:
            if finding.leads_to == one.outcome:
                ref = f" ({finding.ref})" if finding.ref else ""
                text = self.tongue(finding.message)
                yield one_line(f"{text[:1].upper()}{text[1:]}{ref}")

    def _marks(self, one: Judged) -> list[dict[str, Any]]:
        """Return every mark with its level and words, the common criteria first, then challenge by challenge."""
        parts: list[dict[str, Any]] = []
        for challenge, result in one.results.items():
            for common in (True, False) if not parts else (False,):
                rows = [
                    self._mark(criterion.title, level_of(criterion, mark, self.tongue), mark, rubric.scale.max)
                    for criterion, rubric in self.sheets[challenge].criteria
                    if (rubric.challenge is None) is common and (mark := result.marks[criterion.id]).value is not None
                ]
                if rows:
                    title = self.tongue(say("In every challenge")) if common else self.names[challenge]
                    parts.append({"title": title, "criteria": rows})
        return parts

    def _mark(self, title: str, level: str | None, mark: Mark, highest: Any) -> dict[str, str]:
        """Return a mark for a letter; the words of assessors stand there without their names."""
        words = dict.fromkeys(one_line(one.motivation) for one in mark.given if one.motivation)
        said = one_line(level or "").rstrip(".")
        return {
            "title": title,
            "mark": self.tongue.mark(mark.value),
            "highest": self.tongue.number(highest, 0),
            "level": said[:1].upper() + said[1:],
            "words": " / ".join(words),
        }

    def _place(self, place: Standing | None) -> dict[str, Any]:
        if place is None:
            return {"total": "", "rank": None, "ranked": None}
        total = self.tongue.number(place.total) if place.total is not None else ""
        return {"total": total, "rank": place.rank, "ranked": len(self.evaluation.ranking)}

    def _when(self, milestone: str | None) -> str:
        found = self.call.milestone(milestone)
        return when(found, self.tongue) if found is not None else ""

    def _milestones(self, marks: Sequence[Any]) -> list[dict[str, str]]:
        return [{"title": mark.title, "when": when(mark, self.tongue)} for mark in marks]

    def _checked(self, one: Judged, written: Iterable[str], view: Mapping[str, Any]) -> Letter | Withheld:
        """Return the letter, or withhold it where people's words in it name somebody they may not."""
        own = without_form(one.examined.organisation or "")
        texts = tuple(written)
        there = {word.casefold() for text in texts for word in words_of(text)}
        others = [each for each in self.applicants if each.first in there and each.id != one.id and each.bare != own]
        for text in texts:
            for name, other, _, _ in others:
                # a longer own name may hold another's: what is left of the text without it is looked at
                if says(text, other) and not (says(own, other) and not says(_without(text, own), other)):
                    return Withheld(one.id, say("another applicant is named in it: {name}", name=name), _REWORD)
            for name, parts in self.jurors:
                if any(says(text, part) for part in parts):
                    return Withheld(one.id, say("a juror is named in it: {name}", name=name), _REWORD)
        return self._compose(self.stage, one, view)

    def _compose(self, template: str, one: Judged, view: Mapping[str, Any]) -> Letter:
        seen = one.examined
        name = letters.name_of_person(seen.contact.name, seen.organisation or one.id)
        whole = {
            **letters.common(self.call),
            "name": name,
            "organisation": one_line(seen.organisation or one.id),
            "title": one_line(seen.title or ""),
            "weerwoord": self._when(self.call.submission.weerwoord),
            **view,
        }
        to = Address(name, seen.contact.email or "")
        return letters.compose(template, whole, to, self.tongue, self.templates, rests_on=_resting(self.whole, one))


_REWORD = say("say it without the name, in the decision or the motivation")

_PARTICLES = frozenset({"Van", "Von", "Den", "Der", "Ten", "Ter", "Des"})
"""What many surnames begin with, and many sentences, too."""


class _Called(NamedTuple):
    """What an applicant is called: as people write it, without its legal form, and its first word in lower case."""

    name: str
    bare: str
    first: str
    id: str


def _called(one: Judged) -> Iterator[_Called]:
    """Yield what an applicant is called: by its name, and by its id where that is one word of some length."""
    names = [one.examined.organisation] if one.examined.organisation else []
    if len(one.id) > 4 and one.id.isalpha():
        names.append(one.id.capitalize())
    for name in names:
        bare = without_form(name)
        words = words_of(bare)
        if words:
            yield _Called(name, bare, words[0].casefold(), one.id)


def _parts(name: str) -> list[str]:
    """Return the words of a person's name by which people would know it: first name and surname."""
    words = words_of(name)
    return [one for one in words if len(one) > 2 and one[:1].isupper() and one not in _PARTICLES]


def _without(text: str, own: str) -> str:
    """Return ``text`` with an applicant's own name taken out."""
    return text.replace(own.strip(), " ") if own.strip() else text


def rests_on(evaluation: Evaluation, one: Judged) -> dict[str, str]:
    """Return fingerprints of what a letter to ``one`` was made from; none tells of another applicant.

    ``for`` is the proposal's id, in percent-encoding; ``call``, ``rubrics``, ``decisions``, ``sheets``, ``proposal`` (its own files), ``proposals`` (of all).
    """
    return _resting(_whole(evaluation), one)


def _whole(evaluation: Evaluation) -> dict[str, str]:
    """Return the fingerprints that every letter has."""
    # decisions by what they say: their file may have any name
    decided = evaluation.decided.all if evaluation.decided is not None else ()
    parts: dict[str, Iterable[str]] = {
        "call": [evaluation.inputs.get("addendum.yaml", "")],
        "rubrics": [digest for name, digest in evaluation.inputs.items() if name.startswith("rubrics/")],
        "decisions": [repr(each) for each in decided],
        "sheets": evaluation.panel.inputs.values() if evaluation.panel is not None else (),
        "proposals": {digest for each in evaluation.judged for _, digest in each.examined.sha256},
    }
    return {name: _digest(found) for name, found in parts.items() if any(found)}


def _resting(whole: Mapping[str, str], one: Judged) -> dict[str, str]:
    own = [digest for _, digest in one.examined.sha256]
    found = {**whole, "proposal": _digest(own)} if any(own) else whole
    return {"for": quote(one.id), **{name: found[name] for name in RESTING if name in found}}


def _digest(digests: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()[:16]
