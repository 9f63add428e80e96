<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The words of a text where nothing but words can be given: for machines, and whoever searches. -->
  <xsl:import href="structure.xsl"/>
  <xsl:import href="apparatus.xsl"/>

  <!-- What a reader is meant to read, on one line: corrected, expanded, without what was struck, without
    notes, running heads and the writer's marks. -->
  <xsl:function name="k:plain-text" as="xs:string" cache="yes">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if (empty($element/*)) then normalize-space($element) else k:read-words($element)"/>
  </xsl:function>

  <xsl:function name="k:read-words" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="outside" as="element()*" select="$element/ancestor-or-self::*"/>
    <xsl:variable name="read" as="node()*" select="$element//(text() | lb | pb | cb | space
      | *[k:is-block(.)])[k:is-read(ancestor-or-self::* except $outside)]"/>
    <!-- Where a line, a page or a block begins, so does a word. -->
    <xsl:sequence select="normalize-space(string-join($read ! (if (self::text()) then string(.)
      else if (@break = 'no') then '' else ' ')))"/>
  </xsl:function>

  <xsl:function name="k:is-read" as="xs:boolean">
    <xsl:param name="around" as="element()*"/>
    <xsl:sequence select="empty($around/(self::note | self::fw | self::del | self::surplus | self::metamark
      | self::app[@k:apart] | self::abbr[parent::choice/expan])) and empty($around[k:is-aside(.)])
      and k:is-taken($around)"/>
  </xsl:function>
</xsl:stylesheet>
