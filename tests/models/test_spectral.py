"""The closed form against brute force, its gradient, and its limits."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import sparse

from mmrec.features.matrix import FeatureMatrix
from mmrec.models import kernels, spectral
from mmrec.models.multitask import MultiTaskConfig
from mmrec.settings import settings_of

P, FLOOR, KAPPA, MU = 0.4, 2.0, 1.0, 0.5


def problem(seed=0, n_users=12, n_items=7, cold=(5,), featureless=(2,)):
    """G, Γ², c, L of a small random problem with a cold film and one that lacks a modality."""
    rng = np.random.default_rng(seed)
    X = (rng.random((n_users, n_items)) < 0.4).astype(float)
    X[:, list(cold)] = 0
    features = rng.normal(size=(n_items, 4))
    present = ~np.isin(np.arange(n_items), featureless)
    features[~present] = 0
    genres = FeatureMatrix(sparse.csr_array(np.eye(3)[rng.integers(0, 3, n_items)]),
                           np.ones(n_items, bool))  # fmt: skip
    K = kernels.radial(
        kernels.combine(
            [kernels.linear(FeatureMatrix(features, present)), kernels.linear(genres)], [1, 2]
        ),
        gamma=2.0,
    )
    Z = spectral.damp_activity(sparse.csr_array(X), 0.25)
    G = (Z.T @ Z).toarray()
    H = spectral.smoother(K, MU)
    L = spectral.coupling(H, n_items, np.float64)
    c = spectral.confidence(X.sum(axis=0), KAPPA)
    return G, spectral.denoising_penalty(G, P, FLOOR), c, L


def solve(G, penalty, c, L, lam):
    return spectral.Solution.of(G, penalty, spectral.Basis.of(L, c)).weights(lam)


def brute_force(G, penalty, c, L, lam):
    """vec of the normal equations: (C ⊗ (G + Γ²) + λ L ⊗ I) vec B = vec(G C), column-major."""
    n = len(G)
    system = np.kron(np.diag(c), G + np.diag(penalty)) + lam * np.kron(L, np.eye(n))
    return np.linalg.solve(system, (G * c).ravel(order="F")).reshape((n, n), order="F")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("lam", [0.0, 0.3, 10.0, 1e4])
def test_agrees_with_a_brute_force_solve_of_the_normal_equations(seed, lam):
    G, penalty, c, L = problem(seed)
    assert_allclose(
        solve(G, penalty, c, L, lam), brute_force(G, penalty, c, L, lam), rtol=1e-6, atol=1e-9
    )


@pytest.mark.parametrize("lam", [0.0, 5.0, 200.0])
def test_gradient_vanishes(lam):
    G, penalty, c, L = problem(3)
    B = solve(G, penalty, c, L, lam)
    gradient = (G + np.diag(penalty)) @ B * c - G * c + lam * B @ L
    assert_allclose(gradient, 0, atol=1e-8)


def test_any_other_weights_cost_more():
    """The objective itself, written out, is larger at every neighbour."""
    G, penalty, c, L = problem(1)

    def cost(B, lam=5.0):
        fit = np.sum(c * (np.diag(G) - 2 * np.sum(G * B, axis=0)))
        fit += np.sum(c * np.sum(B * (G @ B), axis=0))
        return fit + np.sum(c * (penalty @ B**2)) + lam * np.trace(B @ L @ B.T)

    B, rng = solve(G, penalty, c, L, 5.0), np.random.default_rng(0)
    for _ in range(20):
        assert cost(B + 1e-3 * rng.normal(size=B.shape)) > cost(B)


def test_without_coupling_lambda_is_plain_ridge():
    """L = I and equal confidence: B = (G + Γ² + λI)⁻¹ G, column by column."""
    G, penalty, _, _ = problem(2, cold=())
    n = len(G)
    B = solve(G, penalty, np.ones(n), np.eye(n), 3.0)
    assert_allclose(B, np.linalg.solve(G + np.diag(penalty) + 3 * np.eye(n), G), atol=1e-10)


def test_at_lambda_zero_the_denoising_autoencoder_is_left():
    """Steck 2020: B = (G + Γ²)⁻¹ G, whatever the modalities say."""
    G, penalty, c, L = problem(4)
    dae = np.linalg.solve(G + np.diag(penalty), G)
    warm = c > 0.1
    assert_allclose(solve(G, penalty, c, L, 0.0)[:, warm], dae[:, warm], atol=1e-8)


def test_a_cold_film_with_modalities_is_not_pulled_to_zero():
    """Its task leans on its neighbours, so its scores are of their size."""
    G, penalty, c, L = problem(0)
    B = solve(G, penalty, c, L, 10.0)
    assert abs(B[:, 5]).max() > 0.05 * abs(B).max()


def test_permuting_films_permutes_the_answer():
    G, penalty, c, L = problem(6)
    order = np.random.default_rng(0).permutation(len(G))
    moved = solve(G[np.ix_(order, order)], penalty[order], c[order], L[np.ix_(order, order)], 4.0)
    assert_allclose(moved, solve(G, penalty, c, L, 4.0)[np.ix_(order, order)], atol=1e-8)


def test_scores_are_history_times_weights():
    G, penalty, c, L = problem(0)
    solution = spectral.Solution.of(G, penalty, spectral.Basis.of(L, c))
    X = sparse.csr_array(np.random.default_rng(1).random((3, len(G))) < 0.5).astype(float)
    assert_allclose(solution.scores(solution.project(X), 7.0), X @ solution.weights(7.0))


def test_single_precision_is_close_to_double():
    G, penalty, c, L = problem(0)
    single = solve(G.astype(np.float32), penalty.astype(np.float32), c, L.astype(np.float32), 5.0)
    assert single.dtype == np.float32
    assert_allclose(single, solve(G, penalty, c, L, 5.0), atol=2e-4)


def test_damping_keeps_the_mass_and_evens_out_viewers():
    X = sparse.csr_array(np.asarray([[1.0, 1, 1, 1], [1, 0, 0, 0]]))
    Z = spectral.damp_activity(X, 0.25)
    assert (Z.data**2).sum() == pytest.approx((X.data**2).sum())
    assert Z[0, 0] / Z[1, 0] == pytest.approx((4 / 1) ** -0.25)


def test_rounding_never_puts_an_eigenvalue_below_the_penalty():
    """A large matrix of rank 1 in float32 and a small penalty: weights stay finite."""
    column = np.full((60, 1), 3e3, dtype=np.float32)
    gram, n = column @ column.T, len(column)
    basis = spectral.Basis.of(np.eye(n, dtype=np.float32), np.ones(n))
    solution = spectral.Solution.of(gram, np.full(n, 1e-3), basis)
    assert solution.gram_values.min() >= np.float32(1e-3)
    assert solution.gram_values.dtype == np.float32
    assert np.isfinite(solution.weights(0.0)).all()


def test_the_smoother_holds_at_the_smallest_penalty_that_may_be_set():
    """Films that are all alike, K = 11ᵀ in float32: H = 11ᵀ / (n + μ)."""
    n, mu = 2000, settings_of(MultiTaskConfig)["mu"].low
    H = spectral.smoother(np.ones((n, n), dtype=np.float32), mu)
    assert_allclose(H, 1 / (n + mu), rtol=0.05)
