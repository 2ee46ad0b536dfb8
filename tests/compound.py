"""Outlook's ``.msg`` files, made for tests: a small writer of compound files (MS-CFB) and of mails in them (MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

Tree: TypeAlias = "dict[str, bytes | Tree]"
Properties: TypeAlias = Mapping[int, "str | bytes | int | datetime"]

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


class Attached(NamedTuple):
    """A file, or another mail where ``raw`` is the tree of one."""

    name: str
    raw: bytes | Tree
    kind: str = "application/octet-stream"
    more: Properties = MappingProxyType({})


def msg(
    properties: Properties,
    *,
    recipients: Sequence[tuple[str, str]] = (),
    attachments: Sequence[Attached] = (),
    ansi: bool = False,
) -> bytes:
    """Return an Outlook mail; ``ansi``: with text in Windows' western set, as Outlook once wrote it."""
    return compound(mail(properties, recipients, attachments, ansi=ansi, head=32))


def mail(
    properties: Properties,
    recipients: Sequence[tuple[str, str]] = (),
    attachments: Sequence[Attached] = (),
    *,
    ansi: bool = False,
    head: int = 24,
) -> Tree:
    """Return a mail as a tree of storages, to be attached to another one."""
    tree = _object({0x001A: "IPM.Note", **properties}, head, ansi=ansi)
    for number, (name, address) in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = _object({0x3001: name, 0x39FE: address}, 8, ansi=ansi)
    for number, one in enumerate(attachments):
        place = _object({0x3707: one.name, 0x370E: one.kind, **one.more}, 8, ansi=ansi)
        place["__substg1.0_37010102" if isinstance(one.raw, bytes) else "__substg1.0_3701000D"] = one.raw
        tree[f"__attach_version1.0_#{number:08X}"] = place
    return tree


def _object(properties: Properties, head: int, *, ansi: bool) -> Tree:
    tree: Tree = {}
    rows = bytearray(head)
    for tag, value in properties.items():
        kind, data = _encoded(value, ansi=ansi)
        if kind in (0x0003, 0x0040):
            rows += struct.pack("<II8s", tag << 16 | kind, 6, data)
        else:
            rows += struct.pack("<IIII", tag << 16 | kind, 6, len(data), 0)
            tree[f"__substg1.0_{tag:04X}{kind:04X}"] = data
    tree["__properties_version1.0"] = bytes(rows)
    return tree


def _encoded(value: str | bytes | int | datetime, *, ansi: bool) -> tuple[int, bytes]:
    if isinstance(value, str):
        return (0x001E, value.encode("cp1252")) if ansi else (0x001F, value.encode("utf-16-le"))
    if isinstance(value, datetime):
        ticks = (value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000
        return 0x0040, struct.pack("<Q", int(ticks))
    return (0x0003, struct.pack("<q", value)) if isinstance(value, int) else (0x0102, value)


def compound(tree: Tree) -> bytes:
    """Return a compound file with ``tree``: short streams in the mini stream, sectors in one run each."""
    entries = _Directory(tree)
    small, large = bytearray(), bytearray()
    mini_fat: list[int] = []
    fat: list[int] = []

    def placed(data: bytes, size: int, into: bytearray, chain: list[int]) -> int:
        if not data:
            return END
        start, count = len(chain), -(-len(data) // size)
        chain.extend([*range(start + 1, start + count), END])
        into.extend(data.ljust(count * size, b"\0"))
        return start

    starts = []
    for data in entries.data:
        is_small = data is not None and len(data) < CUTOFF
        starts.append(
            0 if data is None else placed(data, *((MINI, small, mini_fat) if is_small else (SECTOR, large, fat)))
        )
    root_start = placed(bytes(small), SECTOR, large, fat)
    table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_start = placed(table + b"\xff" * (-len(table) % SECTOR), SECTOR, large, fat)
    directory_start = placed(entries.written(starts, root_start, len(small)), SECTOR, large, fat)
    sectors = 1
    while sectors * SECTOR // 4 < len(fat) + sectors:
        sectors += 1
    own = len(fat)
    fat.extend([FAT] * sectors)
    fat.extend([FREE] * (-len(fat) % (SECTOR // 4)))
    difat = [*range(own, own + sectors), *[FREE] * (109 - sectors)]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6, 0, sectors, directory_start, 0, CUTOFF,
        mini_start, -(-len(table) // SECTOR), END, 0,
    )  # fmt: skip
    return header + struct.pack("<109I", *difat) + bytes(large) + struct.pack(f"<{len(fat)}I", *fat)


class _Directory:
    """The directory of a compound file: each storage's entries as a balanced tree, in the order of their names."""

    def __init__(self, tree: Tree) -> None:
        self.names, self.kinds, self.data = ["Root Entry"], [ROOT], [None]  # type: list[str], list[int], list[bytes | None]
        self.links: list[tuple[int, int, int]] = [(FREE, FREE, FREE)]
        self._add(0, tree)

    def _add(self, parent: int, tree: Tree) -> None:
        numbers = {}
        for name in sorted(tree, key=lambda name: (len(name), name.upper())):
            content = tree[name]
            numbers[name] = len(self.names)
            self.names.append(name)
            self.kinds.append(STREAM if isinstance(content, bytes) else STORAGE)
            self.data.append(content if isinstance(content, bytes) else None)
            self.links.append((FREE, FREE, FREE))
        self.links[parent] = (*self.links[parent][:2], self._linked(list(numbers.values())))
        for name, number in numbers.items():
            content = tree[name]
            if not isinstance(content, bytes):
                self._add(number, content)

    def _linked(self, numbers: list[int]) -> int:
        if not numbers:
            return FREE
        middle = len(numbers) // 2
        left, right = self._linked(numbers[:middle]), self._linked(numbers[middle + 1 :])
        self.links[numbers[middle]] = (left, right, self.links[numbers[middle]][2])
        return numbers[middle]

    def written(self, starts: Sequence[int], root_start: int, root_size: int) -> bytes:
        return b"".join(self._rows(starts, root_start, root_size))

    def _rows(self, starts: Sequence[int], root_start: int, root_size: int) -> Iterator[bytes]:
        for number, name in enumerate(self.names):
            data = self.data[number]
            start, size = (root_start, root_size) if number == 0 else (starts[number], len(data or b""))
            coded = f"{name}\0".encode("utf-16-le")
            yield struct.pack(
                "<64sHBBIII16xI16xIQ",
                coded, len(coded), self.kinds[number], 1, *self.links[number], 0, start, size,
            )  # fmt: skip
        spare = -len(self.names) % (SECTOR // 128)
        yield struct.pack("<64sHBBIII16xI16xIQ", b"", 0, 0, 0, FREE, FREE, FREE, 0, 0, 0) * spare
