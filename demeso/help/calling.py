"""Who can be called: the country's lines, invented ones in a demo."""

from django.conf import settings

from demeso.kernel.lines import Line, lines, lines_for


def lines_here(region: str = "") -> list[Line]:
    """Return the lines that answer for a region, or for the whole country."""
    name = "lines.demo.toml" if settings.DEMO else "lines.toml"
    return lines_for(lines(settings.COUNTRY / name), region)


def all_lines() -> list[Line]:
    """Return every line, those of one region too."""
    name = "lines.demo.toml" if settings.DEMO else "lines.toml"
    return list(lines(settings.COUNTRY / name))
