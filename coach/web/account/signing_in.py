"""The page for whoever is not signed in."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.accounts.tickets import Admission, tickets
from coach.records import PersonId, find_person
from coach.records.accounts import is_empty
from coach.records.entering import check_outside, check_password
from coach.settings import Settings
from coach.web import browser
from coach.web.account import outside
from coach.web.account.roles import address_after_signing_in
from coach.web.account.sending import ENTER, send
from coach.web.problems import say_problem
from coach.web.store import my_database
from poses.errors import UserFacingError

_FORGOTTEN: Final = (
    "Forgotten your password, or no account yet? Your clinic sends you a link with which you "
    "choose a new one."
)


_FIRST: Final = (
    "Nobody has an account here yet. Whoever looks after this app makes the first one on its "
    "server: `coach user add NAME --role admin`."
)


def show(wished: str) -> None:
    """Ask who is there; then go to the page that was wished, which is one of the app's."""
    st.title("Welcome to Back Coach")
    try:
        if is_empty(my_database()):
            st.info(_FIRST, icon=":material/info:")
        if Settings.from_environment().accounts == "oidc":
            _with_service(wished)
        else:
            _with_password(wished)
    except UserFacingError as error:
        say_problem(str(error))


def enter(person: PersonId, wished: str = "") -> None:
    """Let the browser in as this person, whoever calls has made sure of them.

    Raises:
        NotFoundError: there is no such person.
        StorageError: the log can't be read.
    """
    role = find_person(my_database(), person).role
    page = address_after_signing_in(role, wished)
    send(ENTER, ticket=tickets.issue(Admission(person, browser.device(), page)))
    st.markdown("One moment, please …")


def _with_password(wished: str) -> None:
    with st.form("sign-in", width=420):
        login = st.text_input("Your name here, or e-mail address", autocomplete="username")
        password = st.text_input("Password", type="password", autocomplete="current-password")
        sent = st.form_submit_button("Sign in", type="primary")
    st.caption(_FORGOTTEN)
    if not sent:
        return
    if not login.strip() or not password:
        say_problem("Please fill in both your name and your password.")
        return
    enter(check_password(my_database(), login, password, browser.address()), wished)


def _with_service(wished: str) -> None:
    proof = outside.proof()
    if proof is None:
        st.markdown("Sign in with the account that you have at your clinic.")
        if st.button("Sign in", type="primary", key="sign-in-outside"):
            outside.ask()
        return
    with st.container(horizontal=True):
        go_on = st.button(f"Go on as {proof.name}", type="primary", key="sign-in-go-on")
        if st.button("Use another account", key="sign-in-other"):
            outside.leave()
    if go_on:
        enter(check_outside(my_database(), proof.subject), wished)
