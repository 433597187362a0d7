"""Who watches what, when, and how it is rated."""

from typing import Final

import numpy as np
import pandas as pd

from sample_data.simulation.shelf import N_DAYS, Shelf
from sample_data.simulation.viewers import Viewers

FIRST_DAY: Final = np.datetime64("2022-01-01T00:00:00")
TASTE_IN_CHOICE: Final = 2.8
IMPULSE: Final = 0.6
MEAN_RATING: Final = 3.24
TASTE_IN_RATING: Final = 0.40
EVENING_MOOD: Final = 0.22
NOISE: Final = 0.68


def watch(
    viewers: Viewers, shelf: Shelf, affinity: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """One row a choice: user_idx, item_idx, evening, minute.

    Films are drawn without replacement with P(i) ∝ exp(fame_i + β·affinity_ui), which is the
    order of fame + β·affinity + Gumbel noise; a film that has not arrived is passed over.
    """
    noise = rng.gumbel(size=affinity.shape)
    wish = shelf.fame + TASTE_IN_CHOICE * affinity + noise
    rows = []
    for user, count in enumerate(viewers.films):
        minutes = _evenings(int(count), rng)
        days = minutes // (24 * 60)
        chosen = _choose(wish[user], shelf.arrival, days, rng)
        rows += [(user, i, d, m) for i, d, m in zip(chosen, days, minutes, strict=True)]
    return pd.DataFrame(rows, columns=["user_idx", "item_idx", "day", "minute"])


def _evenings(count: int, rng: np.random.Generator) -> np.ndarray:
    """Sorted minutes since the first day: a few evenings, some with several films."""
    first = rng.integers(0, int(0.7 * N_DAYS))
    length = max(30, int(rng.uniform(0.3, 1.0) * (N_DAYS - first)))
    evenings = first + rng.integers(0, length, size=max(4, int(0.6 * count)))
    days = evenings[rng.integers(len(evenings), size=count)]
    time = np.clip(20.5 * 60 + 110 * rng.standard_normal(count), 7 * 60, 24 * 60 - 1).astype(int)
    return np.sort(np.minimum(days, N_DAYS - 1) * 24 * 60 + time)


def _choose(
    wish: np.ndarray, arrival: np.ndarray, days: np.ndarray, rng: np.random.Generator
) -> list[int]:
    """The most wished-for film that has arrived, evening after evening."""
    left = wish.copy()
    chosen = []
    for day in days:
        impulse = IMPULSE * rng.gumbel(size=len(wish))
        item = int(np.argmax(np.where(arrival <= day, left + impulse, -np.inf)))
        left[item] = -np.inf
        chosen.append(item)
    return chosen


def rate(
    choices: pd.DataFrame,
    viewers: Viewers,
    shelf: Shelf,
    affinity: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Ratings 1 … 5 in half stars, or in whole stars for viewers who give no halves.

    rating = mean + bias_u + quality_i + γ·affinity_ui + mood of the evening + noise
    """
    user, item = choices["user_idx"].to_numpy(), choices["item_idx"].to_numpy()
    mood = EVENING_MOOD * rng.standard_normal((len(viewers.films), N_DAYS))
    exact = (
        MEAN_RATING
        + viewers.bias[user]
        + shelf.quality[item]
        + TASTE_IN_RATING * affinity[user, item]
        + mood[user, choices["day"].to_numpy()]
        + NOISE * rng.standard_normal(len(choices))
    )
    step = np.where(viewers.whole_stars[user], 1.0, 0.5)
    return np.asarray(np.clip(np.round(exact / step) * step, 1, 5))


def timestamps(choices: pd.DataFrame) -> np.ndarray:
    """ISO times at which the ratings were entered; the second tells films of a minute apart."""
    seconds = 60 * choices["minute"].to_numpy() + choices["item_idx"].to_numpy() % 60
    return np.datetime_as_string(FIRST_DAY + seconds.astype("timedelta64[s]"), unit="s")
