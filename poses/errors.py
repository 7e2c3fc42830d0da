"""Errors whose message is written for the person at the screen."""


class UserFacingError(Exception):
    """Something a person can put right; the message says what to do, in plain words.

    The command line prints the message and exits with 2, pages show it in an error box.
    """


class ModelUnavailableError(UserFacingError):
    """The pose model is not on this machine and could not be fetched."""


class BrowserAssetsUnavailableError(UserFacingError):
    """What finds the body in the browser is not on this machine and could not be fetched."""


class VideoError(UserFacingError):
    """A video could not be read or written."""
