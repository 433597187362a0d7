"""The board on which a server puts its jobs, and the processes that work them off."""

import atexit
import os
import queue
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from mmrec import jobs

ROOT = Path(__file__).resolve().parent.parent


class JobBoard:
    """Starts jobs, at most `at_once` at the same time, the others wait in order.

    Its processes end with the server, and never hold up its end.
    """

    def __init__(self, at_once: int = 1, cores: int | None = None) -> None:
        self._cores = cores or max(1, (os.cpu_count() or 1) // at_once)
        self._waiting: queue.Queue[Path | None] = queue.Queue()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(at_once)]
        jobs.sweep()
        for thread in self._threads:
            thread.start()
        atexit.register(self.close)

    def start(self, job: dict[str, Any], *, join: bool = False) -> str:
        """Queue a job for `mmrec.worker`; returns its id at once.

        With `join`, that of a job that does the same and has not finished, if there is one.
        """
        with self._lock:
            if join and (known := jobs.under_way(job)) is not None:
                return known
            folder = jobs.new_folder(job)
        self._waiting.put(folder)
        return folder.name

    def close(self) -> None:
        """End every process, and start no other."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.terminate()
        for _ in self._threads:
            self._waiting.put(None)
        atexit.unregister(self.close)

    def _serve(self) -> None:
        while (folder := self._waiting.get()) is not None:
            try:
                self._work(folder)
            finally:
                jobs.clear(folder)
                self._waiting.task_done()

    def _work(self, folder: Path) -> None:
        if self._closed or jobs.status_in(folder).finished:
            return
        try:
            sentence = _died(self._run(folder), folder)
        except OSError as error:
            sentence = f"The work could not be started: {error}. Free memory or disk space."
        # A server that is ending leaves the status: whoever reads it finds that nobody is there.
        if not self._closed and not (status := jobs.status_in(folder)).finished:
            jobs.put_status(folder, replace(status, state=jobs.FAILED, error=sentence))

    def _run(self, folder: Path) -> int:
        """The exit code of the process that does the job."""
        with (folder / "log.txt").open("w") as log, self._lock:
            if self._closed:
                return 0
            process = subprocess.Popen(
                [sys.executable, "-m", "mmrec.worker", str(folder)],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self._environment(folder),
                start_new_session=True,  # Ctrl-C is for the server, which ends its processes
            )  # fmt: skip
            self._running.add(process)
        part = folder / "pid.part"
        part.write_text(str(process.pid))
        os.replace(part, folder / "pid")  # whoever cancels reads a number or nothing
        code = process.wait()
        with self._lock:
            self._running.discard(process)
        return code

    def _environment(self, folder: Path) -> dict[str, str]:
        """The data directory of the job, and the share of BLAS threads that it may use."""
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        paths = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH")) if p)
        own = {"PYTHONPATH": paths, "MMREC_HOME": str(folder.parent.parent)}
        return os.environ | dict.fromkeys(names, str(self._cores)) | own


def _died(code: int, folder: Path) -> str:
    last = (folder / "log.txt").read_text().strip().splitlines()[-1:]
    cause = "it ran out of memory or was killed" if code < 0 else " ".join(last)
    return f"The work stopped before it was done (exit code {code}): {cause}. Nothing was stored."
