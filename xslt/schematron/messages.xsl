<?xml version="1.0" encoding="UTF-8"?>
<!-- The words of a Schematron message as an XPath expression that gives a string. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="https://kktei.org/ns/schematron"
  exclude-result-prefixes="#all">

  <!-- A text inside an XPath string literal. -->
  <xsl:function name="s:quoted" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select='replace($text, "&apos;", "&apos;&apos;")'/>
  </xsl:function>

  <!-- What a rule or test is called: its own id, or where it stands. -->
  <xsl:function name="s:label" as="xs:string">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="s:quoted(string(($node/@id, $node/ancestor::*/@id[normalize-space()],
      $node/@context, $node/@test)[1]))"/>
  </xsl:function>

  <!-- Mixed content as one expression; white space folded. -->
  <xsl:function name="s:message" as="xs:string">
    <xsl:param name="content" as="node()*"/>
    <xsl:variable name="parts" as="xs:string*"><xsl:apply-templates select="$content" mode="message"/>
    </xsl:variable>
    <xsl:sequence select="'normalize-space(string-join((' || string-join(('''''', $parts), ', ') || ')))'"/>
  </xsl:function>

  <!-- What to do, from the diagnostics that a test names. -->
  <xsl:function name="s:diagnostics" as="xs:string">
    <xsl:param name="test" as="element()"/>
    <xsl:variable name="named" as="xs:string*" select="tokenize($test/@diagnostics)"/>
    <xsl:sequence select="s:message($test/ancestor::sch:schema//sch:diagnostic[@id = $named]/node())"/>
  </xsl:function>

  <xsl:mode name="message" on-no-match="fail"/>
  <xsl:template match="text()" mode="message" as="xs:string">
    <xsl:sequence select="'''' || s:quoted(string()) || ''''"/>
  </xsl:template>
  <xsl:template match="sch:value-of" mode="message" as="xs:string">
    <!-- Not "!": Saxon takes error() ! string(.) for empty. -->
    <xsl:sequence select="'string-join(for $s:i in (' || @select || ') return string($s:i), '' '')'"/>
  </xsl:template>
  <xsl:template match="sch:name" mode="message" as="xs:string">
    <xsl:sequence select="if (@path) then 's:name((' || @path || ')[1])' else 'name(.)'"/>
  </xsl:template>
  <xsl:template match="*" mode="message" as="xs:string*" priority="-1">
    <xsl:apply-templates select="node()" mode="message"/>
  </xsl:template>
  <xsl:template match="comment() | processing-instruction()" mode="message" as="empty-sequence()"/>
</xsl:stylesheet>
