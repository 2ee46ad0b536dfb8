import json
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pytest

from addendum_cli.errors import Problem, Where
from addendum_cli.messages import say
from addendum_cli.model.verdict import Finding
from addendum_cli.report import ci
from addendum_cli.report.wording import Tongue
from unit.report.made import evaluation, everything, judged

ENGLISH = Tongue("en")
SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "additionalProperties": False,
            "properties": {
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name", "version", "rules"],
                            "properties": {
                                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}}
                            },
                        }
                    },
                },
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id", "shortDescription"],
            "additionalProperties": False,
            "properties": {"id": {"type": "string"}, "shortDescription": {"$ref": "#/$defs/message"}},
        },
        "result": {
            "type": "object",
            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"enum": ["error", "warning"]},
                "message": {"$ref": "#/$defs/message"},
                "locations": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": {"type": "string"},
                },
                "properties": {"type": "object"},
            },
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "required": ["uri"],
                            "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~%/:@!$&'()*+,;=-]+$"}},
                        },
                        "region": {
                            "type": "object",
                            "required": ["startLine"],
                            "additionalProperties": False,
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                }
            },
        },
    },
}
"""What SARIF 2.1.0 requires of the parts that we write, copied out of the standard by hand."""


def made(format_, found=None, tongue=ENGLISH):
    return ci.FORMATS[format_](ci.rows(everything() if found is None else found), tongue).decode()


def one(verdict="warn", message=None, *, file="proposals/a.yaml", line=3, id_="a"):
    return evaluation(judged(id_, findings=[Finding("area", verdict, message or say("said"), None, file, line)]))


def test_every_finding_is_a_row_and_every_fault_of_an_unreadable_file_too():
    assert [(row.id, row.rule, row.verdict, row.file, row.line, row.column) for row in ci.rows(everything())] == [
        ("fietskompas", "staff", "warn", "proposals/fietskompas.yaml", 3, None),
        ("handdruk", "deadline", "fail", "proposals/handdruk.yaml", 6, None),
        ("open-deur", "channel", "unknown", "proposals/open-deur.yaml", 5, None),
        ("samen-op-stap", "deadline", "pass", "proposals/samen-op-stap.yaml", 9, None),
        ("samen-op-stap", "open-to-all", "warn", "proposals/samen-op-stap.yaml", 31, None),
        ("stuk", "readable", "fail", "proposals/stuk.yaml", 3, 5),
        ("stuk", "readable", "fail", "proposals/stuk.yaml", 8, 1),
        ("tongriem", "specialism", "fail", "proposals/tongriem.yaml", 4, None),
        (None, "decision", "warn", "decisions.yaml", None, None),
    ]


def test_a_document_that_cannot_be_read_is_a_warning_and_told_once():
    notice = Problem(Where("proposals/a/brief.txt", 2), say("not UTF-8 text"), say("save it again as UTF-8"))
    found = evaluation(judged("a", notices=(notice,)), problems=[notice])
    assert [(row.id, row.file, row.rule, row.verdict) for row in ci.rows(found)] == [
        ("a", "proposals/a/brief.txt", "readable", "warn")
    ]


@pytest.mark.parametrize(
    ("verdict", "github", "sarif", "junit"),
    [
        ("fail", "error", "error", junitparser.Failure),
        ("unknown", "warning", "warning", junitparser.Skipped),
        ("warn", "warning", "warning", junitparser.Skipped),
        ("pass", None, None, None),
    ],
)
def test_levels(verdict, github, sarif, junit):
    found = one(verdict)
    assert made("github", found) == (
        f"::{github} file=proposals/a.yaml,line=3,title=a%3A area::said\n" if github else ""
    )
    assert [r["level"] for r in json.loads(made("sarif", found))["runs"][0]["results"]] == ([sarif] if sarif else [])
    case = next(iter(next(iter(junitparser.JUnitXml.fromstring(made("junit", found).encode())))))
    assert [type(result) for result in case.result] == ([junit] if junit else [])


def test_github_puts_errors_first_with_line_and_column():
    assert made("github").splitlines()[:3] == [
        "::error file=proposals/handdruk.yaml,line=6,title=handdruk%3A deadline::received after the deadline",
        "::error file=proposals/stuk.yaml,line=3,col=5,title=stuk%3A readable::"
        "capacity.fte: veel is not a number of 0 or more → write digits",
        "::error file=proposals/stuk.yaml,line=8,col=1,title=stuk%3A readable::kleur: unknown key kleur",
    ]


def test_github_commands_cannot_be_forged():
    text = say("{name} lies outside", name="Gent\r\n::error::50%, \x1b[31mrood")
    assert made("github", one(message=text, file="proposals/a,b:c%.yaml", id_="a::b")) == (
        "::warning file=proposals/a%2Cb%3Ac%25.yaml,line=3,title=a%3A%3Ab%3A area::"
        "Gent ::error::50%25, [31mrood lies outside\n"
    )


def test_sarif_has_all_that_the_standard_requires():
    log = json.loads(made("sarif"))
    jsonschema.Draft202012Validator.check_schema(SARIF)
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["channel", "deadline", "decision", "open-to-all", "readable", "specialism", "staff"]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
    assert run["results"][4]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "proposals/stuk.yaml"},
        "region": {"startLine": 3, "startColumn": 5},
    }


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("proposals/a.yaml", "proposals/a.yaml"),
        ("./proposals/a.yaml", "proposals/a.yaml"),
        ("proposals\\a.yaml", "proposals/a.yaml"),
        ("voor stellen/één & #2.yaml", "voor%20stellen/%C3%A9%C3%A9n%20%26%20%232.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("/map/a b.yaml", "file:///map/a%20b.yaml"),
        ("C:/map/a.yaml", "file:///C:/map/a.yaml"),
        ("oud\udce9.yaml", "oud%ED%B3%A9.yaml"),
    ],
)
def test_paths_are_uris(file, uri):
    assert ci.uri(file) == uri


def fingerprints(found, tongue=ENGLISH):
    results = json.loads(made("sarif", found, tongue))["runs"][0]["results"]
    return [result["partialFingerprints"]["addendum/v1"] for result in results]


def test_fingerprints_differ_and_outlive_moved_lines_and_blind_output():
    every = fingerprints(everything())
    assert len(set(every)) == len(every)
    assert fingerprints(one(line=3)) == fingerprints(one(line=40))
    assert fingerprints(one(message=say("{name}", name="Gent"))) == fingerprints(
        one(message=say("{name}", name="Gent")), Tongue("en", blind=True)
    )
    twice = Finding("area", "warn", say("{name}", name="Gent"), None, "proposals/a.yaml", 3)
    assert len(set(fingerprints(evaluation(judged("a", findings=[twice, twice]))))) == 2


def test_junit_has_a_suite_per_file_and_counts_right():
    xml = junitparser.JUnitXml.fromstring(made("junit").encode())
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (9, 4, 0, 4)
    assert {suite.name: [(case.classname, case.name) for case in suite] for suite in xml} == {
        "decisions.yaml": [("addendum", "decision")],
        "proposals/fietskompas.yaml": [("fietskompas", "staff")],
        "proposals/handdruk.yaml": [("handdruk", "deadline")],
        "proposals/open-deur.yaml": [("open-deur", "channel")],
        "proposals/samen-op-stap.yaml": [("samen-op-stap", "deadline"), ("samen-op-stap", "open-to-all")],
        "proposals/stuk.yaml": [("stuk", "readable"), ("stuk", "readable [2]")],
        "proposals/tongriem.yaml": [("tongriem", "specialism")],
    }


def test_junit_says_where_what_and_what_to_do():
    suites = {suite.get("name"): suite for suite in ET.fromstring(made("junit"))}  # noqa: S314 - our own output
    told = suites["proposals/stuk.yaml"][0][0]
    assert (told.tag, told.get("message"), told.get("type")) == (
        "failure",
        "capacity.fte: veel is not a number of 0 or more",
        "readable",
    )
    assert told.text == "proposals/stuk.yaml:3:5\ncapacity.fte: veel is not a number of 0 or more → write digits"


def test_what_xml_cannot_hold_is_left_out():
    found = one("fail", say("{name} lies outside", name="Ge\x00nt\ufffe <b>&"), file="a\x01.yaml", id_="i\x1bd")
    suite = next(iter(junitparser.JUnitXml.fromstring(made("junit", found).encode())))
    case = next(iter(suite))
    assert (suite.name, case.classname, case.result[0].message) == ("a.yaml", "id", "Gent <b>& lies outside")


@pytest.mark.parametrize("format_", sorted(ci.FORMATS))
def test_half_a_character_does_not_stop_the_report(format_):
    assert made(format_, one(message=say("{name}", name="\ud83d"), file="\udce9.yaml"))


@pytest.mark.parametrize("format_", sorted(ci.FORMATS))
def test_blind_quotes_nothing_and_keeps_ids_and_files(format_):
    text = made(format_, everything(), Tongue("en", blind=True))
    assert "minderjarigen" not in text
    assert "ergens@example.org" not in text
    assert " vzw" not in text
    assert "proposals/open-deur.yaml" in text


@pytest.mark.parametrize("format_", sorted(ci.FORMATS))
def test_nothing_found_is_a_whole_document_all_the_same(format_):
    text = made(format_, evaluation())
    if format_ == "sarif":
        assert json.loads(text)["runs"][0]["results"] == []
    elif format_ == "junit":
        assert list(junitparser.JUnitXml.fromstring(text.encode())) == []
    else:
        assert text == ""
