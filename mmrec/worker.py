"""The process that does one job: `python -m mmrec.worker FOLDER`."""

import json
import os
import sys
from pathlib import Path

from mmrec import jobs
from mmrec.dataset_store import open_dataset
from mmrec.errors import MmrecError
from mmrec.experiment import ExperimentConfig, run_experiment
from mmrec.runs import save_run


def main(folder: Path) -> None:
    """Train, measure and store; a sentence goes to the status where a person erred."""
    job = json.loads((folder / "job.json").read_text())
    tell = Teller(folder.name)
    tell(0.0, "reading the dataset")
    try:
        dataset = open_dataset(job["fingerprint"])
        config = ExperimentConfig(**job["config"])
        run = save_run(run_experiment(dataset, config, tell), dataset, job.get("name", ""))
    except MmrecError as error:
        tell.finish(jobs.FAILED, error=str(error))
    else:
        tell.finish(jobs.DONE, result=run.id)


class Teller:
    """Writes progress to the job's status."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id

    def __call__(self, fraction: float, message: str) -> None:
        """A `Progress`; ends the process where the job was cancelled before it had a number."""
        if jobs.read_status(self.job_id).state == jobs.CANCELLED:
            raise SystemExit(0)
        status = jobs.JobStatus(self.job_id, jobs.RUNNING, fraction, message, pid=os.getpid())
        jobs.write_status(status)

    def finish(self, state: str, *, result: str = "", error: str = "") -> None:
        """The last word."""
        status = jobs.JobStatus(self.job_id, state, 1.0, state, result, error, os.getpid())
        jobs.write_status(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
