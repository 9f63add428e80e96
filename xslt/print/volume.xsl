<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The parts of a volume beside its documents: editorial note, sources, abbreviations and markings, signs,
    persons, indexes. -->

  <!-- What is known of the documents: an array of k:facts, as JSON. -->
  <xsl:param name="facts" as="xs:string" select="'[]'"/>
  <xsl:variable name="k:all" as="map(xs:string, item()*)*" select="array:flatten(parse-json($facts)) ! ."/>
  <!-- The authority file and the corpus file, where the edition has them. -->
  <xsl:param name="authorities" as="document-node()*" select="()"/>
  <xsl:param name="corpus" as="document-node()*" select="()"/>
  <!-- The records of registers and of the documents themselves by key, as JSON: name and heading. -->
  <xsl:param name="records" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:records" as="map(xs:string, item()*)" select="parse-json($records)"/>
  <!-- What the settings say of the edition, in paragraphs. -->
  <xsl:param name="description" as="xs:string" select="''"/>
  <!-- What kinds of section the front matter has of its own: "persons", "sources". -->
  <xsl:param name="own" as="xs:string*" select="()"/>

  <xsl:template name="volume" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:map-entry key="'front'" select="string-join((k:editorial-note(), k:sources(), k:abbreviations(),
        k:persons()[not($own = 'persons')]))"/>
      <xsl:map-entry key="'back'" select="replace(string-join((('person', 'body', 'place',
        'work') ! k:index(.), k:index-of-sources())), '^#index-of\(', '#index-of(first: true, ')"/>
    </xsl:map>
  </xsl:template>

  <xsl:function name="k:part" as="xs:string">
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="body" as="xs:string*"/>
    <xsl:sequence select="'#part(' || k:literal(k:t($title))
      || (', right: true'[$title = 'print.editorial-note']) || ')[&#10;' || string-join($body) || ']&#10;'"/>
  </xsl:function>
</xsl:stylesheet>
