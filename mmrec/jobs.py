"""Long work in processes of its own, with progress and cancel.

A job is a folder: `job.json` says what to do, `status.json` how far it is.  Whoever knows the id
can attach: another page, another browser, a server that was restarted.
"""

import json
import os
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from mmrec import home
from mmrec.errors import UnknownId

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
FINISHED: Final = frozenset({DONE, FAILED, CANCELLED})


@dataclass(frozen=True)
class JobStatus:
    """How far a job is."""

    id: str
    state: str
    fraction: float = 0.0
    message: str = ""
    result: str = ""
    """What came of it: the id of the run."""
    error: str = ""
    """A sentence for the person, where it failed."""
    pid: int = 0
    """The process that answers for this state."""

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in FINISHED


class JobBoard:
    """Starts jobs, at most `at_once` at the same time, the others wait in order."""

    def __init__(self, at_once: int = 1) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="mmrec-job")
        self._cores = max(1, (os.cpu_count() or 1) // at_once)

    def start(self, job: dict[str, Any]) -> str:
        """Queue a job for `mmrec.worker`; returns its id at once."""
        job_id = uuid.uuid4().hex[:12]
        folder = job_folder(job_id)
        folder.mkdir(parents=True)
        (folder / "job.json").write_text(json.dumps(job))
        (folder / "owner").write_text(str(os.getpid()))
        write_status(JobStatus(job_id, QUEUED, message="waiting for its turn", pid=os.getpid()))
        self._threads.submit(self._work, job_id)
        return job_id

    def _work(self, job_id: str) -> None:
        if read_status(job_id).finished:
            return
        folder = job_folder(job_id)
        command = [sys.executable, "-m", "mmrec.worker", str(folder)]
        with (folder / "log.txt").open("w") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self._environment()
            )
            (folder / "pid").write_text(str(process.pid))
            code = process.wait()
        if not (status := read_status(job_id)).finished:
            write_status(replace(status, state=FAILED, error=_died(code, folder)))

    def _environment(self) -> dict[str, str]:
        """BLAS threads are shared out among the jobs that may run at once."""
        threads = str(self._cores)
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        root = str(Path(__file__).resolve().parent.parent)
        paths = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH")) if p)
        return os.environ | dict.fromkeys(names, threads) | {"PYTHONPATH": paths}


def cancel(job_id: str) -> None:
    """Stop a job; whatever it had not finished is gone, and nothing half-done stays."""
    if read_status(job_id).finished:
        return
    folder = job_folder(job_id)
    (folder / "cancelled").touch()
    if (folder / "pid").exists():
        _terminate(int((folder / "pid").read_text()))


def read_status(job_id: str) -> JobStatus:
    """How far a job is; raises `UnknownId`."""
    folder = job_folder(job_id)
    if not (folder / "status.json").exists():
        raise UnknownId(
            f"There is no training job {job_id!r} on this computer. Its link may be old; "
            "finished runs are on the Compare page."
        )
    status = JobStatus(**json.loads((folder / "status.json").read_text()))
    if status.finished:
        return status
    if (folder / "cancelled").exists():
        return replace(status, state=CANCELLED, message="cancelled")
    return status if _alive(status.pid) or _owned(folder) else _lost(status)


def write_status(status: JobStatus) -> None:
    """Replace the status in one step, so that nobody reads half of it."""
    folder = job_folder(status.id)
    part = folder / f"status.{os.getpid()}.part"
    part.write_text(json.dumps(asdict(status)))
    os.replace(part, folder / "status.json")


def job_folder(job_id: str) -> Path:
    """Where a job lies; the id is a name and never a path."""
    return home.folder("jobs") / Path(job_id).name


def _lost(status: JobStatus) -> JobStatus:
    sentence = "The server stopped while this was under way. Nothing was stored; train again."
    return replace(status, state=FAILED, error=sentence)


def _died(code: int, folder: Path) -> str:
    last = (folder / "log.txt").read_text().strip().splitlines()[-1:]
    cause = "it ran out of memory or was killed" if code < 0 else f"{' '.join(last)}"
    return f"Training stopped before it was done (exit code {code}): {cause}. Nothing was stored."


def _owned(folder: Path) -> bool:
    """Whether the server that started the job is there to report its end."""
    return (folder / "owner").exists() and _alive(int((folder / "owner").read_text()))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _terminate(pid: int) -> None:
    try:
        os.kill(pid, 15)
    except ProcessLookupError:
        return
