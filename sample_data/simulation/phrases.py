"""What can be said of a theme, a genre, an era, a place or a poster, as singular noun phrases."""

from typing import Final

from sample_data.catalogue import Film

OF_THEME: Final = {
    "growing up": (
        "the way it remembers childhood",
        "its eye for children",
        "the school-age world",
    ),
    "parents and children": ("the family at its heart", "every scene between parent and child"),
    "solitude": ("its picture of loneliness", "the quiet grief in it", "how it sits with old age"),
    "city life": ("the city itself", "its streets at night", "the life between neighbours"),
    "crime and police": ("the cat-and-mouse game", "the crime plot", "its underworld"),
    "courts and conscience": ("the moral argument", "its question of guilt", "the trial of nerves"),
    "war and resistance": ("its view of war", "the courage under occupation", "the wartime story"),
    "magic and legend": ("its magic", "the fairy-tale logic", "the world of spirits and legends"),
    "machines and space": ("its vision of machines", "the future it imagines", "the space setting"),
    "wild nature": ("the landscape", "its feeling for nature", "the wide open country"),
    "journeys": ("the journey", "its life on the road", "the long way home"),
    "art and performance": ("its love of performance", "the music and the stage", "the art in it"),
    "love and marriage": ("the love story", "its portrait of a marriage", "the longing in it"),
    "poverty and power": ("its anger about poverty", "the class divide", "how it shows power"),
    "fear and madness": ("the dread", "its slide into madness", "the fear under every scene"),
}
OF_GENRE: Final = {
    "Action": ("the action", "its sheer speed"),
    "Adventure": ("the adventure", "its taste for adventure"),
    "Animation": ("the animation", "every drawn frame"),
    "Comedy": ("the humour", "its comic timing"),
    "Crime": ("the crime story", "its criminal world"),
    "Documentary": ("the documentary eye", "its patience with real people"),
    "Drama": ("the drama", "its emotional weight"),
    "Family": ("the family story", "its warmth"),
    "Fantasy": ("the fantasy", "its imagination"),
    "History": ("the history in it", "its sense of the past"),
    "Horror": ("the horror", "its nightmare mood"),
    "Music": ("the music", "its rhythm"),
    "Mystery": ("the mystery", "its puzzle"),
    "Romance": ("the romance", "its tenderness"),
    "Science Fiction": ("the science fiction", "its big ideas"),
    "Thriller": ("the suspense", "its tension"),
    "War": ("the war story", "its view from the trenches"),
    "Western": ("the western setting", "its frontier myth"),
}
OF_ERA: Final = {
    "silent": ("the silent acting", "a story told without a spoken word"),
    "studio": ("the old studio craft", "its black-and-white glow"),
    "new waves": ("its new-wave freedom", "the sixties restlessness"),
    "new cinema": ("its seventies grit", "the slow burn of that era"),
    "turn of the century": ("its late-century energy", "the nineties feeling"),
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
    "noir": "the shadows and slanting light",
    "dream": "the dreamlike look",
    "dusk": "the evening light",
    "sun": "the cheerful colours",
    "ember": "the fiery colours",
    "earth": "the earthy, quiet look",
}
NAMES: Final = {
    word.lower(): word
    for word in (
        "Paris|New York|Tokyo|Los Angeles|Berlin|Rome|Vienna|San Francisco|Hollywood|Armenia|"
        "Australia|Christmas|Second World War|First World War|Cold War|Mali empire|Algerian war|"
        "Arab revolt|Arabian nights|Inuit|Arctic"
    ).split("|")
}
"""Keywords that are written with a capital."""


def phrases_for(trait: str) -> tuple[str, ...]:
    """Ways to name a trait such as `theme:solitude` in a sentence."""
    block, _, name = trait.partition(":")
    if block == "person":
        return (f"what {name} does here", f"{name}'s touch")
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
