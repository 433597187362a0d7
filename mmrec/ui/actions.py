"""What the Data page does behind each of its doors, telling in a sentence how it went."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from mmrec import dataset_store, uploads
from mmrec.errors import MmrecError
from mmrec.ui import caching, forms, loading, mapping_form, state
from mmrec.ui.words import plain


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
        loading.switch(fingerprint)


def offer_published() -> None:
    """A MovieLens dataset, fetched and read outside the page."""
    name, accepted = forms.choose_published()
    if load_button("Download", ready=accepted):
        loading.start({"kind": "movielens", "name": name}, join=True)


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
    if load_button("Load"):
        loading.start(uploads.upload_job(paths, name or inspection.name, mapping))


def load_button(label: str, *, ready: bool = True) -> bool:
    """A button that starts to load, one dataset at a time; its key is data_ and the label."""
    busy = loading.busy()
    return st.button(
        label, type="primary", disabled=busy or not ready, key=f"data_{label.lower()}",
        help="Another dataset is being loaded." if busy else None,
    )  # fmt: skip


def offer_stored() -> None:
    """The datasets on this computer, to switch to or to delete."""
    current = state.require_dataset().fingerprint
    chosen = forms.choose_stored(dataset_store.list_datasets(), current)
    if chosen is None:
        return
    with st.container(horizontal=True):
        if st.button("Use it", type="primary", disabled=chosen == current, key="data_use"):
            loading.switch(chosen)
        deletable = chosen not in (current, caching.sample_fingerprint())
        if st.button("Delete it", disabled=not deletable, key="data_delete"):
            delete(chosen)
    if not deletable:
        st.caption("The sample and the dataset in use cannot be deleted.")


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
