<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What a document is and where it lies, in words, for letters that have no source note. -->
  <xsl:import href="documents.xsl"/>
  <xsl:import href="msdesc.xsl"/>

  <!-- Where the letter lies and what it is: "Cambridge, MA, Harvard University, bMS 649/218(1). Postkarte,
    eigenhändig." -->
  <xsl:function name="k:description" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="witness" as="element()*" select="k:witnesses($document)[1]/(. | msDesc)"/>
    <xsl:variable name="where" as="xs:string*" select="distinct-values($witness/msIdentifier/((settlement
      | institution | repository | collection | idno | msName) except k:beside-levels(.))
      /normalize-space()[. != ''])"/>
    <xsl:variable name="what" as="xs:string*" select="$witness/physDesc/(p | objectDesc)/k:parts-told(.)"/>
    <xsl:variable name="printed" as="xs:string*" select="k:prints($witness)/normalize-space()[. != '']"/>
    <xsl:variable name="sent" as="xs:string*" select="$document/*/teiHeader/profileDesc/correspDesc
      /(p | ab | note)/normalize-space()[. != '']"/>
    <xsl:sequence select="string-join((string-join($where, ', '), string-join($what, ' '),
      $printed, $sent, k:responsible($document))[. != '']
      ! (if (ends-with(., '.')) then . else . || '.'), ' ')"/>
  </xsl:function>

  <!-- The words of an element; parts without words around them are told apart. -->
  <xsl:function name="k:parts-told" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="string-join($element/descendant-or-self::*[text()[normalize-space()]]
      [empty(ancestor::*[ancestor-or-self::* intersect $element][text()[normalize-space()]])]
      ! normalize-space(.), ', ')"/>
  </xsl:function>

  <xsl:function name="k:heading-date" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="date" as="element()?" select="k:date($document)"/>
    <xsl:sequence select="if (exists($date)) then k:date-words($date) else ''"/>
  </xsl:function>
</xsl:stylesheet>
