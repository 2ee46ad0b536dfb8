"""How long a jury's sheets take, against openpyxl alone on the same tables: ``python benchmarks/sheets.py``.

Ten jurors, twenty proposals each, all marks given. Medians of runs in turn, as ratios; a sheet that is read is
opened in a process of its own, which is measured by itself.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from sample import proposals  # noqa: E402
from timing import median  # noqa: E402

from addendum_cli.api import evaluate, load_call, read_proposals  # noqa: E402
from addendum_cli.core.agreement import alpha  # noqa: E402
from addendum_cli.core.consensus import talk  # noqa: E402
from addendum_cli.formats.sandbox import Sandbox  # noqa: E402
from addendum_cli.formats.workbooks import FUNCTION, extract  # noqa: E402
from addendum_cli.jury import finding, reading  # noqa: E402
from addendum_cli.model.jury import Juror  # noqa: E402
from addendum_cli.report import jury_sheet  # noqa: E402
from addendum_cli.report.wording import Tongue  # noqa: E402

JURORS, EACH = 10, 20


def plain(raw: bytes) -> bytes:
    """Return the texts of a sheet written by openpyxl alone, without looks."""
    book, bare = load_workbook(io.BytesIO(raw)), Workbook()
    for sheet in book.worksheets:
        copy = bare.create_sheet(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            copy.append(row)
    out = io.BytesIO()
    bare.save(out)
    return out.getvalue()


def filled(raw: bytes, lean: int) -> bytes:
    """Return a sheet with every mark given."""
    book = load_workbook(io.BytesIO(raw))
    marks = book.worksheets[2]
    for row in range(2, marks.max_row + 1):
        marks.cell(row, 4).value, marks.cell(row, 5).value = (row * 3 + lean) % 11 / 2, "omdat"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        proposals(root / "proposals", 40)
        call = load_call(HERE.parent / "data")
        made = evaluate(call, read_proposals([root / "proposals"]))
        ids = [place.id for place in made.ranking][:EACH]
        jurors = [Juror(id=f"j{n}", name=f"Jurylid {n}") for n in range(JURORS)]
        raw = jury_sheet.render(made, jurors[0], ids, Tongue("nl"))
        rows = load_workbook(io.BytesIO(raw)).worksheets[2].max_row - 1
        write = median(lambda: jury_sheet.render(made, jurors[0], ids, Tongue("nl")))
        bare = plain(raw)
        floor = median(lambda: plain(bare)) - median(lambda: [list(s.values) for s in load_workbook(io.BytesIO(bare))])
        print(f"{len(ids)} proposals, {rows} marks a juror")
        print(f"write a sheet / openpyxl writes its texts     {write / floor:6.2f}  ({write:.3f} s)")
        (root / "back").mkdir()
        for n, juror in enumerate(jurors):
            sheet = jury_sheet.render(made, juror, ids, Tongue("nl"))
            (root / "back" / f"{juror.id}.xlsx").write_bytes(filled(sheet, n))
        loaded = median(
            lambda: [list(s.values) for p in (root / "back").iterdir() for s in load_workbook(p, data_only=True)]
        )
        here = median(lambda: reading.read(finding.books(root / "back", extract), made.call, made.rubrics, "written"))

        def apart() -> object:
            with Sandbox(function=FUNCTION) as books:
                return reading.read(finding.books(root / "back", books.extract), made.call, made.rubrics, "written")

        print(f"read {JURORS} sheets / openpyxl reads them            {here / loaded:6.2f}  ({here:.3f} s)")
        print(f"the same in a process of its own / in this one {median(apart) / here:5.2f}")
        panel = reading.read(finding.books(root / "back", extract), made.call, made.rubrics, "written").panel
        print(
            f"agreement of {len(panel.given)} marks                      {median(lambda: talk(panel, made.rubrics)):8.3f} s"
        )
        units = [[one.value for one in given] for given in panel.marks().values()]
        print(f"  of which one ordinal alpha                 {median(lambda: alpha(units, 'ordinal')):8.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
