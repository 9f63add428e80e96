<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What stands apart in TEI is put where a reader has it, before any product is made: notes and apparatus
       entries at the words that they are on, transcriptions of pages as text, deletions across boundaries,
         words
       across lines.  TEI in, TEI out ("" where nothing stands apart);
       kktei/render/reading.py says which documents need it. -->
  <xsl:import href="tei/msdesc.xsl"/>
  <xsl:include href="reading/ways.xsl"/>
  <xsl:include href="reading/sources.xsl"/>
  <xsl:include href="reading/places.xsl"/>
  <xsl:include href="reading/entries.xsl"/>
  <xsl:include href="reading/spans.xsl"/>
  <xsl:include href="reading/words.xsl"/>
  <xsl:include href="reading/transpositions.xsl"/>
  <xsl:include href="reading/values.xsl"/>

  <xsl:mode use-accumulators="#all"/>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="read" as="document-node()"
      select="k:valued(.) => k:said-one-way() => k:as-text() => k:placed() => k:transposed-text()
      => k:closed-spans() => k:joined-words()"/>
    <xsl:sequence select="map { 'tei': if ($read is .) then '' else serialize($read, map { 'method': 'xml',
      'omit-xml-declaration': true() }) }"/>
  </xsl:template>
</xsl:stylesheet>
