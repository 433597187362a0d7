"""Laws of a split: disjoint, complete, reproducible, and true to its protocol."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrec.errors import ConfigError, SplitError, UnknownId
from mmrec.splits import PROTOCOLS, Split, split
from tests.planted import dataset_of, random_dataset

DATA = random_dataset()


def keys(rows):
    return set(zip(rows["user_idx"], rows["item_idx"], strict=True))


@pytest.mark.parametrize("protocol", PROTOCOLS)
@given(seed=st.integers(0, 1000), fraction=st.floats(0.05, 0.6))
def test_parts_are_disjoint_and_complete(protocol, seed, fraction):
    parts = split(DATA, protocol, test_fraction=fraction, seed=seed)
    assert keys(parts.train) | keys(parts.test) == keys(DATA.interactions)
    assert not keys(parts.train) & keys(parts.test)
    assert keys(parts.validation) < keys(parts.train)
    assert keys(parts.inner.train) == keys(parts.train) - keys(parts.validation)
    assert keys(parts.inner.test) == keys(parts.validation)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_same_seed_same_split(protocol):
    first, second = (split(DATA, protocol, seed=7) for _ in range(2))
    pd.testing.assert_frame_equal(first.test, second.test)
    pd.testing.assert_frame_equal(first.validation, second.validation)


def test_random_holds_out_the_share_of_each_viewer():
    parts = split(DATA, "random", test_fraction=0.25, seed=1)
    held = np.bincount(parts.test["user_idx"], minlength=DATA.n_users)
    activity = np.bincount(DATA.interactions["user_idx"], minlength=DATA.n_users)
    assert (held == np.maximum(1, np.round(0.25 * activity))).all()


def test_last_holds_out_the_latest_film_of_each_viewer():
    parts = split(DATA, "last")
    latest = DATA.interactions.groupby("user_idx")["timestamp"].max()
    assert (parts.test.set_index("user_idx")["timestamp"] == latest).all()


def test_time_leaves_no_future_in_train():
    parts = split(DATA, "time", test_fraction=0.2)
    assert parts.train["timestamp"].max() <= parts.test["timestamp"].min()
    assert len(parts.test) == pytest.approx(0.2 * len(DATA.interactions), abs=1)


def test_cold_items_are_truly_cold_and_alone_ranked():
    parts = split(DATA, "cold-items", test_fraction=0.2, seed=3)
    assert not set(parts.train["item_idx"]) & set(parts.test["item_idx"])
    assert set(parts.candidates) == set(parts.test["item_idx"])
    inner = parts.inner
    assert not set(inner.train["item_idx"]) & set(inner.test["item_idx"])
    assert set(inner.candidates) == set(inner.test["item_idx"])


def test_validation_films_are_as_large_a_share_as_the_tests():
    """A third of 25 films is 8 for the test; a third of the 17 left is 6 for validation."""
    parts = split(DATA, "cold-items", test_fraction=1 / 3, validation_fraction=0.05)
    assert (len(parts.candidates), len(parts.validation_candidates)) == (8, 6)


def test_a_viewer_with_one_film_stays_in_train():
    data = dataset_of([0, 1, 1, 1], [0, 0, 1, 2])
    for protocol in ("random", "last"):
        assert 0 not in set(split(data, protocol, test_fraction=0.9).test["user_idx"])


def test_nothing_held_out_is_a_sentence():
    with pytest.raises(SplitError, match="leaves no test viewers: nothing is held out"):
        split(dataset_of([0, 1, 2], [0, 1, 2]), "last")


def test_time_without_dates_is_a_sentence():
    with pytest.raises(SplitError, match="needs dates, and no interaction of this dataset has"):
        split(dataset_of([0, 0], [0, 1]), "time")


@pytest.mark.parametrize("fraction", [0, 1, -0.1, float("nan")])
def test_share_out_of_range_is_a_sentence(fraction):
    with pytest.raises(ConfigError, match="Held-out share is .* Choose a number from"):
        split(DATA, "random", test_fraction=fraction)


def test_unknown_protocol_is_a_sentence():
    with pytest.raises(ConfigError, match="Split is 'shuffle'. Choose one of random, last"):
        split(DATA, "shuffle")


def named(rows):
    return pd.DataFrame(
        {
            "user_id": DATA.user_ids[rows["user_idx"]],
            "item_id": DATA.item_ids[rows["item_idx"]],
            "rating": rows["rating"],
        }
    )


def test_a_split_of_ones_own_keeps_its_rows():
    ours = split(DATA, "random", seed=5)
    own = Split.from_frames(DATA, named(ours.train), named(ours.test))
    assert (keys(own.train), keys(own.test)) == (keys(ours.train), keys(ours.test))
    assert keys(own.validation) < keys(own.train)


def test_a_validation_part_of_ones_own_joins_train():
    ours = split(DATA, "random", seed=5)
    rest = ours.train.drop(index=ours.validation.index)
    own = Split.from_frames(DATA, named(rest), named(ours.test), named(ours.validation))
    assert keys(own.train) == keys(ours.train)
    assert keys(own.inner.train) == keys(rest)
    assert keys(own.inner.test) == keys(ours.validation)


def test_unknown_film_in_ones_own_split_is_a_sentence():
    frame = pd.DataFrame({"user_id": ["u0"], "item_id": ["nowhere"]})
    with pytest.raises(UnknownId, match="There is no film 'nowhere' in planted"):
        Split.from_frames(DATA, frame, frame)


OURS = split(DATA, "random", seed=5)
TRAIN, TEST = named(OURS.train), named(OURS.test)


@pytest.mark.parametrize(
    ("train", "test", "validation", "sentence"),
    [
        (pd.concat([TRAIN, TEST[:3]]), TEST, None, "train and test share 3 pairs .* has seen"),
        (TRAIN, TEST, TRAIN[:2], "train and validation share 2 pairs of viewer and film; the"),
        (TRAIN, TEST, TEST[:1], "validation and test share 1 pairs of viewer and film; the first"),
        (pd.concat([TRAIN, TRAIN[:2]]), TEST, None, "The train part repeats 2 pairs .* Keep one"),
        (TRAIN, pd.concat([TEST, TEST]), None, "The test part repeats .* drop_duplicates"),
        (TRAIN.rename(columns={"user_id": "who"}), TEST, None,
         "The train part has no column 'user_id'. Its columns are: who, item_id, rating"),
        (TRAIN, TEST.assign(rating="good"), None, "The test part, row 1: rating is 'good'. Write"),
        (TRAIN.assign(timestamp="soon"), TEST, None, "row 1: timestamp is 'soon'. Write a date"),
    ],
)  # fmt: skip
def test_a_split_of_ones_own_that_cannot_work_is_a_sentence(train, test, validation, sentence):
    with pytest.raises(SplitError, match=sentence):
        Split.from_frames(DATA, train, test, validation)


def test_dates_of_ones_own_are_read_as_those_of_a_file():
    stamps = ["2001-09-09 01:46:40", "2001-09-09T01:46:40Z", 1_000_000_000]
    parts = [Split.from_frames(DATA, TRAIN.assign(timestamp=s), TEST).train for s in stamps]
    assert all((p["timestamp"] == pd.Timestamp("2001-09-09 01:46:40")).all() for p in parts)


def test_nobody_to_choose_on_is_a_sentence():
    parts = split(dataset_of([0, 0, 1, 1], [0, 1, 1, 2]), "random")
    assert not parts.can_choose
    with pytest.raises(SplitError, match="too small to set a validation part aside, so λ cannot"):
        _ = parts.inner
