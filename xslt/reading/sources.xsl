<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Transcriptions of pages (sourceDoc, lines in facsimile) and what stands off, as parts of the text. -->
  <xsl:mode name="sources" on-no-match="shallow-copy"/>
  <xsl:mode name="pages" on-no-match="shallow-copy"/>
  <xsl:mode name="frame" on-no-match="shallow-skip"/>

  <xsl:function name="k:as-text" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:choose>
      <xsl:when test="exists(($document//(sourceDoc | facsimile), $document//standOff/*)[k:is-outside(.)])">
        <xsl:document><xsl:apply-templates select="$document" mode="sources"/></xsl:document>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="$document"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What holds words of the edition outside text: no records, which feed the registers, and no notes, which
       places.xsl puts where they point to. -->
  <xsl:function name="k:is-outside" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/(self::sourceDoc[normalize-space()]
        | self::facsimile[.//(line | front | back | zone/text())[normalize-space()]]
        | parent::standOff[not($element/(self::listPerson | self::listPlace | self::listOrg | self::listEvent
          | self::listObject | self::listNym | self::listRelation | self::listChange))]
          [normalize-space($element)]))"/>
  </xsl:function>

  <xsl:function name="k:outside" as="element()*">
    <xsl:param name="tei" as="element()"/>
    <xsl:sequence select="$tei/(sourceDoc | facsimile | standOff/*)[k:is-outside(.)]"/>
  </xsl:function>

  <xsl:template match="*[self::TEI or self::teiCorpus][k:outside(.)][empty(text)]" mode="sources"
    as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node()" mode="sources"/>
      <text><body><xsl:apply-templates select="k:outside(.)" mode="pages"/></body></text>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="text[empty(ancestor::text)][k:outside(..)]" mode="sources" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node() except back" mode="sources"/>
      <back>
        <xsl:apply-templates select="back/@*, back/node()" mode="sources"/>
        <xsl:apply-templates select="k:outside(..)" mode="pages"/>
      </back>
    </xsl:copy>
  </xsl:template>

  <!-- Pictures and zones stay, so that pages lead to them; the words have gone to the text. -->
  <xsl:template match="sourceDoc[k:is-outside(.)] | facsimile[k:is-outside(.)]" mode="sources" as="element()">
    <facsimile><xsl:apply-templates select="@*, *" mode="frame"/></facsimile>
  </xsl:template>
  <xsl:template match="standOff/*[k:is-outside(.)]" mode="sources" as="empty-sequence()"/>
  <xsl:template match="surfaceGrp | surface | zone" mode="frame" as="element()">
    <xsl:copy><xsl:sequence select="@*"/><xsl:apply-templates select="*" mode="frame"/></xsl:copy>
  </xsl:template>
  <xsl:template match="graphic | media" mode="frame" as="element()"><xsl:sequence select="."/></xsl:template>

  <xsl:template match="sourceDoc | facsimile" mode="pages" as="element(div)">
    <div type="{local-name()}"><xsl:apply-templates select="node()" mode="pages"/></div>
  </xsl:template>
  <xsl:template match="facsimile/front | facsimile/back" mode="pages" as="element(div)">
    <div type="{local-name()}"><xsl:sequence select="node()"/></div>
  </xsl:template>
  <xsl:template match="standOff/*" mode="pages" as="element()*"><xsl:sequence select="."/></xsl:template>
  <xsl:template match="standOff/(listAnnotation | noteGrp | interpGrp | spanGrp | note | annotation | seg
    | interp | span)" mode="pages" as="element(div)">
    <div type="{local-name()}"><xsl:sequence select="."/></div>
  </xsl:template>
  <xsl:template match="surfaceGrp" mode="pages" as="node()*"><xsl:apply-templates
    mode="pages"/></xsl:template>
  <xsl:template match="graphic | media | path" mode="pages" as="empty-sequence()"/>

  <!-- A page: its break, then what stands on it. -->
  <xsl:template match="surface" mode="pages" as="node()*">
    <xsl:if test="empty(ancestor::surface)">
      <xsl:variable name="among" as="element()" select="ancestor::*[self::sourceDoc or self::facsimile][1]"/>
      <pb n="{(@n, string(count(preceding::surface[empty(ancestor::surface)] intersect $among//surface)
        + 1))[1]}">
        <xsl:attribute name="facs" select="if (@xml:id) then '#' || @xml:id else string((graphic/@url,
          @facs)[1])"/>
      </pb>
    </xsl:if>
    <xsl:call-template name="k:zone"/>
  </xsl:template>
  <xsl:template match="zone" mode="pages" as="node()*"><xsl:call-template name="k:zone"/></xsl:template>

  <!-- Lines stand line by line, whatever else as a paragraph. -->
  <xsl:template name="k:zone" as="node()*">
    <xsl:variable name="place" as="attribute()?"><xsl:if test="self::zone/@xml:id">
      <xsl:attribute name="facs" select="'#' || @xml:id"/></xsl:if></xsl:variable>
    <xsl:for-each-group select="node()[not(self::text()[not(normalize-space())])]" group-adjacent="
      if (self::line) then 'line' else if (self::zone | self::surface | self::surfaceGrp | self::graphic
      | self::media | self::path) then 'part' else if (self::note) then 'note' else 'words'">
      <xsl:choose>
        <xsl:when test="current-grouping-key() = 'line'">
          <lg type="{(ancestor-or-self::zone[1]/@type, 'lines')[1]}"><xsl:sequence select="$place"/>
            <xsl:apply-templates select="current-group()" mode="pages"/></lg>
        </xsl:when>
        <xsl:when test="current-grouping-key() = 'part'">
          <xsl:apply-templates select="current-group()" mode="pages"/></xsl:when>
        <xsl:when test="current-grouping-key() = 'note'">
          <xsl:apply-templates select="current-group()" mode="written"/></xsl:when>
        <xsl:otherwise><ab><xsl:sequence select="$place"/>
          <xsl:apply-templates select="current-group()" mode="written"/></ab></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="line" mode="pages" as="element(l)">
    <l><xsl:sequence select="@xml:id, @n, @rend, @xml:lang, @facs"/>
    <xsl:apply-templates select="node()" mode="written"/></l>
  </xsl:template>

  <!-- What is written on the page, in elements that texts have. -->
  <xsl:mode name="written" on-no-match="shallow-copy"/>
  <xsl:template match="mod" mode="written" as="element()">
    <xsl:element name="{if (del and add) then 'subst' else 'seg'}">
      <xsl:apply-templates select="@* except @seq, node()" mode="written"/></xsl:element>
  </xsl:template>
  <xsl:template match="zone | line" mode="written" as="node()*">
    <xsl:text> </xsl:text><xsl:apply-templates mode="written"/><xsl:text> </xsl:text>
  </xsl:template>
  <xsl:template match="graphic | path" mode="written" as="empty-sequence()"/>
</xsl:stylesheet>
