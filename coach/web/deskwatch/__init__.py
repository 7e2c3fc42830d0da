"""The desk monitor in the browser: rooms, routes and the component."""
