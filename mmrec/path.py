"""The λ path: every metric at every λ from one fit, on validation and on test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from mmrec.evaluation import ACCURACY, METRICS, calls_by_user, check_k, chunks, ratios
from mmrec.metrics import accuracy
from mmrec.metrics.calibration import Calibration
from mmrec.progress import Progress, silent
from mmrec.ranking import hide, hits, top_k
from mmrec.testset import TestSet
from mmrec.trained import TrainedModel

LAMS: Final = (0.0, *np.logspace(0, 5, 41).tolist())
"""λ = 0 and 41 values, eight to a factor of ten."""
PATH_USERS: Final = 2000
"""Viewers measured along the path at most; which ones is drawn with the split's seed."""
VALIDATION, TEST = "validation", "test"
CRITERION: Final = "ndcg"
"""The metric by which λ is chosen."""


@dataclass(frozen=True, eq=False)
class LambdaPath:
    """Metrics along λ.  `table`: part, lam, metric, mean, low, high."""

    table: pd.DataFrame
    best: float
    """The λ with the best validation nDCG@k; the smallest of equals."""
    n_users: dict[str, int]
    """Viewers measured, by part."""


def lambda_path(
    model: TrainedModel,
    k: int = 10,
    relevant_from: float | None = None,
    lams: Sequence[float] = LAMS,
    max_users: int = PATH_USERS,
    on_progress: Progress = silent,
) -> LambdaPath:
    """Measure at each λ: first without the validation part on it, then the model on the test.

    Where the validation part has no likes or dislikes, accuracy is missing (NaN).
    """
    check_k(k)
    inner, sets = model.inner, {}
    for part, split in ((VALIDATION, model.split.inner), (TEST, model.split)):
        sets[part] = TestSet.of(
            split, relevant_from=relevant_from, liked_from=model.liked_from, max_users=max_users
        )
    if not len(sets[VALIDATION].liked):
        sets[TEST] = sets[TEST].without_pairs()
    on_progress(0.1, "measuring along λ on validation viewers")
    evidence = inner.like_along(sets[VALIDATION], lams)
    calibrations = [Calibration.of(e, sets[VALIDATION].liked) for e in evidence]
    validation = _measure(inner, sets[VALIDATION], k, lams, calibrations, evidence)
    on_progress(0.55, "measuring along λ on test viewers")
    evidence = model.like_along(sets[TEST], lams)
    test = _measure(model, sets[TEST], k, lams, calibrations, evidence)
    on_progress(1.0, "measured along λ")
    table = pd.concat({VALIDATION: validation, TEST: test}, names=["part"])
    n_users = {part: len(s.users) for part, s in sets.items()}
    return LambdaPath(
        table.reset_index("part").reset_index(drop=True), _best(validation, k), n_users
    )


def best_lam(model: TrainedModel, k: int = 10) -> float:
    """The λ with the best validation nDCG@k along `LAMS`."""
    inner = model.inner
    test = TestSet.of(
        inner.split, relevant_from=None, liked_from=model.liked_from, max_users=PATH_USERS
    )
    found = _hits_along(inner, test, k, LAMS)
    quality = [METRICS[CRITERION](hits_at, test.n_relevant).mean() for hits_at in found]
    return float(LAMS[int(np.argmax(quality))])


def _measure(
    model: TrainedModel,
    test: TestSet,
    k: int,
    lams: Sequence[float],
    calibrations: Sequence[Calibration],
    evidence: Sequence[np.ndarray],
) -> pd.DataFrame:
    """One row a λ and metric: lam, metric, mean, low, high."""
    numerators, denominators = [], []
    for found, calibration, clues in zip(
        _hits_along(model, test, k, lams), calibrations, evidence, strict=True
    ):
        right = accuracy.right(calibration.probability(clues), test.liked, calibration.threshold)
        n_right, n_called = calls_by_user(test, right)
        numerators += [*(f(found, test.n_relevant) for f in METRICS.values()), n_right]
        denominators += [*np.ones((len(METRICS), len(test.users))), n_called]
    names = [*(f"{name}@{k}" for name in METRICS), ACCURACY]
    keys = pd.DataFrame([(lam, name) for lam in lams for name in names], columns=["lam", "metric"])
    return keys.join(ratios(np.column_stack(numerators), np.column_stack(denominators)))


def _hits_along(
    model: TrainedModel, test: TestSet, k: int, lams: Sequence[float]
) -> list[np.ndarray]:
    """Hits (m, k) at each λ."""
    parts: list[list[np.ndarray]] = []
    for chunk in chunks(test):
        hidden, relevant = test.hidden(chunk), test.relevant[chunk].toarray()
        along = model.along(test.users[chunk], lams)
        parts.append([hits(top_k(hide(scores, hidden), k), relevant) for scores in along])
    return [np.concatenate(at_lam) for at_lam in zip(*parts, strict=True)]


def _best(validation: pd.DataFrame, k: int) -> float:
    curve = validation[validation["metric"] == f"{CRITERION}@{k}"]
    return float(curve["lam"].to_numpy()[int(np.argmax(curve["mean"].to_numpy()))])
