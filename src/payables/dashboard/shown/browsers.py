"""What a browser says of itself, in two words that people recognise."""

# The first that is found: most browsers also call themselves by the names of others.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def browser(agent: str) -> str:
    """`Firefox, Linux`; what is not known is told as it came, shortened."""
    names = [next((name for mark, name in known if mark in agent), None) for known in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in names if name) or agent[:60]
