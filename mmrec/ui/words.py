"""Words from data, made safe to show: a title or a file name is never read as markup."""

import html
import re


def plain(text: str) -> str:
    """Text for a place that reads Markdown, such that every character is shown as it is."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~>:$<&^=])", r"\\\1", text)


def unmarked(text: str) -> str:
    """Text for a Plotly label or hover, which reads a few HTML tags."""
    return html.escape(text, quote=False)


def number(value: float) -> str:
    """A count with separators: 1682 → "1,682"."""
    return f"{value:,.0f}"


def percent(share: float) -> str:
    """A share as a person says it: 0.773 → "77 %", 0.0634 → "6.3 %", 0.9996 → "99.9 %".

    Only what is exactly nothing or all is called 0 % or 100 %.
    """
    if 0.995 <= share < 1:
        return f"{min(99.9, 100 * share):.1f} %"
    return f"{100 * share:.2g} %" if share < 0.1 else f"{100 * share:.0f} %"
