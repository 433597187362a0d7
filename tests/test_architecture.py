"""Imports point inward, and `import mmrec` stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "mmrec": {"streamlit", "mmrec.ui", "pages"},
    "mmrec/ui": {"pages", "torch", "sentence_transformers", "sqlalchemy"},
    "pages": {"torch", "sqlalchemy", "sentence_transformers", "pandas"},
}
"""What no file of a folder may import; mmrec stands for all of it but ui."""
FREE_OF_MODELS = ("mmrec/features", "mmrec/sources", "mmrec/metrics")
"""Inner layers that know neither models nor runs."""


def files(folder):
    found = (ROOT / folder).rglob("*.py")
    return [f for f in found if folder != "mmrec" or (ROOT / "mmrec/ui") not in f.parents]


def imports(path):
    """All names imported anywhere in a file, with the names of their parents."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {".".join(n.split(".")[: i + 1]) for n in names for i in range(n.count(".") + 1)}


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_point_inward(folder):
    assert files(folder)
    for path in files(folder):
        assert not imports(path) & FORBIDDEN[folder], path


@pytest.mark.parametrize("folder", FREE_OF_MODELS)
def test_inner_layers_know_no_models(folder):
    for path in files(folder):
        assert not imports(path) & {"mmrec.models", "mmrec.runs", "mmrec.jobs"}, path


def test_only_the_state_module_touches_session_state():
    for path in [*files("mmrec/ui"), *files("pages"), ROOT / "app.py"]:
        if path != ROOT / "mmrec/ui/state.py":
            assert "session_state" not in path.read_text(), path
            assert "query_params" not in path.read_text(), path


@pytest.mark.parametrize("module", ["mmrec", "mmrec.__main__", "mmrec.experiment", "mmrec.sources"])
def test_import_is_light(module):
    """Neither torch nor the sentence encoder nor Streamlit before they are needed."""
    heavy = "{'torch', 'streamlit', 'sentence_transformers', 'sklearn'}"
    code = f"import sys, {module}; sys.exit(' '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_import_mmrec_loads_no_pandas():
    code = "import sys, mmrec; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_files_and_functions_stay_small():
    """Files under 250 lines; half of all functions under 8 lines, nine in ten under 30."""
    lengths = []
    for path in [*files("mmrec"), *files("mmrec/ui"), *files("pages"), ROOT / "app.py"]:
        text = path.read_text()
        assert text.count("\n") <= 250, path
        functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef))
        lengths += [node.end_lineno - node.lineno + 1 for node in functions]
    lengths.sort()
    assert lengths[len(lengths) * 9 // 10] <= 30
