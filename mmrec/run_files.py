"""The larger parts of a run on disk: λ path, lists, per-viewer figures, the fitted model."""

import os
import shutil
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from mmrec.experiment import Outcome
from mmrec.metrics import ranking
from mmrec.models.contract import Arrays


@dataclass(frozen=True, eq=False)
class Lists:
    """Lists and hits of every test viewer, in the order of `users`."""

    users: np.ndarray
    """(m,) positions of the viewers, ascending."""
    items: np.ndarray
    """(m, K_MAX) positions of the listed items, −1 where a list is shorter."""
    found: np.ndarray
    """(m, K_MAX) bool: which are relevant."""
    n_relevant: np.ndarray
    n_called: np.ndarray
    n_right: np.ndarray

    @classmethod
    def read(cls, file: Path) -> Self:
        """From the file that `write_files` wrote."""
        with np.load(file, allow_pickle=False) as arrays:
            return cls(**{f.name: arrays[f.name] for f in fields(cls)})

    def recall_at(self, k: int) -> np.ndarray:
        """recall@k of each viewer."""
        return ranking.recall(self.found[:, :k], self.n_relevant)


def write_files(outcome: Outcome, folder: Path, model_megabytes: int) -> bool:
    """Write a run's files into a new folder, all or none.

    Returns whether the fitted model was small enough to be kept.
    """
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    if outcome.path is not None:
        outcome.path.table.to_parquet(part / "path.parquet")
    outcome.references.to_parquet(part / "references.parquet")
    outcome.result.per_user.to_parquet(part / "per_user.parquet")
    _write_lists(outcome, part / "lists.npz")
    kept = _write_model(outcome.model.recommender.arrays(), part / "model.npz", model_megabytes)
    os.replace(part, folder)
    return kept


def read_model(folder: Path) -> Arrays:
    """The fitted model's arrays."""
    with np.load(folder / "model.npz", allow_pickle=False) as arrays:
        return dict(arrays)


def read_per_user(folder: Path) -> pd.DataFrame:
    """One row a viewer: user_id, n_relevant, the metrics at k, n_called, n_right."""
    return pd.read_parquet(folder / "per_user.parquet")


def _write_lists(outcome: Outcome, file: Path) -> None:
    result = outcome.result
    np.savez_compressed(
        file, users=result.users, items=result.lists.astype(np.int32), found=result.found,
        n_relevant=result.n_relevant, n_called=result.n_called, n_right=result.n_right,
    )  # fmt: skip


def _write_model(arrays: Arrays, file: Path, megabytes: int) -> bool:
    if sum(a.nbytes for a in arrays.values()) > megabytes * 1e6:
        return False
    np.savez(file, **arrays)  # type: ignore[arg-type]
    return True
