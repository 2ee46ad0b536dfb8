"""Documents read in a process of their own, which may hang, crash or run out of memory without harm.

One worker serves a whole batch and is replaced when it dies. It runs as the same user, so this is a bound on
time and memory and a net under the libraries, not a wall against one that was taken over; but it hears and
answers in plain JSON, opens no connection, starts no program, and writes no file where the system can forbid it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from addendum_cli.errors import Problem, Where
from addendum_cli.formats.documents import Extract
from addendum_cli.formats.documents.kinds import promised
from addendum_cli.messages import Message, Value, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

SECONDS: float = 60
MEGABYTES = 1_500
"""Address space of the worker; what is needed before any document is read takes a tenth of it."""
FUNCTION = "addendum_cli.formats.documents:extract"
LONGEST_ANSWER = 64_000_000
_MEMORY = "memory"
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system")
"""Beginnings of what Python tells its auditors, and what no reader of documents does."""


class _LostError(Exception):
    """A document was not read; ``certain``: it would not be by another worker either."""

    def __init__(self, why: Message, *, certain: bool = False) -> None:
        super().__init__(why.text)
        self.why, self.certain = why, certain


class Sandbox:
    """A worker process that reads documents; it starts with the first one, and stops where ``with`` ends.

    ``seconds``: for each document. ``megabytes``: for the worker, where the system can bound that (Linux).
    ``function``: what it runs, as ``module:name``, in place of ``extract`` and with its signature.
    """

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES, function: str = FUNCTION) -> None:
        self._seconds = seconds
        self._set_up = (function, megabytes)
        self._worker: tuple[SpawnProcess, Connection] | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the worker; another document would start another one."""
        if self._worker is not None:
            process, line = self._worker
            self._worker, self._served = None, 0
            line.close()
            process.kill()
            process.join()
            process.close()

    def extract(self, name: str, raw: bytes) -> Extract:
        """Return the text of a document, or why there is none, also where reading it hangs or crashes.

        Where a worker fails that has read others before, a fresh one reads it again: what came before never
        decides.
        """
        while True:
            alone = self._served == 0
            try:
                return self._asked(name, raw)
            except _LostError as lost:
                self.close()
                if alone or lost.certain:
                    problem = Problem(Where(name), lost.why, say("save it again as docx, odt or pdf"))
                    return Extract("", promised(name)[1] or "other", None, (problem,))

    def _asked(self, name: str, raw: bytes) -> Extract:
        """Return what the worker answers.

        Raises:
            _LostError: nothing, or not in time.
        """
        process, line = self._worker = self._worker or self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(self._seconds, stop)
        watch.start()
        try:
            line.send_bytes(name.encode("utf-8", "surrogatepass"))
            line.send_bytes(raw)
            answer = line.recv_bytes(LONGEST_ANSWER)
        except (EOFError, OSError):
            if late.is_set():
                why = say("takes longer to read than {seconds} seconds", seconds=self._seconds)
                raise _LostError(why, certain=True) from None
            raise _LostError(say("makes the program that reads it stop")) from None
        finally:
            watch.cancel()
            watch.join()
        self._served += 1
        return _opened(answer)

    def _started(self) -> tuple[SpawnProcess, Connection]:
        """Start a worker: spawned on every platform, so that it knows nothing of this process."""
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, *self._set_up), name="addendum-reader", daemon=True)
        process.start()
        theirs.close()  # else its end would not be noticed
        return process, ours


def _opened(answer: bytes) -> Extract:
    """Return the worker's answer, which is believed in nothing but its text.

    Raises:
        _LostError: it tells of a fault, or is no answer.
    """
    try:
        told = json.loads(answer.decode("utf-8", "surrogatepass"))
        if "fault" in told:
            fault = str(told["fault"])
        else:
            problems = [Problem(Where(*where), _back(what), _back(fix)) for where, what, fix in told["problems"]]
            return Extract(told["text"], told["kind"], told["pages"], tuple(problems))
    except (KeyError, TypeError, ValueError):
        fault = "ValueError"
    if fault == _MEMORY:
        raise _LostError(say("takes more memory to read than it may"))
    raise _LostError(say("cannot be read ({kind})", kind=fault), certain=True)


def _packed(value: Value) -> Any:
    """Return a message, or a value in one, as JSON can hold it."""
    if isinstance(value, Message):
        return {"text": value.text, "values": [[k, _packed(one)] for k, one in value.values], "plural": value.plural}
    return [_packed(one) for one in value] if isinstance(value, tuple) else value


def _back(value: Any) -> Any:
    """Return what ``_packed`` was given."""
    if isinstance(value, dict):
        return Message(value["text"], tuple((k, _back(one)) for k, one in value["values"]), value["plural"])
    return tuple(map(_back, value)) if isinstance(value, list) else value


def _serve(line: Connection, function: str, megabytes: int) -> None:
    """Be the worker: read one document after the other, until the line is cut."""
    _confine(megabytes)
    module, _, name = function.partition(":")
    work = getattr(import_module(module), name)
    sys.addaudithook(_watch)
    while True:
        try:
            shown, raw = line.recv_bytes().decode("utf-8", "surrogatepass"), line.recv_bytes()
        except (EOFError, OSError):
            return
        line.send_bytes(json.dumps(_tried(work, shown, raw), ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _tried(work: Callable[[str, bytes], Extract], name: str, raw: bytes) -> dict[str, Any]:
    """Return what one document gives, as plain data."""
    try:
        found = work(name, raw)
    except MemoryError:
        return {"fault": _MEMORY}
    except Exception as fault:  # somebody made this file: whatever a library makes of it, the others are still read
        return {"fault": type(fault).__name__}
    problems = [[list(where), _packed(what), _packed(fix)] for where, what, fix in found.problems]
    return {"text": found.text, "kind": found.kind, "pages": found.pages, "problems": problems}


def _confine(megabytes: int) -> None:
    """Take from this process what no reader of documents needs."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it is interrupted, and stops it
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # a library's last words are not for the reader's terminal
        os.dup2(nowhere, stream)
    if sys.platform != "win32":
        import resource

        for what, most in (
            (resource.RLIMIT_AS, megabytes << 20),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # not every system bounds all of these
                resource.setrlimit(what, (most, most))


def _watch(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
