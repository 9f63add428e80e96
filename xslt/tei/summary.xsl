<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:k="https://kktei.org/ns/xslt"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="documents.xsl"/>
  <xsl:import href="apparatus.xsl"/>

  <!-- What tells documents of one title apart: its summary, else how the text begins. -->

  <!-- The summary of the text, of the copy or in the text itself; "" where none is. -->
  <xsl:function name="k:abstract" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="header" as="element()*" select="$document/*/teiHeader"/>
    <xsl:variable name="given" as="element()*" select="($header/profileDesc/abstract,
      $header/fileDesc/sourceDesc//msContents/summary,
      ($header | k:whole-texts($document))//(note | div | ab | argument)
        [@type = ('summary', 'abstract', 'regest') or self::argument][not(ancestor::note)])"/>
    <xsl:sequence select="k:shortened(string(($given ! k:words(.))[. != ''][1]), 240)"/>
  </xsl:function>

  <!-- How the text begins, after head, date, place and salute; "" where no text is at hand. -->
  <xsl:function name="k:incipit" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="first" as="xs:string*" select="(k:shown-parts($document)//(p | ab | l)
      [not(ancestor::note or ancestor::front or ancestor::back or ancestor::opener or ancestor::closer
      or ancestor::p or ancestor::*[@type = ('summary', 'abstract', 'regest')])][k:says(.)] ! k:said-words(.))
      [matches(., '\p{L}.*\p{L}')]"/>
    <xsl:sequence select="k:shortened(string(head($first)), 70)"/>
  </xsl:function>

  <!-- Whether a block says anything: markings and numbers above a text ("top secret", "No. 4") do not. -->
  <xsl:function name="k:says" as="xs:boolean">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="empty($block//(term | idno)[@type]) or
      (some $t in $block//text()[not(ancestor::note)]
      satisfies matches($t, '[\p{L}\p{N}]') and empty($t/ancestor::*[self::term or self::idno][@type]))"/>
  </xsl:function>

  <!-- The words of a block that are its writer's: no editor's for what is missing, no date, no salute. -->
  <xsl:function name="k:said-words" as="xs:string">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="normalize-space(string-join(k:taken-nodes($block)
      [empty(ancestor::* intersect $block//(gap | figDesc | dateline | salute))]
      ! (if (self::text()) then string() else ' ')))"/>
  </xsl:function>
</xsl:stylesheet>
