<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What only attributes say: an element without words gets the words of its values ("5 pound tea"). -->

  <xsl:mode name="values" on-no-match="shallow-copy"/>

  <xsl:function name="k:valued" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="changing" as="element()*"
      select="$document//(measure | handNote | c | num | date | time)[k:value(.) != ''],
      $document//dimensions[k:is-of-sides(.)]"/>
    <xsl:choose>
      <xsl:when test="empty($changing)"><xsl:sequence select="$document"/></xsl:when>
      <xsl:otherwise><xsl:document><xsl:apply-templates select="$document" mode="values">
        <xsl:with-param name="ways" select="k:ways-to($changing)" tunnel="yes"/>
      </xsl:apply-templates></xsl:document></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template match="(measure | handNote | c | num | date | time)[k:value(.) != '']" mode="values"
    as="node()+">
    <xsl:copy><xsl:copy-of select="@*"/>{k:value(.)}</xsl:copy>
    <xsl:if test="k:is-in-row(.)"><xsl:text>, </xsl:text></xsl:if>
  </xsl:template>

  <!-- Height and width, which have no sign between them, as a size: "12 leaves, 240 × 170 mm". -->
  <xsl:template match="dimensions[k:is-of-sides(.)]" mode="values" as="node()+">
    <xsl:if test="parent::extent and matches(string-join(preceding-sibling::node()[not(self::comment()
      or self::processing-instruction())]), '[^\s,;:(]\s*$')"><xsl:text>, </xsl:text></xsl:if>
    <xsl:copy><xsl:copy-of select="@*"/>{k:size-told(.)}</xsl:copy>
  </xsl:template>

  <xsl:template match="extent/text()[following-sibling::node()[1][self::dimensions[k:is-of-sides(.)]]]"
    mode="values" as="text()">
    <xsl:value-of select="replace(., '\s+$', if (matches(., '[,;:]\s+$')) then ' ' else '')"/>
  </xsl:template>

  <xsl:function name="k:is-of-sides" as="xs:boolean">
    <xsl:param name="dimensions" as="element(dimensions)"/>
    <xsl:sequence select="exists($dimensions/*) and empty($dimensions/(text() | * except (height | width
      | depth | dim))[normalize-space()]) and k:size-told($dimensions) != ''"/>
  </xsl:function>

  <!-- Whether another measure of the extent follows, and no sign parts the two. -->
  <xsl:function name="k:is-in-row" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="next" as="node()?"
      select="$element/following-sibling::node()[not(self::text()) or normalize-space()][1]"/>
    <xsl:sequence select="exists($element/self::measure[ancestor::extent]) and exists($next/self::measure)"/>
  </xsl:function>

  <!-- The words of an empty element's values; "" for any other. -->
  <xsl:function name="k:value" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="empty" as="element()?" select="$element[empty(node())]"/>
    <xsl:choose>
      <xsl:when test="empty($empty)"><xsl:sequence select="''"/></xsl:when>
      <xsl:when test="$empty/self::measure">
        <xsl:sequence select="string-join(($empty/@quantity, $empty/@unit, $empty/@commodity), ' ')"/>
      </xsl:when>
      <xsl:when test="$empty/self::handNote[not(ancestor::handNotes)]">
        <xsl:sequence select="string-join($empty ! (@scribe, @script, @style[not(contains(., ':'))], @medium,
          @scope) ! translate(., '-_', '  '), ', ')"/></xsl:when>
      <!-- Characters that are counted only: so many points. -->
      <xsl:when test="$empty/self::c[@n castable as xs:positiveInteger][matches(string-join((@rendition,
        @rend, @type), ' '), 'dot|point|punkt', 'i')]">
        <xsl:sequence select="string-join((1 to min((99, xs:integer($empty/@n)))) ! '.')"/></xsl:when>
      <xsl:when test="$empty/self::num[ancestor::text]">
        <xsl:sequence select="string($empty/@value)"/></xsl:when>
      <xsl:when test="$empty/(self::date | self::time)[ancestor::text or ancestor::biblStruct]">
        <xsl:sequence select="string(($empty/(@when, @when-iso, @when-custom)[1],
          string-join($empty ! ((@from, @notBefore)[1], (@to, @notAfter)[1]), '/'))[1])"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="''"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
