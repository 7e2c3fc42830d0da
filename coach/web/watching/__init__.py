"""A therapist watches a sitting as it goes on: token, websocket and the component of the page."""
