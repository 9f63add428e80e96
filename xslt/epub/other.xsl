<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">
  <!-- Any other element shows its words. -->
  <xsl:template match="*" as="node()*">
    <xsl:call-template name="k:block-or-span"><xsl:with-param name="classes" select="()"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
