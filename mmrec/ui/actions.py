"""What pages do: load, fetch and switch, each telling in a sentence how it went."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from mmrec import dataset_store, sources
from mmrec.errors import MmrecError
from mmrec.ui import caching, forms, mapping_form, state
from mmrec.ui.downloads import Download, sentence_of
from mmrec.ui.words import plain

POLL_SECONDS = 0.5


def enter(door: str) -> None:
    """What lies behind one of the doors of the Data page."""
    DOORS[door]()


def offer_sample() -> None:
    """The bundled sample, and a way back to it."""
    fingerprint = caching.sample_fingerprint()
    sample = caching.dataset(fingerprint)
    if state.is_current(fingerprint):
        st.markdown(":material/check: The bundled sample is loaded and ready.")
        return
    st.markdown(plain(sample.notice))
    if st.button("Use the sample", type="primary", key="data_use_sample"):
        switch(fingerprint)


def offer_published() -> None:
    """A MovieLens dataset, fetched in the background."""
    name, accepted = forms.choose_published()
    download = caching.downloads().of(name)
    if download is None and st.button(
        "Download", type="primary", disabled=not accepted, key="data_download"
    ):
        download = caching.downloads().start(name, sources.load_movielens)
        state.await_download(name)
    if download is not None:
        st.fragment(follow, run_every=POLL_SECONDS if download.running else None)(download)


def follow(download: Download) -> None:
    """How far a download is; when it ends, the visit that asked for it switches to it."""
    if download.running:
        st.progress(download.fraction, text=plain(download.message))
        if st.button("Cancel", key="data_cancel"):
            download.cancel()
        return
    caching.downloads().forget(download.name)
    if download.error is not None:
        st.error(plain(sentence_of(download.error)))
    elif download.fingerprint and state.awaits_download(download.name):
        switch(download.fingerprint)
    else:
        st.rerun()


def offer_upload() -> None:
    """Files of one's own: what they seem to hold, corrections, and a button to load them."""
    key = state.upload_key()
    if not (files := forms.upload(key)):
        return
    try:
        paths = caching.received(tuple(f.file_id for f in files), files)
        inspection = caching.inspection(tuple(paths))
    except MmrecError as error:
        st.error(plain(str(error)))
        return
    name = st.text_input("Name of the dataset", inspection.name, max_chars=80, key=f"{key}_name")
    mapping = mapping_form.mapping(inspection, key)
    if st.button("Load", type="primary", key="data_load"):
        load(paths, name or inspection.name, mapping)


def load(paths: Sequence[Path], name: str, mapping: dict[str, sources.TableMapping]) -> None:
    """Read, check and keep an upload, and switch to it; on an error the dataset before stays."""
    try:
        with st.spinner("Reading and checking every row …"):
            dataset = sources.load_dataset(paths, name=name, mapping=mapping)
            dataset_store.save_dataset(dataset)
    except MmrecError as error:
        st.error(plain(str(error)))
        return
    state.forget_upload()
    switch(dataset.fingerprint)


def offer_stored() -> None:
    """The datasets on this computer, to switch to or to delete."""
    current = state.require_dataset().fingerprint
    chosen = forms.choose_stored(dataset_store.list_datasets(), current)
    if chosen is None:
        return
    with st.container(horizontal=True):
        if st.button("Use it", type="primary", disabled=chosen == current, key="data_use"):
            switch(chosen)
        deletable = chosen not in (current, caching.sample_fingerprint())
        if st.button("Delete it", disabled=not deletable, key="data_delete"):
            delete(chosen)
    if not deletable:
        st.caption("The sample and the dataset in use cannot be deleted.")


def switch(fingerprint: str) -> None:
    """Make a stored dataset the current one, and say so."""
    try:
        dataset = caching.dataset(fingerprint)
    except MmrecError as error:
        st.error(plain(str(error)))
        return
    state.use_dataset(fingerprint)
    state.say(f"Now on every page: {plain(dataset.name)}")
    st.rerun()


def delete(fingerprint: str) -> None:
    """Delete a stored dataset."""
    try:
        dataset_store.delete_dataset(fingerprint)
    except MmrecError as error:
        st.error(plain(str(error)))
        return
    state.say("Deleted from this computer.")
    st.rerun()


DOORS: Final[dict[str, Callable[[], None]]] = {
    forms.SAMPLE: offer_sample,
    forms.PUBLISHED: offer_published,
    forms.UPLOAD: offer_upload,
    forms.STORED: offer_stored,
}
