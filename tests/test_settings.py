"""Settings, limits and folders: what is out of range is a sentence."""

from dataclasses import dataclass

import numpy as np
import pytest

from mmrec.errors import ConfigError
from mmrec.home import home
from mmrec.limits import limits
from mmrec.settings import check_settings, setting


@dataclass(frozen=True, kw_only=True)
class Config:
    """One setting of each kind."""

    depth: int = setting(3, "Depth", low=1, high=9)
    rate: float = setting(0.5, "Rate", low=0.0, high=1.0)
    bound: float | None = setting(None, "Bound", low=0.0, high=1.0)

    def __post_init__(self) -> None:
        check_settings(self)


@pytest.mark.parametrize("values", [{"depth": np.int64(4)}, {"rate": np.float32(0.25)},
                                    {"rate": 1}, {"bound": None}])  # fmt: skip
def test_numbers_of_any_make_are_taken(values):
    assert Config(**values)


@pytest.mark.parametrize("value", [0, 10, 2.5, 4.0, None, True, "3", float("nan")])
def test_a_whole_number_takes_whole_numbers_only(value):
    with pytest.raises(ConfigError, match="Depth is .* Choose a whole number from 1 to 9"):
        Config(depth=value)


@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf"), None, True, "much"])
def test_a_number_out_of_range_is_a_sentence(value):
    with pytest.raises(ConfigError, match="Rate is .* Choose a number from 0 to 1"):
        Config(rate=value)


@pytest.fixture
def fresh_limits():
    """Limits are read once: forget them before and after."""
    limits.cache_clear()
    yield
    limits.cache_clear()


@pytest.mark.usefixtures("fresh_limits")
def test_a_limit_can_be_raised(monkeypatch):
    monkeypatch.setenv("MMREC_ROWS", "50000000")
    assert limits().rows == 50_000_000


@pytest.mark.usefixtures("fresh_limits")
def test_a_limit_that_is_no_number_is_a_sentence(monkeypatch):
    monkeypatch.setenv("MMREC_ROWS", "many")
    with pytest.raises(ConfigError, match="variable MMREC_ROWS is 'many'. Give it a whole number"):
        limits()


def test_a_data_directory_that_cannot_be_made_is_a_sentence(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MMREC_HOME", str(tmp_path / "file" / "inside"))
    with pytest.raises(ConfigError, match="The data directory .* cannot be made: Not a directory"):
        home()
