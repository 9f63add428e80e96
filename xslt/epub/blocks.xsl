<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:epub="http://www.idpf.org/2007/ops"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">
  <!-- What e-book and Word file have otherwise than the site in the parts of a text: few classes, a language
    in XML's terms too, the styles of a word processor, figures. -->

  <!-- The classes that the e-book's style sheet and those who read its text know, and their names there. -->
  <xsl:variable name="k:classes" as="map(xs:string, xs:string)" select="map:merge((
    ('opener', 'closer', 'postscript', 'address', 'lg', 'sp', 'titlePage', 'list', 'caption',
    'centred', 'flushed', 'unindented', 'many-columns', 'very-many',
    'verse', 'stage', 'speaker', 'dateline', 'salute', 'signed', 'addrLine', 'figure', 'note', 'gap',
    'del', 'surplus', 'add', 'supplied', 'unclear', 'damage', 'ex', 'restore', 'metamark', 'transpose',
    (1 to 9) ! ('in' || .)) ! map { .: . },
    map { 's-small-caps': 'sc', 's-spaced': 'spaced', 's-larger': 'larger', 's-smaller': 'smaller' }))"/>

  <xsl:function name="k:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="classes" as="xs:string*"/>
    <xsl:variable name="known" as="xs:string*" select="$classes ! $k:classes(.)"/>
    <xsl:if test="$medium = 'epub'"><xsl:for-each select="k:own-id($element)">
      <xsl:attribute name="id" select="."/></xsl:for-each></xsl:if>
    <xsl:for-each select="k:language-of($element)">
      <xsl:if test="name() = 'lang'"><xsl:attribute name="xml:lang" select="."/></xsl:if>
      <xsl:sequence select="."/>
    </xsl:for-each>
    <xsl:if test="exists($known)"><xsl:attribute name="class" select="string-join($known, ' ')"/></xsl:if>
  </xsl:function>

  <!-- An element's own id, where XHTML takes it and no other has it; what the page makes of its own begins
    otherwise. -->
  <xsl:function name="k:own-id" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="id" as="xs:string" select="string($element/@xml:id)"/>
    <xsl:if test="$id castable as xs:NCName and empty($element/(self::div | self::text))
      and key('k:id', $id, root($element))[1] is $element">
      <xsl:sequence select="if (matches($id, '^(heading$|page-|n-|r-)')) then 'x-' || $id else $id"/>
    </xsl:if>
  </xsl:function>

  <!-- Readers and word processors have marks and lines of their own for these. -->
  <xsl:function name="k:tag" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="if (k:holds-blocks($element)) then 'div'
      else if ($name = ('q', 'del', 'ins')) then 'span' else $name"/>
  </xsl:function>

  <xsl:template match="addrLine" as="element()"><xsl:call-template name="k:line"/></xsl:template>
</xsl:stylesheet>
