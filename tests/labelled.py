"""The labelled sentences of tests/cases/evidence, read and checked. Format: the README there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent / "cases" / "evidence"
STATUSES = ("offered", "later", "delegated", "denied", "problem", "echo")


class Line(NamedTuple):
    """A labelled sentence: where it stands, and what it says of each id."""

    text: str
    says: dict[str, str]
    scope: str | None
    about: str | None
    line: int


class Document(NamedTuple):
    """A labelled proposal: ``blocks`` are its texts, each the description of something (``scope``, ``about``) or free."""

    id: str
    voice: str
    answers: tuple[str, ...]
    lines: tuple[Line, ...]
    texts: tuple[tuple[str | None, str], ...]
    """Each text with what it describes: None, a challenge, or an intervention; its lines are the file's."""
    path: Path

    @property
    def group(self) -> str:
        """Return the writer: proposals of one writer are learnt from, or read, together."""
        return self.path.stem.rpartition("-")[0]


def read(path: Path, challenges: dict[str, list[str]], requirements: list[str]) -> Document:
    """Return one labelled proposal; a fault in it is a ``ValueError`` with its line."""
    rows = path.read_text("utf-8").split("\n")
    head = {}
    at = 0
    while rows[at].strip() != "---":
        key, _, value = rows[at].partition(":")
        head[key.strip()] = value.strip()
        at += 1
    answers = tuple(head["answers"].split())
    for one in answers:
        if one not in challenges:
            raise ValueError(f"{path}: no such challenge: {one}")
    about: str | None = None
    lines: list[Line] = []
    texts: list[tuple[str | None, list[str]]] = [(None, [])]
    for number, row in enumerate(rows[at + 1 :], at + 2):
        if re.match(r"@(\s|$)", row):
            about = row[1:].strip() or None
            if about and about.split("/")[0] not in answers:
                raise ValueError(f"{path}:{number}: not answered: {about}")
            if about and "/" in about and about.split("/")[1] not in challenges[about.split("/")[0]]:
                raise ValueError(f"{path}:{number}: no such intervention: {about}")
            texts.append((about, _headings(texts[-1][1])))
            continue
        text, _, labels = row.partition(" => ")
        texts[-1][1].append(text)
        if not text.strip() or text.startswith("#"):
            if labels.strip():
                raise ValueError(f"{path}:{number}: a heading is not labelled")
            continue
        says = {}
        for label in filter(None, (part.strip() for part in labels.split(";"))):
            id_, _, status = label.partition(" ")
            known = id_ in requirements or ("/" in id_ and id_.split("/")[1] in challenges.get(id_.split("/")[0], ()))
            if not known or status not in STATUSES:
                raise ValueError(f"{path}:{number}: not an id with a status: {label}")
            scope = id_.split("/")[0] if "/" in id_ else None
            if scope and scope not in answers:
                raise ValueError(f"{path}:{number}: {id_}: that challenge is not answered")
            if scope and about and about.split("/")[0] != scope:
                raise ValueError(f"{path}:{number}: {id_} stands in the description of {about}")
            says[id_] = status
        lines.append(Line(text, says, about.split("/")[0] if about else None, about, number))
    return Document(head["id"], head["voice"], answers, tuple(lines), tuple((a, "\n".join(t)) for a, t in texts), path)


def _headings(lines: list[str]) -> list[str]:
    """Take the headings from the end of a text: they stand over the next one."""
    moved: list[str] = []
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        moved.insert(0, lines.pop())
    return moved


def known() -> tuple[dict[str, list[str]], list[str]]:
    """Return the interventions of each challenge and the requirements of the shipped call."""
    import yaml

    call = yaml.safe_load((Path(__file__).parents[1] / "data" / "addendum.yaml").read_text("utf-8"))
    interventions = {one["id"]: [each["id"] for each in one["interventions"]] for one in call["challenges"]}
    return interventions, [one["id"] for one in call["approach"]["requirements"]]


def documents(part: str) -> Iterator[Document]:
    """Yield the proposals of ``part`` (learn, test) by name."""
    challenges, requirements = known()
    for path in sorted((HERE / part).glob("*.txt")):
        yield read(path, challenges, requirements)
