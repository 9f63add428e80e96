<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- TEI to Typst: a document's markup and what the volume must know of it; then the volume's other
    parts. -->
  <xsl:import href="tei/records.xsl"/>
  <xsl:import href="tei/documents.xsl"/>
  <xsl:import href="tei/positions.xsl"/>
  <xsl:import href="tei/counting.xsl"/>
  <xsl:import href="tei/sorting.xsl"/>
  <xsl:import href="tei/apparatus.xsl"/>
  <xsl:import href="tei/notes.xsl"/>
  <xsl:import href="tei/correspdesc.xsl"/>
  <xsl:import href="tei/decisions.xsl"/>
  <xsl:import href="tei/msdesc.xsl"/>
  <xsl:import href="tei/typography.xsl"/>
  <xsl:import href="tei/crossings.xsl"/>
  <xsl:import href="tei/description.xsl"/>
  <xsl:import href="lists/document.xsl"/>
  <xsl:import href="lists/volume.xsl"/>
  <xsl:import href="lists/lists.xsl"/>
  <xsl:import href="lists/indexes.xsl"/>
  <xsl:import href="print/unknown.xsl"/>
  <xsl:import href="print/measures.xsl"/>
  <xsl:import href="print/text.xsl"/>
  <xsl:import href="print/structure.xsl"/>
  <xsl:import href="print/pictures.xsl"/>
  <xsl:import href="print/facing.xsl"/>
  <xsl:import href="print/frame.xsl"/>
  <xsl:import href="print/inline.xsl"/>
  <xsl:import href="print/apparatus.xsl"/>
  <xsl:import href="print/lines.xsl"/>
  <xsl:import href="print/notes.xsl"/>
  <xsl:import href="print/references.xsl"/>
  <xsl:import href="print/heading.xsl"/>
  <xsl:import href="print/roles.xsl"/>
  <xsl:import href="print/facts.xsl"/>
  <xsl:import href="print/lists.xsl"/>
  <xsl:import href="print/indexes.xsl"/>
  <xsl:import href="print/journey.xsl"/>
  <xsl:import href="print/decisions.xsl"/>
  <xsl:import href="print/front.xsl"/>
  <xsl:import href="print/volume.xsl"/>

  <!-- The name of the document's file without its ending: it begins every label. -->
  <xsl:param name="stem" as="xs:string" select="''"/>
  <!-- The stems of all documents of the volume, to tell cross references. -->
  <xsl:param name="stems" as="xs:string*" select="()"/>

  <!-- How many elements may lie in each other (0: any number), where the typesetter cannot follow deeper:
       the words below are set one after the other, without the form of their elements. -->
  <xsl:param name="deepest" as="xs:integer" select="0"/>

  <xsl:template match="*[$deepest gt 0][count(ancestor::*) ge $deepest]" mode="typst" as="xs:string*">
    <xsl:sequence select="' '[k:is-block(current())]"/>
    <xsl:apply-templates select="node()" mode="typst"/>
    <xsl:sequence select="' '[k:is-block(current())]"/>
  </xsl:template>

  <!-- One document: "markup" and "facts" (JSON). -->
  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="body" as="xs:string*">
      <xsl:for-each select="k:shown-parts(.)">
        <xsl:if test="self::text and not(parent::*/parent::document-node()) and k:part-title(.) != ''">
          <xsl:sequence select="k:call('subhead', k:string(k:part-title(.))), '&#10;'"/></xsl:if>
        <xsl:apply-templates select="." mode="typst"/>
      </xsl:for-each>
      <xsl:sequence select="if ($by-line) then k:call('unnumbered', ('&#10;', k:witness-list(.)))
        else k:witness-list(.)"/>
    </xsl:variable>
    <xsl:map>
      <xsl:map-entry key="'markup'" select="k:with-blanks-marked(string-join((
        '#import &quot;../', if ($by-line) then 'foot' else 'kktei', '.typ&quot;: *&#10;',
        k:begins-facing(.), k:heading(.),
        k:call('letter', (k:literal($stem), k:literal(k:language(.)), 'by-line: true'[$by-line]),
        ('&#10;', $body)), '&#10;', k:journey(.), k:decisions-below(.), k:plates(.), k:ends-facing(.),
        '&#10;')))"/>
      <xsl:map-entry key="'entries'" select="if ($by-line) then k:entries-by-line(.) else ''"/>
      <xsl:map-entry key="'facts'" select="serialize(k:facts(.), map { 'method': 'json' })"/>
    </xsl:map>
  </xsl:template>
</xsl:stylesheet>
