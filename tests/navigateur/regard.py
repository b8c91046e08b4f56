"""What a test looks at on a page, once the page is there: it waits rather than reads what is only half drawn."""

import time

from axe_playwright_python.sync_playwright import Axe

REGLES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # What passes is not described: that took as long as looking.
    "resultTypes": ["violations"],
}


def obstacles(page):
    """What axe finds on the whole page; a click is followed to its end first."""
    page.wait_for_load_state()
    trouves = Axe().run(page, options=REGLES).response["violations"]
    return [(v["id"], noeud["html"][:150]) for v in trouves for noeud in v["nodes"]]


def sain(page):
    """Neither an obstacle nor a page wider than its window."""
    assert obstacles(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def devient(lire, attendu, delai=15):
    """What is read becomes this within `delai` seconds; the failure shows what was read last."""
    fin = time.monotonic() + delai
    while (lu := lire()) != attendu and time.monotonic() < fin:
        time.sleep(0.1)
    assert lu == attendu
