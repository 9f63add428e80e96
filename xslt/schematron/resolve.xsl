<?xml version="1.0" encoding="UTF-8"?>
<!-- Abstract patterns and rules of a Schematron schema made concrete; phases. -->
<xsl:stylesheet version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:s="https://kktei.org/ns/schematron"
  exclude-result-prefixes="#all">

  <xsl:mode name="resolve" on-no-match="shallow-copy"/>

  <!-- The schema without abstract patterns and rules: what they say stands where they are used. -->
  <xsl:function name="s:resolved" as="element(sch:schema)">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:variable name="instantiated" as="document-node()">
      <xsl:document><xsl:apply-templates select="$schema" mode="resolve"/></xsl:document>
    </xsl:variable>
    <xsl:sequence select="$instantiated/sch:schema"/>
  </xsl:function>

  <xsl:template match="sch:pattern[@abstract = 'true'] | sch:rule[@abstract = 'true']" mode="resolve"
    as="empty-sequence()"/>

  <!-- An instance of an abstract pattern: its text with each $parameter replaced. -->
  <xsl:template match="sch:pattern[@is-a]" mode="resolve" as="element(sch:pattern)">
    <xsl:variable name="abstract" as="element(sch:pattern)?"
      select="ancestor::sch:schema//sch:pattern[@abstract = 'true'][@id = current()/@is-a]"/>
    <xsl:if test="empty($abstract)">
      <xsl:sequence select="error(xs:QName('s:unusable'), 'there is no abstract pattern ' || @is-a)"/>
    </xsl:if>
    <xsl:copy>
      <xsl:copy-of select="@* except @is-a"/>
      <xsl:apply-templates select="$abstract/node(), sch:let" mode="resolve">
        <xsl:with-param name="given" as="element(sch:param)*" tunnel="yes"
          select="s:longest-first(sch:param)"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="@context | @test | @value | @select | @path | @subject" mode="resolve"
    as="attribute()">
    <xsl:param name="given" as="element(sch:param)*" tunnel="yes" select="()"/>
    <xsl:attribute name="{name()}" select="fold-left($given, string(), s:replaced#2)"/>
  </xsl:template>

  <!-- A longer name goes first, so that $x does not eat the beginning of $xy. -->
  <xsl:function name="s:longest-first" as="element(sch:param)*">
    <xsl:param name="given" as="element(sch:param)*"/>
    <xsl:sequence select="sort($given, (), function($p as element(sch:param)) as xs:integer
      {-string-length($p/@name)})"/>
  </xsl:function>

  <xsl:function name="s:replaced" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="given" as="element(sch:param)"/>
    <xsl:variable name="value" as="xs:string" select="replace($given/@value, '([\\$])', '\\$1')"/>
    <xsl:sequence select="replace($text, '\$' || $given/@name || '([^\w.\-]|$)', $value || '$1')"/>
  </xsl:function>

  <!-- A rule that extends an abstract one holds what that one says. -->
  <xsl:template match="sch:extends[@rule]" mode="resolve" as="node()*">
    <xsl:variable name="abstract" as="element(sch:rule)?"
      select="ancestor::sch:schema//sch:rule[@abstract = 'true'][@id = current()/@rule]"/>
    <xsl:if test="empty($abstract)">
      <xsl:sequence select="error(xs:QName('s:unusable'), 'there is no abstract rule ' || @rule)"/>
    </xsl:if>
    <xsl:apply-templates select="$abstract/node()" mode="resolve"/>
  </xsl:template>

  <!-- The phase that is asked for; none where all patterns are active. -->
  <xsl:function name="s:phase" as="element(sch:phase)?">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:param name="wanted" as="xs:string"/>
    <xsl:variable name="id" as="xs:string"
      select="if ($wanted = '#DEFAULT') then string(($schema/@defaultPhase, '#ALL')[1]) else $wanted"/>
    <xsl:variable name="phase" as="element(sch:phase)?" select="$schema/sch:phase[@id = $id]"/>
    <xsl:if test="$id != '#ALL' and empty($phase)">
      <xsl:sequence select="error(xs:QName('s:unusable'), 'there is no phase ' || $id)"/>
    </xsl:if>
    <xsl:sequence select="$phase"/>
  </xsl:function>

  <!-- The patterns that a phase makes active. -->
  <xsl:function name="s:active" as="element(sch:pattern)*">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:param name="wanted" as="xs:string"/>
    <xsl:variable name="phase" as="element(sch:phase)?" select="s:phase($schema, $wanted)"/>
    <xsl:sequence select="$schema/sch:pattern[empty($phase) or @id = $phase/sch:active/@pattern]"/>
  </xsl:function>
</xsl:stylesheet>
