<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What no other template takes: its text is shown, and the page says that the element is unknown. -->

  <xsl:template match="*" as="node()*">
    <xsl:element name="{k:tag(., 'span')}">
      <xsl:attribute name="class">unknown</xsl:attribute>
      <xsl:attribute name="data-element" select="name()"/>
      <xsl:attribute name="title" select="k:t('document.unknown', map { 'name': name() })"/>
      <xsl:call-template name="k:common"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
