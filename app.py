"""Back Coach's server: ``streamlit run app.py`` starts it."""

import streamlit as st

from coach.logs import configure
from coach.web.lifespan import lifespan
from coach.web.problems import show_problem
from coach.web.routes import MAIN_SCRIPT, middleware, routes

configure()
served = routes()
app = st.App(
    MAIN_SCRIPT,
    routes=served,
    middleware=middleware(served),
    lifespan=lifespan,
    on_script_error=show_problem,
)
