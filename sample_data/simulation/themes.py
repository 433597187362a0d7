"""Themes that keywords belong to: what a viewer can care about across genres."""

from typing import Final

from sample_data.catalogue import Film

KEYWORDS_OF_THEME: Final = {
    "growing up": (
        "childhood|school|coming of age|first love|orphan|education|truancy|boarding school|girls|"
        "youth|siblings|sisters|friendship|bicycle"
    ),
    "parents and children": (
        "father and son|mother and son|father and daughter|mother and daughter|family|home|"
        "parents and children|family secret|separation|tradition"
    ),
    "solitude": (
        "loneliness|grief|widow|widower|old age|routine|regret|fear of death|memory|lost love|"
        "insomnia|illness|guilt|death|restraint"
    ),
    "city life": (
        "city|paris|new york|tokyo|los angeles|berlin|rome|vienna|san francisco|nightclub|"
        "neighbours|restaurant|railway station|modern architecture|snack bar"
    ),
    "crime and police": (
        "police|detective|heist|gangsters|murder|mafia|private detective|manhunt|underworld|"
        "bank robbery|stolen money|kidnapping|jewels|drugs|betrayal|revenge|corruption"
    ),
    "courts and conscience": (
        "courtroom|trial|jury|justice|testimony|truth|faith|priest|martyr|torture|argument|"
        "prejudice|temptation"
    ),
    "war and resistance": (
        "second world war|first world war|resistance|occupation|massacre|civil war|cold war|"
        "battle|partisans|prisoners of war|atomic bomb|nuclear war|guerrilla|revolution|mutiny"
    ),
    "magic and legend": (
        "magic|fairy tale|curse|legend|witch|spirit|angel|gods|dream|castle|knight|wish|ritual|"
        "arabian nights|flying horse|time loop|afterlife"
    ),
    "machines and space": (
        "robot|space|android|dystopia|machines|artificial intelligence|astronaut|space station|"
        "time travel|scientist|evolution|monolith|factory"
    ),
    "wild nature": (
        "forest|desert|sea|river|jungle|nature|animals|winter|snow|island|countryside|ocean|water|"
        "arctic|survival|hunting|village"
    ),
    "journeys": (
        "road trip|journey|train|exile|migration|boat|ship|escape|road|search|railway|bus|pilot"
    ),
    "art and performance": (
        "cinema|song|jazz|photographer|writer|composer|ballet|circus|dance|opera|art|filmmaking|"
        "singer|stardom|poet|photographs|reggae"
    ),
    "love and marriage": (
        "marriage|jealousy|infidelity|forbidden love|love|heartbreak|obsession|reconciliation|"
        "identity|disguise"
    ),
    "poverty and power": (
        "poverty|class|racism|colonialism|work|hunger|unemployment|servant|wealth|empire|strike|"
        "class struggle|migrant worker|waste|tramp|independence"
    ),
    "fear and madness": (
        "monster|madness|plague|vampire|ghosts|double|voyeur|disappearance|violence|shark|hotel|"
        "sleepwalker|devil|witchcraft|death"
    ),
}
THEMES: Final = tuple(KEYWORDS_OF_THEME)


def themes_of(film: Film) -> list[str]:
    """Themes that at least one keyword of a film belongs to."""
    keywords = set(film.keywords)
    return [t for t in THEMES if keywords & set(KEYWORDS_OF_THEME[t].split("|"))]
