<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The heading of a document: number, title, source note, opener. -->

  <xsl:function name="k:heading" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="opening" as="xs:string*"><xsl:apply-templates select="k:opening($document)" mode="typst"/></xsl:variable>
    <xsl:variable name="arguments" as="xs:string*" select="
      k:literal($stem), 'number: ' || k:literal(k:number($document)), 'title: ' || k:literal(k:spaced(k:heading-text($document))),
      'date: ' || k:literal(k:heading-date($document)), 'language: ' || k:literal(k:language($document)),
      'note: [' || string-join((k:anchor((k:document-div($document), $document/*)[1])[false()], k:heading-notes($document))) || ']',
      'roles: (' || string-join((k:roles($document), ''), ', ') || ')'"/>
    <xsl:sequence select="'#document-heading(' || string-join($arguments, ', ') || ')[' || string-join(k:heading-words($document)) || '][' || string-join($opening) || ']&#10;'"/>
  </xsl:function>

  <!-- The words of the heading with what is marked up in them, but without its number and its notes. -->
  <xsl:function name="k:heading-words" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="head" as="element(head)?" select="k:document-head($document)"/>
    <xsl:variable name="first" as="text()?" select="($head//text()[normalize-space()])[1]"/>
    <xsl:choose>
      <xsl:when test="normalize-space($head) = ''"><xsl:sequence select="k:string(k:spaced(k:title($document)))"/></xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$head/node()[not(self::note)]">
          <xsl:choose>
            <xsl:when test=". is $first"><xsl:sequence select="k:run(k:without-number(., k:number($document)))"/></xsl:when>
            <xsl:otherwise><xsl:apply-templates select="." mode="typst"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The notes of the heading; a letter that has no source note gets one from its description. -->
  <xsl:function name="k:heading-notes" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="notes" as="element(note)*" select="k:document-head($document)/note"/>
    <xsl:variable name="source" as="xs:string" select="k:description($document)"/>
    <xsl:sequence select="if ($document/*/text//note[k:is-source-note(.)] or $source = '') then ()
      else k:call('source-note', k:literal($stem || '#source'), k:string(k:spaced($source)))"/>
    <xsl:apply-templates select="$notes" mode="typst"/>
  </xsl:function>

  <!-- Where the letter lies and what it is: "Cambridge, MA, Harvard University, bMS 649/218(1). Postkarte, eigenhändig." -->
  <xsl:function name="k:description" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="witness" as="element()*" select="k:witnesses($document)[1]/(. | msDesc)"/>
    <xsl:variable name="where" as="xs:string*" select="distinct-values($witness/msIdentifier/(settlement | institution | repository | collection | idno | msName)/normalize-space()[. != ''])"/>
    <xsl:variable name="what" as="xs:string*" select="$witness/physDesc/(p | objectDesc)/normalize-space()[. != '']"/>
    <xsl:variable name="printed" as="xs:string*" select="$witness/(self::bibl | self::biblStruct | bibl)/normalize-space()[. != '']"/>
    <xsl:sequence select="string-join((string-join($where, ', '), string-join($what, ' '), $printed)[. != ''] ! replace(., '\.?$', '.'), ' ')"/>
  </xsl:function>

  <xsl:function name="k:heading-date" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="date" as="element()?" select="k:date($document)"/>
    <xsl:sequence select="if (exists($date)) then k:span-words(k:from($date), k:to($date)) else ''"/>
  </xsl:function>
</xsl:stylesheet>
