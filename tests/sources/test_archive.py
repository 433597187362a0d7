import stat
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mmrec.errors import DataError, LimitError
from mmrec.limits import Limits
from mmrec.sources import archive
from mmrec.sources.archive import is_safe, unpack
from tests.sources.writing import put_zip


def test_files_stay_on_disk_and_are_unpacked_once(tmp_path):
    path = put_zip(tmp_path / "a.zip", **{"in/x.csv": "1", "__MACOSX/._x.csv": "?", "y.csv": "2"})
    folder = unpack(path)
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")} == {"in/x.csv", "y.csv"}
    (folder / "y.csv").write_text("kept")
    assert unpack(path) == folder
    assert (folder / "y.csv").read_text() == "kept"
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "C:evil", "a\\..\\evil"])
def test_names_that_leave_the_folder_are_refused(tmp_path, name):
    with pytest.raises(DataError, match="points outside the archive's own folder"):
        unpack(put_zip(tmp_path / "a.zip", **{name: "x"}))
    assert not list(tmp_path.rglob("evil"))


names = st.lists(
    st.sampled_from(["..", ".", "", "a", "b", "c d", "C:", "~"]), min_size=1, max_size=5
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(names.map("/".join).filter(bool), min_size=1, max_size=3, unique=True))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_name_ever_escapes(tmp_path, inside):
    path = put_zip(tmp_path / "any.zip", **dict.fromkeys(inside, "x"))
    before = {p for p in tmp_path.rglob("*") if "unpacked" not in p.parts}
    try:
        folder = unpack(path)
    except DataError:
        folder = None
    assert {p for p in tmp_path.rglob("*") if "unpacked" not in p.parts} - before <= {
        tmp_path / "home"
    }
    unpacked = tmp_path / "home" / "unpacked"
    assert folder is None or all(p.resolve().is_relative_to(folder) for p in folder.rglob("*"))
    assert all(len(p.name) == 20 for p in unpacked.iterdir())


@given(st.text(alphabet="ab./\\:C", min_size=1, max_size=12))
def test_a_safe_name_stays_below_any_folder(name):
    if is_safe(name):
        parts = [p for p in name.split("/") if p not in ("", ".")]
        assert ".." not in parts
        assert not name.startswith(("/", "\\"))


def test_links_are_refused(tmp_path):
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="'link' points outside"):
        unpack(tmp_path / "a.zip")


def test_a_zip_of_zips_is_refused(tmp_path):
    path = put_zip(tmp_path / "outer.zip", **{"data/inner.zip": "PK"})
    with pytest.raises(
        DataError, match="outer.zip is an archive of archives: it holds data/inner.zip"
    ):
        unpack(path)


def test_an_encrypted_zip_is_refused(tmp_path):
    path = put_zip(tmp_path / "a.zip", **{"ratings.csv": "1"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag in the central directory
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"a.zip is encrypted \(ratings.csv\)"):
        unpack(path)


def test_a_broken_zip_is_a_sentence(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(DataError, match="a.zip is not a readable zip archive"):
        unpack(path)


def test_a_damaged_member_leaves_nothing_behind(tmp_path, mmrec_home):
    path = put_zip(tmp_path / "a.zip", **{"x.csv": "hello, this is text"})
    path.write_bytes(path.read_bytes().replace(b"hello", b"HELLO"))
    with pytest.raises(DataError, match="not a readable zip archive: Bad CRC-32"):
        unpack(path)
    assert list((mmrec_home / "unpacked").iterdir()) == []


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (Limits(unpacked_megabytes=1), "a.zip unpacks to 3 MB; the limit is 1 MB"),
        (Limits(archive_files=1), "a.zip holds 2 files; the limit is 1"),
    ],
)
def test_limits_are_named_when_hit(tmp_path, monkeypatch, limit, sentence):
    monkeypatch.setattr(archive, "limits", lambda: limit)
    path = put_zip(tmp_path / "a.zip", **{"x.csv": "0" * 3_000_000, "y.csv": ""})
    with pytest.raises(LimitError, match=sentence):
        unpack(path)


def test_a_large_upload_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "limits", lambda: Limits(upload_megabytes=1))
    path = tmp_path / "a.zip"
    path.write_bytes(b"0" * 2_000_000)
    with pytest.raises(LimitError, match="a.zip has 2 MB; the limit is 1 MB"):
        unpack(path)
