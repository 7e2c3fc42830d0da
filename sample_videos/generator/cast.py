"""The people, their clothes, and the rooms. The names are only labels of body and outfit."""

from __future__ import annotations

from .mesh import BodyShape
from .outfit import Outfit
from .room import Room

ANNA = BodyShape("female", "caucasian", height_m=1.68)
MEI = BodyShape("female", "asian", height_m=1.62)
AMA = BodyShape("female", "african", height_m=1.70)
JONAS = BodyShape("male", "caucasian", height_m=1.80)
KOFI = BodyShape("male", "african", height_m=1.78)
BRUNO = BodyShape("male", "caucasian", build="averagemuscle-maxweight", height_m=1.75)

TEAL = Outfit(shirt=(0.12, 0.50, 0.55), trousers=(0.17, 0.19, 0.28), bun=True)
CORAL = Outfit(
    skin=(0.84, 0.66, 0.53),
    hair=(0.09, 0.08, 0.08),
    shirt=(0.86, 0.42, 0.36),
    trousers=(0.22, 0.24, 0.30),
    shoes=(0.30, 0.33, 0.42),
    bun=True,
)
YELLOW = Outfit(
    skin=(0.47, 0.31, 0.23),
    hair=(0.07, 0.06, 0.06),
    shirt=(0.91, 0.71, 0.25),
    trousers=(0.25, 0.22, 0.38),
    bun=True,
)
BLUE = Outfit(
    skin=(0.82, 0.63, 0.52),
    hair=(0.33, 0.22, 0.13),
    shirt=(0.22, 0.38, 0.66),
    trousers=(0.28, 0.28, 0.30),
    shoes=(0.86, 0.45, 0.22),
)
GREEN = Outfit(
    skin=(0.42, 0.28, 0.21),
    hair=(0.06, 0.05, 0.05),
    shirt=(0.42, 0.66, 0.42),
    trousers=(0.20, 0.22, 0.27),
)
RED = Outfit(
    skin=(0.80, 0.58, 0.47),
    hair=(0.42, 0.40, 0.38),
    shirt=(0.68, 0.20, 0.22),
    trousers=(0.24, 0.27, 0.36),
    shoes=(0.22, 0.22, 0.24),
)

CREAM = Room()
SAGE = Room(wall=(0.76, 0.82, 0.76), floor=(0.58, 0.46, 0.34))
SKY = Room(wall=(0.76, 0.82, 0.88), floor=(0.70, 0.60, 0.48))
ROSE = Room(wall=(0.88, 0.80, 0.77), floor=(0.52, 0.42, 0.33))
