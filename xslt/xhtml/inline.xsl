<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Within the line: letter forms, quotations, breaks, what has no form of its own. -->

  <!-- Letter forms: an element for each style that XHTML has one for, the first outermost; classes for the
    others. -->
  <xsl:variable name="k:style-elements" static="yes" as="map(xs:string, xs:string)" select="map { 'bold': 'b',
    'italic': 'i', 'superscript': 'sup', 'subscript': 'sub', 'underline': 'u', 'strikethrough': 's' }"/>

  <xsl:template as="node()*" match="hi | emph | distinct | mentioned | term | gloss | foreign | title
    | seg[exists(k:styles(.))] | w[exists(k:styles(.))]">
    <xsl:variable name="deep" as="xs:boolean" select="k:holds-blocks(.)"/>
    <xsl:variable name="styles" as="xs:string*" select="k:styles(.)"/>
    <xsl:variable name="named" as="xs:string*" select="if ($deep) then ()
      else for $s in $styles return if ($s = 'italic' and self::emph) then 'em' else $k:style-elements($s)"/>
    <xsl:variable name="classes" as="xs:string*"
      select="if ($deep) then $styles else $styles[empty($k:style-elements(.))]"/>
    <xsl:variable name="attributes" as="attribute()*" select="k:attributes(., (local-name(),
      @rend/tokenize(.) ! ('r-' || k:class(.)), @level ! ('level-' || k:class(.)), $classes ! ('s-' || .)))"/>
    <xsl:choose>
      <xsl:when test="empty($named) and empty($attributes)"><xsl:call-template name="k:content"/></xsl:when>
      <xsl:otherwise>
        <xsl:element name="{($named, 'div'[$deep], 'span')[1]}">
          <xsl:sequence select="$attributes"/>
          <xsl:call-template name="k:nested"><xsl:with-param name="names"
            select="tail($named)"/></xsl:call-template>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The content of an element inside one element of each name. -->
  <xsl:template name="k:nested" as="node()*">
    <xsl:param name="names" as="xs:string*"/>
    <xsl:choose>
      <xsl:when test="empty($names)"><xsl:call-template name="k:content"/></xsl:when>
      <xsl:otherwise>
        <xsl:element name="{$names[1]}">
          <xsl:call-template name="k:nested"><xsl:with-param name="names"
            select="tail($names)"/></xsl:call-template>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The marks stand in the text, so that they are copied with it. -->
  <xsl:template match="q | quote | said | soCalled" as="node()*">
    <xsl:call-template name="k:block-or-span">
      <xsl:with-param name="name" select="'q'"/>
      <xsl:with-param name="signs" select="if (k:holds-blocks(.)) then () else k:quote-marks(.)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A gloss above or beside what it is on; in brackets where neither can be. -->
  <xsl:template match="ruby" as="node()*">
    <xsl:call-template name="k:block-or-span"><xsl:with-param name="name" select="'ruby'"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="rb" as="node()*"><xsl:call-template name="k:block-or-span"/></xsl:template>
  <xsl:template match="rt" as="node()*">
    <rp> (</rp>
    <rt><xsl:sequence select="k:attributes(., ())"/><xsl:call-template name="k:content"/></rt>
    <rp>)</rp>
  </xsl:template>

  <xsl:template match="cit | formula | g | handShift | rdgGrp" as="node()*">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>
  <xsl:template match="*[k:is-plain(.)]" as="node()*" priority="-0.4">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <xsl:template match="seg[k:stands-apart(.)]" as="node()*" priority="2">
    <xsl:text> </xsl:text>
    <xsl:next-match/>
  </xsl:template>

  <xsl:template match="lb" as="node()*">
    <xsl:choose>
      <xsl:when test="@break = 'no'"/>
      <xsl:when test="k:ends-line(.)"><br/></xsl:when>
      <xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="k:unforeseen"/>
  </xsl:template>

  <!-- Parts of a name that stand close to each other in a header, which is data, are words of their own. -->
  <xsl:template match="(forename | surname | nameLink | roleName | addName | genName)[ancestor::teiHeader]
    [text()[1]/k:begins-part(.)]" as="node()*" priority="2">
    <xsl:text> </xsl:text><xsl:next-match/>
  </xsl:template>

  <!-- Places to point to, with nothing to show of their own. -->
  <xsl:template match="anchor | span | addSpan | delSpan | damageSpan | index | interp | interpGrp | spanGrp
    | link | linkGrp | join | joinGrp | alt | altGrp | certainty | precision | respons | timeline | when"
    as="node()*">
    <xsl:variable name="attributes" as="attribute()*" select="k:attributes(., 'anchor')"/>
    <xsl:if test="@xml:id and exists($attributes)"><span><xsl:sequence select="$attributes"/></span></xsl:if>
    <xsl:choose>
      <xsl:when test="k:is-aside(.)"/>
      <xsl:when test="self::anchor or self::addSpan or self::delSpan or self::damageSpan or self::link
        or self::join or self::alt or self::when"><xsl:call-template name="k:unforeseen"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
