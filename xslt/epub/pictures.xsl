<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Pictures in the e-book and the Word file: figures where the text has them, and the pages of the source
       after the document. -->
  <xsl:import href="../tei/plates.xsl"/>

  <xsl:template match="figure[k:shown-graphics(.)]" as="node()*" priority="2">
    <xsl:variable name="caption" as="node()*" select="k:caption(.)"/>
    <xsl:variable name="rest" as="node()*" select="k:beside-caption(.)"/>
    <xsl:choose>
      <xsl:when test="k:is-inline-figure(.)">
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
        <xsl:sequence select="k:flow-of($rest)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A figure without a picture: heading and description in brackets; what else it holds follows.
       A picture on the web is never fetched: its words lead to it. -->
  <xsl:template match="figure" as="node()*">
    <xsl:variable name="caption" as="node()*" select="k:caption(.)"/>
    <xsl:variable name="web" as="attribute()*" select="(graphic | media)/@url[k:is-web(.)]"/>
    <xsl:variable name="rest" as="node()*" select="k:beside-caption(.)"/>
    <xsl:variable name="inline" as="xs:boolean" select="k:is-inline-figure(.) and not(k:holds-blocks(.))"/>
    <xsl:element name="{if ($inline) then 'span' else 'div'}">
      <xsl:sequence select="k:attributes(., 'figure')"/>
      <xsl:if test="exists(($caption, $web)) or empty($rest)">
        <xsl:text>[</xsl:text>
        <xsl:sequence select="$caption"/>
        <xsl:if test="exists($caption) and exists($web)">
          <xsl:text>{k:between(k:caption-parts(.)[last()])}</xsl:text></xsl:if>
        <xsl:for-each select="$web"><xsl:if test="position() gt 1">, </xsl:if>
          <a href="{.}">{k:unshown(..)}</a></xsl:for-each>
        <xsl:sequence select="if (empty(($caption, $web))) then k:text((k:unshown((graphic, media)[1]),
          k:t('print.figure'))[1]) else ()"/>
        <xsl:text>]</xsl:text>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="$inline and exists($rest)"><xsl:text> </xsl:text><xsl:apply-templates select="$rest"/>
        </xsl:when>
        <xsl:otherwise><xsl:sequence select="k:flow-of($rest)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <xsl:template match="graphic | media" as="node()*"/>
  <xsl:template match="(graphic | media)[k:is-said(.)]" as="node()*" priority="1">
    <xsl:text>[</xsl:text>
    <xsl:apply-templates select="desc/node()"/>
    <xsl:if test="desc and k:is-web(@url)">{k:between(desc[1])}</xsl:if>
    <xsl:choose>
      <xsl:when test="k:is-web(@url)"><a href="{@url}">{k:unshown(.)}</a></xsl:when>
      <xsl:when test="empty(desc[normalize-space()])">{k:unshown(.)}</xsl:when>
    </xsl:choose>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:function name="k:caption" as="node()*">
    <xsl:param name="figure" as="element(figure)"/>
    <xsl:variable name="said" as="element()*" select="k:caption-parts($figure)"/>
    <xsl:for-each select="$said">
      <xsl:if test="position() gt 1">{k:between($said[1])}</xsl:if>
      <xsl:apply-templates select="node()"/></xsl:for-each>
  </xsl:function>

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
