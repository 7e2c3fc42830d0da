"""What a questionnaire's file says: the pydantic model of ``coach/instruments/data/*.toml``."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coach.assessments.stated import Stated
from coach.engine.model import Model, Text

Rule = Literal["item", "mean", "sum", "percent", "count", "typed"]


class Limit(Model):
    """How large a change has to be before it is called one.

    ``points``: so many points are a change. ``share``: so is this share of the first total, when
    it is at least ``least`` points. ``single`` holds for one item by itself. With ``from_zero`` the
    total is a change already, and no first one is looked at.
    """

    points: Stated
    share: Stated | None = None
    least: Stated | None = None
    single: Stated | None = None
    from_zero: bool = False

    @model_validator(mode="after")
    def _share_has_a_floor(self) -> Self:
        if (self.share is None) != (self.least is None):
            raise ValueError("'share' and 'least' belong together")
        return self


class Choice(Model):
    """One answer among several."""

    value: int
    text: Text


class Item(Model):
    """One question, with ``choices`` of its own where they differ from item to item."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")]
    text: Text
    choices: tuple[Choice, ...] = Field(default=(), alias="choice")


class Own(Model):
    """Items in the person's own words, so many of them."""

    at_least: Annotated[int, Field(ge=1)]
    at_most: Annotated[int, Field(ge=1)]
    ask: Text


class Reach(Model):
    """From this total on a person should know, not a program: ``who`` is whom to talk to."""

    at_least: Stated
    title: Text
    text: Text
    say: tuple[Text, ...] = Field(min_length=1)


class Instrument(Model):
    """A questionnaire, or only the total of one that may not be shown here.

    ``low`` and ``high`` bound each answer, ``total_low`` and ``total_high`` the total. ``rule``:
    the total is one ``item`` (named by ``main``), the ``mean`` or ``sum`` of all, their ``percent``
    of the most that the answered ones could give, the ``count`` of those that are ticked (a blank
    is not ticked), or ``typed``. ``answered_share`` of the items must have an answer.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Text
    measures: Text
    licence: Text
    source: Text
    rule: Rule
    better: Literal["higher", "lower"]
    total_low: float
    total_high: float
    whole: bool = True
    unit: Text = "points"
    ask: Text = "Please answer as it fits best."
    low: int = 0
    high: int = 10
    low_text: str = ""
    high_text: str = ""
    main: str | None = None
    items: tuple[Item, ...] = Field(default=(), alias="item")
    choices: tuple[Choice, ...] = Field(default=(), alias="choice")
    own: Own | None = None
    answered_share: Stated | None = None
    change: Limit | None = None
    no_change_known: Text = (
        "Nobody has settled what counts as a change here, so none is called one."
    )
    reach: Reach | None = None
    plug_in: bool = False

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [item.id for item in self.items]
        if len(set(ids)) != len(ids):
            raise ValueError("two items have the same id")
        if self.rule == "typed" and (self.items or self.own):
            raise ValueError("a typed total has no items")
        if self.rule != "typed" and bool(self.items) == (self.own is not None):
            raise ValueError("needs either items or 'own'")
        if (self.rule == "item") != (self.main in ids):
            raise ValueError("'main' names the item that is the total, with the rule 'item'")
        if self.total_low >= self.total_high or self.low >= self.high:
            raise ValueError("a range goes from low to high")
        return self

    def choices_of(self, item: Item) -> tuple[Choice, ...]:
        """The answers to choose from; none where a number is asked for."""
        return item.choices or self.choices

    @property
    def typed(self) -> bool:
        """Whether only its total is known here."""
        return self.rule == "typed"
