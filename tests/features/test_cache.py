"""The cache of vectors: keyed by content and identity, whole or absent, and bounded."""

import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrec.features import cache
from mmrec.features.encoder import Encoder, Encoding
from mmrec.home import folder


def encoding_of(counting, *texts, identity="counting 1", name="fake"):
    return Encoding(counting.as_encoder(identity, name), inputs=texts, contents=texts)


def files():
    return sorted(folder("features").iterdir())


def test_a_second_call_reads_and_does_not_encode(counting):
    first = cache.vectors(encoding_of(counting, "x", "y"))
    second = cache.vectors(encoding_of(counting, "x", "y"))
    assert len(counting.asked) == 1
    assert (first == second).all()


def test_another_identity_content_or_order_is_encoded_afresh(counting):
    cache.vectors(encoding_of(counting, "x", "y"))
    cache.vectors(encoding_of(counting, "x", "y", identity="counting 2"))
    cache.vectors(encoding_of(counting, "x", "z"))
    cache.vectors(encoding_of(counting, "y", "x"))
    assert len(counting.asked) == 4


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_keys_are_equal_only_for_equal_contents(left, right):
    encoder = Encoder("fake", "1", lambda inputs, progress: np.zeros((len(inputs), 1)), 1, "inputs")
    a, b = (Encoding(encoder, tuple(texts), tuple(texts)).key for texts in (left, right))
    assert (a == b) == (left == right)


@pytest.mark.parametrize("damage", ["cut", "empty", "other", "pickle", "rows", "name"])
def test_a_damaged_file_is_encoded_again_and_mended(counting, damage, tmp_path):
    encoding = encoding_of(counting, "x", "y")
    right = cache.vectors(encoding)
    (path,) = files()
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-30])
    if damage == "empty":
        path.write_bytes(b"")
    if damage == "other":
        path.write_text("not an archive")
    if damage == "pickle":
        np.savez(path, values=np.array([{"a": 1}, None], dtype=object))
    if damage == "rows":
        np.savez(path, values=right[:1])
    if damage == "name":
        np.savez(path, others=right)
    assert (cache.vectors(encoding) == right).all()
    assert len(counting.asked) == 2
    assert (cache.vectors(encoding) == right).all()
    assert len(counting.asked) == 2


def test_a_flipped_byte_is_noticed(counting):
    encoding = encoding_of(counting, *map(str, range(100)))
    right = cache.vectors(encoding)
    (path,) = files()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    assert (cache.vectors(encoding) == right).all()
    assert len(counting.asked) == 2


def test_a_stopped_encoder_leaves_no_file(counting):
    def stop(fraction, message):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.vectors(encoding_of(counting, "x"), stop)
    assert files() == []
    assert not cache.is_known(encoding_of(counting, "x"))


def test_shipped_vectors_are_read_and_never_written(counting, tmp_path, monkeypatch):
    encoding = encoding_of(counting, "x", "y")
    expected = np.array([[1, 2], [3, 4.5]], dtype=np.float16)
    place = tmp_path / "shipped"
    place.mkdir()
    cache.write(place, encoding, expected)
    monkeypatch.setattr(cache, "SHIPPED", place)
    found = cache.vectors(encoding)
    assert found.dtype == np.float32
    assert (found == expected).all()
    assert counting.asked == []
    cache.vectors(encoding_of(counting, "z"))
    assert len(list(place.iterdir())) == 1


def test_what_was_used_longest_ago_goes_first(counting, monkeypatch):
    for age, text in enumerate(["newest", "used again", "oldest"]):
        cache.vectors(encoding_of(counting, text, name=text))
        path = next(folder("features").glob(f"{text}-*"))
        os.utime(path, (1e9 - age, 1e9 - age))
    cache.vectors(encoding_of(counting, "used again", name="used again"))
    monkeypatch.setattr(cache, "MOST_BYTES", 3 * path.stat().st_size + 50)
    cache.vectors(encoding_of(counting, "one more", name="one more"))
    assert [f.name.split("-")[0] for f in files()] == ["newest", "one more", "used again"]


def test_the_newest_stays_however_large(counting, monkeypatch):
    monkeypatch.setattr(cache, "MOST_BYTES", 1)
    cache.vectors(encoding_of(counting, "x"))
    assert len(files()) == 1


def test_a_folder_that_cannot_be_written_costs_only_the_copy(counting, monkeypatch, caplog):
    def full(*arguments, **named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.np, "savez", full)
    found = cache.vectors(encoding_of(counting, "x"))
    assert (found[0] == counting.vector("x")).all()
    assert "No space left" in caplog.text
    assert files() == []


def test_known_means_encoded_without_encoding(counting):
    encoding = encoding_of(counting, "x")
    assert not cache.is_known(encoding)
    cache.vectors(encoding)
    assert cache.is_known(encoding)
    assert cache.is_known(encoding_of(counting))
    assert len(counting.asked) == 1
