import numpy as np

from mmrec import viewers
from mmrec.splits import split
from tests.planted import dataset_of


def many_viewers(n=300):
    """Viewer u has 5 + u films of n, so that u0 is the least active."""
    counts = 5 + np.arange(n)
    return dataset_of(np.repeat(np.arange(n), counts), np.concatenate([*map(np.arange, counts)]))


def test_most_and_least_active_are_opposite_ends():
    parts = split(many_viewers(), "random", test_fraction=0.25, seed=1)
    assert viewers.find(parts, "most")["user_id"].iloc[0] == "u299"
    assert viewers.find(parts, "least")["user_id"].iloc[0] == "u0"


def test_the_viewer_of_exactly_that_id_comes_first_however_many_contain_it():
    parts = split(many_viewers(), "random", test_fraction=0.25, seed=1)
    found = viewers.find(parts, "most", " U2 ")["user_id"]
    assert found.iloc[0] == "u2"
    assert "u299" in found.tolist()
    assert all("u2" in user_id for user_id in found)
