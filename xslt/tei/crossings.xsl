<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Cross references: which pointers go from text to text, and where to. The entry stylesheet gives $stem
    and $stems. -->
  <xsl:import href="notes.xsl"/>
  <xsl:import href="records.xsl"/>

  <!-- Where each id of the front matter is, as JSON: "front-preface#front.p1"; "" is where the front matter
    begins. -->
  <xsl:param name="homes" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:homes" as="map(xs:string, xs:string)" select="parse-json($homes)"/>

  <!-- The place in the front matter that a pointer names; empty for any other. -->
  <xsl:function name="k:home" as="xs:string?">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="file" as="xs:string" select="k:stem($target)"/>
    <xsl:sequence select="if ($file = 'front' or $file = '' and starts-with($stem, 'front-'))
      then $k:homes(substring-after($target, '#')) else ()"/>
  </xsl:function>

  <!-- Whether a name goes to an index: it has a kind and points to something, or is that of a record which
    has no id, or of who sent or received the letter. -->
  <xsl:function name="k:is-indexed" as="xs:boolean">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="k:name-kind($name) != ''
      and (exists($name/(@ref | @key | @corresp)[normalize-space()])
      or exists($name/(self::persName | self::orgName)[normalize-space()]/ancestor::correspAction)
      or exists(key('k:named-record', k:name-key($name), root($name))))"/>
  </xsl:function>

  <!-- A reference to a place of the volume's text (not to an authority, a taxonomy, or the header). -->
  <xsl:function name="k:is-crossing" as="xs:boolean">
    <xsl:param name="pointer" as="element()"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize($pointer/@target)[1])"/>
    <xsl:sequence select="$target != '' and not(k:is-web($target))
      and not(matches($target, '(authorities|edition)\.xml'))
      and not(matches($target, '^[a-z][a-z0-9+.-]*:', 'i'))
      and empty(k:here($target, $pointer)/ancestor::teiHeader) and empty(k:called-note($pointer))
      and empty($pointer/ancestor::teiHeader)"/>
  </xsl:function>

  <!-- "d095.xml#d095.p3" and "#x" as the template's labels: "d095#d095.p3", "thisfile#x"; a document is
    "d095#". -->
  <xsl:function name="k:destination" as="xs:string">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="file" as="xs:string" select="(k:stem($target)[. != ''], $stem)[1]"/>
    <xsl:variable name="fragment" as="xs:string" select="substring-after($target, '#')"/>
    <xsl:sequence select="if (exists(k:home($target))) then k:home($target)
      else if ($fragment = $stems and $file = $stem) then $fragment || '#'
      else if ($fragment = $file or starts-with($target, '#') and exists($k:leads($target)))
      then $file || '#' else $file || '#' || $fragment"/>
  </xsl:function>

  <!-- The words for a pointer that has none: "Document 95". -->
  <xsl:function name="k:label-of" as="xs:string">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="number" as="xs:string" select="replace(k:stem($target), '^d0*', '')"/>
    <xsl:sequence select="if (exists($k:titles(k:stem($target)))) then $k:titles(k:stem($target))
      else if (matches($number, '^\d+$')) then k:t('print.document', map { 'n': $number })
      else if (k:stem($target) != '') then k:stem($target) else $target"/>
  </xsl:function>
</xsl:stylesheet>
