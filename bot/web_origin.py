"""The origin of a website, as browsers send it and as people write it in a setting."""

from urllib.parse import urlsplit

# What a browser leaves out of the origin that it sends.
USUAL_PORTS = {"http": ":80", "https": ":443"}


def web_origin(text: str) -> str:
    """An origin as a browser sends it.

    Raises:
        ValueError: it is none, in French with an example.
    """
    parts = urlsplit(text.lower())
    origin = f"{parts.scheme}://{parts.netloc}"
    if parts.scheme not in USUAL_PORTS or not parts.netloc or text.lower() != origin:
        raise ValueError(
            f"« {text} » n'est pas l'origine d'un site. "
            "Exemple : https://www.ville.fr (sans barre à la fin)."
        )
    return origin.removesuffix(USUAL_PORTS[parts.scheme])
