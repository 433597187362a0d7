"""Every error that a user can cause, so that a page can show it as a sentence.

The text says what is wrong, where, what was found and what to do.  Anything else that is raised
is a defect of the program and is left to crash loudly.
"""


class MmrecError(Exception):
    """Base of all errors that a user can cause and mend."""


class DataError(MmrecError):
    """A file, an archive or a table cannot become a dataset."""


class LimitError(DataError):
    """Something is larger than a limit in `mmrec.limits` allows."""


class DownloadError(MmrecError):
    """A dataset could not be fetched."""


class ConfigError(MmrecError):
    """A setting is out of range, or settings contradict each other."""


class SplitError(MmrecError):
    """A split leaves nothing to train on or nothing to measure."""


class ModalityError(MmrecError):
    """A modality is unknown, absent from the dataset, or the chosen set cannot work."""


class UnknownId(MmrecError):
    """A viewer, film, run or dataset that is not there."""


class NoHistory(MmrecError):
    """A viewer has nothing in the training part that a list could be based on."""


class MissingPackage(MmrecError):
    """A package that a feature needs is not installed."""

    def __init__(self, feature: str, package: str) -> None:
        super().__init__(
            f"{feature} need the package {package}, which is not installed. "
            f"Run 'pip install {package}', or switch this modality off."
        )
