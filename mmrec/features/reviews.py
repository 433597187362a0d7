"""Reviews and tags as the mean vector of what was written about a film in training."""

import numpy as np
import pandas as pd
from scipy import sparse

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.features import cache
from mmrec.features.encoder import Encoder, Encoding, unit_rows
from mmrec.features.matrix import FeatureMatrix
from mmrec.features.text import of_texts, positions, text_encoder
from mmrec.progress import Progress, silent


def present(dataset: Dataset) -> np.ndarray:
    """(items,) bool: anybody wrote about it, in training or not."""
    return np.bincount(dataset.reviews[schema.ITEM_IDX], minlength=dataset.n_items) > 0


def work(dataset: Dataset, encoder: Encoder | None = None) -> Encoding:
    """Every review text, each once.

    Held-out texts are encoded too, so that one cache serves every split: a text's vector
    depends on no other text.  Which texts a feature is made of is decided in `encode`.
    """
    return of_texts(dataset.reviews[schema.REVIEW], encoder or text_encoder("review texts"))


def encode(
    dataset: Dataset,
    train: pd.DataFrame | None = None,
    on_progress: Progress = silent,
    encoder: Encoder | None = None,
) -> FeatureMatrix:
    """Mean over a film's training texts, then unit length, (items, d).

    Only texts whose (viewer, film) pair is in `train` (columns user_idx, item_idx) are used:
    what a viewer writes about a held-out film would give the choice away.
    """
    if train is None:
        raise ValueError("reviews need the training interactions: pass train=split.train")
    reviews = dataset.reviews[_pairs_within(dataset.reviews, train, dataset.n_items)]
    encoding = work(dataset, encoder)
    counts = _counts(reviews, positions(encoding, reviews[schema.REVIEW]), dataset, encoding)
    sums = counts @ cache.vectors(encoding, on_progress).astype(np.float64)
    return FeatureMatrix(unit_rows(sums), np.asarray(counts.sum(axis=1)).ravel() > 0)


def _counts(
    reviews: pd.DataFrame, texts: np.ndarray, dataset: Dataset, encoding: Encoding
) -> sparse.csr_array:
    """(items, texts): how often each text was written about each item.

    Its product with the vectors is their sum over an item; the mean has the same direction.
    """
    cells = (np.ones(len(texts)), (reviews[schema.ITEM_IDX].to_numpy(), texts))
    return sparse.csr_array(cells, shape=(dataset.n_items, len(encoding.inputs)))


def _pairs_within(reviews: pd.DataFrame, train: pd.DataFrame, n_items: int) -> np.ndarray:
    """(reviews,) bool: the review's viewer and film are a pair of `train`."""
    return np.isin(_pair_numbers(reviews, n_items), _pair_numbers(train, n_items))


def _pair_numbers(table: pd.DataFrame, n_items: int) -> np.ndarray:
    users = table[schema.USER_IDX].to_numpy(dtype=np.int64)
    return np.asarray(users * n_items + table[schema.ITEM_IDX].to_numpy(dtype=np.int64))
