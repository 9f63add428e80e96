<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Lists: of items, of pairs, of records, of witnesses. -->

  <!-- A list whose items all are items; labels make it a list of pairs; anything else stands in order. Breaks
       between items begin the next one; what follows the last stands below. -->
  <xsl:template match="list" as="node()*">
    <xsl:variable name="parts" as="element()*" select="item | label"/>
    <xsl:variable name="rest" as="node()*" select="node() except ($parts, $parts/k:breaks-before(.))"/>
    <xsl:variable name="attributes" as="attribute()*"
      select="k:attributes(., ('list', @rend ! ('r-' || k:class(.))))"/>
    <xsl:variable name="before" as="node()*" select="$rest[not(self::trailer)][empty($parts)
      or . &lt;&lt; $parts[last()]]"/>
    <xsl:variable name="after" as="node()*" select="$rest except $before"/>
    <div>
      <xsl:sequence select="$attributes"/>
      <xsl:call-template name="k:flow"><xsl:with-param name="nodes" select="$before"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="label and item"><dl><xsl:apply-templates select="$parts" mode="k:pair"/></dl>
        </xsl:when>
        <xsl:when test="k:is-numbered(.)"><ol><xsl:apply-templates select="item"/></ol></xsl:when>
        <xsl:when test="item"><ul><xsl:apply-templates select="item"/></ul></xsl:when>
        <xsl:otherwise><xsl:call-template name="k:flow"><xsl:with-param name="nodes" select="label"/>
        </xsl:call-template></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="k:flow"><xsl:with-param name="nodes" select="$after"/></xsl:call-template>
    </div>
  </xsl:template>

  <!-- One that runs on in the line. -->
  <xsl:template match="list[k:runs-in(.)]" as="node()*" priority="1">
    <span><xsl:sequence select="k:attributes(., 'list-inline')"/>
      <xsl:for-each select="node()[self::* or normalize-space()]">
        <xsl:if test="position() gt 1"><xsl:text> </xsl:text></xsl:if>
        <xsl:apply-templates select="."/>
      </xsl:for-each>
    </span>
  </xsl:template>
  <xsl:template match="list[k:runs-in(.)]/item" as="node()*" priority="1">
    <xsl:sequence select="k:run-in-number(.) ! k:text(.)"/><xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <xsl:template match="item" as="node()*">
    <li><xsl:sequence select="k:attributes(., ())"/>
      <xsl:if test="@n castable as xs:integer and ..[k:is-numbered(.)]">
        <xsl:attribute name="value" select="xs:integer(@n)"/></xsl:if>
      <xsl:apply-templates select="k:breaks-before(.)"/><xsl:call-template name="k:content"/></li>
  </xsl:template>

  <xsl:mode name="k:pair" on-no-match="fail"/>
  <xsl:template match="label | item" mode="k:pair" as="node()*">
    <xsl:element name="{if (self::label) then 'dt' else 'dd'}"><xsl:sequence select="k:attributes(., ())"/>
      <xsl:apply-templates select="k:breaks-before(.)"/><xsl:call-template name="k:content"/></xsl:element>
  </xsl:template>

  <xsl:template match="listBibl | listPerson | listPlace | listOrg | listEvent | listObject | listRelation
    | listWit"
    as="node()*">
    <div><xsl:sequence select="k:attributes(., 'list')"/>
      <xsl:apply-templates select="head"/>
      <ul><xsl:for-each select="* except head"><li><xsl:apply-templates select="."/></li></xsl:for-each></ul>
    </div>
  </xsl:template>

  <!-- Records are no running text: the registers and indexes have them. -->
  <xsl:template match="(listBibl | listPerson | listPlace | listOrg | listEvent | listObject)[k:is-records(.)]
    | back//div[k:holds-records(.)]" as="node()*" priority="5"/>

  <xsl:template match="witness" as="element()">
    <xsl:element name="{k:tag(., 'span')}">
      <xsl:sequence select="k:attributes(., 'witness')"/>
      <b class="siglum">{k:siglum(.)}</b><xsl:text> </xsl:text><xsl:call-template name="k:content"/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
