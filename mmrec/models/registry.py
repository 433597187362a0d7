"""The table of all models: to add one, write its file and one line here."""

from dataclasses import dataclass
from typing import Any, Final

from mmrec.errors import ConfigError
from mmrec.models.baselines import Popularity, PopularityConfig, Random, RandomConfig
from mmrec.models.contract import Recommender
from mmrec.models.multitask import MultiTaskConfig, MultiTaskRidge


@dataclass(frozen=True)
class ModelSpec:
    """One model: how it is called, configured and built, and what it can use."""

    label: str
    about: str
    config: type[Any]
    recommender: type[Any]
    personal: bool = True
    """Whether its lists differ with what a viewer watched."""
    uses_modalities: bool = False
    """Whether the modality switches change it; the others have one fixed source."""

    @property
    def has_lam(self) -> bool:
        """Whether λ is one of its settings; such a model serves every λ from one fit."""
        return "lam" in self.config.__dataclass_fields__


MODELS: Final[dict[str, ModelSpec]] = {
    "multitask": ModelSpec(
        "Multi-task ridge",
        "Predicts each film from the rest of a viewer's history; λ ties films together that "
        "their modalities call alike.",
        MultiTaskConfig,
        MultiTaskRidge,
        uses_modalities=True,
    ),
    "popularity": ModelSpec(
        "Most popular",
        "The same list for everybody: the films with the most viewers.",
        PopularityConfig,
        Popularity,
        personal=False,
    ),
    "random": ModelSpec(
        "Random order",
        "A random list for each viewer: what no knowledge at all would give.",
        RandomConfig,
        Random,
        personal=False,
    ),
}


def model_spec(name: str) -> ModelSpec:
    """The model of that name; raises `ConfigError` for another."""
    if name not in MODELS:
        raise ConfigError(f"There is no model {name!r}. Choose one of {', '.join(MODELS)}.")
    return MODELS[name]


def build(name: str, **settings: Any) -> Recommender:
    """An unfitted model by name with these settings; raises `ConfigError` for a wrong one."""
    spec = model_spec(name)
    known = spec.config.__dataclass_fields__
    if unknown := [key for key in settings if key not in known]:
        raise ConfigError(
            f"{spec.label} has no setting {unknown[0]!r}. "
            f"Its settings: {', '.join(known) or 'none'}."
        )
    recommender: Recommender = spec.recommender(spec.config(**settings))
    return recommender
