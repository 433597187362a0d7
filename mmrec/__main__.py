"""The command line: `python -m mmrec evaluate | models | modalities | runs`."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from mmrec import features
from mmrec.comparison import measured_on
from mmrec.dataset import Dataset
from mmrec.dataset_store import list_datasets, open_dataset, save_dataset
from mmrec.errors import ConfigError, MmrecError
from mmrec.experiment import RELEVANT, ExperimentConfig, Outcome, run_experiment
from mmrec.models.registry import MODELS
from mmrec.runs import delete_run, list_runs, save_run
from mmrec.settings import settings_of
from mmrec.sources import load_dataset, load_sample
from mmrec.splits import PROTOCOLS
from mmrec.training import check_modalities


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a user's mistake becomes a sentence on stderr and exit code 2."""
    options = _parser().parse_args(arguments)
    try:
        print(options.command(options))
    except MmrecError as error:
        print(f"mmrec: {error}", file=sys.stderr)
        return 2
    return 0


def evaluate(options: argparse.Namespace) -> str:
    """Train on one split and measure: the figures as a table, or as JSON."""
    dataset = read_data(options.data)
    outcome = run_experiment(dataset, config_from(options, dataset))
    if options.save:
        save_dataset(dataset)
        save_run(outcome, dataset)
    return _as_json(outcome, dataset) if options.json else _as_text(outcome, dataset)


def models(options: argparse.Namespace) -> str:
    """All models with their settings."""
    lines = []
    for name, spec in MODELS.items():
        lines.append(f"{name:12s} {spec.label}. {spec.about}")
        lines += [
            f"{'':14s}{_option(key)}=…  {about.label}, {about.low:g} to {about.high:g}"
            for key, about in settings_of(spec.config).items()
        ]
    return "\n".join(lines)


def _option(setting: str) -> str:
    """How a setting of a model is given; λ has an option of its own."""
    return "--lam" if setting == "lam" else f"--set {setting}"


def modalities(options: argparse.Namespace) -> str:
    """The modalities of a dataset and the share of films that each covers."""
    dataset = read_data(options.data)
    return "\n".join(
        f"{name:12s} {features.coverage(dataset, name):6.1%}  {about.help}"
        for name, about in features.available(dataset).items()
    )


def runs(options: argparse.Namespace) -> str:
    """The stored runs, newest first; with --delete, forget one."""
    if options.delete is not None:
        delete_run(options.delete)
        return f"Deleted run {options.delete}."
    lines = [f"{r.id}  {r.created[:16]}  {r.dataset_name}  {r.name}" for r in list_runs()]
    return "\n".join(lines) or "No runs are stored yet. Keep one with: evaluate --save."


def read_data(where: str) -> Dataset:
    """`sample`, the fingerprint of a stored dataset, or a folder, archive or file."""
    if where == "sample":
        return load_sample()
    if where in set(list_datasets()["fingerprint"]):
        return open_dataset(where)
    return load_dataset(Path(where))


def config_from(options: argparse.Namespace, dataset: Dataset) -> ExperimentConfig:
    """The experiment that the options describe."""
    return ExperimentConfig(
        model=options.model,
        modalities=_names(options.modalities, dataset),
        lam=_lam(options.lam),
        k=options.k,
        protocol=options.split,
        test_fraction=options.test_fraction,
        validation_fraction=options.validation_fraction,
        relevant=options.relevant,
        liked_from=options.liked_from,
        seed=options.seed,
        settings=dict(_assignment(text) for text in options.set),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mmrec", description=__doc__)
    commands = parser.add_subparsers(required=True)
    _add_evaluate(commands.add_parser("evaluate", help=evaluate.__doc__))
    commands.add_parser("models", help=models.__doc__).set_defaults(command=models)
    listing = commands.add_parser("modalities", help=modalities.__doc__)
    listing.add_argument("data", help=read_data.__doc__)
    listing.set_defaults(command=modalities)
    stored = commands.add_parser("runs", help=runs.__doc__)
    stored.add_argument("--delete", metavar="ID", help="forget this run and its files")
    stored.set_defaults(command=runs)
    return parser


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    defaults = ExperimentConfig()
    parser.set_defaults(command=evaluate)
    parser.add_argument("--data", required=True, help=read_data.__doc__)
    parser.add_argument("--model", default=defaults.model, choices=MODELS)
    parser.add_argument("--modalities", default="", help="names with commas; empty: all there are")
    parser.add_argument("--lam", default="auto", help="λ; 'auto': the best on validation viewers")
    parser.add_argument("--split", default=defaults.protocol, choices=PROTOCOLS)
    parser.add_argument("--test-fraction", type=float, default=defaults.test_fraction)
    parser.add_argument("--validation-fraction", type=float, default=defaults.validation_fraction)
    parser.add_argument("--k", type=int, default=defaults.k)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    parser.add_argument("--relevant", default=defaults.relevant, choices=RELEVANT)
    parser.add_argument("--liked-from", type=float, default=None)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--save", action="store_true", help="keep the run for the app to show")


def _names(text: str, dataset: Dataset) -> tuple[str, ...]:
    if text:
        return tuple(name.strip() for name in text.split(","))
    return check_modalities(dataset, None)


def _lam(text: str) -> float | None:
    if text == "auto":
        return None
    try:
        return float(text)
    except ValueError:
        raise ConfigError(f"λ is {text!r}. Give a number of 0 or more, or 'auto'.") from None


def _assignment(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise ConfigError(f"--set {text}: write it as name=number, such as gamma=2.") from None


def _as_text(outcome: Outcome, dataset: Dataset) -> str:
    shown = outcome.references["metric"].isin(outcome.result.summary["metric"])
    references = outcome.references[shown].pivot(index="metric", columns="reference", values="mean")
    return "\n".join(
        [
            measured_on(dataset.name, outcome.config, len(outcome.result.users)),
            _model_in_words(outcome),
            "",
            outcome.result.summary.to_string(index=False, float_format="%.4f"),
            "",
            "reference models:",
            references.to_string(float_format="%.4f"),
        ]
    )


def _model_in_words(outcome: Outcome) -> str:
    model = outcome.model
    used = model.modalities if model.spec.uses_modalities else ()
    lam = [f"λ = {model.settings['lam']:g}"] if model.spec.has_lam else []
    return ", ".join([model.spec.label, *used, *lam])


def _as_json(outcome: Outcome, dataset: Dataset) -> str:
    summary = json.loads(outcome.result.summary.to_json(orient="records"))
    references = json.loads(outcome.references.to_json(orient="records"))
    found = {
        "dataset": dataset.name, "fingerprint": dataset.fingerprint,
        "model": outcome.model.name, "modalities": list(outcome.model.modalities),
        "lam": outcome.model.settings.get("lam"), "users": len(outcome.result.users),
        "config": asdict(outcome.config), "summary": summary, "references": references,
        "seconds": outcome.seconds, "versions": outcome.versions,
    }  # fmt: skip
    return json.dumps(found, indent=2)


if __name__ == "__main__":
    sys.exit(main())
