"""Jobs run in processes of their own; whoever knows the id can attach, cancel and see why."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mmrec import jobs, runs, uploads
from mmrec.board import JobBoard
from mmrec.dataset_store import list_datasets, open_dataset, save_dataset
from mmrec.errors import UnknownId
from mmrec.jobs import CANCELLED, DONE, FAILED, QUEUED, JobStatus
from mmrec.sources import TableMapping
from tests.planted import random_dataset
from tests.sources.mirror import mirrored

DATA = random_dataset()
MOVIELENS = {"kind": "movielens", "name": "ml-100k"}
DAY = 24 * 3600


def wait(job_id, *, until=lambda status: status.finished, seconds=60):
    deadline = time.monotonic() + seconds
    while not until(status := jobs.read_status(job_id)):
        assert time.monotonic() < deadline, status
        time.sleep(0.05)
    return status


def job(**config):
    settings = {"modalities": ["history"], "lam": 5.0, "settings": {"floor": 1.0}} | config
    data = {"fingerprint": DATA.fingerprint, "config": settings, "name": "from a job"}
    return {"kind": "train"} | data


@pytest.fixture
def board():
    save_dataset(DATA)
    board = JobBoard()
    yield board
    board.close()


@pytest.fixture
def site(tmp_path, monkeypatch):
    with mirrored(tmp_path) as site:
        for name, value in site["environment"].items():
            monkeypatch.setenv(name, value)
        yield site


def upload(folder, mapping=None, rows="viewer,film,stars\na,x,5\na,y,3\nb,x,2\n"):
    """A job that reads a small table, and the received file that it was made from."""
    folder.mkdir(exist_ok=True)
    (folder / "evenings.csv").write_text(rows)
    with (folder / "evenings.csv").open("rb") as file:
        paths = uploads.receive([file])
    return uploads.upload_job(paths, "Evenings", mapping or {}), paths


def half_way(status):
    """Half of the archive has arrived, and the rest is held back."""
    return "MB" in status.message


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
    board._waiting.join()
    assert jobs.read_status(job_id).state == CANCELLED
    assert runs.list_runs() == []


def test_a_job_cancelled_while_waiting_never_starts(board):
    first, second = board.start(job()), board.start(job())
    jobs.cancel(second)
    assert wait(first).state == DONE
    board._waiting.join()
    assert not (jobs.job_folder(second) / "pid").exists()


def test_a_process_that_dies_is_reported(board):
    job_id = board.start({"kind": "train", "config": {}})
    status = wait(job_id)
    assert status.state == FAILED
    assert "The work stopped before it was done (exit code 1): KeyError: 'fingerprint'" in (
        status.error
    )


def test_a_process_that_was_killed_is_reported(board, site):
    site["go_on"].clear()
    job_id = board.start(MOVIELENS)
    os.kill(wait(job_id, until=half_way).pid, signal.SIGKILL)
    assert "it ran out of memory or was killed" in wait(job_id).error


def test_an_upload_ends_as_a_stored_dataset_and_its_files_are_gone(board, tmp_path):
    job, paths = upload(tmp_path / "own")
    uploads.forget(paths)  # the visit that sent them has left
    status = wait(board.start(job))
    assert (status.state, status.error) == (DONE, "")
    dataset = open_dataset(status.result)
    assert (dataset.name, dataset.n_users, dataset.n_items) == ("Evenings", 2, 2)
    board._waiting.join()
    assert list((tmp_path / "home" / "uploads").iterdir()) == []


def test_a_corrected_mapping_reaches_the_worker(board, tmp_path):
    columns = {"stars": "user_id", "viewer": "item_id"}
    job, _ = upload(tmp_path / "own", {"evenings.csv": TableMapping("interactions", columns)})
    dataset = open_dataset(wait(board.start(job)).result)
    assert list(dataset.user_ids) == ["2", "3", "5"]
    assert list(dataset.item_ids) == ["a", "b"]


def test_a_failed_upload_says_why_and_keeps_what_was_received(board, tmp_path):
    job, paths = upload(tmp_path / "own", rows="rose,red\nviolet,blue\n")
    status = wait(board.start(job))
    assert status.state == FAILED
    assert "No table says who watched what" in status.error
    board._waiting.join()
    assert not Path(job["scratch"]).exists()
    assert paths[0].exists()


def test_movielens_ends_as_a_stored_dataset(board, site):
    status = wait(board.start(MOVIELENS))
    assert (status.state, status.error) == (DONE, "")
    assert open_dataset(status.result).name == "MovieLens 100K"


def test_a_cancelled_download_goes_on_from_where_it_stopped(board, site):
    site["go_on"].clear()
    job_id = board.start(MOVIELENS)
    arrived = wait(job_id, until=half_way)
    assert 0 < arrived.fraction < 0.8
    jobs.cancel(job_id)
    board._waiting.join()
    assert jobs.read_status(job_id).state == CANCELLED
    assert "MovieLens 100K" not in set(list_datasets()["name"])
    site["go_on"].set()
    assert wait(board.start(MOVIELENS)).state == DONE
    first, again = [begins for path, begins in site["asked"] if path == "/ml-100k.zip"]
    assert first is None
    assert again.startswith("bytes=")


def test_who_asks_for_the_same_download_joins_it_while_it_lasts(board, site):
    site["go_on"].clear()
    first = board.start(MOVIELENS, join=True)
    assert board.start(MOVIELENS, join=True) == first
    assert board.start({"kind": "movielens", "name": "ml-1m"}, join=True) != first
    site["go_on"].set()
    assert wait(first).state == DONE
    assert board.start(MOVIELENS, join=True) != first


def test_jobs_end_with_the_server_at_once(site):
    """Ctrl-C in the terminal: the server does not wait, and no process stays behind."""
    site["go_on"].clear()
    code = (
        "import time; from mmrec.board import JobBoard\n"
        f"board = JobBoard(); print(*[board.start({MOVIELENS}) for _ in 'ab'], flush=True)\n"
        "time.sleep(60)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    running, waiting = server.stdout.readline().split()
    worker = wait(running, until=half_way).pid
    server.send_signal(signal.SIGINT)
    server.wait(5)
    server.stdout.close()
    for job_id in (running, waiting):
        assert "The server stopped while this was under way" in wait(job_id, seconds=5).error
    assert has_ended(worker)


def has_ended(pid, seconds=5):
    """Whether a process that is no child of ours ends in time; a zombie has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True).stdout
        if shown[:1] in (b"", b"Z"):
            return True
        time.sleep(0.05)
    return False


def test_a_new_board_sweeps_jobs_that_finished_long_ago():
    for name, days, state in (("old", 8, DONE), ("new", 1, DONE), ("at-work", 8, QUEUED)):
        folder = jobs.job_folder(name)
        folder.mkdir()
        jobs.write_status(JobStatus(name, state, pid=os.getpid()))
        os.utime(folder, (time.time() - days * DAY,) * 2)
    JobBoard().close()
    assert sorted(p.name for p in jobs.job_folder("any").parent.iterdir()) == ["at-work", "new"]


def test_a_job_whose_server_is_gone_says_so():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    jobs.job_folder("abc").mkdir(parents=True)
    jobs.write_status(JobStatus("abc", QUEUED, pid=gone.pid))
    status = jobs.read_status("abc")
    assert status.state == FAILED
    assert "The server stopped while this was under way" in status.error


def test_an_unknown_job_is_a_sentence():
    with pytest.raises(UnknownId, match="There is no job 'nope' on this computer"):
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
