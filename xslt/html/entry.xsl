<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What the rest of the site needs to know of a document, as one JSON object. -->

  <xsl:mode name="entry" on-no-match="fail" use-accumulators="#all"/>

  <xsl:template match="document-node()" mode="entry" as="map(xs:string, xs:string)">
    <xsl:sequence select="map { 'entry.json': serialize(k:entry(.), map { 'method': 'json' }) }"/>
  </xsl:template>

  <xsl:function name="k:entry" as="map(xs:string, item()*)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="date" as="element()?" select="k:date($document)"/>
    <xsl:sequence select="map {
      'id': string($document/*/@xml:id),
      'number': k:number($document),
      'title': k:title($document),
      'title_language': k:title-language($document),
      'titled': exists($document/*/teiHeader/fileDesc/titleStmt/title[normalize-space()]),
      'language': k:language($document),
      'genre': k:genre($document),
      'classes': array { distinct-values(k:categories($document)) },
      'date': map { 'start': k:from($date), 'end': k:to($date), 'inferred': k:is-inferred($date),
        'certainty': string($date/@cert), 'at': k:counted(k:day(string($date/@when)), $date),
        'said': k:said($date),
        'lasting': k:is-span($date) },
      'authors': array { $document/*/teiHeader/fileDesc/titleStmt/author ! k:entry-author(.) },
      'summary': k:abstract($document),
      'incipit': k:incipit($document),
      'doi': normalize-space($document/*/teiHeader/fileDesc/publicationStmt/idno[@type = 'DOI'][1]),
      'changes': array { $document/*/teiHeader/revisionDesc//change[@when] ! k:change(.) },
      'records': array { k:own-records($document) },
      'local': array { k:local-ids($document) },
      'agents': array { k:entry-agents($document) },
      'places': array { k:entry-places($document) },
      'mentioned': array { k:entry-mentioned($document) },
      'witnesses': array { k:witnesses($document) ! k:entry-witness(.) },
      'printed': array { $document/*/teiHeader/fileDesc/sourceDesc//bibl[@corresp] ! k:entry-printed(.) },
      'references': array { distinct-values($document//(ref | ptr | rs | bibl
      | correspAction)[not(parent::correspContext and exists(k:way(.)))]/(@target | @ref
      | @corresp)/tokenize(.)[not(contains(., '://'))]) },
      'neighbours': array { k:entry-context($document) },
      'ids': array { k:whole-texts($document)//@xml:id ! string(.) },
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
      'misdated': array { distinct-values($document//(@when | date/(@from | @to) | origDate/(@from | @to)
        | @notBefore | @notAfter | @when-iso | @from-iso | @to-iso)[not(k:is-date(.))] ! string(.)) },
      'has_words': exists(k:whole-texts($document)//(text()[normalize-space()] | gap | graphic | media)),
      'lost': array { distinct-values(k:whole-texts($document)//(ref | ptr)/@target/tokenize(.)
        [not(matches(., '^[a-z][a-z0-9+.-]*:', 'i'))]
        [not(starts-with(., '#') and exists(key('k:id', substring(., 2), $document)))]) }
    }"/>
  </xsl:function>

  <!-- Everyone in the journey and in the making: key, kind, name, what they did. -->
  <xsl:function name="k:entry-agents" as="map(xs:string, item())*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="k:communications($document)/correspAction/k:agents(.)">
      <xsl:variable name="agent" as="element()" select="."/>
      <xsl:variable name="keys" as="xs:string+" select="k:name-keys(.)"/>
      <xsl:sequence select="for $key in $keys return map { 'key': $key, 'act': k:act($agent),
        'kind': if ($agent/self::orgName) then 'body' else 'person',
        'name': if (count($keys) = 1) then k:name-text($agent) else '',
        'heading': if (count($keys) = 1) then k:name-heading($agent) else '',
        'exchange': count($agent/ancestor::correspDesc/preceding-sibling::correspDesc) }"/>
    </xsl:for-each>
    <xsl:for-each select="$document/*/teiHeader/fileDesc/sourceDesc//respStmt/(persName | orgName | name)">
      <xsl:sequence select="map { 'key': k:name-key(.), 'kind': if (self::orgName) then 'body' else 'person',
        'name': k:name-text(.), 'exchange': 0,
        'act': string((../resp/@ref/k:key(.), 'role.other')[1]) }"/>
    </xsl:for-each>
    <xsl:if test="empty(k:communications($document))">
      <xsl:for-each select="$document/*/teiHeader/fileDesc/titleStmt/author">
        <xsl:variable name="author" as="map(xs:string, item())" select="k:entry-author(.)"/>
        <xsl:sequence select="map { 'key': $author?key, 'kind': $author?kind, 'name': $author?name,
          'act': 'sent', 'exchange': 0 }"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:function>

  <!-- An author may hold the name or be one. -->
  <xsl:function name="k:entry-author" as="map(xs:string, item())">
    <xsl:param name="author" as="element(author)"/>
    <xsl:variable name="name" as="element()" select="($author/(persName | orgName), $author)[1]"/>
    <xsl:sequence select="map { 'key': k:name-key($name), 'name': k:name-text($name), 'act': 'sent',
      'kind': if ($name/self::orgName) then 'body' else 'person' }"/>
  </xsl:function>

  <xsl:function name="k:entry-places" as="map(xs:string, item())*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="k:communications($document)/correspAction/(placeName | settlement
      | name[@type = 'place'] | rs[@type = 'place'])">
      <xsl:sequence select="map { 'key': k:name-key(.), 'kind': 'place', 'name': k:name-text(.),
        'exchange': count(ancestor::correspDesc/preceding-sibling::correspDesc),
        'act': if (../@type = 'received' and ../@subtype = 'cc') then 'copied'
        else string(../@type) }"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Who is named in the texts; of what describes the copy and the contents, who is pointed to. -->
  <xsl:function name="k:entry-mentioned" as="map(xs:string, item())*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="described" as="element()*" select="$document/*/teiHeader
      /(fileDesc/sourceDesc//(physDesc | history) | profileDesc/abstract)//*[@ref or @key]"/>
    <xsl:for-each-group select="(k:whole-texts($document)//* | $described)/(self::persName | self::orgName
      | self::placeName | self::settlement | self::geogName | self::rs | self::name
      | self::title[@ref or @key] | self::bibl[@ref or @key] | self::eventName | self::objectName)
      [k:name-kind(.) != '']
      [not(k:name-kind(.) = ('work', 'event', 'object') and empty((@ref, @key)))][not(k:in-records(.))]"
                        group-by="k:name-keys(.)">
      <xsl:variable name="names" as="element()*" select="current-group()[not(self::rs)]
        [count(k:name-keys(.)) = 1]"/> <!-- the name of two is nobody's own -->
      <xsl:sequence select="map { 'key': current-grouping-key(), 'kind': k:name-kind(.), 'act': 'mentioned',
        'name': string($names[1] ! k:name-text(.)), 'heading': string($names[1] ! k:name-heading(.)),
        'called': array { distinct-values((current-group() except $names)
          ! k:name-text(.))[. != ''] } }"/>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:function name="k:entry-witness" as="map(xs:string, item()*)">
    <xsl:param name="witness" as="element()"/>
    <xsl:sequence select="map {
      'roles': array { k:witness-roles($witness) },
      'country': string(($witness//msIdentifier)[1]/country[1] ! normalize-space(.)),
      'town': string(($witness//msIdentifier)[1]/settlement[1] ! normalize-space(.)),
      'levels': array { k:levels(($witness//msIdentifier)[1]) ! map { 'key': k:level-key(.),
      'name': normalize-space(.), 'element': local-name(.), 'type': string(@type) } },
      'markings': array { k:markings($witness) ! string(k:keys(@ana)[1]) }
    }"/>
  </xsl:function>

  <xsl:function name="k:entry-printed" as="map(xs:string, item()*)">
    <xsl:param name="bibl" as="element()"/>
    <xsl:sequence select="map { 'key': k:key($bibl/@corresp),
      'role': string(($bibl/ancestor::listBibl[1]/@type, 'source')[1]) }"/>
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
  <!-- A line of a file's history; n is the version of the edition that it makes. -->
  <xsl:function name="k:change" as="map(xs:string, xs:string)">
    <xsl:param name="change" as="element(change)"/>
    <xsl:sequence select="map { 'when': k:day(string($change/@when)), 'words': normalize-space($change),
      'version': normalize-space($change/@n) }"/>
  </xsl:function>
</xsl:stylesheet>
