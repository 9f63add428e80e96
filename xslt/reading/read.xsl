<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What stands apart in TEI is put where a reader has it, before any product is made: notes and apparatus
       entries at the words that they are on, transcriptions of pages as text, deletions across boundaries,
       words across lines. -->
  <xsl:include href="ways.xsl"/>
  <xsl:include href="sources.xsl"/>
  <xsl:include href="places.xsl"/>
  <xsl:include href="entries.xsl"/>
  <xsl:include href="spans.xsl"/>
  <xsl:include href="words.xsl"/>
  <xsl:include href="transpositions.xsl"/>
  <xsl:include href="values.xsl"/>
  <xsl:include href="blanks.xsl"/>

  <!-- A document as it is read: the same one where nothing in it stands apart. -->
  <xsl:function name="k:read" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="k:valued($document) => k:said-one-way() => k:as-text() => k:placed()
      => k:transposed-text() => k:closed-spans() => k:joined-words() => k:kept-blanks()"/>
  </xsl:function>

  <!-- The TEI of what was read from a document; "" where it is the same. -->
  <xsl:function name="k:read-text" as="xs:string">
    <xsl:param name="read" as="document-node()"/>
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="if ($read is $document) then ''
      else serialize($read, map { 'method': 'xml', 'omit-xml-declaration': true() })"/>
  </xsl:function>

  <!-- Elements that change, and those around them: what is beside the way is copied in one go. -->
  <xsl:function name="k:ways-to" as="map(xs:string, xs:boolean)">
    <xsl:param name="changing" as="element()*"/>
    <xsl:sequence select="map:merge($changing/ancestor-or-self::* ! map { generate-id(): true() })"/>
  </xsl:function>
  <xsl:template match="*" mode="values texts" as="node()*" priority="9">
    <xsl:param name="ways" as="map(xs:string, xs:boolean)" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="$ways(generate-id())"><xsl:next-match/></xsl:when>
      <xsl:otherwise><xsl:copy-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
