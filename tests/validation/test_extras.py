"""What belongs to films and viewers: reviews, features, personas, posters."""

import hashlib
import io
import struct
import zlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.validation.building import built, finding, frame


def test_reviews_of_both_tables_are_gathered():
    interactions = pd.DataFrame(
        {"user_id": [1, 2], "item_id": ["a", "a"], "review": ["fine", None]}
    )
    more = pd.DataFrame({"user_id": [1, 1], "item_id": ["a", "a"], "review": ["funny", " "]})
    dataset = built(interactions, reviews=more)
    assert dataset.reviews["review"].tolist() == ["funny", "fine"]
    assert dataset.reviews["user_idx"].dtype == np.int32
    assert "review" not in dataset.interactions


def test_reviews_without_a_viewer_are_left_out():
    dataset = built(frame((1, "a")), reviews=pd.DataFrame({"item_id": ["a"], "review": ["grand"]}))
    assert dataset.reviews.empty
    assert (
        "held-out data"
        in finding(dataset, "Reviews without a viewer: 1; the first is 'grand'").done
    )


def test_reviews_by_strangers_are_left_out():
    reviews = pd.DataFrame({"user_id": [9, 1], "item_id": ["a", "zz"], "review": ["x", "y"]})
    dataset = built(frame((1, "a")), reviews=reviews)
    assert finding(dataset, "occur nowhere else: 2; the first is by '9'")


def test_feature_tables_are_aligned_with_the_films():
    audio = pd.DataFrame(
        {
            "item_id": ["b", "a", "zz", "b"],
            "x": [1, 2, 3, 4],
            "y": ["5", None, "7", "8"],
            "w": list("pqrs"),
        }
    )
    dataset = built(frame((1, "a"), (1, "b"), (1, "c")), custom={"audio": audio})
    table = dataset.custom["audio"]
    np.testing.assert_array_equal(table.to_numpy(), [[2, 5], [1, 5], [np.nan, np.nan]])
    assert set(table.dtypes.astype(str)) == {"float32"}
    assert finding(dataset, "do not hold numbers: 1; the first is 'w'")
    assert finding(dataset, "films that occur nowhere else: 1; the first is 'zz'").row == 4
    assert finding(dataset, "repeat a film: 1; the first is 'b'").row == 5
    assert finding(dataset, "Cells without a number").count == 1


def test_a_feature_table_cannot_take_the_name_of_a_modality():
    audio = pd.DataFrame({"item_id": ["a"], "x": [1.0]})
    assert list(built(frame((1, "a")), custom={"genres": audio}).custom) == ["genres features"]


def test_personas_are_attached_to_viewers():
    viewers = pd.DataFrame({"user_id": [2, 9], "persona": ["Ada", "Bob"]})
    assert built(frame((1, "a"), (2, "a")), viewers=viewers).users["persona"].tolist() == [
        None,
        "Ada",
    ]


def header_of_png(width, height):
    """A PNG that declares a size; what would follow is not there."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT"


def test_posters_are_found_checked_and_hashed(tmp_path):
    good, cut, fake, huge, stray = (tmp_path / f"{n}.png" for n in "abcde")
    Image.new("RGB", (30, 40), "red").save(good)
    cut.write_bytes(good.read_bytes()[:60])
    fake.write_bytes(b"GIF89a rather than a PNG")
    huge.write_bytes(header_of_png(20_000, 15_000))
    Image.new("RGB", (3, 4)).save(stray)
    posters = {p.stem: p for p in (good, cut, fake, huge, stray)}
    dataset = built(frame(*[(1, i) for i in "abcd"]), posters=posters)
    assert dataset.items["poster"].tolist() == [str(good.resolve()), None, None, None]
    digest = hashlib.sha256(good.read_bytes()).hexdigest()[:32]
    assert dataset.items["poster_hash"].tolist() == [digest, None, None, None]
    told = {f.file: f.what for f in dataset.findings}
    assert "damaged or incomplete" in told[f"{tmp_path.name}/b.png"]
    assert "neither JPEG nor PNG nor WebP" in told[f"{tmp_path.name}/c.png"]
    assert (
        "20,000 × 15,000 pixels, 300 megapixels; the limit is 50" in told[f"{tmp_path.name}/d.png"]
    )
    assert "belong to no film: 1; the first is 'e.png'" in told[tmp_path.name]


def test_a_truncated_jpeg_is_noticed(tmp_path):
    path = tmp_path / "a.jpg"
    noise = np.random.default_rng(0).integers(0, 255, (90, 60, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:3000])
    dataset = built(frame((1, "a")), posters={"a": path})
    assert finding(dataset, "The poster cannot be read")


@pytest.fixture(scope="module")
def pictures():
    """A small picture in every format, as bytes."""
    noise = np.random.default_rng(0).integers(0, 255, (30, 20, 3), dtype=np.uint8)
    made = {}
    for kind in ("jpeg", "png", "webp"):
        buffer = io.BytesIO()
        Image.fromarray(noise).save(buffer, kind)
        made[kind] = buffer.getvalue()
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(["jpeg", "png", "webp"]),
    st.floats(0, 1),
    st.binary(max_size=8),
    st.floats(0, 1),
)
def test_no_damaged_picture_stops_the_reading(pictures, tmp_path, kind, place, noise, kept):
    content = bytearray(pictures[kind])
    at = int(place * len(content))
    content[at : at + len(noise)] = noise
    path = tmp_path / f"a.{kind}"
    path.write_bytes(content[: int(kept * len(content)) or 1])
    dataset = built(frame((1, "a")), posters={"a": path})
    assert (dataset.items["poster"][0] is None) == bool(dataset.findings)


def test_no_feature_table_hides_another():
    """Names of modalities are taken, and the command line puts commas between names."""
    table = pd.DataFrame({"item_id": ["a"], "x": [1.0]})
    names = ["history", "history features", "a,b", "a b"]
    dataset = built(frame((1, "a")), custom=dict.fromkeys(names, table))
    assert len(dataset.custom) == 4
    assert "history" not in dataset.custom
    assert not any("," in name for name in dataset.custom)
