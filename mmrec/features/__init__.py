"""From modalities to numbers: one encoder per file, each giving a `FeatureMatrix`."""

from functools import partial

import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.errors import ModalityError
from mmrec.features import custom, genres, people, posters, reviews, text
from mmrec.features.matrix import FeatureMatrix
from mmrec.features.modality import Modality, rated, share, watched
from mmrec.progress import Progress, silent

__all__ = [
    "MODALITIES",
    "FeatureMatrix",
    "Modality",
    "available",
    "coverage",
    "encode",
    "find",
    "is_encoded",
]

MODALITIES: dict[str, Modality] = {
    schema.HISTORY: Modality(
        schema.HISTORY,
        "Watch history",
        "Who watched what: the strongest evidence wherever a film has viewers.",
        coverage=share(watched),
    ),
    schema.RATINGS: Modality(
        schema.RATINGS,
        "Ratings",
        "How much viewers liked what they watched: tells liking from merely watching.",
        coverage=rated,
    ),
    schema.GENRES: Modality(
        schema.GENRES,
        "Genres and decade",
        "Genres and the decade of release, rare ones counting more: known before anybody watches.",
        coverage=share(genres.present),
        encode=genres.encode,
    ),
    schema.PEOPLE: Modality(
        schema.PEOPLE,
        "People",
        "Directors, writers and cast: links films by the same hands and faces.",
        coverage=share(people.present),
        encode=people.encode,
    ),
    schema.TEXT: Modality(
        schema.TEXT,
        "Plot",
        "The plot, read by a sentence encoder: links films that tell of similar things.",
        coverage=share(text.present),
        encode=text.encode,
        work=text.work,
    ),
    schema.REVIEW_TEXTS: Modality(
        schema.REVIEW_TEXTS,
        "Reviews and tags",
        "What viewers wrote, from training interactions only: held-out texts would give away "
        "what is to be predicted.",
        coverage=share(reviews.present),
        encode=reviews.encode,
        work=reviews.work,
    ),
    schema.POSTERS: Modality(
        schema.POSTERS,
        "Posters",
        "The poster, seen by a convolutional network: links films that look alike.",
        coverage=share(posters.present),
        encode=posters.encode,
        work=posters.work,
    ),
}


def available(dataset: Dataset) -> dict[str, Modality]:
    """The standard modalities, also those with coverage 0, then the dataset's own tables."""
    return MODALITIES | {name: _own(name) for name in dataset.custom}


def coverage(dataset: Dataset, modality: str) -> float:
    """The share of films that have a modality, between 0 and 1, found without encoding.

    For history: of films with at least one viewer; for ratings: of interactions that are rated.
    A file that turns out not to be a picture is still counted here.
    """
    return find(dataset, modality).coverage(dataset)


def is_encoded(dataset: Dataset, modality: str) -> bool:
    """Whether `encode` would answer without waiting for an encoder."""
    return find(dataset, modality).is_encoded(dataset)


def encode(
    dataset: Dataset,
    modality: str,
    *,
    train: pd.DataFrame | None = None,
    on_progress: Progress = silent,
) -> FeatureMatrix:
    """What a content modality says of every item; row i belongs to item i.

    train: the training interactions (columns user_idx, item_idx), which reviews need.
    Neural encoders run once for each content and are read from disk afterwards.
    """
    found = find(dataset, modality)
    if found.encode is None:
        raise ModalityError(
            f"{found.label} is read from the interactions and has no features of its own. "
            "Leave it out of the modalities to encode."
        )
    return found.encode(dataset, train, on_progress)


def find(dataset: Dataset, name: str) -> Modality:
    """A modality of this dataset by name; raises `ModalityError` for another."""
    known = available(dataset)
    if name not in known:
        raise ModalityError(
            f"There is no modality {name!r} in {dataset.name}. Choose from {', '.join(known)}."
        )
    return known[name]


def _own(name: str) -> Modality:
    return Modality(
        name,
        name[:1].upper() + name[1:].replace("_", " "),
        f"The numbers of your own table {name!r}, each column standardised.",
        coverage=share(partial(custom.present, name=name)),
        encode=partial(custom.encode, name=name),
    )
