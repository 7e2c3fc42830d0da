"""How somebody stands today against how they usually stand, from their saved standing checks."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.posture import Baseline, StandingPicture, standing_picture
from coach.posture.standing import EXERCISE
from coach.records import Log, SetId, SetSummary, TargetSource
from coach.web.frame import LIVE
from coach.web.problems import plain, say_problem
from coach.web.words import date_words
from poses.errors import UserFacingError

_KEPT: Final = "desk-standing-kept"
_LATEST: Final = 10
_REASON: Final = "A standing check that the person called their usual way to stand."


def show_standing(log: Log) -> None:
    """The latest standing check, compared with the usual one if there is one.

    Raises:
        StorageError: the log can't be read.
    """
    found = _latest_with_track(log)
    if found is None:
        st.markdown(
            "Do the exercise *Standing check* once from the front and once from the side, ten "
            "seconds each. Then you see here what has changed, compared with yourself."
        )
        st.page_link(LIVE, label="Do the standing check", icon=":material/arrow_forward:")
        return
    entry, picture = found
    st.markdown(f"Standing check of **{date_words(entry.performed_at)}**")
    if not picture.values:
        st.markdown("Your whole body could not be seen in it. Stand two to three metres away.")
        return
    usual = Baseline.from_targets(log.targets(EXERCISE))
    compared = picture.against(usual)
    if compared:
        st.markdown("\n".join(f"- **{plain(c.title)}**: {plain(c.sentence)}" for c in compared))
        st.caption(
            "A change is only named when it is larger than what the camera may be off by. Small "
            "differences between left and right are common, and are nothing to put right."
        )
    unknown = [name for name in picture.values if name not in usual.values]
    if unknown and not compared:
        st.markdown("It can be your own measure for later ones: is this how you usually stand?")
    missing = ", ".join(plain(one.what.lower()) for one in picture.not_assessed)
    if missing:
        st.caption(f"This view does not show: {missing}.")
    if st.session_state.pop(_KEPT, False):
        st.success("Kept as your usual way to stand.", icon=":material/check_circle:")
    st.button(
        "This is how I usually stand",
        icon=":material/bookmark:",
        key="desk-standing-keep",
        on_click=_keep,
        args=(log, picture),
    )


def _latest_with_track(log: Log) -> tuple[SetSummary, StandingPicture] | None:
    for entry in log.sets(_LATEST, exercise=EXERCISE):
        if entry.has_track:
            return entry, _picture(log, entry)
    return None


def _picture(log: Log, entry: SetSummary) -> StandingPicture:
    key = f"desk-standing-{entry.id}"
    if key not in st.session_state:
        track = log.track(SetId(entry.id))
        st.session_state[key] = standing_picture(track or ())
    picture: StandingPicture = st.session_state[key]
    return picture


def _keep(log: Log, picture: StandingPicture) -> None:
    try:
        log.set_targets(
            EXERCISE,
            picture.baseline.as_targets(),
            set_by=TargetSource.CALIBRATION,
            reason=_REASON,
        )
        st.session_state[_KEPT] = True
    except UserFacingError as error:
        say_problem(str(error))
