import re

import pytest

pytestmark = pytest.mark.browser

SECOND = 1000


def open_data(page, server):
    page.goto(server)
    page.get_by_role("heading", name="Films", exact=True).wait_for(timeout=30 * SECOND)


def choose(page, door):
    page.get_by_test_id("stButtonGroup").first.get_by_role("radio", name=door).click()


def test_the_sample_is_there_without_a_click(server, page, screenshot):
    open_data(page, server)
    assert re.search(r"\?dataset=[0-9a-f]{16}$", page.url)
    page.get_by_text("The bundled sample is loaded and ready").wait_for()
    page.get_by_text(re.compile(r"Films 1 to \d+ of [\d,]+")).wait_for()
    page.get_by_test_id("stDataFrame").first.locator("canvas").first.wait_for()
    screenshot(page, "data")


def test_a_film_is_found_by_its_title(server, page, screenshot):
    open_data(page, server)
    page.get_by_placeholder("A title, a genre, a director").fill("zzz no such film")
    page.get_by_text("No film matches zzz no such film").wait_for()
    screenshot(page, "nothing-found")


def test_an_upload_becomes_the_dataset_of_every_page(server, page, tmp_path, screenshot):
    file = tmp_path / "evenings.csv"
    rows = [f"v{u},f{i},{1 + (u * i) % 5}" for u in range(8) for i in range(6) if (u + i) % 3]
    file.write_text("\n".join(["user_id,item_id,rating", *rows]) + "\n")
    open_data(page, server)
    before = page.url
    choose(page, "Upload")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Load", exact=True).click()
    page.get_by_role("heading", name="evenings").wait_for(timeout=30 * SECOND)
    assert page.url != before
    screenshot(page, "loaded")


def test_a_broken_upload_is_a_sentence_and_the_old_dataset_stays(server, page, tmp_path):
    file = tmp_path / "poem.csv"
    file.write_text("rose,red\nviolet,blue\n")
    open_data(page, server)
    before = page.url
    choose(page, "Upload")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Load", exact=True).click()
    page.get_by_test_id("stAlert").wait_for(timeout=30 * SECOND)
    assert page.url == before
