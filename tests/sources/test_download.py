"""Downloads against a server on this computer."""

import hashlib

import pytest

from mmrec.errors import DownloadError
from mmrec.sources import MOVIELENS, download, load_movielens
from tests.sources.mirror import mirrored


@pytest.fixture
def site(tmp_path, monkeypatch):
    with mirrored(tmp_path) as site:
        for name, value in site["environment"].items():
            monkeypatch.setenv(name, value)
        yield site


def cut_off(site, at=400_000):
    """A first attempt whose connection ends early."""
    site["cut"] = at
    with pytest.raises(
        DownloadError, match="MovieLens 100K could not be fetched.*the connection ended early"
    ):
        download("ml-100k")
    site["asked"].clear()


def test_a_dataset_is_fetched_once_and_read(site):
    told = []
    dataset = load_movielens("ml-100k", lambda fraction, message: told.append((fraction, message)))
    assert (dataset.name, dataset.n_users, dataset.n_items) == ("MovieLens 100K", 2, 3)
    assert dataset.notice == MOVIELENS["ml-100k"].licence
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert any("MB" in message for _, message in told)
    site["asked"].clear()
    load_movielens("ml-100k")
    assert site["asked"] == []


def test_a_download_goes_on_where_it_was_cut_off(site, mmrec_home):
    cut_off(site)
    arrived = (mmrec_home / "downloads" / "ml-100k.zip.part").stat().st_size
    assert 0 < arrived <= 400_000
    path = download("ml-100k")
    assert site["asked"][0] == ("/ml-100k.zip", f"bytes={arrived}-")
    assert path.read_bytes() == site["content"]
    assert sorted(p.name for p in path.parent.iterdir()) == ["ml-100k.zip"]


def test_a_server_without_ranges_starts_afresh(site):
    cut_off(site)
    site["ranges"] = False
    assert download("ml-100k").read_bytes() == site["content"]


def test_a_file_that_changed_meanwhile_starts_afresh(site):
    cut_off(site)
    site["content"] += b"changed"
    site |= {"etag": '"two"', "md5": hashlib.md5(site["content"]).hexdigest()}
    assert download("ml-100k").read_bytes() == site["content"]


def test_a_part_longer_than_the_file_starts_afresh(site, mmrec_home):
    cut_off(site)
    with (mmrec_home / "downloads" / "ml-100k.zip.part").open("ab") as part:
        part.write(b"0" * len(site["content"]))
    assert download("ml-100k").read_bytes() == site["content"]


def test_a_wrong_checksum_is_refused_and_nothing_is_kept(site, mmrec_home):
    site["md5"] = "0" * 32
    with pytest.raises(DownloadError, match="its checksum is .*, but 0{32} is published"):
        download("ml-100k")
    assert not list((mmrec_home / "downloads").glob("*.zip*.part"))
    assert not (mmrec_home / "downloads" / "ml-100k.zip").exists()


def test_a_dataset_without_published_checksum_is_taken(site):
    site["md5"] = None
    assert download("ml-100k").exists()


def test_a_dataset_that_the_server_lacks(site):
    with pytest.raises(DownloadError, match="the server answered 404"):
        download("ml-1m")


def test_without_network_the_two_other_doors_are_named(monkeypatch):
    monkeypatch.setenv("MMREC_MOVIELENS_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with pytest.raises(DownloadError, match=r"no connection.*bundled sample, or upload"):
        download("ml-100k")


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(DownloadError, match="no MovieLens dataset 'ml-5m'. Choose one of ml-100k"):
        download("ml-5m")


@pytest.mark.parametrize("name", MOVIELENS)
def test_every_dataset_states_its_terms(name):
    about = MOVIELENS[name]
    assert about.name == name
    assert "GroupLens" in about.licence
    assert "commercial" in about.licence
    assert min(about.n_users, about.n_items, about.n_ratings, about.megabytes) > 0
