<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- How the witnesses of a document descend from each other, as listRelation says it: who stands on which
       level, and where on it.  A picture begins with what depends on nothing else. -->
  <xsl:import href="apparatus.xsl"/>

  <!-- The relations between witnesses that the document describes. -->
  <xsl:function name="k:descents" as="element(relation)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document/*/teiHeader/fileDesc/sourceDesc//relation[exists(k:earlier(.)) and
      exists(k:later(.))]"/>
  </xsl:function>

  <!-- The two sides of a relation.  What is active comes from what is passive (it copies, revises, translates
       it), unless the name says the contrary. -->
  <xsl:function name="k:earlier" as="element()*">
    <xsl:param name="relation" as="element(relation)"/>
    <xsl:sequence select="k:side($relation, if (k:is-downward($relation)) then 'active' else 'passive')"/>
  </xsl:function>
  <xsl:function name="k:later" as="element()*">
    <xsl:param name="relation" as="element(relation)"/>
    <xsl:sequence select="k:side($relation, if (k:is-downward($relation)) then 'passive' else 'active')"/>
  </xsl:function>

  <xsl:function name="k:side" as="element()*">
    <xsl:param name="relation" as="element(relation)"/>
    <xsl:param name="side" as="xs:string"/>
    <xsl:sequence select="$relation/@*[local-name() = $side]/tokenize(.) ! k:here(., $relation)
      [self::witness or self::msDesc or self::bibl or self::biblStruct]"/>
  </xsl:function>

  <xsl:function name="k:is-downward" as="xs:boolean">
    <xsl:param name="relation" as="element(relation)"/>
    <xsl:sequence select="matches(string(($relation/@name, $relation/@ref)[1]),
      '(parent|ancestor|exemplar|archetype|model|source)(of)?$', 'i')"/>
  </xsl:function>

  <!-- Those who stand in a relation, in the order of the document. -->
  <xsl:function name="k:descended" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="k:descents($document)/(k:earlier(.), k:later(.))/."/>
  </xsl:function>

  <!-- The level of each, by its id as generate-id() has it: below all that it comes from.  As many rounds as
       there are witnesses, so that relations that run in a circle come to an end. -->
  <xsl:function name="k:stemma-levels" as="map(xs:string, xs:integer)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="all" as="element()*" select="k:descended($document)"/>
    <xsl:variable name="above" as="map(xs:string, xs:string*)" select="map:merge(for $one in $all return map {
      generate-id($one): k:descents($document)[k:later(.) intersect $one]/k:earlier(.)[not(. is $one)]
      ! generate-id(.) })"/>
    <xsl:sequence select="fold-left(1 to count($all), map:merge($all ! map { generate-id(.): 0 }),
      function($levels as map(xs:string, xs:integer), $round as xs:integer) as map(xs:string, xs:integer) {
      map:merge(map:keys($levels) ! map { .: min((count($all) - 1, max((0, $above(.) ! ($levels(.) + 1))))) })
      })"/>
  </xsl:function>

  <!-- How a picture names one: the sigla of its layers where it has some, else its own. -->
  <xsl:function name="k:stemma-name" as="xs:string">
    <xsl:param name="one" as="element()"/>
    <xsl:variable name="layers" as="element(witness)*" select="root($one)//listWit/witness[@corresp
      = '#' || $one/@xml:id]"/>
    <xsl:sequence select="if (exists($layers)) then string-join($layers ! k:siglum(.), ' ')
      else k:siglum($one)"/>
  </xsl:function>
</xsl:stylesheet>
