"""Sends the browser to an address of the app, as a form does: what it brings is in no address."""

from __future__ import annotations

import secrets
from typing import Final

import streamlit as st

ENTER: Final = "account/enter"
LEAVE: Final = "account/leave"

# Drawing the page again must not send again: a ticket is good only once.
_SCRIPT: Final = """
const sent = new Set();
export default function ({ data }) {
  if (sent.has(data.once)) return;
  sent.add(data.once);
  const form = document.createElement("form");
  form.method = "post";
  form.action = new URL(data.action, document.baseURI).href;
  form.hidden = true;
  for (const [name, value] of Object.entries(data.fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
"""

_component = st.components.v2.component("back_coach_send", js=_SCRIPT)


def send(action: str, **fields: str) -> None:
    """Leave this page for an address of the app, with these fields."""
    once = secrets.token_hex(8)
    _component(key=f"send-{once}", data={"action": action, "fields": fields, "once": once})
