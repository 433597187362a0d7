"""Data that tests share: fixtures only, no behaviour."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def mmrec_home(tmp_path, monkeypatch):
    """An empty data directory of its own for every test."""
    monkeypatch.setenv("MMREC_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def shared_data():
    """The folder of real data, which is not part of the repository."""
    folder = Path(os.environ.get("MMREC_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "ml-100k" / "u.data").exists():
        pytest.skip("real data is absent: set MMREC_SHARED_DATA to the folder that holds ml-100k/")
    return folder
