"""The table of modalities: names, coverage, cost, and the way from a name to features."""

import numpy as np
import pandas as pd
import pytest

from mmrec import features, schema
from mmrec.errors import ModalityError
from mmrec.features import MODALITIES, cache
from mmrec.features.modality import duration
from mmrec.home import folder
from tests.features.small import make_dataset, make_interactions, make_items


def test_the_table_holds_every_standard_modality_under_its_name():
    assert list(MODALITIES) == [*schema.BEHAVIOUR, *schema.CONTENT]
    assert all(row.name == name and row.help.endswith(".") for name, row in MODALITIES.items())


def test_own_tables_stand_behind_the_standard_modalities():
    table = pd.DataFrame({"tempo": np.arange(5, dtype=np.float32)})
    known = features.available(make_dataset(custom={"film_music": table}))
    assert list(known) == [*MODALITIES, "film_music"]
    assert known["film_music"].label == "Film music"


def test_coverage_is_counted_without_encoding(dataset, counting):
    shares = {name: features.coverage(dataset, name) for name in MODALITIES}
    assert shares == {
        "history": 3 / 5,
        "ratings": 3 / 4,
        "genres": 4 / 5,
        "people": 4 / 5,
        "text": 4 / 5,
        "reviews": 4 / 5,
        "posters": 0,
    }


def test_coverage_is_that_of_the_encoded_mask():
    table = pd.DataFrame({"tempo": [1, np.nan, 2, 3, np.nan]}, dtype=np.float32)
    dataset = make_dataset(custom={"sound": table})
    for name in ("genres", "people", "sound"):
        assert features.coverage(dataset, name) == features.encode(dataset, name).coverage


def test_coverage_of_an_empty_dataset_is_zero():
    nothing = make_dataset(make_items([]), reviews=[], interactions=make_interactions([]))
    assert all(features.coverage(nothing, name) == 0 for name in MODALITIES)
    assert features.encode(nothing, "genres").values.shape == (0, 0)


@pytest.mark.parametrize("name", schema.BEHAVIOUR)
def test_behaviour_has_no_features(dataset, name):
    with pytest.raises(ModalityError, match="read from the interactions"):
        features.encode(dataset, name)
    assert features.is_encoded(dataset, name)


def test_an_unknown_modality_is_answered_with_the_known_ones(dataset):
    with pytest.raises(ModalityError, match="no modality 'smell' in small. Choose from history"):
        features.encode(dataset, "smell")


def test_cost_is_estimated_until_it_is_paid(dataset):
    assert MODALITIES["genres"].cost(dataset) == "instant"
    assert MODALITIES["posters"].cost(dataset) == "no posters to encode"
    assert MODALITIES["text"].cost(dataset) == "about 1 s to encode 3 plots"
    assert not features.is_encoded(dataset, "text")
    encoding = MODALITIES["text"].work(dataset)
    cache.write(folder("features"), encoding, np.ones((3, 2), dtype=np.float32))
    assert MODALITIES["text"].cost(dataset) == "cached"
    assert features.is_encoded(dataset, "text")


def test_cost_follows_the_measured_rate():
    rows = [(str(i), 2000.0, (), (), (), (), f"Plot number {i}.") for i in range(1300)]
    many = make_dataset(make_items(rows))
    assert MODALITIES["text"].cost(many) == "about 20 s to encode 1,300 plots"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.01, "1 s"), (12.3, "12 s"), (89, "89 s"), (150, "2 min"), (9000, "2.5 h")],
)
def test_durations_read_like_speech(seconds, words):
    assert duration(seconds) == words
