"""Downloads in threads of their own: they outlive a click, a page change and a closed tab.

A download belongs to the server, by name, so that everybody who asks for it sees the same one.
"""

import threading
from collections.abc import Callable

from mmrec import dataset_store
from mmrec.dataset import Dataset
from mmrec.errors import MmrecError
from mmrec.progress import Progress

Load = Callable[[str, Progress], Dataset]


class Cancelled(Exception):
    """Raised inside a download when a person has stopped it."""


class Download:
    """One dataset on its way: how far it is, and how it ended."""

    def __init__(self, name: str, load: Load) -> None:
        self.name = name
        self.fraction = 0.0
        self.message = "starting"
        self.fingerprint: str | None = None
        self.error: Exception | None = None
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(load,), daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still under way."""
        return self._thread.is_alive()

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self._cancel.set()

    def wait(self, seconds: float) -> None:
        """Wait for its end, at most so long."""
        self._thread.join(seconds)

    def _run(self, load: Load) -> None:
        try:
            dataset = load(self.name, self._tell)
            dataset_store.save_dataset(dataset)
            self.fingerprint = dataset.fingerprint
        except Cancelled:
            self.message = "cancelled"
        except Exception as error:  # a thread has nobody to crash to: the page raises it again
            self.error = error

    def _tell(self, fraction: float, message: str) -> None:
        if self._cancel.is_set():
            raise Cancelled
        self.fraction, self.message = min(1.0, max(0.0, fraction)), message


class Downloads:
    """The downloads of a server, one a name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_name: dict[str, Download] = {}

    def start(self, name: str, load: Load) -> Download:
        """Start a download, or join the one that is under way."""
        with self._lock:
            known = self._by_name.get(name)
            if known is None or not known.running:
                known = self._by_name[name] = Download(name, load)
            return known

    def of(self, name: str) -> Download | None:
        """The last download of that name."""
        return self._by_name.get(name)

    def forget(self, name: str) -> None:
        """Drop a finished download once its end has been told."""
        with self._lock:
            if name in self._by_name and not self._by_name[name].running:
                del self._by_name[name]


def sentence_of(error: Exception) -> str:
    """What a person is told; anything that is not theirs to mend is raised again."""
    if isinstance(error, MmrecError):
        return str(error)
    raise error
