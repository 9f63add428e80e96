<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The witnesses of a text with an apparatus in parallel segmentation, each as it reads. -->
  <xsl:import href="apparatus.xsl"/>

  <xsl:key name="k:pointed" match="lem | rdg" use="tokenize(@wit)[starts-with(., '#')] ! substring(., 2)"/>

  <!-- Those that have readings, in the order of their list; none where the apparatus is of another form. -->
  <xsl:function name="k:collated-witnesses" as="element(witness)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="parallel" as="xs:boolean"
      select="exists($document//variantEncoding[@method = 'parallel-segmentation'])"/>
    <xsl:sequence select="$document//listWit//witness[$parallel][key('k:pointed', string(@xml:id),
      $document)]"/>
  </xsl:function>

  <!-- What a witness has in an entry: its reading; the lemma where nobody says what it has, as in a negative
       apparatus. -->
  <xsl:function name="k:reading-of" as="element()?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="all" as="element()*"
      select="$app/(lem | rdg | rdgGrp/(lem | rdg | rdgGrp/(lem | rdg)))"/>
    <xsl:variable name="mine" as="element()*" select="$all[tokenize(@wit) = $pointer]"/>
    <xsl:sequence select="($mine, $app/lem[not(@wit) and not(@resp | @source)])[1]"/>
  </xsl:function>

  <!-- Where a witness begins or ceases to have the text. -->
  <xsl:function name="k:edges" as="element()*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="key('k:pointed', $witness/@xml:id, root($witness))/(.//lacunaStart | .//lacunaEnd
      | .//witStart | .//witEnd)"/>
  </xsl:function>

  <!-- Whether a witness lacks the text at a node. -->
  <xsl:function name="k:is-lacking" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:param name="edges" as="element()*"/>
    <xsl:variable name="last" as="element()?" select="$edges[. &lt;&lt; $node][last()]"/>
    <xsl:sequence select="exists($edges) and (if ($last) then exists($last/(self::lacunaStart | self::witEnd))
      else exists($edges[1]/(self::lacunaEnd | self::witStart)))"/>
  </xsl:function>

  <!-- The stretches of a text that stand side by side: paragraphs and what is as much. -->
  <xsl:function name="k:stretches" as="element()*">
    <xsl:param name="text" as="element()*"/>
    <xsl:sequence select="$text/descendant::*[self::p or self::ab or self::l or self::head or self::salute
      or self::signed or self::dateline or self::byline or self::item or self::cell or self::speaker
      or self::stage or self::trailer][empty(ancestor::note)][empty(ancestor::p)]
      [not(self::head[.//note[@type = 'source']])]
      [empty(ancestor::app)]"/>
  </xsl:function>
</xsl:stylesheet>
