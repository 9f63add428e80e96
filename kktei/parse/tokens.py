"""A stretch of a note cut into tokens: dates, titles, offices, verbs and references are one token each.

The grammars (:mod:`agents`, :mod:`making`, :mod:`journey`) then read like the genre itself.  One
regular expression, filled from the vocabulary, does it in one pass; every repetition in it is
bounded, so that the time is linear in the length of the text.
"""

from dataclasses import dataclass, replace

from kktei.parse.vocabulary import Vocabulary

DATE = "{date}"  # for patterns that hold one; the pattern itself stands in the vocabulary
TELEGRAM = "{telegram}"

_PATTERN = (
    r"(?P<TELEGRAM>{telegram})|(?P<VOLUME>{volume})|(?P<DOCUMENT>{document})|(?P<DATE>{date})|(?P<TIME>{time})"
    r"|(?P<IBID>[Ii]bid\.?)|(?P<TITLE>{title})|(?P<BODY>{body})|(?P<ACT>\b(?i:{act})\b)"
    r"|(?P<PRECEDENCE>\b{precedence}\b)|(?P<OFFICE>{office_symbol})|(?P<NAME>{name})|"
    r"(?P<WORD>[^\W\d_][\w’'-]*)|(?P<NUMBER>\d[\w.:/-]*)"
    r"|(?P<COMMA>,)|(?P<SEMI>;)|(?P<COLON>:)|(?P<LEFT>\()|(?P<RIGHT>\))|(?P<QUOTE>[“”\"])|(?P<STOP>\.)|(?P<OTHER>[^\s])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (a group name above), its words, and where they stand in the note."""

    kind: str
    text: str
    start: int
    end: int

    def __repr__(self) -> str:
        return f"{self.kind}:{self.text}"


def lex(note: str, start: int, end: int, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of ``note[start:end]``; what stands between them is white space."""
    master = vocabulary.regex(_PATTERN)
    functions, particles = vocabulary.exact("function_words"), vocabulary.exact("particles")
    names = vocabulary.exact("titles_and_names")
    found: list[Token] = []
    for match in master.finditer(note, start, end):
        kind, text = match.lastgroup or "OTHER", match[0]
        if kind == "NAME" and text in functions:
            kind = "WORD"
        elif kind == "ACT" and text[0].isupper() and found:
            kind = "NAME"  # Benjamin Read, not what was read
        if found and found[-1].kind == "TITLE" and kind not in ("NAME", "TITLE") and found[-1].text in names:
            found[-1] = replace(found[-1], kind="NAME")
        at = len(found) - 1
        while kind == "NAME" and at >= 0 and found[at].kind == "WORD" and found[at].text in particles:
            found[at] = replace(found[at], kind="NAME")  # "de Silva", "van der Berg"
            at -= 1
        found.append(Token(kind, text, match.start(), match.end()))
    return found


def unquoted(tokens: list[Token]) -> list[Token]:
    """The tokens outside quotation marks: what a quotation says is not said by the note."""
    found: list[Token] = []
    depth = 0
    for token in tokens:
        if token.text == "“":
            depth += 1
        elif token.text == "”":
            depth = max(0, depth - 1)
        elif depth == 0:
            found.append(token)
    return found
