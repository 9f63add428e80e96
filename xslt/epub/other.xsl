<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns="http://www.w3.org/1999/xhtml" xmlns:xhtml="http://www.w3.org/1999/xhtml"
  xmlns:epub="http://www.idpf.org/2007/ops"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Any other element shows its text. -->
  <xsl:template match="*" mode="epub" as="node()*" priority="-9">
    <xsl:choose>
      <xsl:when test="@xml:id or @xml:lang">
        <xsl:element namespace="http://www.w3.org/1999/xhtml"
      name="{if (k:holds-blocks(.)) then 'div' else 'span'}">
          <xsl:sequence select="k:attributes(., '')"/><xsl:call-template name="k:inside"/></xsl:element>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="k:inside"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
