"""Fixtures of the feature tests: a dataset, a fake encoder, drawn posters."""

import pytest
from PIL import Image, ImageDraw

from tests.features.small import CountingEncoder, make_dataset


@pytest.fixture
def counting():
    return CountingEncoder()


@pytest.fixture
def dataset():
    return make_dataset()


@pytest.fixture
def picture(tmp_path):
    """Draws and saves a picture: stripes of one colour, or circles of another."""

    def draw(name, colour, shape="stripes", size=(120, 180), crop=None, **saving):
        image = Image.new("RGB", (240, 360), "white")
        pen = ImageDraw.Draw(image)
        for i in range(0, 360, 40):
            if shape == "stripes":
                pen.rectangle((0, i, 240, i + 18), fill=colour)
            else:
                pen.ellipse((i % 200, i, i % 200 + 60, i + 60), fill=colour)
        path = tmp_path / name
        (image.crop(crop) if crop else image).resize(size).save(path, **saving)
        return str(path)

    return draw
