"""The personal action plan: written down, kept, looked at again."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.lessons import ACTION_PLAN, ActionPlan, could_be_smaller, plan_words, sentence
from coach.records import NotFoundError
from coach.records.journal import EntryId, Journal, JournalEntry
from coach.web.problems import plain
from coach.web.words import count_words

_EDITED: Final = "plan-edited"
_EMPTY: Final = "plan-empty"
_SAID: Final = "plan-said"
_LINES: Final = ("what", "when", "where", "hurdle", "then")
_LONGEST: Final = 300
_OVER: Final = "That plan was changed on another device meanwhile. Here is what holds now."

Entry = JournalEntry[ActionPlan]


def show_plans(journal: Journal) -> None:
    """The plans that hold, and a form for another one.

    Raises:
        StorageError: they can't be read or kept.
    """
    words = plan_words()
    st.markdown(words.intro)
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(said, icon=":material/check_circle:")
    plans = journal.entries(ACTION_PLAN, ActionPlan)
    for entry in plans:
        if not entry.body.done:
            _plan(journal, entry)
    _form(journal, {str(entry.id): entry for entry in plans})
    done = [entry for entry in plans if entry.body.done]
    if done:
        with st.expander(f"What you have done · {count_words(len(done), 'plan')}"):
            for entry in done:
                told = plain(sentence(entry.body))
                st.markdown(f":material/check: {told}  \n:small[{_day(entry)}]")


def _plan(journal: Journal, entry: Entry) -> None:
    with st.container(border=True, key=f"card-plan-{entry.id}"):
        st.markdown(
            f"**{plain(sentence(entry.body))}**  \n"
            f":small[Planned on {_day(entry)}. How sure: {entry.body.sure} of 10]"
        )
        with st.container(horizontal=True):
            if st.button("Done", key=f"plan-done-{entry.id}", icon=":material/check:"):
                _over(journal, entry, "Well done. That was your own doing.", done=True)
            st.button(
                "Change it",
                key=f"plan-change-{entry.id}",
                icon=":material/edit:",
                on_click=_edit,
                args=(str(entry.id), entry.body),
            )
            if st.button("Put it away", key=f"plan-away-{entry.id}", icon=":material/archive:"):
                _over(journal, entry, "It is put away. A new plan may fit better.", done=False)


def _day(entry: Entry) -> str:
    return f"{entry.day.day} {entry.day:%B %Y}"


def _over(journal: Journal, entry: Entry, said: str, *, done: bool) -> None:
    try:
        if done:
            journal.replace(entry.id, entry.body.model_copy(update={"done": True}))
        else:
            journal.retire(entry.id)
    except NotFoundError:
        said = _OVER
    st.session_state[_SAID] = said
    st.rerun()


def _edit(entry_id: str | None, plan: ActionPlan | None) -> None:
    st.session_state[_EDITED] = entry_id
    for line in _LINES:
        st.session_state[f"plan-{line}"] = getattr(plan, line) if plan else ""
    st.session_state["plan-sure"] = plan.sure if plan else None


def _form(journal: Journal, plans: dict[str, Entry]) -> None:
    words = plan_words()
    if st.session_state.pop(_EMPTY, False):
        _edit(None, None)
    edited = plans.get(st.session_state.get(_EDITED) or "")
    with st.container(border=True, key="card-plan-form"):
        st.subheader("Change your plan" if edited else "A new plan")
        for line in ("what", "when", "where"):
            st.text_input(getattr(words, line), key=f"plan-{line}", max_chars=_LONGEST)
        left, right = st.columns(2)
        left.text_input(words.hurdle, key="plan-hurdle", max_chars=_LONGEST)
        right.text_input(words.then, key="plan-then", max_chars=_LONGEST)
        sure = st.pills(words.sure, list(range(11)), key="plan-sure")
        if sure is not None:
            _how_sure(int(sure))
        with st.container(horizontal=True):
            if st.button("Keep this plan", type="primary", key="plan-keep"):
                _keep(journal, edited, sure)
            if edited:
                st.button("Leave it as it was", key="plan-leave", on_click=_edit, args=(None, None))


def _how_sure(sure: int) -> None:
    words = plan_words()
    if not could_be_smaller(sure):
        st.success(words.ready, icon=":material/favorite:")
        return
    ways = "\n".join(f"- {way}" for way in words.ways)
    asked = words.smaller.replace("{sure_enough}", str(words.sure_enough))
    st.info(f"{asked}\n\n{ways}", icon=":material/compress:")


def _keep(journal: Journal, edited: Entry | None, sure: int | None) -> None:
    told = {line: str(st.session_state[f"plan-{line}"]).strip() for line in _LINES}
    if not told["what"] or sure is None:
        st.info("Nothing is kept yet: say what you will do, and how sure you are.")
        return
    plan = ActionPlan.model_validate({**told, "sure": sure})
    if edited is None:
        journal.add(ACTION_PLAN, plan)
    else:
        _change(journal, edited.id, plan)
    st.session_state[_SAID] = "Your plan is kept."
    st.session_state[_EMPTY] = True
    st.rerun()


def _change(journal: Journal, entry: EntryId, plan: ActionPlan) -> None:
    try:
        journal.replace(entry, plan)
    except NotFoundError:
        # It was put away on another device: what was typed here is kept all the same.
        journal.add(ACTION_PLAN, plan)
