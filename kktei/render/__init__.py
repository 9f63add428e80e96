"""TEI to HTML, print and other results through XSLT."""
