"""Who works here and who is looked after: invited, switched off and on by the administrator."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.records import Person, Role
from coach.records.accounts import Account, accounts, set_state
from coach.records.care_entries import AccountState
from coach.records.invitations import (
    invite,
    new_link,
    open_invitations,
    withdraw_invitation,
)
from coach.records.people import LONGEST_NAME
from coach.web.account.linking import keep_link, show_link
from coach.web.problems import plain, say_problem
from coach.web.store import SignedOutError, my_database, viewer
from coach.web.words import moment_words
from poses.errors import UserFacingError

_SAID: Final = "people-said"
_ROLES: Final = {Role.THERAPIST: "Therapist", Role.ADMIN: "Administrator"}
_WORDS: Final = {**_ROLES, Role.PATIENT: "Patient"}


def show() -> None:
    """The list, and what can be done."""
    st.title("People")
    try:
        admin = viewer()
        if admin.role is not Role.ADMIN:
            raise SignedOutError
        said = st.session_state.pop(_SAID, None)
        if said:
            st.success(said, icon=":material/check_circle:")
        show_link()
        for account in accounts(my_database()):
            with st.container(border=True, key=f"person-{account.person.id}"):
                _one(admin, account)
        _invited(admin)
        _invite(admin)
    except UserFacingError as error:
        say_problem(str(error))


def _one(admin: Person, account: Account) -> None:
    person = account.person
    left, right = st.columns([3, 2], vertical_alignment="center")
    off = account.state is AccountState.DISABLED
    facts = [_WORDS[person.role], plain(account.login)]
    if off:
        facts.append("switched off")
    elif account.signed_in_at is None:
        facts.append("has not signed in yet")
    else:
        facts.append(f"last signed in {moment_words(account.signed_in_at, admin.zone)}")
    left.markdown(f"**{plain(person.display_name)}**  \n:small[{' · '.join(facts)}]")
    if person.id == admin.id:
        right.caption("This is you.")
        return
    with right.container(horizontal=True):
        if off:
            if st.button("Switch on", key=f"on-{person.id}"):
                set_state(my_database(), person.id, AccountState.ACTIVE, by=admin.id)
                _again(f"{plain(person.display_name)} can sign in again.")
            return
        if account.has_password and st.button("Link for a new password", key=f"link-{person.id}"):
            keep_link(new_link(my_database(), person.id, by=admin), person.display_name)
            st.rerun()
        if st.button("Switch off", key=f"off-{person.id}"):
            set_state(my_database(), person.id, AccountState.DISABLED, by=admin.id)
            _again(
                f"{plain(person.display_name)} is signed out everywhere and can't sign in. "
                "Nothing is deleted."
            )


def _invited(admin: Person) -> None:
    """Those who have not come yet; patients are their therapist's to invite."""
    waiting = [
        invitation
        for invitation in open_invitations(my_database()).values()
        if invitation.person.role in _ROLES and invitation.purpose == "join"
    ]
    for invitation in waiting:
        person = invitation.person
        with st.container(border=True, key=f"invited-{person.id}"):
            left, right = st.columns([3, 2], vertical_alignment="center")
            until = moment_words(invitation.expires_at, admin.zone)
            left.markdown(
                f"**{plain(person.display_name)}**  \n"
                f":small[{_WORDS[person.role]} · invited; the link works until {until}]"
            )
            with right.container(horizontal=True):
                if st.button("Make a new link", key=f"link-{person.id}"):
                    keep_link(new_link(my_database(), person.id, by=admin), person.display_name)
                    st.rerun()
                if st.button("Withdraw", key=f"withdraw-{person.id}"):
                    withdraw_invitation(my_database(), person.id, by=admin)
                    _again("The invitation is withdrawn.")


def _invite(admin: Person) -> None:
    st.subheader("Invite somebody who works here")
    with st.form("invite", width=520, clear_on_submit=True):
        name = st.text_input("Name", max_chars=LONGEST_NAME)
        role = st.radio("Role", list(_ROLES), format_func=lambda each: _ROLES[each])
        if not st.form_submit_button("Make the link", type="primary"):
            return
    if not name.strip():
        say_problem("Please say who it is.")
        return
    keep_link(invite(my_database(), name, role, by=admin), name.strip())
    st.rerun()


def _again(said: str) -> None:
    st.session_state[_SAID] = said
    st.rerun()
