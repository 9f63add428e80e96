"""TEI as a source: volumes of FRUS, letters taken as they are, and kktei's own documents."""

from kktei.read.xml.reader import read_xml

__all__ = ["read_xml"]
