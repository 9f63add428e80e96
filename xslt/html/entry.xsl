<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What the rest of the site needs to know of a document, as one JSON object. -->

  <xsl:mode name="entry" on-no-match="fail" use-accumulators="#all"/>

  <!-- Whether the document is to be read first (../reading/read.xsl); its TEI is then told, too. -->
  <xsl:param name="read" as="xs:boolean" select="false()"/>

  <xsl:template match="document-node()" mode="entry" as="map(xs:string, xs:string)">
    <xsl:variable name="document" as="document-node()" select="if ($read) then k:read(.) else ."/>
    <xsl:sequence select="map { 'entry.json': serialize(k:entry($document), map { 'method': 'json' }),
      'tei': k:read-text($document, .) }"/>
  </xsl:template>

  <xsl:function name="k:entry" as="map(xs:string, item()*)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="map:merge((k:described($document), map {
      'title_language': k:title-language($document),
      'titled': exists($document/*/teiHeader/fileDesc/titleStmt/title[normalize-space()]),
      'said': k:said(k:date($document)),
      'summary': k:abstract($document),
      'incipit': k:incipit($document),
      'terms': array { k:terms($document) },
      'records': array { k:own-records($document) },
      'local': array { k:local-ids($document) },
      'references': array { distinct-values($document//(ref | ptr | rs | bibl
      | correspAction)[not(parent::correspContext and exists(k:way(.)))]/(@target | @ref
      | @corresp)/tokenize(.)[not(contains(., '://'))]) },
      'neighbours': array { k:entry-context($document) },
      'anchors': array { k:whole-texts($document)//@xml:id ! string(.) },
      'texts': count(k:whole-texts($document)),
      'pictures': array { distinct-values((k:picture-files(k:whole-texts($document)),
        k:collated-witnesses($document) ! k:pictures-of(.)[k:is-picture-file(.)])) },
      'collated': array { k:collated-witnesses($document) ! map { 'id': string(@xml:id),
        'siglum': k:siglum(.) } },
      'apparatus': k:has-apparatus($document),
      'sigla': array { k:unknown-sigla($document) },
      'unplaced': array { k:whole-texts($document)//listApp/app ! normalize-space(string-join((@loc, @from,
        k:words(k:chosen(.))), ' ')) },
      'recounted': array { distinct-values($document//(date | origDate)/(@when, @from, @to, @notBefore,
        @notAfter, @when-iso)[starts-with(., '-')][k:lacks-year-zero(k:day(string(.)), ..)] ! string(.)) },
      'misdated': array { distinct-values($document//(@when | @from | @to | @notBefore | @notAfter
        | @when-iso | @from-iso | @to-iso)[not(name() = ('from', 'to')) or ../self::date or ../self::origDate]
        [not(k:is-date(.))] ! string(.)) },
      'has_words': exists(k:whole-texts($document)//(text()[normalize-space()] | gap | graphic | media)),
      'lost': array { distinct-values(k:whole-texts($document)//(ref | ptr)/@target/tokenize(.)
        [not(matches(., '^[a-z][a-z0-9+.-]*:', 'i'))]
        [not(starts-with(., '#') and exists(key('k:id', substring(., 2), $document)))]) }
    }))"/>
  </xsl:function>

  <!-- The documents that an act of communication names before and after itself: "between" of the same two,
       else in whatever row the editors meant. -->
  <xsl:function name="k:entry-context" as="map(xs:string, item()*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="k:communications($document)">
      <xsl:variable name="exchange" as="xs:integer" select="count(preceding-sibling::correspDesc)"/>
      <xsl:for-each select="correspContext/ref[k:way(.)][@target]">
        <xsl:sequence select="map { 'exchange': $exchange, 'way': k:way(.),
          'between': (@type, @subtype) = ('correspondence', 'withinCorrespondence'),
          'target': string(tokenize(@target)[1]) }"/>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
