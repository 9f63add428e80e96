<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Where an element stands, counted in one walk through the document however many ask: accumulators,
    because
       counting what precedes each element anew would take time with the square of a document's length.
       An entry stylesheet imports this, once: Saxon takes no accumulator that comes in by two ways. -->

  <!-- Modes in which a document comes in; without this its accumulators may not be asked. -->
  <xsl:mode use-accumulators="#all"/>
  <xsl:mode name="section" use-accumulators="#all"/>

  <!-- How many texts there were that no other text holds: a corpus in one file has several. -->
  <xsl:accumulator name="k:texts" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="text[not(ancestor::text)]" select="$value + 1"/>
  </xsl:accumulator>

  <!-- How many elements of each name there were, in texts and outside them. -->
  <xsl:accumulator name="k:counted" as="map(xs:string, xs:integer)" initial-value="map {}">
    <xsl:accumulator-rule match="*"
      select="let $what := k:counted-as(.) return map:put($value, $what, ($value($what), 0)[1] + 1)"/>
  </xsl:accumulator>

  <xsl:function name="k:counted-as" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="(if ($element/ancestor-or-self::text) then '' else '-') || local-name($element)"/>
  </xsl:function>

  <xsl:function name="k:but-last" as="item()*">
    <xsl:param name="items" as="item()*"/>
    <xsl:sequence select="$items[position() lt last()]"/>
  </xsl:function>

  <!-- The way to an element from the outermost text, by the places that it and those around it have among
       their siblings: "1.2.7" (in the second text and those after it from its number on); an id that is the
       same in every product. -->
  <xsl:function name="k:note-place" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="outermost" as="element(text)?" select="$element/ancestor-or-self::text[last()]"/>
    <xsl:sequence select="string-join(($outermost/accumulator-before('k:texts')[. gt 1],
      $element/ancestor-or-self::*[. >> $outermost] ! (count(preceding-sibling::*) + 1)), '.')"/>
  </xsl:function>

  <!-- The place of an element among those of its name, in texts or outside them; stable while nothing is
    added before it.  A walk through the whole document is worth it only where it has many of them. -->
  <xsl:function name="k:position" as="xs:integer">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="alike" as="element()+" select="key('k:named', local-name($element), root($element))"/>
    <xsl:sequence select="if (exists($alike[$k:many + 1]))
      then $element/accumulator-before('k:counted')(k:counted-as($element))
      else count($alike[not(. >> $element)][k:counted-as(.) = k:counted-as($element)])"/>
  </xsl:function>
  <xsl:key name="k:named" match="*" use="local-name()"/>
  <xsl:variable name="k:many" as="xs:integer" static="yes" select="100"/>
</xsl:stylesheet>
