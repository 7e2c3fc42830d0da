"""The small script on a page that fetches a component's modules from the app and mounts them."""

from __future__ import annotations

from string import Template
from typing import Final

_LOADER: Final = Template("""
export default function (component) {
  const { data, parentElement } = component;
  const entry = new URL(data.assets + "$entry", document.baseURI).href;
  let leave = null;
  let gone = false;
  import(entry).then(
    ({ mount }) => { leave = mount(component); if (gone) leave?.(); },
    () => {
      const words = document.createElement("p");
      words.setAttribute("role", "alert");
      words.textContent = "$what could not be loaded. Load the page again.";
      parentElement.replaceChildren(words);
    });
  return () => { gone = true; leave?.(); };
}
""")


def loader(entry: str, what: str) -> str:
    """The script: ``entry`` is the module with ``mount``, ``what`` is named where it fails."""
    return _LOADER.substitute(entry=entry, what=what)
