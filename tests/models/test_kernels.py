"""Kernels: masks, unit diagonals, and an item that nothing is known of."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import sparse
from sklearn.metrics.pairwise import cosine_similarity

from mmrec.features.matrix import FeatureMatrix
from mmrec.models import kernels


def dense(n=6, d=4, missing=(), seed=0):
    values = np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32)
    present = ~np.isin(np.arange(n), missing)
    values[~present] = 0
    return FeatureMatrix(values, present)


def test_linear_kernel_is_the_cosine_of_centred_features():
    features = dense()
    expected = cosine_similarity(features.values - features.values.mean(axis=0))
    assert_allclose(kernels.linear(features), expected, atol=1e-5)


def test_sparse_features_are_taken_as_they_come():
    values = np.random.default_rng(0).integers(0, 2, (5, 4)).astype(float)
    features = FeatureMatrix(sparse.csr_array(values), np.ones(5, bool))
    assert_allclose(kernels.linear(features), cosine_similarity(values), atol=1e-6)


def test_missing_items_have_zero_rows_and_are_not_in_the_mean():
    features = dense(missing=(1, 4))
    K = kernels.linear(features)
    assert not K[[1, 4]].any()
    assert not K[:, [1, 4]].any()
    kept = np.flatnonzero(features.present)
    alone = kernels.linear(FeatureMatrix(features.values[kept], np.ones(4, bool)))
    assert_allclose(K[np.ix_(kept, kept)], alone, atol=1e-6)


def test_an_item_without_one_modality_leans_on_the_other():
    text, posters = dense(seed=1), dense(seed=2, missing=(3,))
    together = kernels.combine([kernels.linear(text), kernels.linear(posters)], [1, 1])
    assert_allclose(np.diag(together), 1, atol=1e-6)
    expected = kernels.linear(text)[3] / np.sqrt(2)
    others = np.arange(6) != 3
    assert_allclose(together[3, others], expected[others], atol=1e-6)


def test_an_item_without_any_modality_is_like_no_other():
    K = kernels.radial(kernels.combine([kernels.linear(dense(missing=(0,)))], [1]), gamma=2.0)
    assert not K[0].any()
    assert not K[:, 0].any()
    assert_allclose(np.diag(K)[1:], 1, atol=1e-6)


@pytest.mark.parametrize("gamma", [0.0, 2.0, 10.0])
def test_radial_kernel_is_positive_semidefinite(gamma):
    K = kernels.radial(kernels.combine([kernels.linear(dense(n=20, d=3))], [1]), gamma)
    assert np.linalg.eigvalsh(K).min() > -1e-5


def test_radial_kernel_is_gaussian_in_the_distance_of_unit_features():
    """exp(γ(s − 1)) = exp(−γ/2 ‖f − g‖²) for unit f, g with s = f·g."""
    K = kernels.linear(dense())
    distance = 2 - 2 * K
    assert_allclose(kernels.radial(kernels.combine([K], [1]), 3.0), np.exp(-1.5 * distance),
                    atol=1e-5)  # fmt: skip


def test_constant_features_do_not_break_anything():
    constant = FeatureMatrix(np.ones((4, 2), np.float32), np.ones(4, bool))
    assert not kernels.linear(constant).any()
