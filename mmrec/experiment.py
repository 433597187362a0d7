"""One experiment: split, encode, fit, measure along λ and at λ, beside the reference models."""

import resource
import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from mmrec.dataset import Dataset
from mmrec.errors import ConfigError
from mmrec.evaluation import ACCURACY, K_MAX, Result, evaluate
from mmrec.features.encoder import installed_version
from mmrec.models.registry import MODELS, build, model_spec
from mmrec.path import LambdaPath, lambda_path
from mmrec.progress import Progress, silent
from mmrec.settings import check_settings, setting
from mmrec.splits import Split, SplitConfig, split
from mmrec.trained import TrainedModel
from mmrec.training import train

REFERENCES: Final = ("popularity", "random")
RELEVANT: Final = {"watched": "every held-out film", "liked": "held-out films that were liked"}
PACKAGES: Final = ("numpy", "scipy", "pandas", "scikit-learn", "torch", "sentence-transformers")


@dataclass(frozen=True, kw_only=True)
class ExperimentConfig(SplitConfig):
    """Everything that decides the figures of a run, besides the data."""

    model: str = setting("multitask", "Model", choices=tuple(MODELS))
    modalities: tuple[str, ...] = ("history",)
    lam: float | None = None
    """λ of a model that has one; None: the value that is best on validation viewers."""
    k: int = setting(10, "List length k", low=1, high=K_MAX)
    relevant: str = setting("watched", "Counts as a hit", choices=tuple(RELEVANT))
    liked_from: float | None = setting(
        None, "Liked from", low=-1e6, high=1e6,
        help="The rating from which a film counts as liked.",
    )  # fmt: skip
    settings: dict[str, Any] = field(default_factory=dict)
    """Further settings of the model."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "modalities", tuple(self.modalities))
        check_settings(self)
        if "lam" in self.settings:
            raise ConfigError("λ is given among the further settings. Give it as lam instead.")
        build(self.model, **self.model_settings)

    @property
    def model_settings(self) -> dict[str, Any]:
        """Settings for the model's own configuration."""
        has_lam = model_spec(self.model).has_lam and self.lam is not None
        return {**self.settings, **({"lam": self.lam} if has_lam else {})}


@dataclass(frozen=True, eq=False)
class Outcome:
    """What an experiment gave."""

    config: ExperimentConfig
    model: TrainedModel
    result: Result
    path: LambdaPath | None
    """None for a model without λ, and where there are no validation viewers to measure."""
    references: pd.DataFrame
    """Columns reference, metric, mean: the reference models at every k, the majority class."""
    seconds: dict[str, float]
    peak_megabytes: float
    versions: dict[str, str]


def run_experiment(
    dataset: Dataset, config: ExperimentConfig, on_progress: Progress = silent
) -> Outcome:
    """Do all of it; raises `MmrecError` with a sentence for settings that cannot work."""
    clock = Clock()
    parts = split_of(dataset, config)
    relevant_from = relevance(dataset, config)
    with clock.measure("fit"):
        model = _train(parts, config, lambda f, message: on_progress(0.5 * f, message))
    path = None
    if model.spec.has_lam and (parts.can_choose or config.lam is None):
        with clock.measure("path"):
            path = lambda_path(
                model, config.k, relevant_from,
                on_progress=lambda f, message: on_progress(0.5 + 0.35 * f, message),
            )  # fmt: skip
        model = model.at(path.best if config.lam is None else config.lam)
    on_progress(0.87, "measuring the lists")
    with clock.measure("evaluate"):
        result = evaluate(model, parts, config.k, relevant_from)
    on_progress(0.93, "measuring the reference models")
    references = _references(parts, result, config, relevant_from)
    on_progress(1.0, "done")
    return Outcome(
        config, model, result, path, references, clock.seconds, peak_megabytes(), versions()
    )


def split_of(dataset: Dataset, config: ExperimentConfig) -> Split:
    """The split of an experiment: the same dataset and settings always give the same one."""
    return split(
        dataset, config.protocol, test_fraction=config.test_fraction, seed=config.seed,
        validation_fraction=config.validation_fraction,
    )  # fmt: skip


def relevance(dataset: Dataset, config: ExperimentConfig) -> float | None:
    """The rating from which a held-out film is to be found; None: each one is."""
    if config.relevant == "watched":
        return None
    if not dataset.has_ratings:
        raise ConfigError(
            f"{dataset.name} has no ratings, so no film is known to be liked. "
            f"Count {RELEVANT['watched']} as a hit."
        )
    return dataset.liked_from if config.liked_from is None else config.liked_from


def command(config: ExperimentConfig, data: str) -> str:
    """The command line that gives the same figures."""
    words = {
        "data": data, "model": config.model, "modalities": ",".join(config.modalities),
        "lam": "auto" if config.lam is None else _digits(config.lam),
        "split": config.protocol, "test-fraction": _digits(config.test_fraction),
        "validation-fraction": _digits(config.validation_fraction),
        "k": config.k, "seed": config.seed, "relevant": config.relevant,
    }  # fmt: skip
    if config.liked_from is not None:
        words["liked-from"] = _digits(config.liked_from)
    options = [f"--{name} {shlex.quote(str(value))}" for name, value in words.items()]
    options += [f"--set {name}={value}" for name, value in config.settings.items()]
    return " ".join(["python -m mmrec evaluate", *options])


def _digits(number: float) -> str:
    """A number that reads back as exactly itself."""
    short = f"{number:g}"
    return short if float(short) == number else repr(float(number))


def _train(parts: Split, config: ExperimentConfig, on_progress: Progress) -> TrainedModel:
    return train(
        parts, config.model, modalities=config.modalities, seed=config.seed,
        liked_from=config.liked_from, on_progress=on_progress, **config.model_settings,
    )  # fmt: skip


def _references(
    parts: Split, result: Result, config: ExperimentConfig, relevant_from: float | None
) -> pd.DataFrame:
    """The reference models at every list length, and the majority class."""
    tables = [
        _at_every_k(
            evaluate(
                train(parts, name, modalities=["history"], seed=config.seed,
                      liked_from=config.liked_from),
                parts, config.k, relevant_from,
            )
        ).assign(reference=name)
        for name in REFERENCES
    ]  # fmt: skip
    majority = {"reference": ["majority"], "metric": [ACCURACY], "mean": [result.majority]}
    return pd.concat([*tables, pd.DataFrame(majority)], ignore_index=True)


def _at_every_k(result: Result) -> pd.DataFrame:
    """metric, mean: each ranking metric at each k, and accuracy."""
    means = {
        f"{name}@{k}": values.mean()
        for k in range(1, K_MAX + 1)
        for name, values in result.metrics_at(k).items()
    }
    accuracy = result.summary.set_index("metric").loc[ACCURACY, "mean"]
    return pd.DataFrame({"metric": [*means, ACCURACY], "mean": [*means.values(), accuracy]})


class Clock:
    """Seconds spent, by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Time a stage."""
        start = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - start


def peak_megabytes() -> float:
    """Peak memory of this process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def versions() -> dict[str, str]:
    """Versions of what the figures depend on."""
    from mmrec import __version__

    found = {package: installed_version(package) for package in PACKAGES}
    return {"mmrec": __version__, "python": sys.version.split()[0], **found}
