"""The live set in the browser: routes, tokens and the component."""
