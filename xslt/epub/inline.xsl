<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:epub="http://www.idpf.org/2007/ops"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">
  <!-- What e-book and Word file have otherwise than the site within the line: spaces, pages, where pointers
    lead. -->

  <xsl:template match="text()" as="node()*">
    <xsl:value-of select="k:spaced(replace(., '[ \t\r\n]+', ' '))"/>
  </xsl:template>

  <xsl:template match="milestone" as="node()*">
    <xsl:if test="k:is-block(.)"><hr/></xsl:if>
    <xsl:call-template name="k:unforeseen"/>
  </xsl:template>

  <!-- Pages of the source, for the page list. -->
  <xsl:template match="pb" as="node()*">
    <xsl:choose>
      <xsl:when test="string(@n) = ''"/>
      <!-- A page that begins within a word leaves it whole. -->
      <xsl:when test="$medium = 'docx' and k:is-in-word(.)"/>
      <xsl:when test="$medium = 'docx'"><span class="source-page">[{k:page-name(.)}]</span>
        <xsl:text> </xsl:text></xsl:when>
      <xsl:otherwise><span epub:type="pagebreak" role="doc-pagebreak" id="{k:page-id(.)}"
        aria-label="{k:page-name(.)}"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="k:unforeseen"/>
  </xsl:template>

  <xsl:function name="k:is-in-word" as="xs:boolean">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:variable name="before" as="node()?"
      select="$break/preceding-sibling::node()[not(self::fw or self::pb or self::lb[@break = 'no'])][1]"/>
    <xsl:variable name="after" as="node()?"
      select="$break/following-sibling::node()[not(self::fw or self::pb or self::lb[@break = 'no'])][1]"/>
    <xsl:sequence select="$break/@break = 'no' or matches($before, '\p{L}$') and matches($after, '^\p{L}')"/>
  </xsl:function>

  <xsl:function name="k:page-id" as="xs:string">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:sequence select="'page-' || (k:own-id($break), k:note-place($break))[1]"/>
  </xsl:function>

  <!-- The id that an element of this document has in its file; empty where it has none. -->
  <xsl:function name="k:id-here" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element[self::pb]) then k:page-id($element)[string($element/@n) != '']
      else if ($element[self::note][k:is-source-note(.) or k:is-footnote(.)])
      then 'n-' || k:note-place($element)
      else if ($element[self::head] is k:document-head(root($element))) then 'heading'
      else if ($element[self::div]) then ($element//(p | ab)/k:own-id(.))[1]
      else k:own-id($element)"/>
  </xsl:function>

  <!-- What follows the name of another document's file: the page there, which has its own id. -->
  <xsl:function name="k:page-there" as="xs:string">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="id" as="xs:string" select="substring-after($target, '#')"/>
    <xsl:sequence select="if (matches($id, '^' || k:stem($target) || '\.pg.')) then '#page-' || $id else ''"/>
  </xsl:function>

  <!-- Where a pointer leads in the book; a word processor's file has the web's addresses only. -->
  <xsl:function name="k:address" as="xs:string?">
    <xsl:param name="pointers" as="xs:string?"/>
    <xsl:param name="from" as="element()"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize($pointers)[1])"/>
    <xsl:variable name="file" as="xs:string" select="k:stem($target)"/>
    <xsl:sequence select="
      if (k:is-web($target)) then $target
      else if ($medium = 'docx' or not(k:is-crossing($from))) then ()
      else if (exists(k:home($target))) then substring-before(k:home($target), '#') || '.xhtml'
      else if ($file = $stems) then ($k:files($file), $file)[1] || '.xhtml' || k:page-there($target)
      else k:here($target, $from)[$file = ''][ancestor::text]/k:id-here(.) ! ('#' || .)"/>
  </xsl:function>

  <xsl:function name="k:target-name" as="xs:string">
    <xsl:param name="pointer" as="element()"/>
    <xsl:sequence select="k:label-of(string(tokenize($pointer/@target)[1]))"/>
  </xsl:function>

  <xsl:function name="k:unlinked-name" as="xs:string">
    <xsl:param name="pointer" as="element()"/>
    <xsl:sequence select="k:target-name($pointer)"/>
  </xsl:function>
</xsl:stylesheet>
