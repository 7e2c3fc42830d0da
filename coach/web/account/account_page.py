"""One's own account: name, days, password, devices, and who sees one's records."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import streamlit as st

from coach.records import NotFoundError, Person, Role
from coach.records.accounts import Account, account_of
from coach.records.care_entries import ConsentKind
from coach.records.care_links import Carer, agree, carers_of, end_care
from coach.records.consents import Consents
from coach.records.entering import change_password
from coach.records.people import rename
from coach.records.sign_ins import SignInId, devices, end_other_sign_ins, end_sign_in
from coach.settings import Settings
from coach.web import browser
from coach.web.account import outside
from coach.web.account.consenting import Asked, ask_consents
from coach.web.account.sending import LEAVE, send
from coach.web.account.zone_choice import show_zone
from coach.web.problems import plain, say_problem
from coach.web.store import my_database, my_sign_in, single_user, viewer
from coach.web.words import moment_words
from poses.errors import UserFacingError

_SAID: Final = "account-said"

_SINGLE: Final = """
Everything stays on this computer: your exercises, your diary and your videos. Nobody signs in, and
whoever uses this computer can see it.

**For a clinic:** with accounts, patients and therapists sign in, each to their own pages. Whoever
looks after the app switches them on with `BACK_COACH_ACCOUNTS=local` and makes the first account
with `coach user add`.
"""


def show() -> None:
    """Whatever there is to see and to change."""
    st.title("Account")
    try:
        person = viewer()
        said = st.session_state.pop(_SAID, None)
        if said:
            st.success(said, icon=":material/check_circle:")
        if single_user():
            st.markdown(_SINGLE)
            show_zone(person)
            return
        here = my_sign_in()
        account = account_of(my_database(), person.id)
        _name(person, account)
        if person.role is Role.PATIENT:
            _carers(person)
        show_zone(person)
        if account is not None and account.has_password:
            _password(person, here)
        _devices(person, here)
    except UserFacingError as error:
        say_problem(str(error))


def _name(person: Person, account: Account | None) -> None:
    if account is not None:
        st.markdown(f"You sign in as **{plain(account.login)}**.")
    if st.button("Sign out", key="sign-out", icon=":material/logout:"):
        _sign_out()
    with st.form("name", width=520):
        name = st.text_input("What shall we call you?", value=person.display_name)
        if st.form_submit_button("Keep this name"):
            if not name.strip():
                say_problem("Please say what we shall call you.")
                return
            rename(my_database(), person.id, name)
            _again("Kept.")


def _sign_out() -> None:
    if Settings.from_environment().accounts == "oidc":
        here = my_sign_in()
        if here is not None:
            end_sign_in(my_database(), viewer().id, here)
        outside.leave()
        return
    send(LEAVE)
    st.markdown("One moment, please …")
    st.stop()


def _carers(person: Person) -> None:
    st.subheader("Who sees what you record")
    carers = carers_of(my_database(), person.id)
    if not carers:
        st.markdown("Nobody but you.")
    for carer in carers:
        name = plain(carer.person.display_name)
        with st.container(border=True, key=f"carer-{carer.person.id}"):
            if carer.agreed_at is None:
                st.markdown(f"**{name}** would like to look after you as well. Do you agree?")
                asked = _consents(person, carer)
                if st.button("I agree", type="primary", key=f"agree-{carer.person.id}"):
                    agree(
                        my_database(),
                        person.id,
                        carer.person.id,
                        consents=asked.kinds,
                        until=asked.until,
                    )
                    _again("Thank you. It is kept.")
                word = "No, thank you"
            else:
                st.markdown(f"**{name}**, since {moment_words(carer.agreed_at, person.zone)}")
                word = "End this"
            if st.button(word, key=f"end-care-{carer.person.id}"):
                end_care(my_database(), person.id, carer.person.id, by=person.id)
                _again("It is ended: from now on they see nothing of yours.")


def _consents(person: Person, carer: Carer) -> Asked:
    """What is not agreed to yet; what is holds for this therapist as well."""
    book = Consents(my_database(), person.id)
    missing = [kind for kind in ConsentKind if not book.holds(kind)]
    if len(missing) < len(ConsentKind):
        st.caption("What you agreed to under “Who sees what” holds for them as well.")
    if not missing:
        return Asked((), None)
    return ask_consents(f"consent-{carer.person.id}", person.zone, missing)


def _password(person: Person, here: SignInId | None) -> None:
    st.subheader("Password")
    with st.form("change-password", width=520, clear_on_submit=True):
        old = st.text_input("Your password up to now", type="password")
        new = st.text_input("The new one", type="password", autocomplete="new-password")
        again = st.text_input("The new one once more", type="password", autocomplete="new-password")
        st.caption("At least 10 signs of any kind. All other devices are signed out.")
        if not st.form_submit_button("Change the password"):
            return
    if new != again:
        say_problem("The two new passwords are not the same yet. Please type them once more.")
        return
    try:
        change_password(my_database(), person.id, old, new, address=browser.address(), keep=here)
    except UserFacingError as error:
        say_problem(str(error))
        return
    _again("Your new password is kept. All other devices are signed out.")


def _devices(person: Person, here: SignInId | None) -> None:
    st.subheader("Where you are signed in")
    for device in devices(my_database(), person.id):
        with st.container(border=True, key=f"device-{device.id}", horizontal=True):
            this = " · this device" if device.id == here else ""
            seen = moment_words(device.seen_at, person.zone)
            st.markdown(f"**{plain(device.device)}**{this}  \n:small[Last used {seen}]")
            if not this and st.button("Sign it out", key=f"end-{device.id}"):
                with suppress(NotFoundError):  # it is signed out already, as wanted
                    end_sign_in(my_database(), person.id, device.id)
                _again("That device is signed out.")
    if st.button("Sign out all other devices", key="end-others", icon=":material/logout:"):
        end_other_sign_ins(my_database(), person.id, here)
        _again("All other devices are signed out.")


def _again(said: str) -> None:
    st.session_state[_SAID] = said
    st.rerun()
