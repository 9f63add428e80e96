<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What machines read of the pages that are no document's: the edition, its persons, bodies, places and
    archives, as schema.org's JSON-LD.  The address of a page is the name of what it is about. -->

  <xsl:function name="k:linked-page" as="element()">
    <xsl:param name="what" as="map(xs:string, item()*)"/>
    <xsl:variable name="address" as="xs:string" select="k:stable-address($k:context?path)"/>
    <script type="application/ld+json"><xsl:sequence select="k:json(map:merge((
      map { '@context': 'https://schema.org' },
      $address[. != ''] ! map { '@id': ., 'url': . },
      $what), map { 'duplicates': 'use-last' }))"/></script>
  </xsl:function>

  <!-- The edition, by its own address, with what a machine that lands here may follow. -->
  <xsl:function name="k:linked-home" as="element()*">
    <xsl:variable name="base" as="xs:string" select="string($k:site?base_uri)"/>
    <xsl:if test="$base != ''"><link rel="canonical" href="{$base}"/></xsl:if>
    <xsl:if test="$k:site?licence != ''"><link rel="license" href="{$k:site?licence}"/></xsl:if>
    <xsl:if test="$k:site?feed">
      <link rel="alternate" type="application/atom+xml" title="{$k:site?title}" href="feed.xml"/></xsl:if>
    <meta property="og:type" content="website"/>
    <meta property="og:title" content="{$k:site?title}"/>
    <xsl:sequence select="k:linked-page(map:merge((
      map { '@type': array { 'Dataset', 'Collection' }, 'name': $k:site?title,
        'inLanguage': $k:site?language },
      $base[. != ''] ! map { '@id': ., 'url': . },
      $k:site?subtitle[. != ''] ! map { 'alternativeHeadline': . },
      $k:context?about?*[1] ! map { 'description': . },
      $k:site?editors?*[1] ! map { 'editor': array { $k:site?editors?* } },
      $k:site?publisher[. != ''] ! map { 'publisher': . },
      $k:site?date[. != ''] ! map { 'datePublished': . },
      $k:site?licence[. != ''] ! map { 'license': . })))"/>
  </xsl:function>

  <!-- Somebody or something that has a page: names, and who else speaks of them. -->
  <xsl:function name="k:linked-name" as="element()">
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="also" as="xs:string*"/>
    <xsl:param name="ids" as="map(*)*"/>
    <xsl:sequence select="k:linked-page(k:thing($type, $name, $also, $ids))"/>
  </xsl:function>

  <!-- Several that have a page in common. -->
  <xsl:function name="k:linked-names" as="element()">
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="names" as="map(*)*"/>
    <xsl:variable name="address" as="xs:string" select="k:stable-address($k:context?path)"/>
    <xsl:sequence select="k:linked-page(map { '@type': 'CollectionPage', 'name': $title,
      'about': array { $names ! map:merge((k:thing(k:schema-type(?kind), ?name, ?variants?*, ?ids?*),
        let $id := ?id return $address[. != ''] ! map { '@id': . || '#' || $id })) } })"/>
  </xsl:function>

  <xsl:function name="k:thing" as="map(xs:string, item()*)">
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="also" as="xs:string*"/>
    <xsl:param name="ids" as="map(*)*"/>
    <xsl:variable name="same" as="xs:string*" select="$ids[?same]?value[k:is-web(.)]"/>
    <xsl:sequence select="map:merge((
      map { '@type': $type, 'name': $name },
      $also[1] ! map { 'alternateName': array { $also } },
      $same[1] ! map { 'sameAs': array { $same } }))"/>
  </xsl:function>

  <xsl:function name="k:schema-type" as="xs:string">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:sequence select="(map { 'person': 'Person', 'body': 'Organization', 'place': 'Place',
      'work': 'CreativeWork', 'event': 'Event' }($kind), 'Thing')[1]"/>
  </xsl:function>
</xsl:stylesheet>
