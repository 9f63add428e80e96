<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Texts that correspond on facing pages, where the edition asks for it (print.facing): part by part, so
       that what belongs together stands on one opening.  Without it they follow each other. -->
  <xsl:param name="facing" as="xs:boolean" select="false()"/>

  <xsl:template match="div[$facing][k:parallels(.)][not(k:is-parallel(.))]" mode="typst" as="xs:string*"
    priority="3">
    <xsl:variable name="all" as="element(div)+" select="., k:parallels(.)"/>
    <xsl:variable name="rows" as="map(*)*" select="k:rows-beside(.)"/>
    <xsl:variable name="texts" as="array(array(*))+" select="$all ! array { k:units(.) }"/>
    <xsl:variable name="told" as="xs:string*" select="if (exists($rows))
      then $rows ! k:facing-row((array { ?text except k:set-before(?text[1]) }, ?beside?*))
      else for $at in 1 to max($texts ! array:size(.)) return k:facing-row($texts ! array { ?*[$at] ! ?* })"/>
    <xsl:sequence select="'&#10;', $all ! k:anchor(.), '#facing(', string-join($told, ',&#10;'), ')&#10;',
      $k:new-page[$all[last()]/following::text()[normalize-space()]/ancestor::text]"/>
  </xsl:template>

  <!-- The others have been set with their text. -->
  <xsl:template match="div[$facing][k:is-parallel(.)]" mode="typst" as="xs:string*" priority="3"/>

  <!-- The blocks of a division and of those in it, but for what the heading has: heads and openers with what
       they lead, a closer with the block before it. -->
  <xsl:function name="k:units" as="array(*)*">
    <xsl:param name="division" as="element(div)"/>
    <xsl:variable name="blocks" as="node()*" select="$division/node()[self::* or normalize-space()]
      except k:set-before($division)"/>
    <xsl:for-each-group select="$blocks" group-starting-with="div
      | node()[not(self::closer[not(preceding-sibling::*[1][self::div])])]
      [not(preceding-sibling::*[1][self::head or self::opener or self::byline])]">
      <xsl:sequence select="if (self::div) then k:units(.) else array { current-group() }"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- What of a document is set with its heading. -->
  <xsl:function name="k:set-before" as="element()*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="k:opening(root($element)), k:document-head(root($element))"/>
  </xsl:function>

  <!-- What belongs together: some blocks of the text, then of each translation. -->
  <xsl:function name="k:facing-row" as="xs:string">
    <xsl:param name="cells" as="array(*)+"/>
    <xsl:sequence select="'(' || string-join($cells ! k:unit(?*), ',&#10;') || ')'"/>
  </xsl:function>

  <xsl:function name="k:unit" as="xs:string">
    <xsl:param name="blocks" as="node()*"/>
    <xsl:sequence select="'[' || string-join($blocks ! (if (ancestor::div/@xml:lang)
      then k:in-language(ancestor::div[@xml:lang][1], ('&#10;', k:blocks(.)))
      else string-join(k:blocks(.)))) || ']'"/>
  </xsl:function>

  <!-- The division of a table, if its text has another facing it. -->
  <xsl:function name="k:faced" as="element(div)?">
    <xsl:param name="table" as="element(table)"/>
    <xsl:sequence select="$table/ancestor::div[$facing][k:parallels(.) or k:is-parallel(.)][1]"/>
  </xsl:function>

  <!-- Whether a table can have pages of its own: there it is one of two texts, and not right below the
    heading. -->
  <xsl:function name="k:has-own-page" as="xs:boolean">
    <xsl:param name="table" as="element(table)"/>
    <xsl:variable name="division" as="element(div)?" select="k:faced($table)"/>
    <xsl:variable name="text" as="element(div)?" select="$division/(if (k:is-parallel(.))
      then preceding-sibling::div[not(k:is-parallel(.))][1] else .)"/>
    <xsl:sequence select="empty($division) or count($text/k:parallels(.)) eq 1
      and exists($table/preceding-sibling::*[not(self::head or self::opener or self::byline or self::pb)])"/>
  </xsl:function>

  <!-- The heading of a document whose text has another facing it stands on the left-hand page, too; what
       follows the document, on a page of its own. -->
  <xsl:function name="k:begins-facing" as="xs:string?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="'#turned(&quot;even&quot;)&#10;'[k:has-facing($document)]"/>
  </xsl:function>

  <xsl:function name="k:ends-facing" as="xs:string?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$k:new-page[k:has-facing($document)]"/>
  </xsl:function>

  <xsl:function name="k:has-facing" as="xs:boolean">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$facing and exists(k:whole-texts($document)//div[k:parallels(.)])"/>
  </xsl:function>

  <xsl:variable name="k:new-page" as="xs:string" select="'#pagebreak(weak: true)&#10;'"/>
</xsl:stylesheet>
