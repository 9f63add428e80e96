<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Ids in pages: TEI's own where they are unique, so that links last; made ones elsewhere. -->

  <!-- The HTML id of an element.  The page's own ids begin with "k-"; a text's may not. -->
  <xsl:function name="k:html-id" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="id" as="xs:string" select="string($element/@xml:id)"/>
    <xsl:choose>
      <xsl:when test="$id != '' and (key('k:id', $id, root($element))[1] is $element)">
        <xsl:sequence select="if (starts-with($id, 'k-')) then 'x-' || $id else $id"/>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="(if ($element/ancestor::teiHeader) then 'k-h-' else 'k-')
        || local-name($element) || k:position($element)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A text of the edition as a class name: letters, digits and hyphens only. -->
  <xsl:function name="k:class" as="xs:string">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:sequence select="lower-case(replace(string($text), '[^A-Za-z0-9]+', '-'))"/>
  </xsl:function>
</xsl:stylesheet>
