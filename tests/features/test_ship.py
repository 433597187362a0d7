"""Shipped vectors: what the sample's folder holds is what the encoders give."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from mmrec.features import cache, ship
from tests.features.small import make_dataset, make_items


@pytest.mark.slow
def test_shipping_writes_what_a_first_start_reads(tmp_path, monkeypatch):
    dataset = make_dataset()
    place = tmp_path / "shipped"
    place.mkdir()
    (place / "stale.npz").write_bytes(b"from an earlier sample")
    written = ship.ship(dataset, place)
    monkeypatch.setattr(cache, "SHIPPED", place)
    assert sorted(place.iterdir()) == sorted(written)
    assert len(written) == 2
    for encoding in ship.encodings(dataset):
        fresh = encoding.encoder.embed(encoding.inputs, lambda *news: None)
        assert_allclose(cache.read(encoding), fresh, atol=1e-3)


def test_nothing_to_encode_ships_nothing(tmp_path):
    bare = make_dataset(make_items([("a", 2000.0, (), (), (), (), None)]), reviews=[])
    assert ship.ship(bare, tmp_path / "new") == []
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plots", "review texts", "posters"])
def test_shipped_features_of_the_sample_match_a_fresh_encoding(kind):
    if not cache.SHIPPED.is_dir() or not any(cache.SHIPPED.glob("*.npz")):
        pytest.skip("the sample's features are not shipped yet: python -m mmrec.features.ship")
    from mmrec.sources import load_sample

    (encoding,) = [e for e in ship.encodings(load_sample()) if e.encoder.noun == kind]
    shipped = cache.read(encoding)
    assert shipped is not None, "the sample or an encoder changed: ship its features again"
    some = np.random.default_rng(0).permutation(len(encoding.inputs))[:64]
    fresh = encoding.encoder.embed([encoding.inputs[i] for i in some], lambda *news: None)
    cosines = (fresh * shipped[some]).sum(axis=1) / (
        np.linalg.norm(fresh, axis=1) * np.linalg.norm(shipped[some], axis=1)
    )
    assert cosines.min() > 0.999
