<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The indexes: headings in a reader's order; the template finds the pages. -->

  <xsl:function name="k:index" as="xs:string?">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="entries" as="map(xs:string, item()*)*" select="k:headings($kind)"/>
    <xsl:sequence select="if (exists($entries)) then k:index-call('print.index.' || $kind,
      sort($entries, 'http://www.w3.org/2005/xpath-functions/collation/codepoint',
      function($e as map(xs:string, item()*)) as xs:string { $e?sort })) else ()"/>
  </xsl:function>

  <!-- One heading for each key that the documents name. -->
  <xsl:function name="k:headings" as="map(xs:string, item()*)*">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:for-each-group select="$k:all?names?*[?kind = $kind]" group-by="?key">
      <xsl:variable name="record" as="element()?" select="k:record(current-grouping-key())"/>
      <xsl:variable name="label" as="xs:string" select="if ($record/self::person) then k:person-label($record)
        else if (exists($k:records(current-grouping-key()))) then k:recorded-label(current-grouping-key())
        else if ($record) then string(($record/(orgName | placeName | title)[1]/normalize-space()[. != ''],
        current-group()[1]?label)[1])
        else (current-group()[?label = k:best-label(current-group())][?head != '']?head,
          k:inverted(k:best-label(current-group()), $kind))[1]"/>
      <xsl:sequence select="map { 'key': current-grouping-key(), 'label': $label,
        'sort': k:sort-key($label, $kind), 'depth': 0 }"/>
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

  <xsl:function name="k:index-call" as="xs:string">
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="entries" as="map(xs:string, item()*)*"/>
    <xsl:variable name="lines" as="xs:string*" select="$entries ! ('(key: ' || k:literal(?key) || ', depth: '
      || ?depth || ', initial: ' || k:literal(k:initial(?sort))
      || (if (?always) then ', always: true' else '') || ', head: [' || k:run(?label) || '])')"/>
    <xsl:sequence select="'#index-of(' || k:literal(k:t($title)) || ', ('
      || string-join(($lines, ''), ',&#10;') || '))&#10;'"/>
  </xsl:function>

  <!-- Repositories, with collections and lots below them. -->
  <xsl:function name="k:index-of-sources" as="xs:string?">
    <xsl:variable name="levels" as="map(xs:string, item()*)*">
      <xsl:for-each select="$k:all?witnesses?*">
        <!-- A lost original has a name but no place. -->
        <xsl:variable name="path" as="map(xs:string, item()*)*" select="?levels?*[not(?kind = 'msName')]"/>
        <xsl:for-each select="1 to count($path)">
          <xsl:variable name="depth" as="xs:integer" select="."/>
          <xsl:variable name="labels" as="xs:string*"
            select="$path[position() le $depth] ! k:authority-label(.)"/>
          <xsl:sequence select="map { 'key': $path[$depth]?key, 'depth': min(($depth - 1, 3)),
            'label': $labels[last()], 'always': true(),
            'path': string-join($labels, ' / '), 'first': $labels[1],
            'sort': string-join($labels ! k:sort-key(., 'source'), ' !! ') }"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="distinct" as="map(xs:string, item()*)*">
      <xsl:for-each-group select="$levels" group-by="?path"><xsl:sequence select="current-group()[1]"/>
      </xsl:for-each-group></xsl:variable>
    <xsl:sequence select="if (exists($distinct)) then k:index-call('print.index.source',
      sort($distinct, 'http://www.w3.org/2005/xpath-functions/collation/codepoint',
      function($e as map(xs:string, item()*)) as xs:string { $e?sort })) else ()"/>
  </xsl:function>
</xsl:stylesheet>
