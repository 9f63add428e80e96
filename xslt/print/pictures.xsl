<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Pictures in the book: figures where the text has them or on pages of their own, and the pages of the
       source after the document.  Which there are, and how wide they stand: kktei/render/plates.py. -->
  <xsl:import href="../tei/plates.xsl"/>

  <xsl:template match="figure[k:shown-graphics(.)]" mode="typst" as="xs:string*" priority="2">
    <xsl:variable name="caption" as="xs:string*" select="k:caption(.)"/>
    <xsl:variable name="shown" as="element()+" select="k:shown-graphics(.)"/>
    <xsl:variable name="page" as="xs:boolean" select="k:fills-page(.)"/>
    <xsl:sequence select="'&#10;', k:anchor(.)"/>
    <xsl:for-each select="$shown">
      <xsl:sequence select="k:picture(., $page, if (position() = last()) then $caption else ())"/>
    </xsl:for-each>
    <xsl:sequence select="k:blocks(k:beside-caption(.))"/>
  </xsl:template>

  <xsl:function name="k:caption" as="xs:string*">
    <xsl:param name="figure" as="element(figure)"/>
    <xsl:variable name="said" as="element()*" select="k:caption-parts($figure)"/>
    <xsl:for-each select="$said">
      <xsl:if test="position() gt 1"><xsl:sequence select="k:string(k:between($said[1]))"/></xsl:if>
      <xsl:apply-templates select="node()" mode="typst"/></xsl:for-each>
  </xsl:function>

  <!-- A picture that stands in no figure. -->
  <xsl:template match="graphic[not(parent::figure)][k:is-pictured(.)]" mode="typst" as="xs:string*"
    priority="2">
    <xsl:variable name="caption" as="xs:string*"><xsl:apply-templates select="desc/node()" mode="typst"/>
    </xsl:variable>
    <xsl:sequence select="'&#10;', k:picture(., k:fills-page(.), $caption)"/>
  </xsl:template>

  <xsl:function name="k:picture" as="xs:string">
    <xsl:param name="graphic" as="element()"/>
    <xsl:param name="page" as="xs:boolean"/>
    <xsl:param name="caption" as="xs:string*"/>
    <xsl:variable name="row" as="map(*)" select="k:plate-of($graphic)"/>
    <xsl:sequence select="k:call('picture', (k:literal('/' || $row?file), k:literal(k:picture-alt($graphic)),
      string($row?millimetres), 'page: &quot;float&quot;'[$page]), $caption) || '&#10;'"/>
  </xsl:function>

  <!-- What stands for a picture on the web, which is never fetched, leads to it. -->
  <xsl:function name="k:to-web" as="xs:string">
    <xsl:param name="figure" as="element()"/>
    <xsl:param name="body" as="xs:string"/>
    <xsl:variable name="url" as="xs:string?" select="$figure/descendant-or-self::*[self::graphic or
      self::media][1]/@url[k:is-web(.)] ! string(.)"/>
    <xsl:sequence select="if ($url and empty($figure//(note | ref | ptr | app | persName | placeName)))
      then k:call('web', k:literal($url), $body) else $body"/>
  </xsl:function>

  <!-- The pages of the source, each on a page. -->
  <xsl:function name="k:plates" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="k:page-pictures($document)">
      <xsl:variable name="words" as="xs:string" select="k:plate-words(.)"/>
      <xsl:sequence select="k:call('picture', (k:literal('/' || k:plate-of(.)?file),
        k:literal($words), string(k:plate-of(.)?millimetres), 'page: &quot;plate&quot;'), k:string($words)),
        '&#10;'"/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
