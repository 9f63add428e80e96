"""The fields that an editor's table can give of a document, in TEI's and archivists' words."""

# When it was written (or not before, not after) and when it arrived.
DATES = ("when", "notBefore", "notAfter", "received")
# What completes a document beside its heading and note.
COMPLETING = ("when", "notBefore", "notAfter", "place", "dateline", "signed")
# What identifies it elsewhere, and whose text it is.
IDENTIFIERS = ("doi", "ark", "urn")  # its numbers in other systems
PUBLISHING = (*IDENTIFIERS, "address", "rights")
# Where the copy-text lies, from the repository down.
LEVELS = ("repository", "recordGroup", "collection", "lot", "file", "job", "box", "folder")
# Who made the text.
MAKING = ("drafted", "approved", "cleared", "initialed", "translated", "revised")
# What heading and source note say too: the table overrules them.
OVERRULING = (
    "kind", "sender", "recipient", *LEVELS, "language", "classification", "precedence", "handling", *MAKING,
)  # fmt: skip
# Every field, in the order in which editors are told of them.
FIELDS = (*COMPLETING, "received", *PUBLISHING, *OVERRULING, "note")
