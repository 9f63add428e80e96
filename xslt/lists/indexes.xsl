<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0" xmlns:k="https://kktei.org/ns/xslt"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The indexes: headings in a reader's order, each with the documents that name it. -->

  <xsl:function name="k:index" as="element(div)?">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:sequence select="k:index-of($kind, k:headings($kind))"/>
  </xsl:function>

  <xsl:function name="k:index-of" as="element(div)?">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="entries" as="map(xs:string, item()*)*"/>
    <xsl:variable name="items" as="element(item)*">
      <xsl:for-each select="$entries">
        <xsl:sort select="?sort" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <item corresp="{?key}" n="{?depth}" type="{k:initial(?sort)}"><seg>{?label}</seg><xsl:sequence
          select="k:refs(?documents)"/></item>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="whole" as="element(list)?">
      <xsl:if test="exists($items)"><list><xsl:sequence select="$items"/></list></xsl:if>
    </xsl:variable>
    <xsl:sequence select="k:part('index', 'print.index.' || $kind, $whole)"/>
  </xsl:function>

  <!-- One heading for each key that the documents name; a body that keeps papers, too, is in two lists of the
    authority file, and has one heading with both keys.  Others of one name have their years. -->
  <xsl:function name="k:headings" as="map(xs:string, item()*)*">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:for-each-group select="k:headings-by-key($kind)" group-by="?label">
      <xsl:variable name="kept" as="map(xs:string, item()*)*" select="current-group()[$kind = 'body']
        [k:record(?key)/parent::listOrg/@type = 'repositories']"/>
      <xsl:sequence select="if (count(current-group()) = 1) then current-group()
        else if (empty($kept) or count(current-group()) ne 2 or count($kept) = 2)
        then current-group() ! k:with-years(.)
        else map:merge((map { 'key': string-join(current-group()?key, '&#10;'),
        'documents': current-group()?documents }, current-group()[1]), map { 'duplicates': 'use-first' })"/>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:function name="k:with-years" as="map(xs:string, item()*)">
    <xsl:param name="heading" as="map(xs:string, item()*)"/>
    <xsl:variable name="record" as="element()?" select="k:record($heading?key)"/>
    <xsl:variable name="own" as="xs:string" select="string-join(for $event in ('birth', 'death')
      return string(($record/*[local-name() = $event] ! (k:life(.), string((@when, date/@when)[1])))
      [matches(., '\d{3}')][1] ! replace(., '^.*?(\d{3,4})(\D.*)?$', '$1')), '–')"/>
    <xsl:variable name="years" as="xs:string"
      select="string(($own[. != '–'], $k:records($heading?key)?lived)[1])"/>
    <xsl:sequence select="if ($years = '') then $heading else map:merge(($heading,
      map { 'label': $heading?label || ' (' || $years || ')', 'sort': $heading?sort || ' ' || $years }),
      map { 'duplicates': 'use-last' })"/>
  </xsl:function>

  <xsl:function name="k:headings-by-key" as="map(xs:string, item()*)*">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="named" as="map(xs:string, item()*)*" select="for $d in $k:all
      return $d?names?*[?kind = $kind] ! map { 'name': ., 'document': $d }"/>
    <xsl:for-each-group select="$named" group-by="?name?key">
      <xsl:variable name="key" as="xs:string" select="current-grouping-key()"/>
      <xsl:variable name="names" as="map(xs:string, item()*)*" select="current-group()?name"/>
      <xsl:variable name="best" as="xs:string" select="k:best-label($names)"/>
      <xsl:variable name="record" as="element()?" select="k:record($key)"/>
      <xsl:variable name="label" as="xs:string" select="if ($record/self::person) then k:person-label($record)
        else if (exists($k:records($key))) then k:recorded-label($key)
        else if ($record) then string(($record/(orgName | placeName | title)[1]/normalize-space()[. != ''],
        $names[1]?label)[1])
        else ($names[?label = $best][?head != '']?head, k:inverted($best, $kind))[1]"/>
      <xsl:sequence select="map { 'key': $key, 'label': $label, 'sort': k:sort-key($label, $kind),
        'depth': 0, 'documents': current-group()?document }"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- The heading of a record of a register or of a document. -->
  <xsl:function name="k:recorded-label" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:variable name="record" as="map(xs:string, item()*)" select="$k:records($key)"/>
    <xsl:sequence select="string(($record?sort, $record?name ! k:inverted(., $record?kind),
      $key)[. != ''][1])"/>
  </xsl:function>

  <!-- Without an authority file: the name that a correspDesc gives, else the one met most often. -->
  <xsl:function name="k:best-label" as="xs:string">
    <xsl:param name="names" as="map(xs:string, item()*)*"/>
    <xsl:variable name="sure" as="map(xs:string, item()*)*" select="$names[?sure][?label != '']"/>
    <xsl:variable name="candidates" as="map(xs:string, item()*)*"
      select="if (exists($sure)) then $sure else $names[?label != '']"/>
    <xsl:variable name="ranked" as="xs:string*">
      <xsl:for-each-group select="$candidates" group-by="?label">
        <xsl:sort select="count(current-group())" order="descending"/>
        <xsl:sort select="string-length(current-grouping-key())" order="descending"/>
        <xsl:sequence select="current-grouping-key()"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="string(($ranked, $names[1]?key)[1])"/>
  </xsl:function>

  <!-- Repositories, with collections and lots below them. -->
  <xsl:function name="k:index-of-sources" as="element(div)?">
    <xsl:variable name="levels" as="map(xs:string, item()*)*">
      <xsl:for-each select="$k:all">
        <xsl:variable name="document" as="map(xs:string, item()*)" select="."/>
        <xsl:for-each select="$document?witnesses?*">
          <!-- A lost original has a name but no place. -->
          <xsl:variable name="path" as="map(xs:string, item()*)*" select="?levels?*[not(?kind = 'msName')]"/>
          <xsl:variable name="named" as="xs:string*" select="k:level-labels(., $path)"/>
          <xsl:for-each select="1 to count($path)">
            <xsl:variable name="depth" as="xs:integer" select="."/>
            <xsl:variable name="labels" as="xs:string*" select="subsequence($named, 1, $depth)"/>
            <xsl:sequence select="map { 'key': $path[$depth]?key, 'depth': min(($depth - 1, 3)),
              'label': $labels[last()], 'path': string-join($labels, ' / '),
              'documents': $document[$depth = count($path)],
              'sort': string-join($labels ! k:sort-key(., 'source'), ' !! ') }"/>
          </xsl:for-each>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="distinct" as="map(xs:string, item()*)*">
      <xsl:for-each-group select="$levels" group-by="?path"><xsl:sequence
        select="map:put(current-group()[1], 'documents', current-group()?documents)"/></xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="k:index-of('source', $distinct)"/>
  </xsl:function>
</xsl:stylesheet>
