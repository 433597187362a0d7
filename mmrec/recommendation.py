"""Lists of stored runs for any viewer: what was kept where it suffices, else scored again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np

from mmrec import schema
from mmrec.errors import NoHistory
from mmrec.evaluation import K_MAX
from mmrec.experiment import relevance
from mmrec.models.contract import PathRecommender, Recommender
from mmrec.models.registry import build, model_spec
from mmrec.ranking import hide, top_k
from mmrec.run_files import read_model
from mmrec.runs import Run
from mmrec.splits import Split


@dataclass(frozen=True, eq=False)
class Entry:
    """One place in a list."""

    rank: int
    item: int
    """Position of the film."""
    hit: bool
    """Whether it is in the held-out part, where it was to be found."""


def recommend(
    run: Run,
    split: Split,
    user: int,
    k: int,
    load: Callable[[], Recommender],
    lam: float | None = None,
) -> list[Entry]:
    """The run's first k films for a viewer, at the run's λ or at another.

    `load` gives the run's fitted model; it is called only where the kept lists do not suffice.
    Raises `NoHistory` where the viewer has nothing in train.
    """
    seen, relevant = history(split, user), held_out(run, split, user)
    items = _kept(run, user) if lam is None else None
    if items is None:
        items = _scored(load(), split, user, seen, lam)
    listed = [int(item) for item in items[:k] if item >= 0]
    return [Entry(n, item, item in relevant) for n, item in enumerate(listed, start=1)]


def history(split: Split, user: int) -> np.ndarray:
    """Positions of the films a viewer has in train, the latest or best rated first."""
    rows = split.train[split.train[schema.USER_IDX] == user]
    if rows.empty:
        raise NoHistory(
            f"Viewer {split.dataset.user_ids[user]!r} has no history in the training part of this "
            "run, so there is nothing to base a list on. Choose another viewer."
        )
    order = [schema.RATING, schema.TIMESTAMP]
    ordered = rows.sort_values(order, ascending=False, kind="stable")
    return np.asarray(ordered[schema.ITEM_IDX])


def held_out(run: Run, split: Split, user: int) -> set[int]:
    """Positions of the films a list should find for a viewer."""
    rows = split.test[split.test[schema.USER_IDX] == user]
    if (threshold := relevance(split.dataset, run.config)) is not None:
        rows = rows[rows[schema.RATING] >= threshold]
    return set(rows[schema.ITEM_IDX].tolist())


def fitted(run: Run) -> Recommender:
    """The run's model as it was fitted; raises `NoHistory` where it was too large to keep."""
    if not run.facts["has_model"]:
        raise NoHistory(
            f"The model of {run.name!r} was too large to be kept, so only lists of its test "
            "viewers can be shown, at its own λ. Choose one of those, or train again with a "
            "larger MMREC_STORED_MODEL_MEGABYTES."
        )
    lam = run.facts["lam"]
    settings = run.config.model_settings | ({} if lam is None else {"lam": lam})
    config = build(run.config.model, **settings).config
    model: Recommender = model_spec(run.config.model).recommender.from_arrays(
        config, read_model(run.folder)
    )
    return model


def _kept(run: Run, user: int) -> np.ndarray | None:
    place = np.searchsorted(run.lists.users, user)
    known = place < len(run.lists.users) and run.lists.users[place] == user
    return np.asarray(run.lists.items[place]) if known else None


def _scored(
    model: Recommender, split: Split, user: int, seen: np.ndarray, lam: float | None
) -> np.ndarray:
    moved = model if lam is None else cast(PathRecommender, model).at(lam)
    scores = moved.score(np.asarray([user]))
    allowed = split.candidates if split.candidates is not None else np.arange(scores.shape[1])
    hidden = np.ones(scores.shape, dtype=bool)
    hidden[0, np.setdiff1d(allowed, seen)] = False
    return np.asarray(top_k(hide(scores, hidden), K_MAX)[0])
