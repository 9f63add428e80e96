<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The indexes: the template finds the pages of each heading.  Of a source it is said even where no page
    names it. -->

  <!-- Whether headings name documents, not pages. -->
  <xsl:param name="by-document" as="xs:boolean" select="false()"/>

  <xsl:template match="div[@type = 'index']" mode="k:listed" as="xs:string">
    <xsl:param name="shared" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="first" as="xs:boolean" select="not($shared) and position() = 1"/>
    <xsl:variable name="lines" as="xs:string*" select="list/item ! ('(key: ' || k:literal(@corresp)
      || ', depth: ' || @n || ', initial: ' || k:literal(@type)
      || ', always: true'[current()/@n = 'index.source'] || k:documents-named(.)
      || ', head: [' || k:run(seg) || '])')"/>
    <xsl:sequence select="'#index-of(' || 'first: true, '[$first] || k:literal(head) || ', (&#10;'
      || string-join(($lines, ''), ',&#10;') || '))&#10;'"/>
  </xsl:template>

  <xsl:function name="k:documents-named" as="xs:string">
    <xsl:param name="item" as="element(item)"/>
    <xsl:sequence select="if (not($by-document)) then '' else ', documents: (' || string-join($item/ref ! ('('
      || k:literal(.) || ', ' || k:literal(replace(@target, '\.xml$', '')) || '), ')) || ')'"/>
  </xsl:function>
</xsl:stylesheet>
