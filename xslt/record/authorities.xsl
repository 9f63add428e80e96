<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The records of the authority file and the categories of the corpus file, as one JSON object; of
    categories also where a vocabulary of others has them. -->
  <xsl:template name="authorities" as="map(xs:string, xs:string)">
    <xsl:variable name="categories" as="element(category)*"
      select="($authorities, $corpus)//classDecl//category[@xml:id]"/>
    <xsl:sequence select="map { 'authorities.json': serialize(map {
      'records': array { k:authority-records(k:authority-record#2) },
      'categories': map:merge($categories ! map { string(@xml:id): k:category-name(.) }),
      'vocabularies': map:merge($categories/catDesc[k:is-web(@ref)]
        ! map { string(../@xml:id): string(@ref) }, map { 'duplicates': 'use-first' })
    }, map { 'method': 'json' }) }"/>
  </xsl:template>

  <!-- What everybody is told of a record, and what catalogues want besides. -->
  <xsl:function name="k:authority-record" as="map(xs:string, item()*)">
    <xsl:param name="record" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="names" as="element()*" select="k:record-names($record)"/>
    <xsl:sequence select="map:merge((map {
      'kind': if ($kind = 'printed') then 'work' else $kind,
      'type': string($record/@type),
      'variants': array { distinct-values(($names except k:main-name($names))
        ! normalize-space(.))[. != ''] },
      'ids': k:first-ids($record/idno),
      'further_ids': array { k:further-ids($record/idno) },
      'born': string($record/birth[1]/(@when, date/@when)[1]),
      'died': string($record/death[1]/(@when, date/@when)[1]),
      'country': normalize-space($record/country[1]),
      'town': normalize-space($record/settlement[1]),
      'first': k:from($record[$kind = 'unit']/date[1]), 'last': k:to($record[$kind = 'unit']/date[1]),
      'dates': normalize-space($record[$kind = 'unit']/date[1]),
      'extent': normalize-space($record[$kind = 'unit']/extent[1]),
      'finding_aid': string(($record[$kind = 'unit']/(ref | ptr)/@target[contains(., '://')])[1]),
      'offices': array { distinct-values(($record/(affiliation | occupation) ! (normalize-space(.),
        id(@ref ! k:key(.), root(.))/orgName[1] ! normalize-space(.)))[. != '']) },
      'parent': string(($record/relatedItem[@type = 'isPartOf']/@target, $record/@corresp)[1] ! k:key(.))
    }, k:record-of($record, $kind)))"/>
  </xsl:function>
</xsl:stylesheet>
