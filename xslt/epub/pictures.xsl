<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Pictures in the e-book and the Word file: figures where the text has them, and the pages of the source
       after the document. -->
  <xsl:import href="../tei/plates.xsl"/>

  <xsl:template match="figure[k:shown-graphics(.)]" as="node()*" priority="2">
    <xsl:variable name="words" as="element()*" select="k:caption-parts(.)"/>
    <xsl:variable name="caption" as="node()*"><xsl:for-each select="$words">
      <xsl:if test="position() gt 1">{k:between($words[1])}</xsl:if>
      <xsl:apply-templates select="node()"/></xsl:for-each></xsl:variable>
    <xsl:variable name="rest" as="node()*"
      select="(node() except ($words, graphic, media))[self::* or normalize-space()]"/>
    <xsl:variable name="inline" as="xs:boolean" select="k:is-inline-figure(.)"/>
    <xsl:choose>
      <xsl:when test="$inline">
        <span><xsl:sequence select="k:attributes(., 'figure'), k:shown-graphics(.) ! k:picture-of(.)"/>
          <xsl:if test="exists($caption)"><xsl:text> [</xsl:text><xsl:sequence select="$caption"/>]</xsl:if>
          <xsl:if test="exists($rest)"><xsl:text> </xsl:text>
            <xsl:apply-templates select="$rest"/></xsl:if></span>
      </xsl:when>
      <xsl:otherwise>
        <figure><xsl:if test="k:fills-page(.)"><xsl:attribute name="class" select="'plate'"/></xsl:if>
          <xsl:sequence select="k:attributes(., ()), k:shown-graphics(.) ! k:picture-of(.)"/>
          <xsl:if test="exists($caption)"><figcaption><xsl:sequence select="$caption"/></figcaption></xsl:if>
        </figure>
        <xsl:call-template name="k:flow"><xsl:with-param name="nodes" select="$rest"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A picture on the web is never fetched: its words lead to it. -->
  <xsl:template match="figure[graphic/@url[k:is-web(.)]]" as="node()*" priority="1.5">
    <xsl:variable name="words" as="element()*" select="k:caption-parts(.)"/>
    <xsl:variable name="rest" as="node()*"
      select="(node() except ($words, graphic, media))[self::* or normalize-space()]"/>
    <xsl:element name="{if (k:is-inline-figure(.)) then 'span' else 'div'}">
      <xsl:sequence select="k:attributes(., 'figure')"/>
      <xsl:text>[</xsl:text>
      <xsl:for-each select="$words"><xsl:apply-templates select="node()"/>
        <xsl:text>{k:between(.)}</xsl:text></xsl:for-each>
      <xsl:for-each select="graphic/@url[k:is-web(.)]"><xsl:if test="position() gt 1">, </xsl:if>
        <a href="{.}">{k:t('print.figure')}</a></xsl:for-each>
      <xsl:text>]</xsl:text>
      <xsl:if test="k:is-inline-figure(.) and exists($rest)"><xsl:text> </xsl:text>
        <xsl:apply-templates select="$rest"/></xsl:if>
    </xsl:element>
    <xsl:if test="not(k:is-inline-figure(.))">
      <xsl:call-template name="k:flow"><xsl:with-param name="nodes" select="$rest"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- A picture that stands in no figure. -->
  <xsl:template match="graphic[not(parent::figure)][k:is-pictured(.)]" as="node()*" priority="2">
    <xsl:sequence select="k:picture-of(.)"/>
    <xsl:apply-templates select="desc/node()"/>
  </xsl:template>

  <!-- A reader scales a picture to the page; a word processor is told how wide it is to be. -->
  <xsl:function name="k:picture-of" as="element()">
    <xsl:param name="graphic" as="element()"/>
    <xsl:variable name="row" as="map(*)" select="k:plate-of($graphic)"/>
    <xsl:sequence select="k:picture-of($row, k:picture-alt($graphic))"/>
  </xsl:function>

  <xsl:function name="k:picture-of" as="element()">
    <xsl:param name="row" as="map(*)"/>
    <xsl:param name="alt" as="xs:string"/>
    <img src="{$row?file}" alt="{$alt}"><xsl:if test="$medium != 'epub'"><xsl:attribute name="width"
      select="$row?millimetres || 'mm'"/></xsl:if></img>
  </xsl:function>

  <xsl:function name="k:plates" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="k:page-pictures($document)">
      <figure class="plate"><xsl:sequence select="k:picture-of(k:plate-of(.), k:plate-words(.))"/>
        <figcaption>{k:plate-words(.)}</figcaption></figure>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
