"""Small files to read back."""

import csv
import zipfile

from PIL import Image

RATINGS = "user,film,stars,date\n1,10,4,2015-01-31\n1,20,3.5,2015-02-01\n2,10,5,2015-03-01\n"
FILMS = (
    "film_id,title,genres,plot\n"
    '10,"Matrix, The (1999)",Action|Sci-Fi,"A hacker, awake."\n'
    "20,Alien (1979),Horror|Sci-Fi,\n"
)


def put(folder, **files):
    """Write texts into a folder; a name's last underscore is its dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def put_csv(path, rows, delimiter=",", encoding="utf-8"):
    """Write rows with the standard library's writer, which is not the reader under test."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def put_zip(path, **files):
    """A zip archive of named contents."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def put_picture(path, size=(20, 30)):
    """A real picture in the format that the name asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (200, 30, 60)).save(path)
    return path


def whats(dataset_or_inspection):
    """All findings as one text."""
    return "\n".join(f"{f.file}: {f.what} {f.done}" for f in dataset_or_inspection.findings)
