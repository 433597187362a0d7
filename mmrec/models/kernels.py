"""From features to one kernel over items in which modalities interact."""

from collections.abc import Iterable

import numpy as np
from scipy import sparse

from mmrec.features.matrix import FeatureMatrix


def linear(features: FeatureMatrix) -> np.ndarray:
    """K = F Fᵀ with unit rows, (items, items); rows and columns of missing items are zero.

    Dense features are first centred over the items that have them, sparse ones are taken as
    they come (their encoder weights them by idf).
    """
    F = _unit_rows(_centred(features))
    return np.asarray(F @ F.T, dtype=np.float32) if isinstance(F, np.ndarray) else _dense(F @ F.T)


def combine(kernels: Iterable[np.ndarray], weights: Iterable[float]) -> np.ndarray:
    """S (Σₘ αₘ Kₘ) S with S scaling to a unit diagonal.

    An item that lacks a modality leans on its others; an item without any keeps a zero row.
    """
    total = sum(weight * K for weight, K in zip(weights, kernels, strict=True))
    K = np.asarray(total)
    scale = np.sqrt(np.diag(K))
    inverse = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 0)
    return np.asarray(K * inverse[:, None] * inverse[None, :])


def radial(correlation: np.ndarray, gamma: float) -> np.ndarray:
    """K = exp(γ (correlation − 1)): a radial kernel over all features together.

    An item without any feature (zero diagonal) is like no other: its row stays zero.
    """
    K = np.exp(gamma * (correlation - 1))
    unknown = np.diag(correlation) == 0
    K[unknown, :] = 0
    K[:, unknown] = 0
    return np.asarray(K)


def _centred(features: FeatureMatrix) -> np.ndarray | sparse.csr_array:
    values = features.values
    if not isinstance(values, np.ndarray) or not features.present.any():
        return values
    centred = values - values[features.present].mean(axis=0)
    centred[~features.present] = 0
    return np.asarray(centred)


def _unit_rows(F: np.ndarray | sparse.csr_array) -> np.ndarray | sparse.csr_array:
    if isinstance(F, np.ndarray):
        length = np.linalg.norm(F, axis=1, keepdims=True)
        return np.divide(F, length, out=np.zeros_like(F), where=length > 1e-9)
    length = np.sqrt(np.asarray(F.multiply(F).sum(axis=1)).ravel())
    inverse = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    return sparse.csr_array(sparse.diags_array(inverse) @ F)


def _dense(K: sparse.csr_array) -> np.ndarray:
    return np.asarray(K.toarray(), dtype=np.float32)
