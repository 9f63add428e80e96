<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Texts that correspond on facing pages, where the edition asks for it (print.facing): part by part, so
       that what belongs together stands on one opening.  Without it they follow each other. -->
  <xsl:param name="facing" as="xs:boolean" select="false()"/>

  <xsl:template match="div[$facing][k:parallels(.)][not(k:is-parallel(.))]" mode="typst" as="xs:string*"
    priority="3">
    <xsl:variable name="other" as="element(div)" select="k:parallels(.)[1]"/>
    <xsl:variable name="rows" as="map(*)*" select="k:rows-beside(.)"/>
    <xsl:variable name="left" as="node()*" select="k:units(.)"/>
    <xsl:variable name="right" as="node()*" select="k:units($other)"/>
    <xsl:variable name="pairs" as="xs:string*" select="if (exists($rows))
      then $rows ! k:facing-pair(?text except k:set-before(?text[1]), ?beside(1)?*)
      else for $at in 1 to max((count($left), count($right))) return k:facing-pair($left[$at], $right[$at])"/>
    <xsl:sequence select="'&#10;', (., $other) ! k:anchor(.), '#facing(', string-join($pairs, ',&#10;'),
      ')&#10;'"/>
  </xsl:template>

  <!-- The first of the others faces its text; what more there are follow. -->
  <xsl:template match="div[$facing][k:is-parallel(.)][not(preceding-sibling::*[1][k:is-parallel(.)])]"
    mode="typst" as="xs:string*" priority="3"/>

  <!-- The blocks of a division and of those in it, but for what the heading has. -->
  <xsl:function name="k:units" as="node()*">
    <xsl:param name="division" as="element(div)"/>
    <xsl:for-each select="$division/node()[self::* or self::text()[normalize-space()]]
      except k:set-before($division)">
      <xsl:sequence select="if (self::div) then k:units(.) else ."/>
    </xsl:for-each>
  </xsl:function>

  <!-- What of a document is set with its heading. -->
  <xsl:function name="k:set-before" as="element()*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="k:opening(root($element)), k:document-head(root($element))"/>
  </xsl:function>

  <xsl:function name="k:facing-pair" as="xs:string">
    <xsl:param name="text" as="node()*"/>
    <xsl:param name="beside" as="node()*"/>
    <xsl:sequence select="'(' || k:unit($text) || ',&#10;' || k:unit($beside) || ')'"/>
  </xsl:function>

  <xsl:function name="k:unit" as="xs:string">
    <xsl:param name="blocks" as="node()*"/>
    <xsl:sequence select="'[' || string-join($blocks ! (if (ancestor::div/@xml:lang)
      then k:in-language(ancestor::div[@xml:lang][1], ('&#10;', k:blocks(.)))
      else string-join(k:blocks(.)))) || ']'"/>
  </xsl:function>

  <!-- The heading of a document whose text has another facing it stands on the left-hand page, too. -->
  <xsl:function name="k:begins-facing" as="xs:string?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="if ($facing and exists(k:whole-texts($document)//div[k:parallels(.)]))
      then '#turned(&quot;even&quot;)&#10;' else ()"/>
  </xsl:function>
</xsl:stylesheet>
