<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="pointers.xsl"/>
  <!-- Names of persons, bodies, places and works: their kind, their key and their text. -->

  <!-- "person", "body", "place", "work" or "" of an element that names something. -->
  <xsl:function name="k:name-kind" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="type" as="xs:string" select="lower-case(string($name/@type))"/>
    <xsl:choose>
      <xsl:when test="$name/self::persName">person</xsl:when>
      <xsl:when test="$name/self::orgName">body</xsl:when>
      <xsl:when test="$name/(self::placeName | self::settlement | self::geogName)">place</xsl:when>
      <xsl:when test="$name/(self::rs | self::name)
        and $type = ('person', 'per', 'persname')">person</xsl:when>
      <xsl:when test="$name/(self::rs | self::name)
        and $type = ('org', 'organisation', 'organization', 'body', 'institution')">body</xsl:when>
      <xsl:when test="$name/(self::rs | self::name) and $type = 'place'">place</xsl:when>
      <xsl:when test="$name/(self::rs | self::name) and $type = ('work', 'bibl')">work</xsl:when>
      <xsl:otherwise><xsl:sequence select="''"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The text of a name, without notes and with the expanded and corrected forms. -->
  <xsl:function name="k:name-text" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="texts" as="text()*"
      select="$name//text()[not(ancestor::note or ancestor::sic[parent::choice]
      or ancestor::abbr[parent::choice] or ancestor::orig[parent::choice]
      or ancestor::affiliation[. >> $name])]"/>
    <xsl:sequence select="normalize-space(string-join($texts)) => replace('^[\s,;:(]+|[\s,;:)]+$', '')"/>
  </xsl:function>

  <!-- The key under which a name is gathered: what it points to, or else its kind and text. -->
  <xsl:function name="k:name-key" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="pointer" as="xs:string?" select="(($name/@ref, $name/@key,
      $name/@corresp) ! tokenize(.))[1]"/>
    <xsl:sequence select="if (exists($pointer)) then k:key($pointer) else k:name-kind($name) || ':'
      || k:name-text($name)"/>
  </xsl:function>
</xsl:stylesheet>
