<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The records of the authority file and the categories of the corpus file, as one JSON object; of
    categories also where a vocabulary of others has them. -->

  <xsl:param name="corpus" as="document-node()?" select="()"/>
  <xsl:param name="authorities" as="document-node()?" select="()"/>

  <xsl:template name="authorities" as="map(xs:string, xs:string)">
    <xsl:variable name="files" as="document-node()*" select="($authorities, $corpus)"/>
    <xsl:sequence select="map { 'authorities.json': serialize(map {
      'records': array { (
        $files//standOff//person ! k:authority-record(., 'person'),
        $files//standOff//listOrg[not(@type = 'repositories')]/org ! k:authority-record(., 'body'),
        $files//standOff//listOrg[@type = 'repositories']/org ! k:authority-record(., 'repository'),
        $files//standOff//place ! k:authority-record(., 'place'),
        $files//standOff//listBibl[@type = 'collections']/bibl ! k:authority-record(., 'unit'),
        $files//standOff//listBibl[@type = 'printed']/bibl ! k:authority-record(., 'work')) },
      'categories': map:merge($files//classDecl//category[@xml:id]
        ! map { string(@xml:id): k:category-name(.) }),
      'vocabularies': map:merge($files//classDecl//category[@xml:id]/catDesc[k:is-web(@ref)]
        ! map { string(../@xml:id): string(@ref) }, map { 'duplicates': 'use-first' })
    }, map { 'method': 'json' }) }"/>
  </xsl:template>

  <xsl:function name="k:category-name" as="xs:string">
    <xsl:param name="category" as="element(category)"/>
    <xsl:sequence select="string(($category/catDesc/term ! normalize-space(.),
      normalize-space(string-join($category/catDesc/node()[not(self::gloss or self::desc)])))[. != ''][1])"/>
  </xsl:function>

  <xsl:function name="k:authority-record" as="map(xs:string, item()*)">
    <xsl:param name="record" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="names" as="element()*" select="$record/(persName | orgName | placeName | title | name
      | .[$kind = 'place']/(settlement | geogName))"/>
    <xsl:variable name="main" as="element()?" select="($names[not(@type = ('variant', 'symbol', 'short'))],
      $names)[1]"/>
    <xsl:sequence select="map {
      'key': string($record/@xml:id),
      'kind': $kind,
      'type': string($record/@type),
      'name': if ($kind = 'work') then normalize-space(string-join($record/(author | editor | title
        | pubPlace | publisher | date) ! normalize-space(.), ', '))
        else if ($main/surname[1] &lt;&lt; $main/forename[1]) then k:name-heading($main)
        else normalize-space($main),
      'family': normalize-space(string-join($main/surname, ' ')),
      'given': normalize-space(string-join($main/forename, ' ')),
      'suffix': normalize-space(string-join($main/genName, ' ')),
      'variants': array { distinct-values(($names except $main) ! normalize-space(.))[. != ''] },
      'ids': k:first-ids($record/idno),
      'further_ids': array { k:further-ids($record/idno) },
      'born': string($record/birth[1]/(@when, date/@when)[1]),
      'died': string($record/death[1]/(@when, date/@when)[1]),
      'country': normalize-space($record/country[1]),
      'town': normalize-space($record/settlement[1]),
      'geo': normalize-space(($record//geo)[1]),
      'first': k:from($record[$kind = 'unit']/date[1]), 'last': k:to($record[$kind = 'unit']/date[1]),
      'dates': normalize-space($record[$kind = 'unit']/date[1]),
      'extent': normalize-space($record[$kind = 'unit']/extent[1]),
      'finding_aid': string(($record[$kind = 'unit']/(ref | ptr)/@target[contains(., '://')])[1]),
      'offices': array { distinct-values(($record/(affiliation | occupation) ! (normalize-space(.),
        id(@ref ! k:key(.), root(.))/orgName[1] ! normalize-space(.)))[. != '']) },
      'parent': string(($record/relatedItem[@type = 'isPartOf']/@target, $record/@corresp)[1] ! k:key(.))
    }"/>
  </xsl:function>
</xsl:stylesheet>
