"""The multi-task ridge in closed form: one fit, every λ.

    min_B  Σⱼ cⱼ ‖xⱼ − X bⱼ‖² + Σⱼ cⱼ ‖Γ bⱼ‖² + λ tr(B L Bᵀ)

A task is an item: predict its column xⱼ of X (users, items) from the others with weights bⱼ.
G = XᵀX, C = diag(c), L = I − (H + Hᵀ)/2 ties each task to what the modalities say of it.  The
gradient vanishes where, with B̃ = B C^½,

    (G + Γ²) B̃ + λ B̃ (C^−½ L C^−½) = G C^½,

a Sylvester equation.  G + Γ² = Q Λ Qᵀ and C^−½ L C^−½ = R Θ Rᵀ solve it for every λ:

    B̃(λ) = Q [ (Qᵀ G C^½ R) ⊘ (Λ ⊕ λΘ) ] Rᵀ.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse


def confidence(views: np.ndarray, kappa: float, epsilon: float = 1e-3) -> np.ndarray:
    """How far a task's own evidence counts, c = (n + ε)/(n + κ); views n (items,) counts viewers.

    A film that nobody watched has c ≈ 0, since its zeros are missing and not dislikes.
    """
    return np.asarray((views + epsilon) / (views + kappa))


def damp_activity(X: sparse.csr_array, exponent: float) -> sparse.csr_array:
    """Scale each viewer's row by activity^−a, then the whole back to the original mass ‖X‖²."""
    activity = np.asarray(abs(X).sum(axis=1)).ravel()
    scale = np.where(activity > 0, np.maximum(activity, 1e-12) ** -exponent, 0)
    Z = sparse.csr_array(sparse.diags_array(scale) @ X)
    mass = float((Z.data**2).sum())
    return Z * np.sqrt(float((X.data**2).sum()) / mass) if mass else Z


def denoising_penalty(gram: np.ndarray, dropout: float, floor: float) -> np.ndarray:
    """The diagonal of Γ² = p/(1−p)·diag(G) + ℓ₀, (items,).

    In expectation it is what dropping each history entry with probability p costs (Steck 2020,
    "Autoencoders that don't overfit towards the identity").
    """
    return np.asarray(dropout / (1 - dropout) * np.diag(gram) + floor)


def smoother(K: np.ndarray, mu: float) -> np.ndarray:
    """H = K (K + μI)⁻¹, kernel ridge regression on the items: solved, never inverted."""
    regularised = K + mu * np.eye(len(K), dtype=K.dtype)
    return np.asarray(linalg.solve(regularised, K, assume_a="pos"))


def coupling(H: np.ndarray | None, n_items: int, dtype: type) -> np.ndarray:
    """L = I − (H + Hᵀ)/2, (items, items); L = I, plain ridge, where no modality couples."""
    identity: np.ndarray = np.eye(n_items, dtype=dtype)
    return identity if H is None else identity - (H + H.T) / 2


def eigenbasis(A: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues (n,) and vectors (n, n) of a symmetric matrix.

    The driver "evd" (divide and conquer) is several times as fast as the default at n ≥ 1,000.
    """
    values, vectors = linalg.eigh(A, driver="evd", check_finite=False)
    return values, vectors


@dataclass(frozen=True, eq=False)
class Basis:
    """The right-hand eigenbasis R, Θ of C^−½ L C^−½, shared by all tasks fitted on one split."""

    theta: np.ndarray
    R: np.ndarray
    root_c: np.ndarray

    @classmethod
    def of(cls, L: np.ndarray, c: np.ndarray) -> "Basis":
        """Decompose; rounding may leave an eigenvalue just below zero, where L ⪰ 0."""
        root_c = np.sqrt(c).astype(L.dtype)
        theta, R = eigenbasis(L / root_c[:, None] / root_c[None, :])
        return cls(np.maximum(theta, 0), R, root_c)


@dataclass(frozen=True, eq=False)
class Solution:
    """All that B(λ) needs: Q, Λ, the rotated right-hand side M = Qᵀ G C^½ R, and the basis."""

    Q: np.ndarray
    gram_values: np.ndarray
    M: np.ndarray
    basis: Basis

    @classmethod
    def of(cls, gram: np.ndarray, penalty: np.ndarray, basis: Basis) -> "Solution":
        """Solve for every λ at once.  gram (items, items), penalty (items,) the diagonal of Γ²."""
        gram_values, Q = eigenbasis(gram + np.diag(penalty).astype(gram.dtype))
        # G ⪰ 0, so no eigenvalue lies below the smallest penalty but by rounding.
        gram_values = np.maximum(gram_values, gram.dtype.type(penalty.min()))
        M = Q.T @ (gram * basis.root_c[None, :]) @ basis.R
        return cls(Q, gram_values, M, basis)

    def project(self, X: np.ndarray | sparse.csr_array) -> np.ndarray:
        """X Q, (users, items): done once for many λ."""
        return np.asarray(X @ self.Q)

    def scores(self, projected: np.ndarray, lam: float) -> np.ndarray:
        """X B(λ) from `project(X)`: an elementwise division and two matrix products."""
        divided = self.M / (self.gram_values[:, None] + lam * self.basis.theta[None, :])
        return np.asarray((projected @ divided) @ self.basis.R.T / self.basis.root_c[None, :])

    def weights(self, lam: float) -> np.ndarray:
        """B(λ), (items, items): column j holds the weights of task j."""
        return self.scores(self.Q, lam)
