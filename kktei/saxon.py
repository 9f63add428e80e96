"""The only module that imports saxonche: compile stylesheets, run them, hand results over as Python values.

Nothing is fetched by a stylesheet at run time: files may be opened only while it is compiled; then
every protocol is switched off, so ``doc()``, ``unparsed-text()`` and
``xsl:result-document`` reach neither the disk nor the network.  All documents are handed in, as
source or as parameters.  A stylesheet gives several results as a map of name to text.
One processor a process (threads abort it), see :mod:`kktei.pool`.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from saxonche import PySaxonApiError, PySaxonProcessor, PyXdmValue

from kktei import heap
from kktei.errors import MachineryError
from kktei.project import is_text

_FEATURE = "http://saxon.sf.net/feature/"
_SECURITY = {
    "allowedProtocols": "file",
    "allow-external-functions": "false",
    "parserFeature?uri=http%3A//apache.org/xml/features/disallow-doctype-decl": "true",
    # The JDK's own limits (100 elements deep, 200 attributes, names of 1,000 letters) are below what files hold;
    # kktei.tei has limits of its own, which are told in words.
    "parserProperty?uri=http%3A//www.oracle.com/xml/jaxp/properties/maxElementDepth": "0",
    "parserProperty?uri=http%3A//www.oracle.com/xml/jaxp/properties/elementAttributeLimit": "0",
    "parserProperty?uri=http%3A//www.oracle.com/xml/jaxp/properties/maxXMLNameLimit": "0",
    "parserProperty?uri=http%3A//www.oracle.com/xml/jaxp/properties/totalEntitySizeLimit": "0",
    "parserProperty?uri=http%3A//www.oracle.com/xml/jaxp/properties/maxGeneralEntitySizeLimit": "0",
}

_SPACE = "https://kktei.org/ns/xslt"
_MOST_PARSED = 8  # JSON texts that a stylesheet keeps parsed: one or two words of the interface, one site
_LONG = 600  # characters of Saxon's words that are shown
_STOPPED = re.compile(r"\S+ Processing terminated by xsl:(?:message|assert) at line \d+ in ?")
Node = Any  # a PyXdmNode; saxonche has no types
Value = Any  # str, int, float, bool, Node, Json, or a list of these; maps go as JSON (make_map aborts the process)


@dataclass(frozen=True, slots=True)
class Json:
    """JSON that many runs are given as one parameter: parsed once by each stylesheet, not anew in each run.

    The stylesheet declares the parameter of that name in kktei's namespace, as a map.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a stylesheet gave: named texts (a map of string to string) and its messages."""

    texts: dict[str, str]
    messages: tuple[str, ...] = ()


class Stylesheet:
    """A compiled stylesheet with a secured processor of its own; not for use by two threads.

    Switching all protocols off cannot be undone on a processor, so each stylesheet has one (1 ms).
    Documents handed to a stylesheet must come from its own :meth:`parse`.
    """

    def __init__(self, name: str, *, optimise: str = "", closed: bool = False, **source: str) -> None:
        self._processor = _processor()
        for key, value in _SECURITY.items():
            self._processor.set_configuration_property(_FEATURE + key, value)
        if closed:  # what a stylesheet computes while it is compiled opens no file either
            self._processor.set_configuration_property(_FEATURE + "allowedProtocols", "none")
        if optimise:
            self._processor.set_configuration_property(_FEATURE + "optimizationLevel", optimise)
        self._name = name
        try:
            self._executable = self._processor.new_xslt30_processor().compile_stylesheet(**source)
        except PySaxonApiError as problem:
            raise MachineryError(f"The stylesheet {name} cannot be used: {_problem_words(problem, name)}") from problem
        self._processor.set_configuration_property(_FEATURE + "allowedProtocols", "none")
        self._executable.set_save_xsl_message(True)
        self._kept: list[Node] = []
        self._parsed: dict[str, Node] = {}

    def parse(self, text: str, uri: str) -> Node:
        """XML text to a document node with base URI ``uri``; MachineryError if not well formed.

        Callers check files with :mod:`kktei.tei` first, whose messages are made for people.  An XML parser of its
        own has limits and strictness of its own: what it refuses is no fault of the stylesheet.
        """
        builder = self._processor.new_document_builder()
        builder.set_base_uri(uri)
        builder.set_line_numbering(True)
        try:
            return builder.parse_xml(xml_text=text)
        except PySaxonApiError as problem:
            raise MachineryError(f"Saxon cannot parse {uri}: {_problem_words(problem)}") from problem

    def run(
        self,
        source: Node | None = None,
        *,
        params: Mapping[str, Value] | None = None,
        mode: str | None = None,
        template: str | None = None,
    ) -> Result:
        """Apply to ``source`` (in ``mode``), or call the named ``template``; the result must be a map of strings.

        Raises MachineryError with the stylesheet's place where the transformation fails.
        """
        value = self._value(source, params or {}, mode, template)
        if value is None or value.size != 1 or not value.head.is_map:
            raise MachineryError("A stylesheet gave no map of results", "This is a fault of kktei's stylesheets.")
        entries = value.head.get_map_value()
        names = entries.keys()
        return Result({str(name): _value_text(entries.get(name)) for name in names}, self._messages())

    def items(
        self, source: Node | None = None, *, params: Mapping[str, Value] | None = None, template: str
    ) -> list[str]:
        """Each item of the result of a named template, serialised (atomic values as their text)."""
        value = self._value(source, params or {}, None, template)
        return [] if value is None else [str(value.item_at(i)) for i in range(value.size)]

    def _value(self, source: Node | None, params: Mapping[str, Value], mode: str | None, template: str | None) -> Node:
        run = self._executable
        run.clear_parameters()
        run.clear_properties()
        run.clear_xsl_messages()
        run.set_result_as_raw_value(True)
        self._kept.clear()
        for name, given in params.items():
            run.set_parameter(f"{{{_SPACE}}}{name}" if isinstance(given, Json) else name, self._xdm(given))
        if mode:
            run.set_initial_mode(mode)
        try:
            if template:
                if source is not None:
                    run.set_global_context_item(xdm_item=source)
                return run.call_template_returning_value(template)
            return run.apply_templates_returning_value(xdm_value=source)
        except PySaxonApiError as problem:
            words = _STOPPED.sub(lambda _: " ".join(self._last_message()), _problem_words(problem, self._name))
            raise MachineryError(f"A stylesheet failed: {words}") from problem

    def _last_message(self) -> list[str]:
        """The words of the last message: where a stylesheet ends the run, its author's."""
        messages = self._executable.get_xsl_messages()
        words = messages.item_at(messages.size - 1).string_value[:_LONG].split() if messages is not None else []
        return words or ["xsl:message without a word"]

    def _messages(self) -> tuple[str, ...]:
        messages = self._executable.get_xsl_messages()
        return tuple(str(messages.item_at(i)) for i in range(messages.size)) if messages is not None else ()

    def _xdm(self, given: Value) -> Node:
        make = self._processor
        match given:
            case bool():
                return make.make_boolean_value(given)
            case int():
                return make.make_integer_value(given)
            case float():
                return make.make_double_value(given)
            case str():
                return make.make_string_value(given)
            case Json():
                return self._map(given.text)
            case list() | tuple():
                whole = PyXdmValue(make)
                for item in given:
                    self._kept.append(self._xdm(item))  # saxonche frees an item that Python lets go
                    whole.add_xdm_item(self._kept[-1])
                return whole
            case _:
                return given

    def _map(self, text: str) -> Node:
        if text not in self._parsed:
            if len(self._parsed) == _MOST_PARSED:
                self._parsed.clear()
            path = self._processor.new_xpath_processor()
            path.set_parameter("text", self._processor.make_string_value(text))
            self._parsed[text] = path.evaluate_single("parse-json($text)")
        return self._parsed[text]


def _processor() -> PySaxonProcessor:
    """A processor; saxonche notes the working folder, and fails where its name is not UTF-8."""
    heap.bounded()
    here = Path.cwd()
    if is_text(str(here)):
        return PySaxonProcessor(license=False)
    os.chdir(here.anchor)
    try:
        return PySaxonProcessor(license=False)
    finally:
        os.chdir(here)


@cache
def stylesheet(path: Path) -> Stylesheet:
    """The stylesheet at ``path``, compiled once a process; MachineryError where it cannot be."""
    return Stylesheet(path.name, stylesheet_file=str(path.resolve()))


def stylesheet_from(
    text: str, name: str = "made on the way", *, optimise: str = "", closed: bool = False
) -> Stylesheet:
    """A stylesheet given as text; its imports must be absolute file URIs, and ``closed`` it has none.

    ``optimise`` says which of Saxon's optimisations to do ("-l": all but moving expressions out of loops).
    """
    return Stylesheet(name, optimise=optimise, closed=closed, stylesheet_text=text)


def _value_text(value: Value) -> str:
    """A map entry's value as text; a one-item value comes as an item or as a sequence of one."""
    return "" if value is None else "".join(str(value.item_at(i)) for i in range(value.size))


def _problem_words(problem: Exception, name: str = "") -> str:
    """Saxon's words on one line, without folders of this machine; of many errors the first ones.

    What stands in a stylesheet that was given as text has the working folder for its address: ``name`` takes its place.
    """
    told = re.split(r"\n(?=\S)", str(problem).strip())
    told = [one for one in told if not one.startswith("Warning")] or told
    if f" of {Path.cwd().as_uri()}/:" in told[0]:  # the given text's own fault: who called it helps nobody
        told = [told[0], *(one for one in told[1:] if not one.startswith("In "))]
    words = " ".join(" ".join(told).split())
    words = words.replace(f" of {Path.cwd().as_uri()}/:", f" of {name}:") if name.endswith(".xsl") else words
    words = re.sub(r" of file:///\S*(?<!:)|(?<=[ (])file:///\S*/", "", words)
    return words if len(words) <= _LONG else f"{words[:_LONG]}…"
