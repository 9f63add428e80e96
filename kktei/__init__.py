"""kktei turns the sources of a documentary edition into a scholarly edition in TEI."""

__version__ = "0.1.0"
