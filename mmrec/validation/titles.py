"""Titles as people say them: 'Matrix, The (1999)' is The Matrix, of 1999."""

import re
from typing import Final

YEAR_AT_END: Final = re.compile(r"\s*\((\d{4})(?:\s*[-–]\s*(?:\d{4})?)?\)\s*$")
ARTICLES: Final = "The|A|An|Le|La|Les|L'|Un|Une|Il|Lo|Gli|El|Los|Las|Der|Die|Das|Den|Det|De|O|Os|As"
ARTICLE_AT_END: Final = re.compile(rf"^(.+), ({ARTICLES})(\s+\(.*\))?$")
YEAR: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d|21\d\d)(?!\d)")


def split_title(title: str) -> tuple[str, float]:
    """Title without its trailing '(1999)', article in front, and that year or NaN."""
    found = YEAR_AT_END.search(title)
    year = float(found[1]) if found else float("nan")
    bare = title[: found.start()].strip() if found else title.strip()
    return _article_first(bare or title.strip()), year


def _article_first(title: str) -> str:
    """'Postino, Il' → 'Il Postino'; a further name in brackets stays behind."""
    if not (found := ARTICLE_AT_END.match(title)):
        return title
    rest, article, bracket = found.groups()
    blank = "" if article.endswith("'") else " "
    return f"{article}{blank}{rest}{bracket or ''}"


def year_of(text: str) -> float:
    """The first year in a text such as '1995', '1995-10-30' or '01-Jan-1995'; NaN without one."""
    found = YEAR.search(text)
    return float(found[1]) if found else float("nan")
