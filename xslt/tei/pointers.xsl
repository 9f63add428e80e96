<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Pointers: what a TEI pointer names, without opening anything. -->

  <!-- The id that a pointer names: "../authorities.xml#pers.x" and "#pers.x" give "pers.x"; without a
    fragment, the pointer. -->
  <xsl:function name="k:key" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="if (contains($pointer, '#') and not(ends-with($pointer, '#')))
                          then substring-after($pointer, '#') else $pointer"/>
  </xsl:function>

  <!-- All ids that an attribute of pointers names. -->
  <xsl:function name="k:keys" as="xs:string*">
    <xsl:param name="pointers" as="xs:string?"/>
    <xsl:sequence select="tokenize($pointers) ! k:key(.)"/>
  </xsl:function>

  <!-- Pointers (before "#") that lead to another document than their file's name says, as JSON: to which. -->
  <xsl:param name="leads" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:leads" as="map(xs:string, xs:string)" select="parse-json($leads)"/>

  <!-- The titles of documents that references without words lead to, as JSON. -->
  <xsl:param name="titles" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:titles" as="map(xs:string, xs:string)" select="parse-json($titles)"/>

  <!-- The stem of the file that a pointer goes to: "d095.xml#d095.p3" gives "d095"; "" for this file and for
    web addresses. -->
  <xsl:function name="k:stem" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="whole" as="xs:string" select="substring-before($pointer || '#', '#')"/>
    <xsl:sequence select="if (matches($pointer, '^[a-z][a-z0-9+.-]*:', 'i')) then ''
      else string(($k:leads($pointer), $k:leads($whole), replace($whole, '^.*/|\.xml$', ''))[1])"/>
  </xsl:function>

  <!-- An address that a reader may follow: web and mail only, so that no text can bring a script. -->
  <xsl:function name="k:is-web" as="xs:boolean">
    <xsl:param name="pointer" as="xs:string?"/>
    <xsl:sequence select="contains($pointer, ':') and matches($pointer, '^(https?://|mailto:)[^\s]+$', 'i')"/>
  </xsl:function>

  <!-- The elements that point to $id with @source, in document order. -->
  <xsl:key name="k:resting-on" match="*[@source]" use="k:keys(@source)"/>
  <xsl:key name="k:id" match="*[@xml:id]" use="@xml:id/string()"/>

  <!-- The element of this document that a pointer names; empty where it is elsewhere. -->
  <xsl:function name="k:here" as="element()?">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:param name="from" as="node()"/>
    <xsl:sequence select="if (starts-with($pointer, '#'))
      then key('k:id', substring($pointer, 2), root($from))[1] else ()"/>
  </xsl:function>
</xsl:stylesheet>
