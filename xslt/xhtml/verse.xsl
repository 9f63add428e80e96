<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Verse and drama. -->

  <xsl:template match="lg | sp" as="node()*"><xsl:call-template name="k:division"/></xsl:template>

  <xsl:template match="l" as="element()">
    <xsl:element name="{k:tag(., 'p')}">
      <xsl:sequence select="k:attributes(., ('verse', k:indent(.)[. gt 0] ! ('in' || .)))"/>
      <xsl:call-template name="k:content"/>
      <xsl:if test="@n and k:is-counted-line(.) and normalize-space() and not(k:holds-blocks(.))">
        <span class="line-number"> {@n}</span></xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template match="stage | speaker" as="element()"><xsl:call-template name="k:line"/></xsl:template>
  <xsl:template match="(stage | speaker)[parent::p or parent::l or parent::ab or parent::head
    or parent::speaker or parent::stage]" as="node()*" priority="1">
    <xsl:call-template name="k:block-or-span"><xsl:with-param name="name" select="'i'"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
