"""Naming a browser for its owner: « Firefox sous Windows »."""

# The first that is found wins: Edge and Opera also say Chrome, Chrome also says Safari.
_NAVIGATEURS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
_SYSTEMES = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def decrire(user_agent):
    navigateur = next((nom for signe, nom in _NAVIGATEURS.items() if f"{signe}/" in user_agent), "Navigateur inconnu")
    systeme = next((nom for signe, nom in _SYSTEMES.items() if signe in user_agent), "")
    return f"{navigateur} sous {systeme}" if systeme else navigateur
