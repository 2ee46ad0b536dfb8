"""An inbox as it really arrives: what a careful person would have typed is what stands in the proposals, and no more."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from addendum_cli.api import evaluate, load_call, read_proposals
from addendum_cli.cli.app import app
from addendum_cli.formats.mail import read_each
from addendum_cli.model.proposal import Proposal
from addendum_cli.store.bundled import shipped

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "examples" / "inbox"
EXPECTED = yaml.load((ROOT / "tests" / "cases" / "inbox.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
CANDIDACIES = EXPECTED["candidacies"]
SUM = re.compile(r"([0-9a-f]{64})  (.+)")


def ingest(source: Path, into: Path, *more: str) -> Result:
    words = ["ingest", str(source), "--into", str(into), "--server", EXPECTED["server"], "--lang", "en", *more]
    return CliRunner().invoke(app, words)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def typed(text: str | bytes) -> Proposal:
    """Return a proposal file's facts, without what tells of its documents."""
    raw = yaml.load(text, yaml.BaseLoader) if isinstance(text, (str, bytes)) else text  # noqa: S506 - text only
    return Proposal.model_validate(
        {name: value for name, value in _filled(raw).items() if name not in ("documents", "unread")}
    )


def _filled(raw: Mapping[str, object]) -> dict[str, object]:
    """Return a mapping without its empty entries: a group whose facts are guesses all."""
    return {name: value for name, value in raw.items() if value not in ("", None)}


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    """Return the folder of proposals into which the inbox was taken in, and the run."""
    into = tmp_path_factory.mktemp("taken") / "proposals"
    return into, ingest(INBOX, into, "--receipts")


@pytest.fixture(scope="module")
def into(taken) -> Path:
    return taken[0]


@pytest.fixture(scope="module")
def judged(into):
    found = evaluate(load_call(shipped("data")), read_proposals([into])).judged
    return {one.id: one for one in found}


def test_the_inbox_is_what_its_script_makes():
    command = [sys.executable, str(ROOT / "tools" / "inbox.py"), "--check"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (found.stderr, found.returncode) == ("", 0)


def test_each_candidacy_comes_out_once_and_nothing_else(taken):
    into, run = taken
    assert run.exit_code == 0
    assert sorted(path.name for path in into.iterdir()) == sorted([*CANDIDACIES, "_receipts"])


def test_what_is_left_out_is_said_with_the_reason(taken):
    told = dict(re.findall(r"left out: (?:.*/)?examples/inbox/(\S+?): (.+)", taken[1].stdout))
    assert {name: EXPECTED["left"].get(name, "") in why for name, why in told.items()} == dict.fromkeys(
        EXPECTED["left"], True
    )


@pytest.mark.parametrize("id_", CANDIDACIES)
def test_the_facts_are_those_that_a_careful_person_would_have_typed(into, id_):
    expected = Proposal.model_validate({"id": id_, **CANDIDACIES[id_]["facts"]})
    assert typed((into / id_ / "proposal.yaml").read_bytes()) == expected


@pytest.mark.parametrize("id_", CANDIDACIES)
def test_every_fact_says_where_it_was_found(into, id_):
    lines = (into / id_ / "proposal.yaml").read_text("utf-8").splitlines()
    facts = [line for line in lines if re.match(r"  (?!description)[a-z_]+: (?![|>])", line)]
    assert [line for line in facts if "  # " not in line] == []


@pytest.mark.parametrize("id_", [id_ for id_, one in CANDIDACIES.items() if "noted" in one])
def test_what_says_more_than_its_field_may_is_a_note(into, id_):
    text = (into / id_ / "proposal.yaml").read_text("utf-8")
    for field, value in CANDIDACIES[id_]["noted"].items():
        noted = re.findall(rf"(?m)^#\? *{field.rpartition('.')[2]}: (.+?)  +# ", text)
        assert [one.strip('"') for one in noted] == [value]


@pytest.mark.parametrize("id_", CANDIDACIES)
def test_what_nobody_could_read_is_named(into, id_):
    facts = yaml.load((into / id_ / "proposal.yaml").read_bytes(), yaml.BaseLoader)  # noqa: S506 - text only
    assert facts.get("unread", []) == CANDIDACIES[id_].get("unread", [])


@pytest.mark.parametrize("id_", [id_ for id_, one in CANDIDACIES.items() if "notices" in one])
def test_a_person_is_told_what_to_look_at(into, id_):
    told = [line for line in (into / id_ / "proposal.yaml").read_text("utf-8").splitlines() if line.startswith("# ! ")]
    for words in CANDIDACIES[id_]["notices"]:
        assert any(words in line for line in told), told


def test_nobody_is_told_more_than_there_is_to_look_at(into):
    """Without one of these words nothing is noted: a warning that always stands there is read by nobody."""
    noted = {
        path.parent.name for path in into.glob("*/proposal.yaml") if "\n# ! " in path.read_text("utf-8")
    }  # fmt: skip
    assert noted == {id_ for id_, one in CANDIDACIES.items() if "notices" in one}


@pytest.mark.parametrize("id_", CANDIDACIES)
def test_the_originals_are_kept_under_their_names(into, id_):
    kept = {path.name for path in (into / id_ / "_originals").iterdir()}
    assert kept == {*CANDIDACIES[id_]["originals"], "SHA256SUMS"}


def test_what_came_in_is_kept_to_the_byte(into):
    whole = {path.name: path.read_bytes() for path in INBOX.rglob("*") if path.is_file() and path.name != "README.md"}
    boxed = [own for own, _ in read_each("postvak.mbox", whole.pop("08-postvak.mbox"))]
    kept = {
        path.name: path.read_bytes() for path in into.glob("*/_originals/*") if path.name not in ("mail.eml", "row.csv")
    }
    assert {name: kept[name] for name in whole if name in kept} == {
        name: raw for name, raw in whole.items() if name in kept
    }
    assert set(whole) - set(kept) == {"11-afwezig.eml", "21-aanmeldingen.xlsx", "22-intake.csv"}
    mails = sorted(path.read_bytes() for path in into.glob("*/_originals/mail.eml"))
    assert mails == sorted(boxed)


def test_attachments_are_kept_to_the_byte(into):
    """Each attachment that the standard library finds in a mail is there under its bytes, pictures of signatures not."""
    for mail in into.glob("*/_originals/*.eml"):
        parts = message_from_bytes(mail.read_bytes(), policy=default).iter_attachments()
        sent = [part.get_content() for part in parts if part.get_content_maintype() in ("application", "text")]
        raw = {one if isinstance(one, bytes) else one.replace("\r\n", "\n").encode() for one in sent}
        assert raw <= {path.read_bytes() for path in mail.parent.iterdir()}, mail


@pytest.mark.parametrize("id_", CANDIDACIES)
def test_the_sums_hold(into, id_):
    folder = into / id_ / "_originals"
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    rows = [found.groups() for line in lines if (found := SUM.fullmatch(line))]
    assert {name: sum_ for sum_, name in rows} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "SHA256SUMS"
    }
    assert [line for line in lines if not SUM.fullmatch(line) and not line.startswith("# ")] == []


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_the_sums_are_what_sha256sum_checks(into):
    for folder in into.glob("*/_originals"):
        command = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
        found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert (found.stdout, found.stderr) == ("", "")


def test_every_proposal_reads_back_with_the_outcome_expected(judged):
    assert {id_: one.outcome for id_, one in judged.items()} == {
        id_: one["outcome"] for id_, one in CANDIDACIES.items()
    }


def test_every_guess_becomes_a_fact_when_its_sign_is_taken_away(into, tmp_path):
    mine = tmp_path / "proposals"
    shutil.copytree(into, mine)
    guessed = 0
    for path in mine.glob("*/proposal.yaml"):
        text, here = re.subn(r"(?m)^#\?", "", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
        guessed += here
    found = {one.id: one.outcome for one in evaluate(load_call(shipped("data")), read_proposals([mine])).judged}
    assert guessed > 0
    assert set(found) == set(CANDIDACIES)
    assert [id_ for id_, outcome in found.items() if outcome == "unreadable"] == []
    assert (found["spiegelplas"], found["wolkwijzer"]) == ("eligible", "eligible")


def test_an_attachment_never_leaves_its_folder(into):
    assert (into / "kobe-dakpan" / "_originals" / "proposal.yaml").is_file()
    assert [path.name for path in into.parent.iterdir()] == ["proposals"]


def test_a_receipt_for_each_to_the_address_that_it_gave(into):
    drafts = {
        path.stem: message_from_bytes(path.read_bytes(), policy=default) for path in (into / "_receipts").iterdir()
    }
    assert {id_: draft["To"] and draft["To"].addresses[0].addr_spec for id_, draft in drafts.items()} == {
        id_: one["facts"]["contact"].get("email") for id_, one in CANDIDACIES.items()
    }
    assert {draft["X-Unsent"] for draft in drafts.values()} == {"1"}


def test_a_receipt_says_when_it_came_in_and_what_was_in_it(into):
    def body(id_: str) -> str:
        raw = (into / "_receipts" / f"{id_}.eml").read_bytes()
        return message_from_bytes(raw, policy=default).get_content().replace("\r\n", "\n")

    assert "on Saturday 10 June 2023 00:00:41." in body("zandloper")
    assert "on Tuesday 6 June 2023 14:05:00." in body("windas-2023")
    assert "on Wednesday 7 June 2023." in body("komma-punt")
    assert "We are still looking into when exactly it came in." in body("windhaak")
    assert "- Kandidatuur De Buitenbocht.docx\n" in body("de-buitenbocht")
    assert "could not read:\n- Scan_20230601_0003.pdf\n" in body("secretariaat-regenbak")


def test_a_second_run_writes_nothing(into):
    before = files(into)
    times = {path: path.stat().st_mtime_ns for path in into.rglob("*")}
    run = ingest(INBOX, into, "--receipts")
    assert f"0 candidacies taken in, {len(CANDIDACIES)} were there already, 2 left out" in run.stdout
    assert files(into) == before
    assert {path: path.stat().st_mtime_ns for path in into.rglob("*")} == times


def test_what_a_person_wrote_or_put_away_stays(into, tmp_path):
    mine = tmp_path / "proposals"
    shutil.copytree(into, mine)
    edited = mine / "wolkwijzer" / "proposal.yaml"
    edited.write_text(edited.read_text("utf-8").replace("#?  offered:", "  offered:"), "utf-8")
    (mine / "ilke-sneeuwbes").rename(mine / "_ilke-sneeuwbes")
    (mine / "_receipts" / "pontveer.eml").write_text("mine", "utf-8")
    before = files(mine)
    assert "0 candidacies taken in" in ingest(INBOX, mine, "--receipts").stdout
    assert files(mine) == before


def test_a_mail_that_is_gone_matters_to_nothing(into, tmp_path):
    inbox, mine = tmp_path / "inbox", tmp_path / "proposals"
    shutil.copytree(INBOX, inbox)
    shutil.copytree(into, mine)
    before = files(mine)
    (inbox / "01-buitenbocht.eml").unlink()
    (inbox / "13-tussendeur.eml").unlink()
    assert "0 candidacies taken in" in ingest(inbox, mine).stdout
    assert files(mine) == before


def test_piece_by_piece_it_comes_to_the_same_facts(into, tmp_path):
    """Whatever comes first, each mail says what it says; only the number behind a second version may differ."""
    mine = tmp_path / "proposals"
    for path in sorted(set(INBOX.iterdir()) - {INBOX / "README.md"}, reverse=True):
        if path.is_dir():  # a folder of documents is one candidacy where it lies in another
            path = shutil.copytree(path, tmp_path / "usb" / path.name).parent
        ingest(path, mine)

    def all_facts(folder: Path) -> list[str]:
        return sorted(
            str(typed(path.read_bytes()).model_copy(update={"id": None})) for path in folder.glob("*/proposal.yaml")
        )

    assert all_facts(mine) == all_facts(into)


def test_a_dry_run_writes_nothing(tmp_path):
    into = tmp_path / "proposals"
    run = ingest(INBOX, into, "--dry-run", "--receipts")
    assert f"{len(CANDIDACIES)} candidacies would be taken in, 0 were there already, 2 left out" in run.stdout
    assert list(tmp_path.iterdir()) == []


def test_another_zone_locale_and_hash_seed_change_no_byte(tmp_path):
    found = []
    for number, (zone, locale, seed) in enumerate([("UTC", "C", "0"), ("Pacific/Kiritimati", "nl_BE.UTF-8", "4242")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copytree(INBOX, folder / "inbox")
        command = [sys.executable, "-m", "addendum_cli", "ingest", "inbox", "--into", "proposals", "--receipts"]
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        command += ["--server", EXPECTED["server"], "--lang", "nl"]
        run = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, timeout=120)
        found.append((run.returncode, run.stdout, files(folder / "proposals")))
    assert found[0] == found[1]
    assert found[0][0] == 0
