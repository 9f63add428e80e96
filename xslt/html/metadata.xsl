<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What machines read of a document page: Dublin Core, citation_* for Zotero, schema.org as JSON-LD. -->

  <!-- What Open Graph asks for, too, and how it is called there. -->
  <xsl:variable name="k:open-graph" as="map(xs:string, xs:string)" select="map {
    'citation_title': 'og:title', 'citation_inbook_title': 'og:site_name' }"/>

  <xsl:template name="k:metadata" as="element()*">
    <xsl:variable name="c" as="map(xs:string, xs:string)" select="k:citation(/)"/>
    <xsl:variable name="pairs" as="array(xs:string)*" select="
      ['DC.title', $c?title], $k:context?authors?* ! ['DC.creator', .],
      $k:context?recipients?* ! ['DC.contributor', .], ['DC.date', $c?edtf], ['DC.type', 'Text'],
      ['DC.language', k:language(/)], ['DC.publisher', $c?publisher],
      ['DC.identifier', ($c?url[. != ''], $c?id)[1]],
      k:licences(/) ! ['DC.rights', string((@target, k:licence-words(.))[1])],
      ['DC.relation.isPartOf', $c?edition], ['DC.source', k:source-words(/)],
      ['citation_title', $c?title], $k:context?authors?* ! ['citation_author', .],
      ['citation_publication_date', $c?year], ['citation_date', $c?date], ['citation_doi', $c?doi],
      ['citation_inbook_title', $c?edition],
      ['citation_publisher', $c?publisher], ['citation_language', k:language(/)],
      ['citation_public_url', $c?url]"/>
    <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/"/>
    <xsl:for-each select="$pairs[.(2) != '']">
      <meta name="{.(1)}"><xsl:if test="$k:open-graph(.(1)) != ''"><xsl:attribute name="property"
        select="$k:open-graph(.(1))"/></xsl:if><xsl:attribute name="content" select=".(2)"/></meta>
    </xsl:for-each>
    <meta name="description" content="{k:summary(/)}"/>
    <xsl:if test="$c?url != ''">
      <link rel="canonical" href="{$c?url}"/>
      <meta property="og:url" content="{$c?url}"/>
    </xsl:if>
    <meta property="og:type" content="article"/>
    <xsl:call-template name="k:signposts"/>
    <script type="application/ld+json"><xsl:sequence select="k:json(k:linked-data(/, $c))"/></script>
  </xsl:template>

  <!-- Signposting (signposting.org): what a machine that lands here may follow. -->
  <xsl:template name="k:signposts" as="element()*">
    <xsl:if test="$k:context?doi != ''"><link rel="cite-as" href="https://doi.org/{$k:context?doi}"/></xsl:if>
    <xsl:if test="exists($k:records)"><link rel="describedby" href="{$k:up}records.json"
      type="application/vnd.citationstyles.csl+json"/></xsl:if>
    <link rel="item alternate" type="{k:tei-type()}" href="{$k:up || $k:context?tei}"/>
    <xsl:for-each select="k:licences(/)[k:is-web(@target)]">
      <link rel="license" href="{@target}"/></xsl:for-each>
    <xsl:if test="$k:site?base_uri != ''"><link rel="collection" href="{$k:site?base_uri}"/></xsl:if>
  </xsl:template>

  <!-- Where the copy-text lies, in one line. -->
  <xsl:function name="k:source-words" as="xs:string" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="witness" as="element()?" select="k:witnesses($document)[1]"/>
    <xsl:sequence select="if ($witness//msIdentifier)
      then string-join(k:levels(($witness//msIdentifier)[1]) ! normalize-space(.), ', ')
      else normalize-space(string-join(k:prints($witness)[1]//text()[empty(ancestor::note)]))"/>
  </xsl:function>

  <!-- What stands below the title where a search engine shows the page. -->
  <xsl:function name="k:summary" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="words" as="xs:string*" select="k:date($document)[k:from(.) || k:to(.) != '']
      ! k:date-words(.), k:source-words($document)[. != '']"/>
    <xsl:sequence select="if (exists($words)) then string-join($words, '. ') else k:title($document)"/>
  </xsl:function>

  <xsl:function name="k:linked-data" as="map(xs:string, item()*)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="c" as="map(xs:string, xs:string)"/>
    <xsl:variable name="first" as="element(correspDesc)?" select="k:communications($document)[1]"/>
    <xsl:sequence select="map:merge((
      map { '@context': 'https://schema.org', '@type': array { 'Message', 'ArchiveComponent' },
      'additionalType': 'https://schema.org/Letter', 'name': $c?title },
      k:language($document)[. != ''] ! map { 'inLanguage': . },
      map { 'isPartOf': map:merge((map { '@type': 'CreativeWork', 'name': $c?edition },
      $k:site?base_uri[. != ''] ! map { '@id': . })) },
      array { k:numbers-elsewhere($document)?address }[array:size(.) gt 0]
      ! map { 'sameAs': if (array:size(.) = 1) then .(1) else . },
      $c?url[. != ''] ! map { '@id': ., 'url': . },
      $c?date[. != ''] ! map { 'dateSent': . }, ($c?edtf[. != $c?date]) ! map { 'temporalCoverage': . },
      k:parties-data(k:acting($first, 'sent'), 'sender'),
      k:parties-data(k:acting($first, ('received', 'intended')), 'recipient'),
      k:parties-data(k:acting($first, 'copied'), 'ccRecipient'),
      (k:witnesses($document)//msIdentifier)[1][institution | repository] ! map
      { 'holdingArchive': map { '@type': 'ArchiveOrganization',
      'name': string((institution, repository)[1] ! normalize-space(.)) },
      'itemLocation': string-join(k:levels(.) ! normalize-space(.), ', ') },
      k:licensed-data(k:licences($document))))"/>
  </xsl:function>

  <!-- Addresses of licences; what only words say. -->
  <xsl:function name="k:licensed-data" as="map(xs:string, item()*)*">
    <xsl:param name="licences" as="element()*"/>
    <xsl:variable name="addresses" as="xs:string*" select="$licences/@target[k:is-web(.)] ! string(.)"/>
    <xsl:variable name="words" as="xs:string*"
      select="$licences[not(k:is-web(@target))] ! k:licence-words(.)"/>
    <xsl:if test="exists($addresses)">
      <xsl:sequence select="map { 'license': if (count($addresses) = 1) then $addresses
        else array { $addresses } }"/>
    </xsl:if>
    <xsl:if test="exists($words)">
      <xsl:sequence select="map { 'conditionsOfAccess': string-join($words, ' ') }"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="k:parties-data" as="map(xs:string, item()*)?">
    <xsl:param name="agents" as="element()*"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:if test="$agents">
      <xsl:sequence select="map { $role: array { $agents !
        map:merge((map { '@type': if (self::orgName) then 'Organization' else 'Person',
        'name': string(($k:context?names(k:name-key(.))?name, k:name-text(.))[1]) },
        $k:context?names(k:name-key(.))?address[$k:site?base_uri != ''] ! map { '@id': k:stable-address(.) },
        $k:context?names(k:name-key(.))?same[. != ''] ! map { 'sameAs': . })) } }"/>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
