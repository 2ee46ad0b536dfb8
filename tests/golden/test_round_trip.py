"""The form's whole way: made from the call, filled in and saved by LibreOffice, taken in, and judged."""

from __future__ import annotations

import io
import json
import shutil
import subprocess

import pytest
import yaml
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from addendum_cli.cli.app import app

ANSWERS = {
    "organisation.name": ("Huis De Veerpont vzw", None),
    "organisation.enterprise_number": ("0999.013.094", None),
    "contact.name": ("Ottilie Braekevelt", None),
    "contact.email": ("ottilie@example.org", None),
    "title": ("Over de Leie", None),
    "narrative": (None, "Eerste zin.\n\nTweede alinea: 50% = de helft."),
    "approach.offered": ("ja", None),
    "approach.description": (None, "+ Wij blijven aanbellen."),
    "expertise.1.domain": ("wonen", None),
    "expertise.1.description": (None, "Vijftien jaar."),
    "municipalities.Kortrijk": ("ja", None),
    "municipalities.Menen": ("ja", None),
    "capacity.fte": (2.5, None),
    "challenges.saled/huisvesting": ("x", "Wij gaan mee kijken."),
    "challenges.saled/netwerk": ("x", None),
}


def addendum(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.libreoffice
def test_form_filled_in_saved_by_libreoffice_taken_in_and_judged(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    form = tmp_path / "form.xlsx"
    assert addendum("form", "-o", form).exit_code == 0
    book = load_workbook(io.BytesIO(form.read_bytes()))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if row[0].value in ANSWERS:
                for cell, value in zip(row[2:4], ANSWERS[row[0].value], strict=True):
                    if value is not None:
                        cell.value = value
                        cell.data_type = "n" if isinstance(value, float) else "s"
    book.save(form)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "sent"),
            str(form),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    into = tmp_path / "proposals"
    assert addendum("ingest", tmp_path / "sent" / "form.xlsx", "--into", into).exit_code == 0
    folder = into / "huis-de-veerpont"
    read = yaml.safe_load((folder / "proposal.yaml").read_text("utf-8"))
    assert read == {
        "id": "huis-de-veerpont",
        "title": "Over de Leie",
        "organisation": {"name": "Huis De Veerpont vzw", "enterprise_number": "0999.013.094"},
        "contact": {"name": "Ottilie Braekevelt", "email": "ottilie@example.org"},
        "approach": {"offered": "ja", "description": "+ Wij blijven aanbellen."},
        "expertise": [{"domain": "wonen", "description": "Vijftien jaar."}],
        "challenges": [
            {
                "id": "saled",
                "interventions": [{"id": "huisvesting", "description": "Wij gaan mee kijken."}, {"id": "netwerk"}],
            }
        ],
        "municipalities": ["Kortrijk", "Menen"],
        "capacity": {"fte": 2.5},
        "narrative": "Eerste zin.\n\nTweede alinea: 50% = de helft.",
    }
    assert (folder / "_originals" / "form.xlsx").read_bytes() == (tmp_path / "sent" / "form.xlsx").read_bytes()
    checked = addendum("check", into, "--format", "json")
    (one,) = json.loads(checked.stdout)["proposals"]
    assert one["outcome"] == "clarify"  # a form tells nothing of when it came in
    assert [finding["rule"] for finding in one["findings"] if finding["verdict"] == "unknown"] == ["deadline"]
