"""The process that does one job: `python -m mmrec.worker FOLDER`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from mmrec import jobs
from mmrec.errors import MmrecError
from mmrec.progress import Progress

Job = dict[str, Any]


def main(folder: Path) -> None:
    """Do the job; a sentence goes to the status where a person erred."""
    job = jobs.read_job(folder)
    tell = Teller(folder.name)
    try:
        result = KINDS[job["kind"]](job, tell)
    except MmrecError as error:
        tell.finish(jobs.FAILED, error=str(error))
    else:
        tell.finish(jobs.DONE, result=result)


def train(job: Job, tell: Progress) -> str:
    """Train, measure and store.  Job: fingerprint, config, name → id of the run."""
    tell(0.0, "reading the dataset")
    from mmrec.dataset_store import open_dataset
    from mmrec.experiment import ExperimentConfig, run_experiment
    from mmrec.runs import save_run

    dataset = open_dataset(job["fingerprint"])
    config = ExperimentConfig(**job["config"])
    return save_run(run_experiment(dataset, config, tell), dataset, job.get("name", "")).id


def upload(job: Job, tell: Progress) -> str:
    """Read, check and store files.  Job: paths, name, mapping → fingerprint."""
    tell(0.0, "opening the files")
    from mmrec.dataset_store import save_dataset
    from mmrec.sources import TableMapping, load_dataset

    mapping = {file: TableMapping(**means) for file, means in job["mapping"].items()}
    dataset = load_dataset(
        job["paths"], name=job["name"], mapping=mapping, on_progress=_up_to(0.9, tell)
    )
    tell(0.9, "storing the dataset")
    save_dataset(dataset)
    return dataset.fingerprint


def movielens(job: Job, tell: Progress) -> str:
    """Fetch, read and store a published dataset.  Job: name → fingerprint."""
    tell(0.0, "asking the server")
    from mmrec.dataset_store import save_dataset
    from mmrec.sources import load_movielens

    dataset = load_movielens(job["name"], _up_to(0.95, tell))
    tell(0.95, "storing the dataset")
    save_dataset(dataset)
    return dataset.fingerprint


KINDS: Final[dict[str, Callable[[Job, Progress], str]]] = {
    "train": train,
    "upload": upload,
    "movielens": movielens,
}
"""Kind of a job → what does it and returns what came of it."""


class Teller:
    """Writes progress to the job's status."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        self.server = os.getppid()

    def __call__(self, fraction: float, message: str) -> None:
        """A `Progress`; ends the process where the job was cancelled or its server has gone."""
        cancelled = jobs.read_status(self.job_id).state == jobs.CANCELLED
        if cancelled or os.getppid() != self.server:
            raise SystemExit(0)
        status = jobs.JobStatus(self.job_id, jobs.RUNNING, fraction, message, pid=os.getpid())
        jobs.write_status(status)

    def finish(self, state: str, *, result: str = "", error: str = "") -> None:
        """The last word."""
        status = jobs.JobStatus(self.job_id, state, 1.0, state, result, error, os.getpid())
        jobs.write_status(status)


def _up_to(share: float, tell: Progress) -> Progress:
    """A part of the work as the first share of the whole."""
    return lambda fraction, message: tell(share * fraction, message)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
