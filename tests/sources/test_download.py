"""Downloads against a server on this computer that serves archives of the published layout."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mmrec.errors import DownloadError
from mmrec.sources import MOVIELENS, download, load_movielens
from tests.sources.test_movielens import U_DATA, U_ITEM
from tests.sources.writing import put_zip


class Mirror(BaseHTTPRequestHandler):
    """Serves one file and keeps what was asked of it."""

    def do_GET(self):
        site = self.server.site
        site["asked"].append((self.path, self.headers.get("Range")))
        if self.path == "/ml-100k.zip.md5" and site["md5"]:
            return self.answer(200, f"MD5 (ml-100k.zip) = {site['md5']}\n".encode())
        if self.path != "/ml-100k.zip":
            return self.answer(404, b"nothing here")
        self.serve(site, site["content"])

    def serve(self, site, content):
        begin = self.headers.get("Range")
        same = self.headers.get("If-Range") == site["etag"]
        start = int(begin.removeprefix("bytes=").rstrip("-")) if begin else 0
        if begin and same and site["ranges"]:
            if start >= len(content):
                return self.answer(416, b"")
            about = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
            return self.answer(206, content[start:], **about)
        self.answer(200, content, cut=site.pop("cut", None))

    def answer(self, status, body, cut=None, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", self.server.site["etag"])
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:cut])
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path, monkeypatch):
    padding = "".join(map(str, range(200_000)))
    archive = put_zip(
        tmp_path / "made.zip",
        **{
            "ml-100k/u.data": U_DATA, "ml-100k/u.item": U_ITEM.encode("latin-1"),
            "ml-100k/README": padding,
        },
    )  # fmt: skip
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    content = archive.read_bytes()
    server.site = {
        "content": content, "etag": '"one"', "ranges": True, "asked": [],
        "md5": hashlib.md5(content).hexdigest(),
    }  # fmt: skip
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    monkeypatch.setenv("MMREC_MOVIELENS_URL", f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield server.site
    server.shutdown()
    server.server_close()
    thread.join()


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
