<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Names, which the indexes gather, and references, which get page numbers. -->

  <xsl:template match="persName | orgName | placeName | geogName | rs | name" mode="typst" as="xs:string*"
    priority="1">
    <xsl:sequence select="k:anchor(.), k:index-mark(.), k:letter-link(., k:in-language(., k:content(.)))"/>
  </xsl:template>

  <xsl:template match="bibl[@corresp]" mode="typst" as="xs:string*" priority="1">
    <xsl:sequence select="k:anchor(.), k:in-language(., k:content(.))"/>
  </xsl:template>

  <xsl:function name="k:index-mark" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="string-join(if (k:is-indexed($name)) then k:name-keys($name)
      ! ('#i(' || k:literal(.) || (if ($name/ancestor::note) then ', &quot;note&quot;' else '') || ');')
      else ())"/>
  </xsl:function>

  <!-- Whether an element has words that can be seen: the typesetter makes no link of others. -->
  <xsl:function name="k:is-seen" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="matches($element, '[^\s\p{Cf}]')"/>
  </xsl:function>

  <!-- A mention of another letter of the volume is a cross reference. -->
  <xsl:function name="k:letter-link" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="body" as="xs:string*"/>
    <xsl:variable name="target" as="xs:string" select="replace(string(tokenize($name/@ref)[1]), '^#|\.xml$',
      '')"/>
    <xsl:sequence select="
      if ($target != ('', $stem) and $target = $stems and k:is-seen($name))
      then k:call('xref', k:literal($target || '#'), $body) else string-join($body)"/>
  </xsl:function>

  <xsl:template match="ref | ptr" mode="typst" as="xs:string*">
    <xsl:variable name="note" as="element(note)?" select="k:called-note(.)"/>
    <xsl:variable name="body" as="xs:string*" select="k:in-language(., k:content(.))"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize(@target)[1])"/>
    <xsl:variable name="words" as="xs:string*"
      select="if (k:is-seen(.)) then $body else k:string(k:label-of($target))"/>
    <xsl:sequence select="k:anchor(.),
      if ($note) then ($body[not(k:is-bare-call(current()))], 
        if (k:calls($note)[1] is .) then k:footnote($note)
        else '#call-again(' || k:literal(k:note-number($note)) || ');')
      else if (k:is-web($target)) then k:call('web', k:literal($target), $words)
      else if (k:is-crossing(.)) then k:call('xref', k:literal(k:destination($target)), $words)
      else $words"/>
  </xsl:template>

</xsl:stylesheet>
