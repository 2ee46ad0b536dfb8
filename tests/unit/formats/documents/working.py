"""What a reader of documents must never do, for the sandbox's worker to run: each has the signature of ``extract``."""

import ctypes
import os
import socket
import subprocess
import sys
from pathlib import Path

from addendum_cli.formats.documents import Extract

_KEPT: list[bytes] = []


def obeying(name: str, raw: bytes) -> Extract:
    """Do what the document asks for, and say how it went."""
    order = raw.decode()
    if order == "loop":
        while True:
            pass
    if order == "swell":
        _KEPT.extend(bytes(10_000_000) for _ in range(1_000))
    if order == "keep":
        _KEPT.append(bytes(60_000_000))
    if order == "crash":
        ctypes.string_at(0)
    if order == "leave":
        os._exit(0)
    if order == "raise":
        raise LookupError("words of the document")
    if order == "babble":
        os.write(1, b"babble")
        os.write(2, b"babble")
    if order == "connect":
        socket.create_connection(("127.0.0.1", 9), timeout=1).close()
    if order == "start":
        subprocess.run([sys.executable, "-c", "pass"], check=True)
    if order.startswith("write "):
        Path(order[6:]).write_text("taken over", "utf-8")
    return Extract(f"{order}, {len(_KEPT)} kept", "text", None, ())
