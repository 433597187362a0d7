"""Training: from a split and a few words to a fitted model."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mmrec import features
from mmrec.dataset import Dataset
from mmrec.errors import ConfigError, ModalityError
from mmrec.models.registry import build, model_spec
from mmrec.path import best_lam
from mmrec.progress import Progress, silent
from mmrec.splits import Split, SplitConfig
from mmrec.trained import TrainedModel, fit


def train(
    split: Split,
    model: str = "multitask",
    *,
    modalities: Sequence[str] | None = None,
    lam: float | str | None = None,
    seed: int = 0,
    liked_from: float | None = None,
    on_progress: Progress = silent,
    **settings: Any,
) -> TrainedModel:
    """Fit a model on the training part of a split.

    modalities: names of `mmrec.features.available(dataset)`; None: all that the dataset has.
    lam: λ; "auto" picks the one with the best validation nDCG@10.  liked_from: the rating from
    which a film counts as liked; None: the dataset's own default.  Other settings are those of
    the model's configuration.  Raises `ConfigError` and `ModalityError` with a sentence.
    """
    chosen = check_modalities(split.dataset, modalities)
    SplitConfig(seed=seed)  # the same bounds hold for every seed
    auto = lam == "auto"
    if auto and not model_spec(model).has_lam:
        raise ConfigError(
            f"{model_spec(model).label} has no λ, so none can be chosen. Leave lam='auto' out."
        )
    if lam is not None and not auto:
        settings = settings | {"lam": lam}
    untrained = TrainedModel(
        split, model, chosen, settings, seed, _liked_from(split.dataset, liked_from),
        build(model, **settings),
    )  # fmt: skip
    trained = fit(untrained, on_progress)
    if not auto:
        return trained
    return trained.at(best_lam(trained))


def check_modalities(dataset: Dataset, modalities: Sequence[str] | None) -> tuple[str, ...]:
    """The modalities in the order of the table; raises `ModalityError` for a wrong set."""
    known = features.available(dataset)
    modalities = [modalities] if isinstance(modalities, str) else modalities
    if modalities is None:
        return tuple(m for m in known if features.coverage(dataset, m) > 0)
    if not modalities:
        raise ModalityError(
            "No modality is switched on, so there is nothing to learn from. "
            f"Switch on at least one of {', '.join(known)}."
        )
    for name in modalities:
        features.find(dataset, name)
    return tuple(m for m in known if m in modalities)


def _liked_from(dataset: Dataset, liked_from: float | None) -> float | None:
    if liked_from is None:
        return dataset.liked_from
    if not dataset.has_ratings:
        raise ConfigError(
            f"'Liked from' is {liked_from:g}, but {dataset.name} has no ratings to compare with "
            "it. Leave it out."
        )
    if not np.isfinite(liked_from):
        raise ConfigError(f"'Liked from' is {liked_from}. Choose a rating, such as 4.")
    return liked_from
