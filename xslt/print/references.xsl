<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Names, which the indexes gather, and references, which get page numbers. -->

  <xsl:template match="persName | orgName | placeName | geogName | rs | name" mode="typst" as="xs:string*" priority="1">
    <xsl:sequence select="k:anchor(.), k:index-mark(.), k:letter-link(., k:in-language(., k:content(.)))"/>
  </xsl:template>

  <xsl:template match="bibl[@corresp]" mode="typst" as="xs:string*" priority="1">
    <xsl:sequence select="k:anchor(.), k:in-language(., k:content(.))"/>
  </xsl:template>

  <xsl:function name="k:index-mark" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="if (k:is-indexed($name)) then '#i(' || k:literal(k:name-key($name)) || (if ($name/ancestor::note) then ', &quot;note&quot;' else '') || ');' else ''"/>
  </xsl:function>

  <!-- Whether a name goes to an index: it has a kind and points to something. -->
  <xsl:function name="k:is-indexed" as="xs:boolean">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="k:name-kind($name) != '' and exists($name/(@ref | @key | @corresp)[normalize-space()])"/>
  </xsl:function>

  <!-- A mention of another letter of the volume is a cross reference. -->
  <xsl:function name="k:letter-link" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="body" as="xs:string*"/>
    <xsl:variable name="target" as="xs:string" select="replace(string(tokenize($name/@ref)[1]), '^#|\.xml$', '')"/>
    <xsl:sequence select="if ($target != ('', $stem) and $target = $stems) then k:call('xref', k:literal($target || '#'), $body) else string-join($body)"/>
  </xsl:function>

  <xsl:template match="ref | ptr" mode="typst" as="xs:string*">
    <xsl:variable name="note" as="element(note)?" select="k:called-note(.)"/>
    <xsl:variable name="body" as="xs:string*" select="k:in-language(., k:content(.))"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize(@target)[1])"/>
    <xsl:variable name="words" as="xs:string*" select="if (normalize-space() != '') then $body else k:string(k:label-of($target))"/>
    <xsl:sequence select="k:anchor(.),
      if ($note) then k:footnote($note)
      else if (k:is-web($target)) then k:call('web', k:literal($target), $words)
      else if (k:is-crossing(.)) then k:call('xref', k:literal(k:destination($target)), $words)
      else $words"/>
  </xsl:template>

  <!-- A reference to a place of the volume's text (not to an authority, a taxonomy, or the header). -->
  <xsl:function name="k:is-crossing" as="xs:boolean">
    <xsl:param name="pointer" as="element()"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize($pointer/@target)[1])"/>
    <xsl:sequence select="$target != '' and not(k:is-web($target)) and not(matches($target, '(authorities|edition)\.xml')) and not(matches($target, '^[a-z][a-z0-9+.-]*:', 'i'))
      and empty(k:here($target, $pointer)/ancestor::teiHeader) and empty(k:called-note($pointer)) and empty($pointer/ancestor::teiHeader)"/>
  </xsl:function>

  <!-- "d095.xml#d095.p3" and "#x" as the template's labels: "d095#d095.p3", "thisfile#x"; a document is "d095#". -->
  <xsl:function name="k:destination" as="xs:string">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="file" as="xs:string" select="(k:stem($target)[. != ''], $stem)[1]"/>
    <xsl:variable name="fragment" as="xs:string" select="substring-after($target, '#')"/>
    <xsl:sequence select="if ($fragment = $stems and $file = $stem) then $fragment || '#' else if ($fragment = $file) then $file || '#' else $file || '#' || $fragment"/>
  </xsl:function>

  <!-- The words for a pointer that has none: "Document 95". -->
  <xsl:function name="k:label-of" as="xs:string">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="number" as="xs:string" select="replace(k:stem($target), '^d0*', '')"/>
    <xsl:sequence select="if (matches($number, '^\d+$')) then k:t('print.document', map { 'n': $number }) else if (k:stem($target) != '') then k:stem($target) else $target"/>
  </xsl:function>
</xsl:stylesheet>
