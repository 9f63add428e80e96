<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Notes at the foot of the page, numbered here so that every product has the same numbers. -->

  <xsl:template match="note" mode="typst" as="xs:string*">
    <xsl:sequence select="
      if (ancestor::note) then k:call('aside', k:flow(.))
      else if (k:is-source-note(.)) then k:source-note(.)
      else if (k:is-footnote(.) and empty(k:calls(.))) then k:footnote(.)
      else if (exists(k:calls(.))) then ()
      else (k:call('loose-note', k:flow(.)), '&#10;')"/>
  </xsl:template>

  <xsl:function name="k:footnote" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="k:call('note', (k:literal($stem || '#' || k:note-id($note)), k:literal(k:note-number($note))), (k:anchor($note), k:flow($note)))"/>
  </xsl:function>

  <xsl:function name="k:source-note" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="k:call('source-note', k:literal($stem || '#' || k:note-id($note)), (k:anchor($note), k:flow($note)))"/>
  </xsl:function>

  <!-- The text of a note: paragraphs follow each other, its own textual notes stand at its end. -->
  <xsl:function name="k:flow" as="xs:string*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="body" as="xs:string*">
      <xsl:for-each-group select="$note/node()[not(self::comment())]" group-adjacent="if (self::*[k:is-block(.)]) then (if (self::p or self::ab) then 'p' else 'block') else 'line'">
        <xsl:choose>
          <xsl:when test="current-grouping-key() = 'p'">
            <xsl:for-each select="current-group()">
              <xsl:sequence select="('#parbreak();')[current()/preceding-sibling::*], k:anchor(.), k:in-language(., k:content(.))"/>
            </xsl:for-each>
          </xsl:when>
          <xsl:when test="current-grouping-key() = 'block'"><xsl:sequence select="'&#10;', k:blocks(current-group())"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="current-group()" mode="typst"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="k:in-language($note, $body), k:entries-within($note)"/>
  </xsl:function>

  <!-- Readings of a note, told at its end. -->
  <xsl:function name="k:entries-within" as="xs:string*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:for-each select="$note//(choice | app)[k:others(.)][ancestor::note[1] is $note][not(ancestor::choice)]">
      <xsl:sequence select="' ', k:call('textual', k:entry(.))"/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
