import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from addendum_cli.formats import package


@pytest.fixture
def made():
    """Return a workbook as openpyxl saves it."""
    book = Workbook()
    book.active["A1"] = "Saled"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def written(tmp_path, made):
    path = tmp_path / "shortlist.xlsx"
    path.write_bytes(package.reproducible(made))
    return path


def test_the_hour_at_which_a_library_saved_it_is_gone(made):
    parts = package.unpack(made)
    later = dict(parts)
    core = parts["docProps/core.xml"]
    later["docProps/core.xml"] = core.replace(b"Z</dcterms:created>", b".5Z</dcterms:created>")
    assert later != parts
    assert package.sealed(later) == package.sealed(parts)
    assert b"1980-01-01T00:00:00Z</dcterms:modified>" in package.unpack(package.sealed(parts))["docProps/core.xml"]


def test_the_order_of_the_parts_does_not_matter(made):
    parts = package.unpack(made)
    assert package.sealed(dict(reversed(parts.items()))) == package.sealed(parts)


def test_nothing_in_the_zip_depends_on_the_machine(made):
    with zipfile.ZipFile(io.BytesIO(package.reproducible(made))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert {(e.date_time, e.compress_type, e.create_system) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3)
    }


def test_the_package_opens_and_names_its_seal(written):
    book = load_workbook(written)
    assert book.active["A1"].value == "Saled"
    assert [one.name for one in book.custom_doc_props.props] == ["addendum-seal"]


def test_a_package_with_custom_properties_of_its_own_is_refused(made):
    parts = package.unpack(package.reproducible(made))
    with pytest.raises(ValueError, match="custom"):
        package.sealed(parts)


def test_what_we_wrote_may_be_replaced(written):
    assert package.may_replace(written)


def test_saved_again_by_another_program_it_may_not(written):
    load_workbook(written).save(written)
    assert not package.may_replace(written)


def test_a_changed_part_is_seen_even_in_a_zip_like_ours(written):
    parts = package.unpack(written.read_bytes())
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"Saled", b"Sally")
    written.write_bytes(package._zipped(parts))
    assert not package.may_replace(written)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"\n",
        lambda data: b"\n" + data,
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"addendum-seal", b"addendum-sea1"),
        lambda data: data[:0],
        lambda data: data[:4],
        lambda data: data[::-1],
    ],
    ids=["longer", "shifted", "shorter", "half", "other seal", "empty", "start of a zip", "no zip"],
)
def test_one_byte_more_or_less_is_seen(written, change):
    written.write_bytes(change(written.read_bytes()))
    assert not package.may_replace(written)


def test_somebody_elses_workbook_may_not_be_replaced(tmp_path, made):
    path = tmp_path / "jury.xlsx"
    path.write_bytes(made)
    assert not package.may_replace(path)


def test_a_compressed_package_is_none_of_ours(tmp_path, made):
    path = tmp_path / "again.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in package.unpack(package.reproducible(made)).items():
            archive.writestr(name, part)
    assert not package.may_replace(path)


def test_what_cannot_be_read_may_not_be_replaced(tmp_path):
    assert not package.may_replace(tmp_path / "nowhere.xlsx")
    assert not package.may_replace(tmp_path)
