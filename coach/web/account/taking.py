"""The page that a link opens: join, or choose a new password."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.accounts.password import SHORTEST
from coach.records import NotFoundError, Person, Role
from coach.records.accounts import Outside, Password
from coach.records.care_entries import InvitationPurpose
from coach.records.invitations import Invitation, look_up
from coach.records.joining import join, take_new_password
from coach.settings import Settings
from coach.web import browser
from coach.web.account import outside
from coach.web.account.consenting import Asked, ask_consents
from coach.web.account.signing_in import enter
from coach.web.problems import plain, say_problem
from coach.web.store import my_database
from poses.errors import UserFacingError

_PASSWORD_HELP: Final = (
    f"At least {SHORTEST} signs of any kind. A few words in a row are easy to remember."
)


def show(secret: str, here: Person | None) -> None:
    """Whatever the link is for; ``here`` is who is signed in on this device meanwhile."""
    try:
        invitation = look_up(my_database(), secret)
    except NotFoundError as error:
        st.title("This link has done its work")
        st.markdown(str(error))
        st.markdown("If you have an account already, you can simply sign in.")
        if st.button("Sign in", key="to-sign-in"):
            st.query_params.clear()
            st.rerun()
        return
    if here is not None and here.id != invitation.person.id:
        st.info(
            f"{plain(here.display_name)} is signed in on this device. This link is for "
            f"{plain(invitation.person.display_name)}, and best opened on their own device.",
            icon=":material/info:",
        )
    try:
        if invitation.purpose is InvitationPurpose.RESET:
            _new_password(secret, invitation)
        else:
            _join(secret, invitation)
    except UserFacingError as error:
        say_problem(str(error))


def _join(secret: str, invitation: Invitation) -> None:
    st.title(f"Welcome, {plain(invitation.person.display_name)}")
    by = invitation.invited_by
    if by is not None:
        st.markdown(f"{plain(by.display_name)} has invited you to Back Coach.")
    proof = None
    if Settings.from_environment().accounts == "oidc":
        proof = outside.proof()
        if proof is None:
            st.markdown(
                "First sign in with the account that you have at your clinic. Then open this link "
                "once more."
            )
            if st.button("Sign in", type="primary", key="sign-in-outside"):
                outside.ask()
            return
    with st.form("join", width=520):
        name = st.text_input(
            "What shall we call you?", value=invitation.person.display_name, autocomplete="name"
        )
        if proof is None:
            login = st.text_input(
                "Name to sign in with",
                help="Your e-mail address, or any name of your own without blanks.",
                autocomplete="username",
            )
            password, again = _two_passwords()
        else:
            st.markdown(f"You sign in as **{plain(proof.login)}**, with your clinic's account.")
        agreed = _agreement(invitation)
        asked = _consents(invitation)
        if not st.form_submit_button("Join", type="primary"):
            return
    if not name.strip():
        say_problem("Please say what we shall call you.")
        return
    if not agreed:
        say_problem("Please tick the box if you agree. You can take it back at any time.")
        return
    if proof is None and _differ(password, again):
        return
    way = Password(login, password) if proof is None else Outside(proof.login, proof.subject)
    enter(join(my_database(), secret, way, name=name, consents=asked.kinds, until=asked.until))


def _agreement(invitation: Invitation) -> bool:
    by = invitation.invited_by
    if invitation.person.role is not Role.PATIENT or by is None:
        return True
    carer = plain(by.display_name)
    return st.checkbox(
        f"I agree that {carer} sees what I record here: which exercises I did and how they went, "
        "pain, answers and notes. I can end this at any time under “Account”.",
        key="agree",
    )


def _consents(invitation: Invitation) -> Asked:
    if invitation.person.role is not Role.PATIENT or invitation.invited_by is None:
        return Asked((), None)
    return ask_consents("consent", invitation.person.zone or browser.zone())


def _new_password(secret: str, invitation: Invitation) -> None:
    st.title("Choose a new password")
    st.markdown(f"For {plain(invitation.person.display_name)}. All your devices are signed out.")
    with st.form("new-password", width=520):
        password, again = _two_passwords()
        if not st.form_submit_button("Keep it and sign in", type="primary"):
            return
    if not _differ(password, again):
        enter(take_new_password(my_database(), secret, password))


def _two_passwords() -> tuple[str, str]:
    first = st.text_input(
        "Password", type="password", help=_PASSWORD_HELP, autocomplete="new-password"
    )
    st.caption(_PASSWORD_HELP)
    second = st.text_input("The same once more", type="password", autocomplete="new-password")
    return first, second


def _differ(password: str, again: str) -> bool:
    if password == again:
        return False
    say_problem("The two passwords are not the same yet. Please type both once more.")
    return True
