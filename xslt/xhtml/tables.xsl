<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Tables.  Breaks between rows begin the next one; what follows the last stands below.  Rows of labels
    at the top are its head, which browsers and word processors repeat on each page. -->

  <xsl:template match="table" as="node()*">
    <xsl:variable name="rest" as="node()*" select="node() except (row, row/k:breaks-before(.))"/>
    <xsl:variable name="before" as="node()*"
      select="$rest[empty(current()/row) or . &lt;&lt; current()/row[1]]"/>
    <xsl:call-template name="k:flow"><xsl:with-param name="nodes" select="$before"/></xsl:call-template>
    <xsl:variable name="columns" as="xs:integer" select="max((0, row ! count(cell)))"/>
    <table>
      <xsl:sequence select="k:attributes(., ('many-columns'[$columns gt 4], 'very-many'[$columns gt 8]))"/>
      <xsl:variable name="heads" as="element(row)*" select="k:head-rows(.)"/>
      <xsl:if test="exists($heads)"><thead><xsl:apply-templates select="$heads"/></thead></xsl:if>
      <tbody><xsl:apply-templates select="row except $heads"/></tbody>
    </table>
    <xsl:call-template name="k:flow"><xsl:with-param name="nodes" select="$rest except $before"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="row" as="element()">
    <tr><xsl:sequence select="k:attributes(., ())"/><xsl:apply-templates select="*"/></tr>
  </xsl:template>

  <xsl:template match="row/cell" as="element()">
    <xsl:element name="{if (@role = 'label' or ../@role = 'label') then 'th' else 'td'}">
      <xsl:sequence select="k:attributes(., ()), k:span-of('colspan', @cols), k:span-of('rowspan', @rows)"/>
      <xsl:apply-templates select="..[empty(current()/preceding-sibling::cell)] ! k:breaks-before(.)"/>
      <xsl:call-template name="k:content"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="k:span-of" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="given" as="attribute()?"/>
    <xsl:if test="$given castable as xs:positiveInteger">
      <xsl:attribute name="{$name}" select="min((1000, xs:integer($given)))"/></xsl:if>
  </xsl:function>
</xsl:stylesheet>
