<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A document as one JSON object. -->

  <xsl:mode name="record" on-no-match="fail" use-accumulators="#all"/>

  <xsl:template match="document-node()" mode="record" as="map(xs:string, xs:string)">
    <xsl:sequence select="map { 'record.json': serialize(k:document-record(.), map { 'method': 'json' }) }"/>
  </xsl:template>

  <xsl:function name="k:document-record" as="map(xs:string, item()*)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="header" as="element(teiHeader)?" select="$document/*/teiHeader"/>
    <xsl:sequence select="map:merge((k:described($document), map {
      'created_at': array { $header/profileDesc/creation//(placeName | settlement)[not(ancestor::placeName)]
        ! k:named-places(.) },
      'relations': array { $header//listRelation/relation ! k:relation-record(.) },
      'note': normalize-space(string-join($document//note[k:is-source-note(.)] ! k:plain-text(.), ' ')),
      'text': normalize-space(string-join(k:texts-read($document) ! k:plain-text(.), ' ')),
      'parts': array { k:parts($document) },
      'images': array { k:images($document) },
      'source': k:source-record($document),
      'licences': array { k:licences($document) ! map {
        'name': k:licence-words(.), 'address': string(@target ! normalize-space(.)) } },
      'further_ids': array { k:further-ids($header/fileDesc/publicationStmt/idno) },
      'facts': array { k:facts($document) },
      'records': array { k:records-within($document) ! k:authority-record(., k:record-kind(.)) }
    }))"/>
  </xsl:function>

  <!-- The texts of a document, without a back that holds nothing but records of those whom they name. -->
  <xsl:function name="k:texts-read" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="k:whole-texts($document)">
      <xsl:sequence select="if (back[k:holds-records(.)]) then front | body | group else ."/>
    </xsl:for-each>
  </xsl:function>

  <!-- Its own records of persons, bodies and places that have an id in its file. -->
  <xsl:function name="k:records-within" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document//(listPerson | listPlace | listOrg)[k:is-records(.)]
      /(person | personGrp | org | place)[@xml:id]"/>
  </xsl:function>

  <!-- The print that a document is taken from, down to the document, and the rights of its text. -->
  <xsl:function name="k:source-record" as="map(xs:string, xs:string)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="print" as="element(bibl)?"
      select="($document/*/teiHeader/fileDesc/sourceDesc/bibl[@type = 'published' or availability
        or ref])[1]"/>
    <xsl:variable name="rights" as="element()?" select="($print/availability/(licence, p))[1]"/>
    <xsl:sequence select="map {
      'title': normalize-space($print/title[1]),
      'volume': string(($print/biblScope[@unit = 'volume'] ! (@n/string(), normalize-space(.)))[1]),
      'number': string(($print/biblScope[@unit = 'document'] ! (@n/string(),
        normalize-space(.)))[1]),
      'address': string(($print/ref/@target)[1]),
      'rights': normalize-space($rights),
      'rights_address': string($rights/@target) }"/>
  </xsl:function>

  <!-- Those that come after another one of their type, or have none. -->
  <xsl:function name="k:further-ids" as="map(xs:string, xs:string)*">
    <xsl:param name="numbers" as="element(idno)*"/>
    <xsl:sequence select="$numbers[normalize-space()]
      [not(@type) or @type = preceding-sibling::idno/@type]
      ! map { 'type': string(@type), 'value': normalize-space(.) }"/>
  </xsl:function>

  <!-- Images of pages: of the facsimile, or where page breaks lead to; figures of the text are none. -->
  <xsl:function name="k:images" as="map(xs:string, xs:string)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="$document/*/facsimile//graphic[@url]">
      <xsl:sequence select="map { 'address': string(@url), 'label': string((@n, ../@n, ../@xml:id)[1]),
        'width': replace(@width, 'px$', ''), 'height': replace(@height, 'px$', '') }"/>
    </xsl:for-each>
    <xsl:for-each select="$document//pb[@facs][not(starts-with(@facs, '#'))]
      [not(normalize-space(tokenize(@facs)[1]) = $document/*/facsimile//graphic/@url/normalize-space())]">
      <xsl:sequence select="map { 'address': string(tokenize(@facs)[1]), 'label': string(@n), 'width': '',
        'height': '' }"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Parts that can be cited by themselves: blocks of the text that have an id. -->
  <xsl:function name="k:parts" as="map(xs:string, item())*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="k:whole-texts($document)//(p | ab | lg | head
      | note)[@xml:id][not(ancestor::note)]">
      <xsl:sequence select="map { 'id': string(@xml:id), 'type': local-name(.), 'text': k:plain-text(.) }"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:relation-record" as="map(xs:string, item()*)">
    <xsl:param name="relation" as="element(relation)"/>
    <xsl:sequence select="map { 'name': string($relation/@name),
      'active': array { k:keys($relation/@active) }, 'passive': array { k:keys($relation/@passive) },
      'evidence': array { k:quoted($relation/@source, $relation) } }"/>
  </xsl:function>
</xsl:stylesheet>
