"""Thumbnails: a poster as a small picture inside a data URL."""

import base64
import io

from PIL import Image, UnidentifiedImageError

SIZE = (92, 138)


def thumbnail(path: str) -> str | None:
    """A JPEG of at most `SIZE` pixels as a data URL; None where the file is no picture."""
    try:
        with Image.open(path) as picture:
            picture.draft("RGB", SIZE)
            picture.thumbnail(SIZE)
            return _data_url(picture.convert("RGB"))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return None


def _data_url(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=78, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"
