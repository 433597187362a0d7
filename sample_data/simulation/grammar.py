"""A small grammar of reviews: rules that expand into sentences, by how much a film was liked.

A rule in braces is replaced by one of its expansions; `{good}`, `{bad}` and the like are
filled with what this viewer likes and dislikes about this film.
"""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np

RULE: Final = re.compile(r"\{([^{}]+)\}")
BEFORE_VOWEL: Final = re.compile(r"\b([Aa]) (?=[aeiou])")

REVIEWS: Final = {
    "loved": (
        "{open+} {praise} {also+}",
        "{praise} {also+} {close+}",
        "{open+} {close+}",
        "{praise} {close+}",
        "{time} {praise}",
        "{open+} {praise} {file}",
        "{but-} {praise}",
    ),
    "liked": (
        "{mild+} {praise}",
        "{praise} {quibble}",
        "{merit} {quibble}",
        "{merit} {also+}",
        "{mild+} {merit} {mild-close}",
        "{mild+} {also+}",
        "{praise} {mild-close}",
        "{time} {mild+}",
        "{mild+} {file}",
    ),
    "mixed": (
        "{merit} {quibble}",
        "{torn} {merit} {complaint}",
        "{time} {merit} {complaint}",
        "{torn} {complaint}",
        "{merit} {complaint} {shrug}",
        "{torn} {shrug}",
    ),
    "disliked": (
        "{open-} {complaint}",
        "{complaint} {also-} {close-}",
        "{time} {complaint}",
        "{but+} {complaint}",
        "{open-} {close-}",
        "{complaint} {close-} {file}",
    ),
}
"""Outlines by verdict."""

RULES: Final = {
    "open+": (
        "{Superlative}.",
        "I {adore} this {film}.",
        "What a {wonder} {film}.",
        "{film-title} is a {wonder} {film}.",
        "{Lasting}",
        "One of my favourites from {decade}.",
        "Five minutes in and I was {caught}.",
    ),
    "Superlative": ("A masterpiece", "Simply beautiful", "Unforgettable", "A treasure", "Perfect"),
    "adore": ("love", "adore", "treasure", "cannot stop thinking about"),
    "wonder": (
        "wonderful",
        "brilliant",
        "beautiful",
        "moving",
        "marvellous",
        "superb",
        "magnificent",
    ),
    "caught": ("completely caught", "in love with it", "hooked", "happy"),
    "film": ("film", "picture", "piece of cinema", "movie"),
    "praise": (
        "{Good} is {wonder}.",
        "I {adore} {good}.",
        "{Good} {works}.",
        "It is {good} that makes it so {wonder}.",
        "{Director} gets {good} {exactly} right.",
        "Nobody does this better: {good} {works}.",
        "{Star} is {wonder}, and {good} {works}.",
    ),
    "merit": (
        "{Good} is {pleasant}.",
        "I did enjoy {good}.",
        "{Good} held my interest.",
        "At least there is {good}, which I liked.",
        "Its best side is {good}.",
    ),
    "works": (
        "stays with me",
        "got under my skin",
        "works from the first scene to the last",
        "moved me to tears",
        "is worth the evening alone",
        "carries the whole {film}",
        "feels alive in every frame",
    ),
    "exactly": ("exactly", "completely", "quietly", "wonderfully"),
    "also+": (
        "And {good2} {works}.",
        "{Good2} is a bonus.",
        "Add {good2}, and I am {caught}.",
        "I also {adore} {good2}.",
    ),
    "close+": (
        "Highly recommended.",
        "I will watch it again {soon}.",
        "Go and see it.",
        "My kind of {film}.",
        "A joy from start to finish.",
        "I wish there were more like it.",
    ),
    "soon": ("soon", "next winter", "with friends", "this very week"),
    "mild+": (
        "A solid {film}.",
        "Good company for an evening.",
        "I liked it more than I expected.",
        "Well made and {pleasant}.",
        "A {pleasant} {film} that knows what it wants.",
        "{film-title} earns its reputation.",
    ),
    "pleasant": ("pleasant", "thoughtful", "charming", "engaging", "likeable"),
    "mild-close": ("Worth a look.", "Glad I saw it.", "Good, not quite great.", "Recommended."),
    "quibble": (
        "Only {bad} is a little {weak}.",
        "It could have been shorter.",
        "I could do without {bad}, though.",
        "The ending felt rushed to me.",
        "Less of {bad} and it would be a favourite.",
    ),
    "torn": (
        "I am torn about this one.",
        "Half of it works.",
        "Admired more than enjoyed.",
        "Somewhere between good and forgettable.",
        "Not sure what to make of {film-title}.",
        "An uneven {film}.",
    ),
    "shrug": ("Fine, I suppose.", "Once is enough.", "Perhaps on another evening.", "It passes."),
    "complaint": (
        "{Bad} is {weak}.",
        "{Bad} left me cold.",
        "I never warmed to {bad}.",
        "{Director} leans far too much on {bad}.",
        "Too much depends on {bad}, and it is {weak}.",
        "{Bad} {drags}.",
        "Not even {star} can save it: {bad} {drags}.",
    ),
    "weak": ("dull", "tedious", "weak", "tiresome", "unconvincing", "overrated", "flat"),
    "drags": (
        "goes on for ever",
        "bored me",
        "never comes to life",
        "wore me out",
        "feels like homework",
    ),
    "also-": (
        "And {bad2} is {weak} as well.",
        "{Bad2} does not help.",
        "I checked the clock twice.",
        "The pace is {weak}.",
    ),
    "open-": (
        "A disappointment.",
        "I wanted to like this.",
        "Not for me.",
        "What a {weak} {film}.",
        "I do not see what others see in {film-title}.",
        "Sorry, but this is {weak}.",
    ),
    "close-": (
        "I gave up before the end.",
        "A wasted evening.",
        "I would not watch it again.",
        "There are better films from {decade}.",
        "Next, please.",
    ),
    "time": (
        "Watched it on a rainy Sunday.",
        "Seen with my sister, who fell asleep.",
        "Finally caught up with this.",
        "Second viewing.",
        "On a very late train.",
        "Film club pick.",
        "Recommended by a colleague.",
        "A blind choice.",
    ),
    "but-": ("I usually avoid anything like {bad}, but not here.", "Forget {bad}."),
    "but+": ("{Good} is fine.", "I came for {good} and stayed for nothing.", "Some of it works."),
    "file": ("Filed under: {keywords}.", "({keywords})", "Keywords for my notebook: {keywords}."),
}
"""Every other rule with its expansions."""


def compose(verdict: str, facts: Mapping[str, str], rng: np.random.Generator) -> str:
    """One review: an outline of the verdict, expanded until no rule is left."""
    text = _pick(REVIEWS[verdict], rng)
    while found := RULE.search(text):
        name = found.group(1)
        part = facts[name] if name in facts else _pick(RULES[name], rng)
        text = text[: found.start()] + part + text[found.end() :]
    return BEFORE_VOWEL.sub(r"\1n ", text).replace("..", ".")


def _pick(choices: tuple[str, ...], rng: np.random.Generator) -> str:
    return choices[rng.integers(len(choices))]
