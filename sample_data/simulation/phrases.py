"""What can be said of a theme, a genre, an era, a place or a poster, as singular noun phrases."""

from typing import Final

from sample_data.catalogue import Film

OF_THEME: Final = {
    "growing up": (
        "the way it remembers youth",
        "its eye for the young",
        "the friendship in it",
    ),
    "parents and children": ("the family at its heart", "every scene between parent and child"),
    "solitude": ("its picture of loneliness", "the quiet grief in it", "how it sits with loss"),
    "city life": ("the city itself", "the city at night", "its feeling for streets"),
    "crime and police": ("the cat-and-mouse game", "the crime plot", "its underworld"),
    "courts and conscience": (
        "the moral argument",
        "its question of guilt",
        "the matter of conscience",
    ),
    "war and resistance": ("its view of conflict", "its picture of courage", "the wartime story"),
    "magic and legend": ("its magic", "the dream logic", "its legendary world"),
    "machines and space": ("its vision of machines", "the world it imagines"),
    "wild nature": ("the landscape", "its feeling for nature", "the wide open country"),
    "journeys": ("the journey", "its life in motion", "the long way it travels"),
    "art and performance": ("its love of performance", "its feeling for artists", "the art in it"),
    "love and marriage": ("the love story", "its portrait of a marriage", "the longing in it"),
    "poverty and power": ("its anger about injustice", "the class divide", "how it shows power"),
    "fear and madness": ("the dread", "its slide into madness", "the fear under every scene"),
}
OF_GENRE: Final = {
    "Action": ("the action", "its sheer speed"),
    "Adventure": ("the adventure", "its taste for adventure"),
    "Animation": ("the animation", "every drawn frame"),
    "Comedy": ("the humour", "its comic timing"),
    "Crime": ("the crime story", "its criminal world"),
    "Documentary": ("the documentary eye", "its patience with real people"),
    "Drama": ("the drama", "its emotional weight", "the human story"),
    "Family": ("the family story", "its warmth"),
    "Fantasy": ("the fantasy", "its imagination"),
    "History": ("the history in it", "its sense of the past"),
    "Horror": ("the horror", "its nightmare mood"),
    "Music": ("the music", "its rhythm"),
    "Mystery": ("the mystery", "its puzzle"),
    "Romance": ("the romance", "its tenderness"),
    "Science Fiction": ("the science fiction", "its big idea"),
    "Thriller": ("the suspense", "its tension"),
    "War": ("the war story", "the shadow of war"),
    "Western": ("the western setting", "its frontier myth"),
}
OF_ERA: Final = {
    "silent": ("the silent acting", "a story told without a spoken word"),
    "studio": ("the old studio craft", "its studio-era glow"),
    "new waves": ("its new-wave freedom", "its restless style"),
    "new cinema": ("its grit", "the slow burn of that era"),
    "turn of the century": ("its turn-of-the-century energy", "the feeling of those years"),
    "today": ("its modern eye", "the very contemporary tone"),
}
OF_MOOD: Final = {
    "dust": "the dusty palette",
    "meadow": "the bright, sunny look",
    "cosmos": "the starry look",
    "night": "the darkness of its images",
    "smoke": "the smoky, sombre look",
    "print": "its plain, factual look",
    "tide": "the flowing, musical look",
    "noir": "the play of shadow and light",
    "dream": "the dreamlike look",
    "dusk": "the evening light",
    "sun": "the cheerful colour scheme",
    "ember": "the fiery colour scheme",
    "earth": "the earthy, quiet look",
}
NAMED: Final = frozenset(
    {
        "Paris",
        "New York",
        "Tokyo",
        "Los Angeles",
        "Berlin",
        "Rome",
        "Vienna",
        "San Francisco",
        "Hollywood",
        "Armenia",
        "Arctic",
        "Australia",
        "Christmas",
        "Second World War",
        "First World War",
        "Cold War",
        "Mali empire",
        "Algerian war",
        "Arab revolt",
        "Arabian nights",
        "Inuit",
    }
)
NAMES: Final = {name.lower(): name for name in NAMED}
"""Keywords that are written with a capital."""


def phrases_for(trait: str) -> tuple[str, ...]:
    """Ways to name a trait such as `theme:solitude` in a sentence."""
    block, _, name = trait.partition(":")
    if block == "person":
        return (f"what {name} does here", f"the presence of {name}")
    if block == "place":
        place = "the sound of the original language" if name == "not in English" else ""
        return (place or f"its feeling for {_with_article(name)}",)
    if block == "mood":
        return (OF_MOOD[name],)
    return {"theme": OF_THEME, "genre": OF_GENRE, "era": OF_ERA}[block][name]


def keyword_list(film: Film) -> str:
    """Two or three keywords as a viewer would note them."""
    return ", ".join(NAMES.get(word, word) for word in film.keywords[1:4])


def _with_article(country: str) -> str:
    plural = ("United States", "United Kingdom", "Soviet Union", "Netherlands")
    return f"the {country}" if country in plural else country
