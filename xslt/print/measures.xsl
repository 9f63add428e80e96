<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:k="https://kktei.org/ns/xslt"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- What print must know of the room around notes, measured in one walk through the document;
       see tei/positions.xsl. -->

  <!-- How many characters of text, notes left out, stand before a node, and in how many stretches. -->
  <xsl:accumulator name="k:written" as="xs:integer*" initial-value="0, 0">
    <xsl:accumulator-rule match="text()[empty(ancestor::note)]"
      select="$value[1] + string-length(normalize-space(.)), $value[2] + 1"/>
  </xsl:accumulator>

  <!-- The document's own heading and what opens it; known from the beginning of the text on. -->
  <xsl:accumulator name="k:top" as="element()*" initial-value="()">
    <xsl:accumulator-rule match="text[empty(ancestor::text)]"
      select="k:document-head(root(.)) | k:opening(root(.))"/>
  </xsl:accumulator>

  <!-- The first two blocks of the text below them. -->
  <xsl:accumulator name="k:first" as="element()*" initial-value="()">
    <xsl:accumulator-rule match="p | ab | head | list | table | lg | closer"
      select="if (count($value) lt 2 and k:begins(.)) then ($value, .) else $value"/>
  </xsl:accumulator>

  <xsl:function name="k:begins" as="xs:boolean">
    <xsl:param name="block" as="element()"/>
    <xsl:variable name="document" as="document-node()?" select="root($block)[. instance of document-node()]"/>
    <xsl:variable name="text" as="element()?" select="$document ! (k:document-div(.), */text/body)[1]"/>
    <xsl:variable name="around" as="element()*" select="$block/ancestor::*"/>
    <xsl:variable name="top" as="element()*" select="$block/accumulator-before('k:top')"/>
    <xsl:sequence select="exists($around intersect $text) and empty($around/self::note)
      and not($block/self::head and exists($block intersect $top))
      and empty($around intersect $top[not(self::head)])"/>
  </xsl:function>

  <!-- The last note at the foot so far, and how many before it stand so close that they are set as one. -->
  <xsl:accumulator name="k:chain" as="map(*)" initial-value="map { 'count': 0, 'length': 0 }">
    <xsl:accumulator-rule match="note[ancestor::text][k:is-footnote(.)]" select="
      let $close := k:is-close(., $value) return map {
        'note': ., 'written': accumulator-before('k:written')[1],
        'count': if ($close) then $value?count + 1 else 1,
        'length': string-length(.) + (if ($close) then $value?length else 0) }"/>
  </xsl:accumulator>

  <!-- Whether a note's call stands so close after another's that both may be in one line. Long notes are left
       alone, and so are those after a dozen: what is set as one must find room on one page. -->
  <xsl:function name="k:is-close" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:param name="chain" as="map(*)"/>
    <xsl:variable name="before" as="element(note)?" select="$chain?note"/>
    <xsl:variable name="around" as="element()?"
      select="$note/ancestor::*[self::p or self::ab or self::item or self::cell][1]"/>
    <xsl:sequence select="exists($before) and exists($around intersect $before/ancestor::*)
      and $chain?count lt 12 and $chain?length lt 2500
      and empty(($note, $before)/(ancestor::back | ancestor::noteGrp))
      and not(k:is-held($before)) and not(k:is-held($note))
      and string-length($note) + string-length($before) lt 900
      and $note/accumulator-before('k:written')[1] - $chain?written lt 60"/>
  </xsl:function>
</xsl:stylesheet>
