import re
import time

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


def test_clicks_elsewhere_do_not_stop_an_upload_that_is_being_read(server, page, tmp_path):
    """Two million rows, which takes seconds to read."""
    file = tmp_path / "marathon.csv"
    rows = (f"v{u},f{i},{1 + (u * i) % 5}" for u in range(10_000) for i in range(200))
    file.write_text("\n".join(["user_id,item_id,rating", *rows]) + "\n")
    open_data(page, server)
    choose(page, "Upload")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Load", exact=True).click()
    page.wait_for_url("**loading=**", timeout=30 * SECOND)
    choose(page, "MovieLens")
    page.get_by_text("I accept these terms").wait_for(timeout=30 * SECOND)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Train").click()
    page.get_by_role("heading", name="Train", exact=True).wait_for(timeout=30 * SECOND)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
    page.wait_for_timeout(8 * SECOND)
    # Streamlit may lose a click on the menu that meets the rerun at the end of a job; the page
    # then offers a link to the dataset.
    if (link := page.get_by_role("link", name="Your dataset is ready")).count():
        link.click()
    page.get_by_role("heading", name="marathon").wait_for(timeout=60 * SECOND)
    assert "loading=" not in page.url


def test_a_download_outlives_a_reload_and_becomes_the_dataset(mirrored_server, page, screenshot):
    url, site = mirrored_server
    site["go_on"].clear()
    open_data(page, url)
    choose(page, "MovieLens")
    page.get_by_text("I accept these terms").click()
    page.get_by_role("button", name="Download", exact=True).click()
    page.get_by_text(re.compile(r"MovieLens 100K: .* MB")).wait_for(timeout=30 * SECOND)
    screenshot(page, "half-way")
    page.reload()
    page.get_by_text(re.compile(r"MovieLens 100K: .* MB")).wait_for(timeout=30 * SECOND)
    site["go_on"].set()
    page.get_by_role("heading", name="MovieLens 100K").wait_for(timeout=30 * SECOND)
    assert "loading=" not in page.url


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


def test_a_link_to_a_page_shows_the_frame_and_the_right_menu(fresh_server, chromium):
    """Also where nobody has opened the server before, which Streamlit itself complains about."""
    page = chromium.new_page()
    page.goto(f"{fresh_server}/compare")
    page.get_by_role("heading", name="Compare", exact=True).wait_for(timeout=30 * SECOND)
    links = page.get_by_test_id("stSidebarNav").get_by_role("link").all_inner_texts()
    assert [text.split()[-1] for text in links] == ["Data", "Train", "Compare", "Recommend"]
    page.close()


def test_the_dataset_stays_in_the_address_from_page_to_page(server, page):
    open_data(page, server)
    dataset = page.url.split("?")[1]
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Compare").click()
    page.wait_for_url(f"**/compare?{dataset}", timeout=30 * SECOND)


def test_an_unvisited_server_shows_its_first_page_within_seconds(fresh_server, page):
    """5 s is the aim; twice that is allowed where other work shares the processor."""
    start = time.monotonic()
    open_data(page, fresh_server)
    assert time.monotonic() - start < 10
