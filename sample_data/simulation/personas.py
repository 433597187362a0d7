"""Twelve viewers with a name of their own, and the tastes that all others are mixed from.

A taste is a weight on a trait of `traits.py`; the named viewers hold theirs strongly, other
viewers lean to one persona a little and have many tastes of their own.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Persona:
    """A named taste."""

    name: str
    about: str
    likes: dict[str, float]
    films: int
    """How many films the named viewer has watched."""


PERSONAS: Final = (
    Persona(
        "Silent-era devotee",
        "Believes that cinema was complete in 1929; watches silent films first, then the thirties.",
        {"era:silent": 2.2, "era:studio": 0.6, "genre:Comedy": 0.2, "era:today": -0.8},
        24,
    ),
    Persona(
        "Weeknight thriller watcher",
        "One crime or thriller a week, tense from the first scene, and no musicals please.",
        {
            "genre:Thriller": 1.3,
            "genre:Crime": 1.2,
            "theme:crime and police": 0.9,
            "mood:noir": 0.6,
            "genre:Music": -1.0,
        },
        34,
    ),
    Persona(
        "Animation at any age",
        "Drawn films above all, for children or not; the rest is watched with the children.",
        {"genre:Animation": 2.2, "genre:Family": 1.0, "theme:magic and legend": 0.7},
        30,
    ),
    Persona(
        "Horror after midnight",
        "Wants to be frightened, by vampires or by ordinary houses; kind families are a bore.",
        {
            "genre:Horror": 2.0,
            "theme:fear and madness": 1.2,
            "mood:night": 0.6,
            "genre:Family": -0.9,
        },
        28,
    ),
    Persona(
        "Space and machines",
        "Robots, rockets and the question of what a person is: science fiction of all decades.",
        {"genre:Science Fiction": 2.1, "theme:machines and space": 1.2, "genre:Romance": -0.4},
        29,
    ),
    Persona(
        "Traveller by subtitles",
        "Prefers films in languages other than English, from as many countries as possible.",
        {"place:not in English": 1.6, "theme:journeys": 0.6, "place:United States": -1.2},
        46,
    ),
    Persona(
        "Documentary notebook",
        "Takes notes while watching; real people and real places before any invented story.",
        {"genre:Documentary": 2.6, "mood:print": 0.6, "genre:Fantasy": -0.7},
        26,
    ),
    Persona(
        "Hopeless romantic",
        "Love stories that nearly fail, and the people who stand on platforms afterwards.",
        {"genre:Romance": 1.7, "theme:love and marriage": 1.1, "mood:dusk": 0.6, "genre:War": -0.6},
        36,
    ),
    Persona(
        "Listens before watching",
        "Comes for songs, orchestras and dancers; a film without music is half a film.",
        {"genre:Music": 2.2, "theme:art and performance": 1.2, "mood:tide": 0.7},
        27,
    ),
    Persona(
        "Japanese cinema student",
        "Works through Japanese cinema from Ozu to Miyazaki, for a thesis that grows every year.",
        {"place:Japan": 3.0, "theme:parents and children": 0.4},
        26,
    ),
    Persona(
        "New waves of the sixties",
        "Films of the years around 1960 in which young directors broke the rules.",
        {"era:new waves": 2.2, "place:France": 0.7, "era:today": -0.5},
        33,
    ),
    Persona(
        "Chooses by the poster",
        "Never reads a plot; picks whatever has a bright, sunny poster with friendly shapes.",
        {"mood:meadow": 1.7, "mood:sun": 1.7, "mood:tide": 0.8, "mood:noir": -1.0},
        38,
    ),
)
