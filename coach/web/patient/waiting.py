"""While a video is being watched: how far it is, and a way to stop."""

from __future__ import annotations

import streamlit as st

from coach.web.desk import desk
from coach.web.job import Job, Stage
from coach.web.words import count_words, left_words


@st.fragment(run_every=0.7)
def wait_for(job: Job, doing: str, *, ticket: str, stop: str, title: str | None = None) -> None:
    """Show the job's progress until it is over, then run the page again.

    ``ticket`` is the job's place in the session, given up with the button of key ``stop``.
    """
    if job.stage is Stage.OVER:
        st.rerun()
    if title is not None:
        st.title(title)
    if ahead := desk().ahead(job):
        st.info(
            f"{count_words(ahead, 'other video')} first. Yours starts by itself.",
            icon=":material/hourglass_top:",
        )
    words = f"{doing}: {job.share:.0%}"
    if (left_s := job.left_s) is not None:
        words += f", {left_words(left_s)}"
    st.progress(job.share, text=f"{words}.")
    if st.button("Stop", icon=":material/close:", key=stop):
        job.cancel()
        st.session_state.pop(ticket, None)
        st.rerun()
