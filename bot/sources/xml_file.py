"""XML from outside, parsed without entities, without a document type, and not too deep."""

from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from bot.sources.refused import RefusedFileError

# The real sheets go a dozen levels down.
MAX_DEPTH = 60
MAX_BYTES = 5_000_000


def parse(content: bytes, name: str) -> Element:
    """The root of a document.

    Args:
        content: its bytes; its own first line names its encoding.
        name: of the file, for the error.

    Raises:
        RefusedFileError: it is not XML, or is made to harm.
    """
    if len(content) > MAX_BYTES:
        raise RefusedFileError(f"{name} : plus de 5 Mo, ce qu'aucune fiche ne fait.")
    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(BytesIO(content), ("start", "end"), forbid_dtd=True):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH:
                raise RefusedFileError(f"{name} : plus de {MAX_DEPTH} balises l'une dans l'autre.")
    except DefusedXmlException:
        raise RefusedFileError(
            f"{name} : ce XML déclare un type de document ou des entités, ce que les fiches "
            "officielles ne font pas. Ne l'utilisez pas : téléchargez-le de nouveau."
        ) from None
    except ParseError as error:
        line, column = error.position
        raise RefusedFileError(
            f"{name}, ligne {line}, colonne {column + 1} : ce n'est pas du XML lisible, ou son "
            "encodage n'est pas celui qu'il annonce. Téléchargez-le de nouveau."
        ) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(f"{name} : l'encodage annoncé n'est pas connu.") from None
    assert root is not None, "an empty document is a parse error"
    return root
