"""Long work in processes of its own, with progress and cancel.

A job is a folder: `job.json` says what to do, `status.json` how far it is.  Whoever knows the id
can attach: another page, another browser, a tab that was reloaded.
"""

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from mmrec import home
from mmrec.errors import UnknownId

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
FINISHED: Final = frozenset({DONE, FAILED, CANCELLED})
KEPT_DAYS: Final = 7
"""How long the folder of a finished job stays, for links to it."""


@dataclass(frozen=True)
class JobStatus:
    """How far a job is."""

    id: str
    state: str
    fraction: float = 0.0
    message: str = ""
    result: str = ""
    """What came of it: the id of the run, or the fingerprint of the dataset."""
    error: str = ""
    """A sentence for the person, where it failed."""
    pid: int = 0
    """The process that answers for this state."""

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in FINISHED


def cancel(job_id: str) -> None:
    """Stop a job; whatever it had not finished is not stored."""
    if read_status(job_id).finished:
        return
    folder = job_folder(job_id)
    (folder / "cancelled").touch()
    if (folder / "pid").exists():
        _terminate(int((folder / "pid").read_text()))


def read_status(job_id: str) -> JobStatus:
    """How far a job is; raises `UnknownId`."""
    return status_in(job_folder(job_id))


def write_status(status: JobStatus) -> None:
    """Replace the status in one step, so that nobody reads half of it."""
    put_status(job_folder(status.id), status)


def read_job(folder: Path) -> dict[str, Any]:
    """What a job is to do."""
    job: dict[str, Any] = json.loads((folder / "job.json").read_text())
    return job


def kind_of(job_id: str) -> str:
    """Which row of `mmrec.worker.KINDS` does the job."""
    return str(read_job(job_folder(job_id))["kind"])


def job_folder(job_id: str) -> Path:
    """Where a job lies; the id is a name and never a path."""
    return home.folder("jobs") / Path(job_id).name


def new_folder(job: dict[str, Any]) -> Path:
    """The folder of a job that waits for its turn."""
    folder = job_folder(uuid.uuid4().hex[:12])
    folder.mkdir(parents=True)
    (folder / "job.json").write_text(json.dumps(job))
    (folder / "owner").write_text(str(os.getpid()))
    waiting = JobStatus(folder.name, QUEUED, message="waiting for its turn", pid=os.getpid())
    put_status(folder, waiting)
    return folder


def under_way(job: dict[str, Any]) -> str | None:
    """The id of a job that does the same and has not finished."""
    same = (
        folder for folder, status in _known() if not status.finished and read_job(folder) == job
    )
    return next((folder.name for folder in same), None)


def sweep() -> None:
    """Remove the folders of jobs that finished days ago."""
    home.sweep((folder for folder, status in _known() if status.finished), KEPT_DAYS)


def clear(folder: Path) -> None:
    """Delete the files that were lent to a job, once its process has ended."""
    if scratch := read_job(folder).get("scratch"):
        shutil.rmtree(scratch, ignore_errors=True)


def status_in(folder: Path) -> JobStatus:
    """How far the job in a folder is; raises `UnknownId`."""
    if not (folder / "status.json").exists():
        raise UnknownId(
            f"There is no job {folder.name!r} on this computer. Its link may be old; what was "
            "stored is on the pages Compare and Data."
        )
    status = JobStatus(**json.loads((folder / "status.json").read_text()))
    if status.finished:
        return status
    if (folder / "cancelled").exists():
        return replace(status, state=CANCELLED, message="cancelled")
    return status if _alive(status.pid) or _owned(folder) else _lost(status)


def put_status(folder: Path, status: JobStatus) -> None:
    """Replace the status in a folder in one step."""
    part = folder / f"status.{os.getpid()}.part"
    part.write_text(json.dumps(asdict(status)))
    os.replace(part, folder / "status.json")


def _known() -> Iterator[tuple[Path, JobStatus]]:
    for folder in home.folder("jobs").iterdir():
        if (folder / "status.json").exists():
            yield folder, status_in(folder)


def _lost(status: JobStatus) -> JobStatus:
    sentence = "The server stopped while this was under way. Nothing was stored; start it again."
    return replace(status, state=FAILED, error=sentence)


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
