<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The authority file and the shared vocabularies, as one JSON object. -->
  <xsl:template name="authorities" as="map(xs:string, xs:string)">
    <xsl:variable name="files" as="document-node()*" select="($authorities, $corpus)"/>
    <xsl:sequence select="map { 'authorities.json': serialize(map {
      'records': array { k:authority-records(k:record-of#2) },
      'hands': array { $files//titleStmt//(editor | respStmt | name
      | author)[@xml:id] ! map { 'key': string(@xml:id),
      'name': normalize-space((self::respStmt/(name | persName | orgName), .)[1]) } },
      'changes': array { $corpus/*/teiHeader/revisionDesc//change[@when] ! k:change(.) },
      'taxonomies': array { $files//classDecl/taxonomy ! k:taxonomy(.) }
    }, map { 'method': 'json' }) }"/>
  </xsl:template>

  <xsl:function name="k:taxonomy" as="map(xs:string, item()*)">
    <xsl:param name="taxonomy" as="element(taxonomy)"/>
    <xsl:sequence select="map {
      'key': string($taxonomy/@xml:id),
      'about': normalize-space($taxonomy/(desc | bibl | gloss)[1]),
      'categories': array { $taxonomy//category ! map {
        'key': string(@xml:id),
        'name': k:category-name(.),
        'about': normalize-space(string-join((catDesc/gloss, catDesc/desc, gloss, desc) ! normalize-space(.),
        ' ')) } }
    }"/>
  </xsl:function>
</xsl:stylesheet>
