import threading

import pytest

from mmrec import dataset_store
from mmrec.errors import DownloadError
from mmrec.ui.downloads import Downloads, sentence_of
from tests.test_dataset_store import datasets_example

PATIENCE = 10


def test_a_finished_download_is_stored():
    def load(name, on_progress):
        on_progress(0.5, "half")
        return datasets_example()

    download = Downloads().start("three", load)
    download.wait(PATIENCE)
    assert download.fraction == 0.5
    assert dataset_store.open_dataset(download.fingerprint).name == "Three films"


def test_a_second_visitor_joins_the_download_under_way():
    go = threading.Event()

    def load(name, on_progress):
        go.wait(PATIENCE)
        return datasets_example()

    downloads = Downloads()
    first = downloads.start("three", load)
    assert downloads.start("three", load) is first
    assert downloads.of("three") is first
    go.set()
    first.wait(PATIENCE)
    downloads.forget("three")
    assert downloads.of("three") is None


def test_a_cancelled_download_stops_at_its_next_step_and_stores_nothing():
    go = threading.Event()

    def load(name, on_progress):
        go.wait(PATIENCE)
        on_progress(0.1, "on")
        return datasets_example()

    download = Downloads().start("three", load)
    download.cancel()
    go.set()
    download.wait(PATIENCE)
    assert not download.running
    assert download.fingerprint is None
    assert download.error is None
    assert dataset_store.list_datasets().empty


def test_an_error_is_kept_as_a_sentence():
    def load(name, on_progress):
        raise DownloadError("No connection. Use the sample.")

    download = Downloads().start("three", load)
    download.wait(PATIENCE)
    assert sentence_of(download.error) == "No connection. Use the sample."


def test_a_defect_is_raised_again_where_somebody_sees_it():
    def load(name, on_progress):
        raise ZeroDivisionError

    download = Downloads().start("three", load)
    download.wait(PATIENCE)
    with pytest.raises(ZeroDivisionError):
        sentence_of(download.error)
