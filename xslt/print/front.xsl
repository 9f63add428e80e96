<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A section of the front matter, which comes as a document of its own (see kktei/render/front.py):
    "markup" and "facts". -->

  <xsl:mode name="section" on-no-match="fail"/>

  <xsl:template match="document-node()" mode="section" as="map(xs:string, xs:string)">
    <xsl:variable name="opening" as="xs:string*"><xsl:apply-templates select="k:opening(.)" mode="typst"/>
    </xsl:variable>
    <xsl:variable name="body" as="xs:string*"><xsl:apply-templates select="k:document-div(.)" mode="typst"/>
    </xsl:variable>
    <xsl:variable name="arguments" as="xs:string*" select="
      k:literal($stem), 'title: ' || k:literal(k:spaced(k:heading-text(.))), 'language: '
      || k:literal(k:language(.)),
      'calls: [' || string-join(k:heading-calls(.)) || ']', 'notes: [' || k:held-notes(.) || ']'"/>
    <xsl:map>
      <xsl:map-entry key="'markup'" select="string-join(('#import &quot;../sections.typ&quot;: *&#10;',
        '#section(' || string-join($arguments, ', ') || ')[' || string-join(k:heading-words(.)) || ']['
        || string-join($opening) || ']&#10;',
        k:call('letter', (k:literal($stem), k:literal(k:language(.))), ('&#10;', $body)), '&#10;'))"/>
      <xsl:map-entry key="'facts'" select="serialize(k:facts(.), map { 'method': 'json' })"/>
    </xsl:map>
  </xsl:template>
</xsl:stylesheet>
