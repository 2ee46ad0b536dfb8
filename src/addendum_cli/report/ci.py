"""Findings for build servers: JUnit, SARIF and GitHub's annotations, all from one list of rows.

A ``fail`` is an error, ``unknown`` and ``warn`` are warnings, ``pass`` appears in JUnit only; of a file that
cannot be read every fault is an error. Source: contract, "Commands"; the formats' own documents.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from addendum_cli import __version__
from addendum_cli.errors import Problem, Where
from addendum_cli.formats.plain import one_line, visible
from addendum_cli.messages import Message, say
from addendum_cli.model.kinds import Verdict
from addendum_cli.model.verdict import Evaluation, Judged
from addendum_cli.report.wording import VERDICTS, Tongue

READABLE, DECISION = "readable", "decision"


class Row(NamedTuple):
    """One finding, or one fault in a file; ``id`` is None where it is of no proposal. Lines and columns from 1."""

    id: str | None
    file: str
    line: int | None
    column: int | None
    rule: str
    verdict: Verdict
    message: Message
    remedy: Message | None = None
    ref: str | None = None
    field: str | None = None

    @property
    def level(self) -> str:
        """Return ``error`` or ``warning``."""
        return "error" if self.verdict == "fail" else "warning"


def rows(evaluation: Evaluation) -> list[Row]:
    """Return every finding of every proposal, by id, and the faults that are of none."""
    found: list[Row] = []
    told: set[Problem] = set()
    for one in evaluation.judged:
        found += _of(one)
        told.update(one.examined.problems, one.examined.notices)
    found += (_fault(None, problem, DECISION, "warn") for problem in evaluation.problems if problem not in told)
    return found


def _of(one: Judged) -> Iterator[Row]:
    examined = one.examined
    for problem in examined.problems:
        yield _fault(one.id, problem, READABLE, "fail")
    for finding in one.findings:
        if finding.rule != READABLE or not examined.problems:
            file = finding.file or examined.file
            what = (finding.rule, finding.verdict, finding.message, finding.remedy, finding.ref)
            yield Row(one.id, file, finding.line, None, *what)
    for problem in examined.notices:
        yield _fault(one.id, problem, READABLE, "warn")


def _fault(id_: str | None, problem: Problem, rule: str, verdict: Verdict) -> Row:
    where = problem.where
    return Row(
        id_, where.file, where.line, where.column, rule, verdict, problem.message, problem.remedy, None, where.field
    )


def _told(row: Row, tongue: Tongue, *, mend: bool = True) -> str:
    """Return a row's message on one line: its field, what is wrong, and what to do."""
    what = ": ".join(part for part in (tongue.field(row.field), tongue(row.message)) if part)
    return one_line(f"{what} → {tongue(row.remedy)}" if mend and row.remedy else what)


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(found: Sequence[Row], tongue: Tongue) -> bytes:
    """Return JUnit XML: a suite per file, a case per finding; a warning is a skipped case, the nearest there is."""
    root = ET.Element("testsuites", _counted("addendum check", found))
    for file, group in groupby(sorted(found, key=lambda row: row.file), key=lambda row: row.file):
        of_file = list(group)
        suite = ET.SubElement(root, "testsuite", _counted(file, of_file))
        names: Counter[str] = Counter()
        for row in of_file:
            names[row.rule] += 1
            name = row.rule if names[row.rule] == 1 else f"{row.rule} [{names[row.rule]}]"
            case = {"classname": row.id or "addendum", "name": name, "file": row.file, "time": "0"}
            if row.line is not None:
                case["line"] = str(row.line)
            _verdict(ET.SubElement(suite, "testcase", _xml(case)), row, tongue)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _counted(name: str, found: Sequence[Row]) -> dict[str, str]:
    levels = Counter(row.level for row in found if row.verdict != "pass")
    numbers = {"tests": len(found), "failures": levels["error"], "errors": 0, "skipped": levels["warning"]}
    return _xml({"name": name, **{key: str(n) for key, n in numbers.items()}, "time": "0"})


def _verdict(case: ET.Element, row: Row, tongue: Tongue) -> None:
    """Add to a test case what its finding says."""
    if row.verdict == "pass":
        out = ET.SubElement(case, "system-out")
        out.text = _NOT_XML.sub("", _told(row, tongue))
        return
    message = _told(row, tongue, mend=False)
    if row.verdict != "fail":
        message = f"{tongue(VERDICTS[row.verdict])}: {message}"
    told = ET.SubElement(case, "failure" if row.verdict == "fail" else "skipped", _xml({"message": message}))
    if row.verdict == "fail":
        told.set("type", row.rule)
    place = Where(row.file, row.line, row.column).at
    told.text = _NOT_XML.sub("", "\n".join(part for part in (place, _told(row, tongue), row.ref) if part))


def _xml(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: _NOT_XML.sub("", value) for name, value in attributes.items()}


def sarif(found: Sequence[Row], tongue: Tongue) -> bytes:
    """Return SARIF 2.1.0; fingerprints outlive moved lines, another language and other words of the applicant."""
    told = [row for row in found if row.verdict != "pass"]
    rules = sorted({row.rule: row for row in reversed(found)}.items())
    index = {rule: place for place, (rule, _) in enumerate(rules)}
    described = [{"id": rule, "shortDescription": {"text": _described(row, tongue)}} for rule, row in rules]
    driver = {"name": "addendum", "version": __version__, "rules": described}
    results = [
        {
            "ruleId": row.rule,
            "ruleIndex": index[row.rule],
            "level": row.level,
            "message": {"text": _told(row, tongue)},
            "locations": [{"physicalLocation": _location(row)}],
            "partialFingerprints": {"addendum/v1": fingerprint},
            "properties": {"verdict": row.verdict, **({"proposal": row.id} if row.id else {})},
        }
        for row, fingerprint in zip(told, _fingerprints(told), strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _described(row: Row, tongue: Tongue) -> str:
    """Return what a rule is about, in a few words."""
    if row.rule == READABLE:
        return tongue(say("The file can be read."))
    if row.rule == DECISION:
        return tongue(say("What a person decided."))
    if row.ref is None:
        return tongue(say("The call's rule {rule}.", rule=row.rule))
    return tongue(say("The call's rule {rule} ({ref}).", rule=row.rule, ref=row.ref))


def _location(row: Row) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": uri(row.file)}}
    if row.line is not None:
        location["region"] = {"startLine": row.line, **({"startColumn": row.column} if row.column else {})}
    return location


def uri(file: str) -> str:
    """Return a path as a URI reference: ``/`` between its parts, the rest percent-encoded."""
    path = file.replace("\\", "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    if re.match("[A-Za-z]:/", path):
        return f"file:///{path[:2]}{_encoded(path[2:])}"
    return f"file://{_encoded(path)}" if path.startswith("/") else _encoded(path)


def _encoded(path: str) -> str:
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")


def _fingerprints(found: Iterable[Row]) -> Iterator[str]:
    """Yield what tells a finding from all others and stays: whose, which rule, which message, which of these."""
    seen: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for row in found:
        key = (row.id or row.file, row.rule, row.message.text, row.field or "")
        seen[key] += 1
        text = json.dumps([*key, seen[key]])
        yield hashlib.sha256(text.encode()).hexdigest()[:32]


def github(found: Sequence[Row], tongue: Tongue) -> bytes:
    """Return workflow commands, errors first: GitHub shows only the first ten of each kind a step."""
    told = sorted((row for row in found if row.verdict != "pass"), key=lambda row: row.level)
    return "".join(f"{_command(row, tongue)}\n" for row in told).encode("utf-8", "replace")


def _command(row: Row, tongue: Tongue) -> str:
    title = f"{row.id}: {row.rule}" if row.id else row.rule
    properties = {"file": row.file, "line": row.line, "col": row.column, "title": title}
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    return f"::{row.level} {given}::{_data(_told(row, tongue))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Row], Tongue], bytes]] = MappingProxyType(
    {"github": github, "junit": junit, "sarif": sarif}
)
