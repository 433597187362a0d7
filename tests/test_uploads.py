"""Received files: named as they were, lent to jobs, and swept where they were left behind."""

import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from mmrec import home, uploads
from mmrec.errors import DataError
from mmrec.sources.archive import unpack


def file(name, content=b"a,b\n1,2\n"):
    sent = io.BytesIO(content)
    sent.name = name
    return sent


def test_files_keep_their_names_and_content():
    paths = uploads.receive([file("a.csv", b"one"), file("b.csv", b"two")])
    assert {p.name: p.read_bytes() for p in paths} == {"a.csv": b"one", "b.csv": b"two"}


def test_a_name_never_leads_out_of_the_folder():
    (path,) = uploads.receive([file("../../evil.csv")])
    assert path.parent.parent == home.folder("uploads")


def test_two_files_of_one_name_are_refused():
    with pytest.raises(DataError, match="Several of the files are called a.csv"):
        uploads.receive([file("a.csv"), file("b.csv"), file("a.csv")])


def test_a_job_keeps_its_files_when_the_visit_ends():
    paths = uploads.receive([file("a.csv", b"one")])
    job = uploads.upload_job(paths, "A", {})
    uploads.forget(paths)
    assert not paths[0].exists()
    assert Path(job["paths"][0]).read_bytes() == b"one"


def test_where_the_disk_knows_no_second_names_the_job_gets_a_copy(monkeypatch):
    def refuse(*_):
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    job = uploads.upload_job(uploads.receive([file("a.csv", b"one")]), "A", {})
    assert Path(job["paths"][0]).read_bytes() == b"one"


def test_what_was_left_behind_for_a_day_is_swept():
    old, new = (uploads.receive([file("a.csv")])[0].parent for _ in range(2))
    saving = home.folder("datasets") / ".saving-x1"
    saving.mkdir()
    kept = home.folder("datasets") / "0123456789abcdef"
    kept.mkdir()
    for folder in (old, saving, kept):
        os.utime(folder, (time.time() - 25 * 3600,) * 2)
    uploads.sweep()
    assert (old.exists(), new.exists(), saving.exists(), kept.exists()) == (
        False, True, False, True,
    )  # fmt: skip


def test_an_archive_that_nobody_opens_any_more_is_swept(tmp_path):
    folders = [unpack(zipped(tmp_path / f"{name}.zip", name)) for name in ("old", "used")]
    for folder in folders:
        os.utime(folder, (time.time() - (uploads.UNPACKED_DAYS + 1) * 24 * 3600,) * 2)
    assert unpack(tmp_path / "used.zip") == folders[1]
    uploads.sweep()
    assert [folder.exists() for folder in folders] == [False, True]


def zipped(path, content):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", content)
    return path
