"""The whole journey in a real browser: choose, toggle, slide, train, compare, recommend."""

import re
import zipfile

import pandas as pd
import pytest

pytestmark = pytest.mark.browser

SECOND = 1000


def go_to(page, name):
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=name, exact=True).wait_for(timeout=30 * SECOND)


def idle(page):
    """Wait until the script has run and the page is still."""
    page.wait_for_timeout(400)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(
        timeout=60 * SECOND
    )
    page.wait_for_timeout(400)


def switch(page, modality):
    page.get_by_test_id("stCheckbox").filter(has_text=modality).locator("label").click()
    idle(page)


def train(page, seconds=60):
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("button", name="Cancel").wait_for(timeout=20 * SECOND)
    page.get_by_role("button", name="Cancel").wait_for(state="detached", timeout=seconds * SECOND)
    page.get_by_text("One fit, every λ").wait_for(timeout=20 * SECOND)
    idle(page)


def figures(page):
    """Metric cards by label."""
    return {
        card.get_by_test_id("stMetricLabel").inner_text().strip(): card.get_by_test_id(
            "stMetricValue"
        ).inner_text()
        for card in page.get_by_test_id("stMetric").all()
    }


def move_lam(page, key, times):
    slider = page.get_by_test_id("stSlider").filter(has_text="λ").get_by_role("slider").first
    slider.focus()
    for _ in range(times):
        slider.press(key)
    idle(page)


def both_sizes(page, screenshot, word):
    """A picture at the width of a desk and at that of a phone."""
    for name, size in {"wide": (1440, 900), "phone": (390, 844)}.items():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_timeout(700)
        screenshot(page, f"{word}-{name}")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_timeout(300)


def test_journey_on_the_sample(page, server, screenshot):
    page.goto(server)
    page.get_by_role("heading", name="Films", exact=True).wait_for(timeout=30 * SECOND)
    both_sizes(page, screenshot, "data")

    go_to(page, "Train")
    train(page)
    with_text = figures(page)
    switch(page, "Plot")
    page.get_by_text("Changed since this run: modalities").wait_for(timeout=10 * SECOND)
    train(page)
    assert "use_text=false" in page.url
    without_text = figures(page)
    assert without_text.keys() == with_text.keys() == {
        "Accuracy", "Recall@10", "nDCG@10", "Precision@10"
    }  # fmt: skip
    move_lam(page, "ArrowRight", 8)
    assert figures(page) != without_text
    assert "lam=" in page.url
    both_sizes(page, screenshot, "train")

    go_to(page, "Compare")
    page.get_by_text("Accuracy: likes and dislikes called right").wait_for(timeout=20 * SECOND)
    page.locator(".js-plotly-plot").nth(2).wait_for(timeout=20 * SECOND)
    assert page.get_by_test_id("stMultiSelect").get_by_text("all but plot").count() == 1
    both_sizes(page, screenshot, "compare")
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    assert len(pd.read_csv(download.value.path())) == 2

    go_to(page, "Recommend")
    page.locator("ol.mm-list").nth(1).wait_for(timeout=20 * SECOND)
    assert page.locator("ol.mm-list").count() == 2
    assert page.locator("ol.mm-list").first.locator("li").count() == 10
    assert page.locator("ul.mm-strip img").count() > 3
    both_sizes(page, screenshot, "recommend")


def test_a_reload_while_training_loses_nothing(page, server):
    page.goto(server)
    page.get_by_role("heading", name="Films", exact=True).wait_for(timeout=30 * SECOND)
    go_to(page, "Train")
    page.get_by_role("button", name="Train", exact=True).click()
    page.wait_for_url(re.compile("job="), timeout=20 * SECOND)
    page.reload()
    page.get_by_text("One fit, every λ").wait_for(timeout=60 * SECOND)
    page.wait_for_url(re.compile("run="), timeout=20 * SECOND)


def test_training_can_be_cancelled(page, server):
    page.goto(server)
    page.get_by_role("heading", name="Films", exact=True).wait_for(timeout=30 * SECOND)
    go_to(page, "Train")
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("button", name="Cancel").click(timeout=20 * SECOND)
    page.get_by_text("Training was cancelled; nothing was stored.").wait_for(timeout=20 * SECOND)


@pytest.mark.parametrize("address", ["train", "recommend"])
def test_a_deep_link_on_a_fresh_server_shows_the_frame_and_the_menu(
    chromium, fresh_server, address
):
    """Streamlit itself complains on the console about a link before anyone has opened `/`."""
    page = chromium.new_page()
    page.goto(f"{fresh_server}/{address}")
    title = page.get_by_role("heading", name=address.capitalize(), exact=True)
    title.wait_for(timeout=30 * SECOND)
    for name in ("Data", "Train", "Compare", "Recommend"):
        assert page.get_by_role("link", name=name, exact=True).count() == 1
    page.close()


@pytest.fixture(scope="session")
def real_zip(shared_data, tmp_path_factory):
    """MovieLens 100K with plots, people and posters as one archive."""
    ids = pd.read_csv(shared_data / "ml-100k/item_to_movielens_id.csv").dropna()
    known = pd.read_csv(shared_data / "ml_items.csv").set_index("movieId")
    films = ids.join(known[["overview", "director", "cast_top3"]], on="movieId")
    films = films.rename(columns={"item": "item_id", "cast_top3": "cast"})
    path = tmp_path_factory.mktemp("upload") / "ml-100k-with-posters.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("u.data", "u.item", "u.genre"):
            archive.write(shared_data / "ml-100k" / name, name)
        columns = ["item_id", "overview", "director", "cast"]
        archive.writestr("plots.csv", films[columns].to_csv(index=False))
        for item, movie in zip(films["item_id"], films["movieId"], strict=True):
            poster = shared_data / f"posters/{movie:.0f}.jpg"
            if poster.exists():
                archive.write(poster, f"posters/{item}.jpg")
    return path


@pytest.mark.slow
def test_journey_with_an_upload_of_real_films(page, server, screenshot, real_zip):
    page.goto(server)
    page.get_by_role("heading", name="Films", exact=True).wait_for(timeout=30 * SECOND)
    page.get_by_test_id("stButtonGroup").first.get_by_role("radio", name="Upload").click()
    page.locator('input[type="file"]').set_input_files(real_zip)
    page.get_by_role("button", name="Load", exact=True).click(timeout=60 * SECOND)
    page.get_by_role("heading", name="ml-100k-with-posters").wait_for(timeout=90 * SECOND)
    cards = figures(page)
    assert (cards["Viewers"], cards["Films"], cards["Interactions"]) == ("943", "1,682", "100,000")
    both_sizes(page, screenshot, "data")

    go_to(page, "Train")
    train(page, seconds=300)
    assert float(figures(page)["nDCG@10"]) > 0.4
    both_sizes(page, screenshot, "train")

    go_to(page, "Recommend")
    page.locator("ol.mm-list li").nth(9).wait_for(timeout=30 * SECOND)
    assert page.locator("ol.mm-list li img").count() >= 8
    shown = page.locator("ol.mm-list .mm-title").all_inner_texts()
    assert set(shown) <= real_titles(real_zip)
    both_sizes(page, screenshot, "recommend")


def real_titles(path):
    """Titles of u.item without the year, the article in front: "Matrix, The (1999)"."""
    with zipfile.ZipFile(path) as archive, archive.open("u.item") as file:
        titles = pd.read_csv(file, sep="|", encoding="latin-1", header=None)[1]
    bare = titles.str.replace(r"\s*\(\d{4}\)$", "", regex=True)
    return set(bare) | set(bare.str.replace(r"^(.*), (The|A|An)\b(.*)$", r"\2 \1\3", regex=True))
