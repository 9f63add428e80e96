<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A document as everybody is told of it, the site and all exports: each adds what only it needs. -->

  <xsl:function name="k:described" as="map(xs:string, item()*)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="header" as="element(teiHeader)?" select="$document/*/teiHeader"/>
    <xsl:sequence select="map {
      'id': string($document/*/@xml:id),
      'number': k:number($document),
      'title': k:title($document),
      'language': k:language($document),
      'genre': k:genre($document),
      'classes': array { distinct-values(k:categories($document)) },
      'date': k:dated(k:date($document)),
      'authors': array { $header/fileDesc/titleStmt/author ! k:named-agents(., '', '') },
      'communications': array { k:communications($document) ! k:communication-record(.) },
      'copies': array { k:copies($document)[k:says-something(.)] ! k:copy-record(.) },
      'printed': array { $header/fileDesc/sourceDesc//bibl[@corresp] ! map {
        'key': k:key(@corresp), 'words': k:plain-text(.),
        'role': string((ancestor::listBibl[1]/@type, 'source')[1]) } },
      'mentioned': array { k:mentioned($document) },
      'ids': k:first-ids($header/fileDesc/publicationStmt/idno),
      'changes': array { $header/revisionDesc//change[@when] ! k:change(.) }
    }"/>
  </xsl:function>

  <!-- A date's bounds, and what is said of how sure it is; all empty without one. -->
  <xsl:function name="k:dated" as="map(xs:string, item()*)">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="map {
      'start': k:from($date), 'end': k:to($date), 'lasting': k:is-span($date),
      'when': string(($date/@when, $date/@when-iso)[1]),
      'cert': string($date/@cert), 'evidence': string($date/@evidence), 'inferred': k:is-inferred($date) }"/>
  </xsl:function>

  <!-- A line of a file's history; n is the version of the edition that it makes. -->
  <xsl:function name="k:change" as="map(xs:string, xs:string)">
    <xsl:param name="change" as="element(change)"/>
    <xsl:sequence select="map { 'when': k:day(string($change/@when)), 'words': normalize-space($change),
      'version': normalize-space($change/@n) }"/>
  </xsl:function>

  <!-- The identifiers of something by their type, the first of each. -->
  <xsl:function name="k:first-ids" as="map(xs:string, xs:string)">
    <xsl:param name="numbers" as="element(idno)*"/>
    <xsl:sequence select="map:merge($numbers[@type] ! map { string(@type): normalize-space(.) },
      map { 'duplicates': 'use-first' })"/>
  </xsl:function>

  <!-- The words that a pointer of @source leads to in this document. -->
  <xsl:function name="k:quoted" as="xs:string*">
    <xsl:param name="source" as="xs:string?"/>
    <xsl:param name="from" as="element()"/>
    <xsl:sequence select="tokenize($source) ! k:here(., $from) ! k:plain-text(.)"/>
  </xsl:function>
</xsl:stylesheet>
