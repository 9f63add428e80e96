<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- TEI in, TEI as it is read out ("" where that is the same); kktei/render/reading.py says which documents
       need it. -->
  <xsl:import href="tei/msdesc.xsl"/>
  <xsl:include href="reading/read.xsl"/>

  <xsl:mode use-accumulators="#all"/>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:sequence select="map { 'tei': k:read-text(k:read(.), .) }"/>
  </xsl:template>
</xsl:stylesheet>
