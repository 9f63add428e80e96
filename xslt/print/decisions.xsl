<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The editors' decisions about a document, in one paragraph below it. -->
  <xsl:function name="k:decisions-below" as="xs:string?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="k:decisions-told($document) ! k:call('journey', k:string(.))"/>
  </xsl:function>
</xsl:stylesheet>
