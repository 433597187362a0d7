"""The multi-task ridge: `mmrec.models.spectral` with data around it."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy import sparse

from mmrec.errors import ModalityError
from mmrec.features.matrix import FeatureMatrix
from mmrec.limits import limits
from mmrec.models import kernels, spectral
from mmrec.models.contract import Arrays, TrainingData, pick
from mmrec.models.memory import check_memory
from mmrec.models.ratings import RatingOffsets
from mmrec.progress import Progress
from mmrec.settings import check_settings, setting

MATRICES_HELD = 15
"""Arrays of (items, items) float32 alive at once: a fit peaked at 8.9 with all modalities and
ratings (4,000 films), and a second model, which holds 5.5, is there while λ is chosen."""


@dataclass(frozen=True, kw_only=True)
class MultiTaskConfig:
    """Settings of the multi-task ridge; names as in docs/engine.md."""

    lam: float = setting(
        300.0, "λ", low=0.0, high=1e6,
        help="Strength of the coupling between films: 0 trusts watch history alone, "
        "large values trust what the modalities say.",
    )  # fmt: skip
    dropout: float = setting(0.4, "Dropped history p", low=0.0, high=0.95)
    floor: float = setting(100.0, "Ridge floor ℓ₀", low=1e-3, high=1e6)
    kappa: float = setting(1.0, "Confidence κ", low=1e-3, high=1e4)
    damping: float = setting(0.25, "Activity damping a", low=0.0, high=1.0)
    gamma: float = setting(2.0, "Kernel sharpness γ", low=0.0, high=50.0)
    mu: float = setting(0.3, "Kernel ridge μ", low=0.01, high=1e4)
    disliked_weight: float = setting(
        0.5, "Weight of a film not liked", low=0.0, high=1.0,
        help="How much of a choice a watched film is that the viewer rated below 'liked from'.",
    )  # fmt: skip

    def __post_init__(self) -> None:
        check_settings(self)


MANY_USERS = 256
"""From so many viewers on, B(λ) is made once rather than their scores one by one."""


class MultiTaskRidge:
    """One fit serves every λ; see `mmrec.models.spectral` for the equations."""

    def __init__(self, config: MultiTaskConfig) -> None:
        self.config = config
        self.choices: spectral.Solution
        self.tastes: spectral.Solution | None = None
        self.offsets: RatingOffsets | None = None
        self.X: sparse.csr_array
        self.residuals: sparse.csr_array | None = None
        self._weights: dict[spectral.Solution, np.ndarray] = {}

    def fit(self, data: TrainingData, rng: np.random.Generator, on_progress: Progress) -> Self:
        """Two eigendecompositions, and one more where ratings are a task of their own."""
        _check(data)
        on_progress(0.0, "comparing films by their modalities")
        basis = self._basis(data)
        on_progress(0.4, "solving for what is watched")
        self.X = data.matrix(_choice_weights(data, self.config))
        self.choices = self._solve(self.X, basis, data.uses_history)
        if data.uses_ratings:
            on_progress(0.7, "solving for what is liked")
            self._fit_ratings(data, basis)
        on_progress(1.0, "fitted")
        return self

    def _basis(self, data: TrainingData) -> spectral.Basis:
        K = joint_kernel(data.features, self.config.gamma)
        H = None if K is None else spectral.smoother(K, self.config.mu)
        L = spectral.coupling(H, data.n_items, np.float32)
        return spectral.Basis.of(L, spectral.confidence(data.views, self.config.kappa))

    def _solve(
        self, X: sparse.csr_array, basis: spectral.Basis, together: bool
    ) -> spectral.Solution:
        Z = spectral.damp_activity(X, self.config.damping)
        gram = np.asarray((Z.T @ Z).toarray(), dtype=np.float32)
        if not together:
            gram = np.diag(np.diag(gram))
        penalty = spectral.denoising_penalty(gram, self.config.dropout, self.config.floor)
        return spectral.Solution.of(gram, penalty, basis)

    def _fit_ratings(self, data: TrainingData, basis: spectral.Basis) -> None:
        self.offsets = RatingOffsets.of(data)
        rated = np.nan_to_num(data.ratings - self.offsets.predict(data.users, data.items))
        self.residuals = data.matrix(rated)
        self.tastes = self._solve(self.residuals, basis, data.uses_history)

    def at(self, lam: float) -> Self:
        """The same fit at another λ; the arrays are shared, not copied."""
        other = copy(self)
        other.config, other._weights = replace(self.config, lam=lam), {}
        return other

    def along(self, users: np.ndarray, lams: Iterable[float]) -> Iterator[np.ndarray]:
        """X B(λ) for these viewers at each λ; what does not depend on λ is done once."""
        projected = self.choices.project(self.X[users])
        return (self.choices.scores(projected, lam) for lam in lams)

    def score(self, users: np.ndarray) -> np.ndarray:
        """X B(λ) for these viewers at the model's own λ."""
        return self._score(self.choices, self.X, users)

    def _score(
        self, solution: spectral.Solution, X: sparse.csr_array, users: np.ndarray
    ) -> np.ndarray:
        """X B(λ), (len(users), items); B(λ) costs as much as the scores of n_items viewers."""
        n_users, n_items = X.shape
        if len(users) < MANY_USERS or n_users < n_items:
            return solution.scores(solution.project(X[users]), self.config.lam)
        if solution not in self._weights:
            self._weights[solution] = solution.weights(self.config.lam)
        return np.asarray(X[users] @ self._weights[solution])

    def like_along(
        self, users: np.ndarray, items: np.ndarray, lams: Iterable[float]
    ) -> Iterator[np.ndarray]:
        """Offsets of viewer and film beside the taste task; the choice score without ratings."""
        unique = np.unique(users)
        if self.tastes is None or self.offsets is None or self.residuals is None:
            return (pick(scores, users, items, unique) for scores in self.along(unique, lams))
        offsets = self.offsets.predict(users, items)
        projected = self.tastes.project(self.residuals[unique])
        tastes = (self.tastes.scores(projected, lam) for lam in lams)
        return (np.column_stack([offsets, pick(t, users, items, unique)]) for t in tastes)

    def like_evidence(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """`like_along` at the model's own λ."""
        unique = np.unique(users)
        if self.tastes is None or self.offsets is None or self.residuals is None:
            return pick(self.score(unique), users, items, unique)
        tastes = pick(self._score(self.tastes, self.residuals, unique), users, items, unique)
        return np.column_stack([self.offsets.predict(users, items), tastes])

    def arrays(self) -> Arrays:
        """Both solutions, the offsets, and the viewers' histories."""
        found = _sparse_arrays("X", self.X) | _solution_arrays("choices", self.choices)
        found |= {"theta": self.choices.basis.theta, "R": self.choices.basis.R}
        found |= {"root_c": self.choices.basis.root_c}
        if self.tastes is not None and self.residuals is not None and self.offsets is not None:
            found |= _solution_arrays("tastes", self.tastes) | self.offsets.arrays()
            found |= _sparse_arrays("residuals", self.residuals)
        return found

    @classmethod
    def from_arrays(cls, config: MultiTaskConfig, arrays: Arrays) -> Self:
        """The fitted model again."""
        model = cls(config)
        basis = spectral.Basis(arrays["theta"], arrays["R"], arrays["root_c"])
        model.X = _sparse_from("X", arrays)
        model.choices = _solution_from("choices", arrays, basis)
        if "tastes.Q" in arrays:
            model.tastes = _solution_from("tastes", arrays, basis)
            model.residuals = _sparse_from("residuals", arrays)
            model.offsets = RatingOffsets.from_arrays(arrays)
        return model


def joint_kernel(features: Mapping[str, FeatureMatrix], gamma: float) -> np.ndarray | None:
    """The radial kernel over all modalities, (items, items); None without any."""
    matrices = [f for f in features.values() if f.present.any()]
    if not matrices:
        return None
    together = kernels.combine((kernels.linear(f) for f in matrices), [1.0] * len(matrices))
    return kernels.radial(together, gamma).astype(np.float32)


def _choice_weights(data: TrainingData, config: MultiTaskConfig) -> np.ndarray:
    """1 for a film that was watched, less for one rated below 'liked from'."""
    if not data.uses_ratings:
        return np.ones(len(data.users), dtype=np.float32)
    disliked = data.ratings < np.float32(data.liked_from)
    return np.where(disliked, config.disliked_weight, 1.0)


def _check(data: TrainingData) -> None:
    if not data.uses_history and not any(f.present.any() for f in data.features.values()):
        raise ModalityError(
            "The multi-task ridge needs watch history or at least one content modality: "
            "ratings alone say how much a film was liked, not what goes with what. "
            "Switch on history, or a content modality that some film of this dataset has."
        )
    check_memory("The multi-task ridge", data.n_items**2 * 4 * MATRICES_HELD, limits())


def _solution_arrays(name: str, solution: spectral.Solution) -> Arrays:
    found = {"Q": solution.Q, "gram_values": solution.gram_values, "M": solution.M}
    return {f"{name}.{key}": value for key, value in found.items()}


def _solution_from(name: str, arrays: Arrays, basis: spectral.Basis) -> spectral.Solution:
    Q, values, M = (arrays[f"{name}.{key}"] for key in ("Q", "gram_values", "M"))
    return spectral.Solution(Q, values, M, basis)


def _sparse_arrays(name: str, X: sparse.csr_array) -> Arrays:
    shape = np.asarray(X.shape)
    found = {"data": X.data, "indices": X.indices, "indptr": X.indptr, "shape": shape}
    return {f"{name}.{key}": value for key, value in found.items()}


def _sparse_from(name: str, arrays: Arrays) -> sparse.csr_array:
    parts = tuple(arrays[f"{name}.{key}"] for key in ("data", "indices", "indptr"))
    return sparse.csr_array(parts, shape=tuple(arrays[f"{name}.shape"]))
