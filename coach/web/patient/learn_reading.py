"""One lesson to read: its text, what to think about, what to try, and what to do next."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from coach.lessons import (
    NUMBER,
    Drawing,
    Lesson,
    LessonRead,
    PageLink,
    Question,
    keep_reading,
    lessons_read,
    spoken,
)
from coach.records.care import Care
from coach.settings import Settings
from coach.web.frame import LIVE
from coach.web.patient import preparing
from coach.web.patient.learn_aloud import show_aloud
from coach.web.patient.learn_list import open_lesson
from coach.web.problems import plain
from coach.web.store import my_exercises
from coach.web.top import show_from_the_top
from coach.web.words import count_words

PART: Final = "learn-part"
SAID: Final = "learn-said"

_MARKS: Final = {
    "read": "looked up",
    "recalled": "named by our reference",
    "default": "our own default, for your therapist to look over",
}


def show_lesson(care: Care, lesson: Lesson) -> None:
    """Show it; what is answered and ticked is kept at once.

    Raises:
        StorageError: it can't be read or kept.
        SettingsError: a setting can't be used.
    """
    number = Settings.from_environment().emergency_number
    show_from_the_top(f"lesson-{lesson.id}")
    st.button(
        "All lessons",
        icon=":material/arrow_back:",
        key="lesson-back",
        on_click=open_lesson,
        args=(None,),
    )
    st.title(lesson.title)
    week = f"Week {lesson.week}" if lesson.week else "Good to know"
    st.caption(f"{week} · about {count_words(lesson.head.minutes, 'minute')}")
    show_aloud(lesson.id, [line.replace(NUMBER, number) for line in spoken(lesson)])
    with st.container(key="lesson-text"):
        for part in lesson.parts:
            if isinstance(part, Drawing):
                st.html(_image(part))
            else:
                st.markdown(part.replace(NUMBER, number))
    entry = lessons_read(care.journal).get(lesson.id)
    read = entry.body if entry else LessonRead(lesson=lesson.id)
    answers = _questions(lesson, read)
    task_done = _task(lesson, read)
    _exercises(lesson)
    now = read.model_copy(update={"answers": answers, "task_done": task_done})
    if now != read:
        keep_reading(care.journal, now)
    _finish(care, now)
    _sources(lesson)


def _image(drawing: Drawing) -> str:
    data = base64.b64encode(drawing.svg.encode()).decode("ascii")
    return f'<img alt="{escape(drawing.told)}" src="data:image/svg+xml;base64,{data}">'


def _questions(lesson: Lesson, read: LessonRead) -> dict[str, str]:
    st.subheader("To think about")
    st.caption("This is no exam. Choose what fits you, and see what comes.")
    answers = dict(read.answers)
    for question in lesson.head.questions:
        chosen = _question(lesson, question, read.answers.get(question.id))
        if chosen is not None:
            answers[question.id] = chosen
    return answers


def _question(lesson: Lesson, question: Question, before: str | None) -> str | None:
    ids = [answer.id for answer in question.answers]
    with st.container(key=f"lesson-question-{question.id}"):
        chosen = st.radio(
            question.text,
            ids,
            index=ids.index(before) if before in ids else None,
            format_func=lambda one: plain(_words(question, one)),
            key=f"lesson-answer-{lesson.id}-{question.id}",
        )
    answer = question.answer(chosen) if chosen else None
    if answer is not None:
        (st.success if answer.fits else st.info)(answer.reply, icon=":material/favorite:")
    return chosen


def _words(question: Question, answer_id: str) -> str:
    answer = question.answer(answer_id)
    return answer.text if answer else answer_id


def _task(lesson: Lesson, read: LessonRead) -> bool:
    task = lesson.head.task
    with st.container(border=True, key="card-lesson-task"):
        st.markdown(f"#### To try this week\n\n{task.text}")
        links = [link for link in (task.link, *lesson.head.links) if link is not None]
        with st.container(horizontal=True):
            for number, link in enumerate(links):
                _link(link, f"lesson-link-{number}")
        return st.checkbox("I have tried it", value=read.task_done, key=f"lesson-task-{lesson.id}")


def _link(link: PageLink, key: str) -> None:
    if link.part is None:
        st.page_link(link.page, label=link.label, icon=":material/arrow_forward:")
        return
    st.button(
        link.label, key=key, icon=":material/arrow_forward:", on_click=_to_part, args=(link.part,)
    )


def _to_part(part: str) -> None:
    open_lesson(None)
    st.session_state[PART] = part


def _exercises(lesson: Lesson) -> None:
    there = my_exercises()
    needed = [there[name] for name in lesson.head.needs if name in there]
    if not needed:
        return
    st.subheader("Now with your coach")
    st.markdown("Take the one that is on your plan, or begin with what feels easiest.")
    with st.container(horizontal=True):
        for exercise in needed:
            if st.button(
                exercise.name,
                icon=":material/play_arrow:",
                key=f"lesson-exercise-{exercise.id}",
                help=f"Get ready for: {exercise.name}",
            ):
                preparing.choose(exercise.id)
                st.switch_page(LIVE)


def _finish(care: Care, read: LessonRead) -> None:
    if read.finished:
        st.markdown(":material/check_circle: **You have read this lesson.** It stays here for you.")
        return
    if st.button(
        "I have read this lesson", type="primary", icon=":material/check:", key="lesson-done"
    ):
        keep_reading(care.journal, read.model_copy(update={"finished": True}))
        st.session_state[SAID] = "Well done. One more lesson is yours."
        open_lesson(None)
        st.rerun()


def _sources(lesson: Lesson) -> None:
    lines: Sequence[str] = [
        f"- {plain(source.name)} ({_MARKS[source.mark]})" for source in lesson.head.sources
    ]
    with st.expander("Where this comes from"):
        st.markdown("\n".join(lines))
