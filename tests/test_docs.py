"""Documents that cannot rot: code runs, tables are complete, links lead somewhere."""

import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from mmrec.evaluation import ACCURACY, METRICS
from mmrec.limits import Limits
from mmrec.models.registry import MODELS
from mmrec.settings import settings_of

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", [*METRICS, ACCURACY])
def test_every_metric_is_explained(name):
    assert f"### {name}\n" in (ROOT / "docs/metrics.md").read_text()


@pytest.mark.parametrize("field", fields(Limits), ids=lambda field: field.name)
def test_every_limit_is_listed_with_its_default(field):
    row = f"| MMREC_{field.name.upper()} | {field.default} |"
    assert row in (ROOT / "docs/limits.md").read_text()


@pytest.mark.parametrize("setting", settings_of(MODELS["multitask"].config).values())
def test_every_setting_of_the_engine_is_in_its_document(setting):
    text = (ROOT / "docs/engine.md").read_text()
    symbol = setting.label.split()[-1]
    assert setting.label in text or symbol in text


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_justified(file):
    text = (ROOT / "docs/dependencies.md").read_text()
    lines = (ROOT / file).read_text().splitlines()
    names = [re.split(r"[<>=]", line)[0] for line in lines if line and line[0] not in "#-"]
    assert names
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text()):
        if not target.startswith("http"):
            assert (document.parent / target).exists(), target


def test_every_make_target_is_in_the_help():
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    for target in ("setup", "run", "test", "check", "lint", "bench", "sample", "screenshots"):
        assert f"make {target} " in printed


def test_the_readme_code_runs():
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.S).group(1)
    exec(compile(code, "README.md", "exec"), {})
