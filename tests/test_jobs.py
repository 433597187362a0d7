"""Jobs run in processes of their own; whoever knows the id can attach, cancel and see why."""

import json
import subprocess
import sys
import time

import pytest

from mmrec import jobs, runs
from mmrec.dataset_store import save_dataset
from mmrec.errors import UnknownId
from mmrec.jobs import CANCELLED, DONE, FAILED, QUEUED, JobBoard, JobStatus
from tests.planted import random_dataset

DATA = random_dataset()


def wait(job_id, *, until=lambda status: status.finished, seconds=60):
    deadline = time.monotonic() + seconds
    while not until(status := jobs.read_status(job_id)):
        assert time.monotonic() < deadline, status
        time.sleep(0.05)
    return status


def job(**config):
    settings = {"modalities": ["history"], "lam": 5.0, "settings": {"floor": 1.0}} | config
    return {"fingerprint": DATA.fingerprint, "config": settings, "name": "from a job"}


@pytest.fixture
def board():
    save_dataset(DATA)
    return JobBoard()


def test_a_job_ends_as_a_stored_run(board):
    status = wait(board.start(job()))
    assert (status.state, status.error) == (DONE, "")
    assert runs.load_run(status.result).name == "from a job"


def test_a_users_mistake_comes_back_as_its_sentence(board):
    status = wait(board.start(job(modalities=["smell"])))
    assert status.state == FAILED
    assert status.error.startswith("There is no modality 'smell' in planted.")
    assert runs.list_runs() == []


def test_a_cancelled_job_leaves_no_run(board):
    job_id = board.start(job())
    wait(job_id, until=lambda status: status.state != QUEUED)
    jobs.cancel(job_id)
    assert jobs.read_status(job_id).state == CANCELLED
    board._threads.shutdown()
    assert jobs.read_status(job_id).state == CANCELLED
    assert runs.list_runs() == []


def test_a_job_cancelled_while_waiting_never_starts(board):
    first, second = board.start(job()), board.start(job())
    jobs.cancel(second)
    assert wait(first).state == DONE
    board._threads.shutdown()
    assert not (jobs.job_folder(second) / "pid").exists()


def test_a_process_that_dies_is_reported(board):
    job_id = board.start({"config": {}})
    status = wait(job_id)
    assert status.state == FAILED
    assert "Training stopped before it was done (exit code 1): KeyError: 'fingerprint'" in (
        status.error
    )


def test_a_job_whose_server_is_gone_says_so():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    jobs.job_folder("abc").mkdir(parents=True)
    jobs.write_status(JobStatus("abc", QUEUED, pid=gone.pid))
    status = jobs.read_status("abc")
    assert status.state == FAILED
    assert "The server stopped while this was under way" in status.error


def test_an_unknown_job_is_a_sentence():
    with pytest.raises(UnknownId, match="There is no training job 'nope' on this computer"):
        jobs.read_status("nope")


def test_a_job_id_is_a_name_and_never_a_path():
    assert jobs.job_folder("../../etc").parent == jobs.job_folder("x").parent


def test_progress_never_goes_back(board):
    job_id, seen = board.start(job()), []
    while not (status := jobs.read_status(job_id)).finished:
        seen.append(status.fraction)
        time.sleep(0.02)
    assert seen == sorted(seen)
    assert json.loads((jobs.job_folder(job_id) / "status.json").read_text())["fraction"] == 1.0
