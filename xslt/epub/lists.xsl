<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns="http://www.tei-c.org/ns/1.0" xmlns:k="https://kktei.org/ns/xslt"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">
  <!-- The volume's own parts, each as a TEI document in the form that sections of the front matter have.
    Entries name documents, so the list of sources is their index too. -->

  <xsl:template name="lists" as="map(xs:string, xs:string)">
    <xsl:variable name="before" as="element(div)*" select="k:parts-before()"/>
    <xsl:variable name="behind" as="element(div)*" select="k:parts-behind()[@n != 'index.source']"/>
    <xsl:map>
      <xsl:map-entry key="'parts'" select="serialize(array { ($before, $behind) ! map {
        'name': string(@n), 'kind': string(@type), 'text': serialize(k:as-document(.)),
        'behind': empty(. intersect $before) } }, map { 'method': 'json' })"/>
    </xsl:map>
  </xsl:template>

  <xsl:function name="k:as-document" as="element(TEI)">
    <xsl:param name="part" as="element(div)"/>
    <TEI xml:lang="{$language}"><teiHeader><fileDesc><titleStmt><title>{$part/head}</title></titleStmt>
      <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
      <text><body><div type="document"><xsl:sequence select="$part/node()"/></div></body></text></TEI>
  </xsl:function>
  <xsl:param name="language" as="xs:string" select="'en'"/>

  <!-- Signs that others draw: only the Word file tells pages in the text. -->
  <xsl:variable name="k:undrawn" as="xs:string*" select="'expan', 'pb'[$medium = 'epub']"/>
  <xsl:template match="label[@n = $k:undrawn] | item[preceding-sibling::*[1]/@n = $k:undrawn]"
    mode="k:pair" as="empty-sequence()" priority="1"/>
</xsl:stylesheet>
