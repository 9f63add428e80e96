<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Deletions, additions and damage that begin and end anywhere: the words between are marked one by one.
       -->

  <xsl:mode name="spans" on-no-match="shallow-copy" use-accumulators="k:open"/>

  <xsl:function name="k:closed-spans" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:choose>
      <xsl:when test="exists(($document//(restore | undo),
        $document//(delSpan | addSpan | damageSpan)[k:here(string(@spanTo), .)]))">
        <xsl:document><xsl:apply-templates select="$document" mode="spans"/></xsl:document></xsl:when>
      <xsl:otherwise><xsl:sequence select="$document"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What is open at a place: "del x1" where a deletion goes to the anchor x1. -->
  <xsl:accumulator name="k:open" as="xs:string*" initial-value="()">
    <xsl:accumulator-rule match="*[@xml:id]" select="$value[not(ends-with(., ' ' || current()/@xml:id))]"/>
    <xsl:accumulator-rule match="*[self::delSpan or self::addSpan or self::damageSpan][k:here(string(@spanTo),
      .)]"
      select="$value[not(ends-with(., ' ' || current()/@xml:id))],
      replace(local-name(), 'Span', '') || ' ' || k:key(@spanTo)"/>
  </xsl:accumulator>

  <xsl:template match="text()[normalize-space()]" mode="spans" as="node()*">
    <xsl:variable name="open" as="xs:string*" select="accumulator-before('k:open')"/>
    <xsl:sequence select="if (empty($open) or exists(ancestor::teiHeader | ancestor::fw)) then .
      else k:within-states(distinct-values($open ! substring-before(., ' ')), .)"/>
  </xsl:template>

  <xsl:function name="k:within-states" as="node()*">
    <xsl:param name="states" as="xs:string*"/>
    <xsl:param name="words" as="text()"/>
    <xsl:choose>
      <xsl:when test="empty($states)"><xsl:sequence select="$words"/></xsl:when>
      <xsl:otherwise><xsl:element name="{$states[1]}">
        <xsl:sequence select="k:within-states(tail($states), $words)"/></xsl:element></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What was struck and restored stands in the text. -->
  <xsl:template match="restore//del" mode="spans" as="node()*"><xsl:apply-templates
    mode="spans"/></xsl:template>
  <xsl:template match="restore//hi[k:is-struck(.)]" mode="spans" as="node()*"><xsl:apply-templates
    mode="spans"/>
  </xsl:template>
  <xsl:function name="k:is-struck" as="xs:boolean">
    <xsl:param name="hi" as="element()"/>
    <xsl:sequence select="tokenize($hi/@rend) = ('strike', 'strikethrough', 'line-through', 'struck', 's')"/>
  </xsl:function>
  <xsl:template match="del[@xml:id][key('k:undone', @xml:id)]" mode="spans" as="element(restore)">
    <restore><xsl:sequence select="@xml:id"/><xsl:apply-templates mode="spans"/></restore>
  </xsl:template>
  <xsl:key name="k:undone" match="undo[@target]" use="k:keys(@target)"/>
</xsl:stylesheet>
