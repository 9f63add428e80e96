<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The parts of a volume beside its documents. -->
  <xsl:template name="volume" as="map(xs:string, xs:string)">
    <xsl:variable name="front" as="xs:string*">
      <xsl:apply-templates select="k:parts-before()" mode="k:listed"/></xsl:variable>
    <xsl:variable name="back" as="xs:string*">
      <xsl:apply-templates select="k:parts-behind()" mode="k:listed"/></xsl:variable>
    <xsl:map>
      <xsl:map-entry key="'front'" select="string-join($front)"/>
      <xsl:map-entry key="'back'" select="replace(string-join($back), '^#index-of\(',
        '#index-of(first: true, ')"/>
    </xsl:map>
  </xsl:template>
</xsl:stylesheet>
