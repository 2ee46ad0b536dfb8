import multiprocessing
import sys
import time

import pytest

from addendum_cli.errors import Problem, Where
from addendum_cli.formats.documents import Extract, extract
from addendum_cli.formats.sandbox import FUNCTION, Sandbox, _back, _opened, _packed
from addendum_cli.messages import say, say_n
from unit.formats.documents.made import lines, odt, par, pdf, word

OBEYING = "unit.formats.documents.working:obeying"
FINE = Extract("lees dit, 0 kept", "text", None, ())


@pytest.fixture
def box():
    with Sandbox(function=OBEYING, seconds=20, megabytes=600) as made:
        yield made


def told(found: Extract) -> list[str]:
    assert found.text == ""
    assert found.kind == "text"
    return [problem.message.text for problem in found.problems]


def test_it_gives_what_extract_gives():
    folder = {
        "a.docx": word(par("Eén 😀 plan")),
        "b.odt": odt("<text:p>plan</text:p>"),
        "c.pdf": pdf(lines("plan")),
        "d.pdf": word(par("plan")),
        "e.rtf": b"{\\rtf1}",
        "f\udcff.txt": b"plan",
    }
    with Sandbox() as box:
        assert [box.extract(name, raw) for name, raw in folder.items()] == [
            extract(name, raw) for name, raw in folder.items()
        ]


def test_one_worker_serves_a_batch(box):
    box.extract("a.txt", b"lees dit")
    worker = box._worker[0].pid
    for _ in range(20):
        assert box.extract("a.txt", b"lees dit") == FINE
    assert box._worker[0].pid == worker


def test_nothing_starts_before_the_first_document_and_nothing_is_left():
    with Sandbox() as box:
        assert box._worker is None
        box.extract("a.txt", b"a")
        assert len(multiprocessing.active_children()) == 1
    assert multiprocessing.active_children() == []


def test_a_document_without_end_is_stopped_and_the_next_one_is_read():
    with Sandbox(function=OBEYING, seconds=3) as box:
        before = time.monotonic()
        assert told(box.extract("a.txt", b"loop")) == ["takes longer to read than {seconds} seconds"]
        assert time.monotonic() - before < 20
        assert box.extract("a.txt", b"lees dit") == FINE


@pytest.mark.parametrize("order", [b"crash", b"leave"])
def test_a_crash_is_a_problem_and_the_next_document_is_read(box, order):
    assert told(box.extract("a.txt", order)) == ["makes the program that reads it stop"]
    assert box.extract("a.txt", b"lees dit") == FINE
    assert told(box.extract("a.txt", order)) == ["makes the program that reads it stop"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there memory can be bounded")
def test_memory_without_end_is_a_problem_and_the_next_document_is_read(box):
    assert told(box.extract("a.txt", b"swell")) == ["takes more memory to read than it may"]
    assert box.extract("a.txt", b"lees dit") == FINE


@pytest.mark.skipif(sys.platform != "linux", reason="only there memory can be bounded")
def test_what_came_before_never_decides(box):
    found = [box.extract("a.txt", b"keep").text for _ in range(20)]
    assert "" not in found
    assert found.count("keep, 1 kept") > 1


def test_a_fault_in_a_library_says_its_kind_and_no_word_of_the_document(box):
    found = box.extract("a.txt", b"raise")
    assert found.problems == (
        Problem(
            Where("a.txt"), say("cannot be read ({kind})", kind="LookupError"), say("save it again as docx, odt or pdf")
        ),
    )


@pytest.mark.parametrize("order", [b"connect", b"start"])
def test_no_connection_and_no_program(box, order):
    (problem,) = box.extract("a.txt", order).problems
    assert problem.message.values == (("kind", "PermissionError"),)


@pytest.mark.skipif(sys.platform == "win32", reason="not to be forbidden there")
def test_no_file_is_written(box, tmp_path):
    path = tmp_path / "a.txt"
    (problem,) = box.extract("a.txt", f"write {path}".encode()).problems
    assert problem.message.values == (("kind", "OSError"),)
    assert not path.exists() or path.read_bytes() == b""


def test_a_library_says_nothing_on_the_terminal(box, capfd):
    assert box.extract("a.txt", b"babble").text == "babble, 0 kept"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "message",
    [
        say("a"),
        say("a {b}", b=say("c {d}", d=1)),
        say_n("{n} a", "{n} b", 2),
        say("a {b}", b=("c", ("d", say("e")), None, 1.5)),
    ],
)
def test_a_message_comes_through_whole(message):
    assert _back(_packed(message)) == message
    assert _back(_packed(None)) is None


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b"1", b"\xff", b'{"problems": [[[1], 2]]}', b'{"problems": 1}'])
def test_a_worker_that_was_taken_over_is_not_believed(answer):
    with pytest.raises(Exception, match="cannot be read"):
        _opened(answer)


def test_the_function_that_it_runs_is_there():
    module, _, name = FUNCTION.partition(":")
    assert getattr(sys.modules[module], name) is extract
