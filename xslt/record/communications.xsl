<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Who sent what to whom, step by step; dates with all that TEI says of them. -->

  <xsl:function name="k:communication-record" as="map(xs:string, item()*)">
    <xsl:param name="communication" as="element(correspDesc)"/>
    <xsl:sequence select="map {
      'id': string($communication/@xml:id),
      'type': string($communication/@type),
      'steps': array { k:steps($communication) ! k:step-records(.) } }"/>
  </xsl:function>

  <!-- A step; one that holds sender, addressee and scribe is a step for each of them, place and date with the
    first. -->
  <xsl:function name="k:step-records" as="map(xs:string, item()*)+">
    <xsl:param name="step" as="element(correspAction)"/>
    <xsl:variable name="agents" as="element()*" select="k:agents($step)"/>
    <xsl:variable name="told" as="xs:string*"
      select="distinct-values($agents ! k:act(.)[. = ('sent', 'received', 'role.other')])"/>
    <xsl:variable name="main" as="xs:string"
      select="if ($step/@type) then string($step/@type) else ($told[. = 'sent'], $told, '')[1]"/>
    <xsl:sequence select="k:step-record($step, $main, $agents[not(k:act(.) = $told[. != $main])])"/>
    <xsl:for-each select="$told[. != $main]">
      <xsl:variable name="act" as="xs:string" select="."/>
      <xsl:sequence select="map:merge((map { 'places': array { }, 'date': k:dated(()), 'note': '',
        'subtype': '', 'type': if ($act = 'role.other') then 'scribe' else $act },
        k:step-record($step, $act, $agents[k:act(.) = $act])))"/>
    </xsl:for-each>
  </xsl:function>

  <!-- What some of those in a step did; a name without words that points to nobody names nobody. -->
  <xsl:function name="k:step-record" as="map(xs:string, item()*)">
    <xsl:param name="step" as="element(correspAction)"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="agents" as="element()*"/>
    <xsl:sequence select="map {
      'type': $type,
      'subtype': string($step/@subtype),
      'agents': array { $agents[not(ends-with(k:name-key(.), ':'))]
        ! map:merge((k:named-agent(.), map { 'act': k:act(.), 'role': string(@role) })) },
      'places': array { $step/(placeName | settlement | name[@type = 'place'] | rs[@type = 'place'])
        [not(ends-with(k:name-key(.), ':'))]
        ! k:named-place(.) },
      'date': k:dated(k:own-dates($step)[1]),
      'note': normalize-space(string-join($step/note, ' ')) }"/>
  </xsl:function>

  <!-- The addresses of catalogues, and others of the web, that a name points to, or the record of the same
    file that it points to; what such a record has of other catalogues, as "gnd:118561499". -->
  <xsl:function name="k:same" as="array(xs:string)">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="record" as="element()*" select="k:name-keys($name) ! key('k:id', ., root($name))
      [self::person or self::personGrp or self::org or self::place]"/>
    <xsl:sequence select="array { distinct-values((k:name-pointers($name)[k:is-web(.)],
      $record/idno ! normalize-space(.)[k:is-web(.)],
      $record/idno[@type] ! (lower-case(@type) || ':' || normalize-space(.)),
      $record/ptr[not(@subtype = 'beacon')]/@target[k:is-web(.)] ! string(.))) }"/>
  </xsl:function>

  <!-- Whether a name means a record of the document's own file: other files have others of that id. -->
  <xsl:function name="k:is-own" as="xs:boolean">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="exists(key('k:id', k:name-key($name), root($name))[self::person or self::personGrp
      or self::org or self::place])"/>
  </xsl:function>

  <!-- A person or body as named: an author may hold the name or be one. -->
  <xsl:function name="k:named-agent" as="map(xs:string, item()*)">
    <xsl:param name="agent" as="element()"/>
    <xsl:variable name="name" as="element()" select="($agent/(persName | orgName), $agent)[1]"/>
    <xsl:variable name="key" as="xs:string" select="k:name-key($name)"/>
    <xsl:sequence select="map {
      'key': if (ends-with($key, ':')) then ''
        else if (starts-with($key, ':')) then 'person' || $key
        else $key,
      'kind': if ($name/self::orgName or starts-with($key, 'org.')) then 'body' else 'person',
      'name': k:name-text($name),
      'same': k:same($name), 'own': k:is-own($name),
      'cert': string(($agent/@cert, $name/@cert)[1]),
      'evidence': string(($agent/@evidence, $name/@evidence)[1]) }"/>
  </xsl:function>

  <xsl:function name="k:named-place" as="map(xs:string, item()*)">
    <xsl:param name="place" as="element()"/>
    <xsl:sequence select="map { 'key': k:name-key($place), 'name': k:name-text($place),
      'same': k:same($place), 'cert': string($place/@cert) }"/>
  </xsl:function>

  <!-- A date's bounds as the site takes them, and what is said of how sure it is; all empty without one. -->
  <xsl:function name="k:dated" as="map(xs:string, item()*)">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="map {
      'first': k:with-year(k:from($date)), 'last': k:with-year(k:to($date)),
      'when': string(($date/@when, $date/@when-iso)[1]),
      'period': exists($date/(@from | @to | @from-iso)),
      'words': k:reading-of($date), 'cert': string($date/@cert), 'evidence': string($date/@evidence),
      'inferred': k:is-inferred($date) }"/>
  </xsl:function>

  <!-- A bound of a date, where its year is known: "- -03-04" (some fourth of March) bounds nothing. -->
  <xsl:function name="k:with-year" as="xs:string">
    <xsl:param name="day" as="xs:string?"/>
    <xsl:sequence select="if (matches($day, '^-?[0-9]')) then $day else ''"/>
  </xsl:function>

  <xsl:function name="k:reading-of" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="if (exists($element)) then k:plain-text($element) else ''"/>
  </xsl:function>
</xsl:stylesheet>
