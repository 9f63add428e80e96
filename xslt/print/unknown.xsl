<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Elements that no other template is for.  An unknown one shows its text, and the renderer is told. -->

  <xsl:template match="*[k:is-plain(.)]" mode="typst" as="xs:string*" priority="-8">
    <xsl:sequence select="k:anchor(.), k:in-language(., k:content(.))"/>
  </xsl:template>

  <xsl:template match="*" mode="typst" as="xs:string*" priority="-9">
    <xsl:message>unknown&#9;{local-name()}&#9;{path()}</xsl:message>
    <xsl:sequence select="k:content(.)"/>
  </xsl:template>
</xsl:stylesheet>
