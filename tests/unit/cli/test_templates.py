import pytest

from addendum_cli.cli.templates import templates
from addendum_cli.errors import AddendumError
from addendum_cli.messages import say
from addendum_cli.store.call import CallFolder
from unit.report.made import CALL


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "templates").mkdir()
    return CallFolder(tmp_path, tmp_path / "addendum.yaml", say("named by --call"), CALL, None, None)


def test_the_calls_own_template_comes_first(folder):
    own = folder.root / "templates" / "score.md.j2"
    own.write_text("eigen", "utf-8")
    assert templates(folder)("score.md.j2") == ("eigen", own.as_posix())


def test_what_it_lacks_comes_from_the_program(folder):
    text, file = templates(folder)("score.md.j2")
    assert text.startswith("{#-")
    assert file.endswith("/templates/score.md.j2")


@pytest.mark.parametrize("name", ["nergens.md.j2", "../addendum.yaml", "/etc/hostname", "sub/score.md.j2", ""])
def test_nothing_outside_the_folder_is_a_template(folder, name):
    (folder.root / "addendum.yaml").write_text("id: x", "utf-8")
    assert templates(folder)(name) is None


def test_a_template_that_is_no_text_is_refused(folder):
    (folder.root / "templates" / "score.md.j2").write_bytes(b"\xe9\xff")
    with pytest.raises(AddendumError) as caught:
        templates(folder)("score.md.j2")
    assert caught.value.problems[0].where.line == 1
