"""When the programme changes and why: rules as data and pure functions."""
