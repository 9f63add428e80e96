<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The records of the authority file and the categories of the corpus file. -->

  <xsl:param name="corpus" as="document-node()?" select="()"/>
  <xsl:param name="authorities" as="document-node()?" select="()"/>

  <!-- All records that have an id, each told of by a function of it and its kind. -->
  <xsl:function name="k:authority-records" as="map(xs:string, item()*)*">
    <xsl:param name="told" as="function(element(), xs:string) as map(xs:string, item()*)"/>
    <xsl:variable name="shared" as="element(standOff)*" select="($authorities, $corpus)//standOff"/>
    <xsl:sequence select="$shared//person[@xml:id] ! $told(., 'person'),
      $shared//listOrg[not(@type = 'repositories')]/org[@xml:id] ! $told(., 'body'),
      $shared//listOrg[@type = 'repositories']/org[@xml:id] ! $told(., 'repository'),
      $shared//place[@xml:id] ! $told(., 'place'),
      $shared//listBibl[@type = 'collections']/bibl[@xml:id] ! $told(., 'unit'),
      $shared//listBibl[@type = 'printed']/bibl[@xml:id] ! $told(., 'printed')"/>
  </xsl:function>

  <xsl:function name="k:category-name" as="xs:string">
    <xsl:param name="category" as="element(category)"/>
    <xsl:sequence select="string(($category/catDesc/term ! normalize-space(.),
      normalize-space(string-join($category/catDesc/node()[not(self::gloss or self::desc)])))[. != ''][1])"/>
  </xsl:function>
</xsl:stylesheet>
