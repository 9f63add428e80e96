<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns="http://www.tei-c.org/ns/1.0" xmlns:k="https://kktei.org/ns/xslt"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The parts of a volume beside its documents, as TEI: editorial note, sources, abbreviations, markings,
    signs and persons before them, indexes behind them.  Each product shows them its own way. -->

  <!-- What is known of the documents: an array of k:listed, as JSON. -->
  <xsl:param name="facts" as="xs:string" select="'[]'"/>
  <xsl:variable name="k:all" as="map(xs:string, item()*)*" select="array:flatten(parse-json($facts)) ! ."/>
  <!-- The authority file and the corpus file, where the edition has them. -->
  <xsl:param name="authorities" as="document-node()*" select="()"/>
  <xsl:param name="corpus" as="document-node()*" select="()"/>
  <!-- The records of registers and of the documents themselves by key, as JSON: name and heading. -->
  <xsl:param name="records" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:records" as="map(xs:string, item()*)" select="parse-json($records)"/>
  <!-- What the settings say of the edition, in paragraphs. -->
  <xsl:param name="description" as="xs:string" select="''"/>
  <!-- What kinds of section the front matter has of its own: "persons", "sources". -->
  <xsl:param name="own" as="xs:string*" select="()"/>

  <!-- Whether persons, bodies, places and works have one index. -->
  <xsl:param name="merged" as="xs:boolean" select="false()"/>

  <xsl:function name="k:parts-before" as="element(div)*">
    <xsl:sequence select="k:editorial-note(), k:sources(), k:abbreviations(),
      k:persons()[not($own = 'persons')]"/>
  </xsl:function>

  <xsl:function name="k:parts-behind" as="element(div)*">
    <xsl:sequence select="k:indexes(), k:index-of-sources()"/>
  </xsl:function>

  <xsl:function name="k:indexes" as="element(div)*">
    <xsl:variable name="kinds" as="xs:string+" select="'person', 'body', 'place', 'work'"/>
    <xsl:sequence select="if ($merged) then k:index-of('all', $kinds ! k:headings(.))
      else $kinds ! k:index(.)"/>
  </xsl:function>

  <!-- A part with its heading; none where it would hold nothing. -->
  <xsl:function name="k:part" as="element(div)?">
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="heading" as="xs:string"/>
    <xsl:param name="content" as="element()*"/>
    <xsl:if test="exists($content)">
      <div type="{$type}" n="{substring-after($heading, '.')}"><head>{k:t($heading)}</head>
        <xsl:sequence select="$content"/></div>
    </xsl:if>
  </xsl:function>

  <!-- The documents that an entry names, each once, in the order of the volume: ": 91, 93"; one without
    a number by its title; what may have commas is parted by semicolons. -->
  <xsl:function name="k:refs" as="node()*">
    <xsl:param name="documents" as="map(xs:string, item()*)*"/>
    <xsl:variable name="called" as="function(*)"
      select="function($d) { ($d?number, $d?title, $d?stem)[. != ''][1] }"/>
    <xsl:variable name="between" as="xs:string"
      select="if (some $d in $documents satisfies contains($called($d), ',')) then '; ' else ', '"/>
    <xsl:for-each-group select="$documents" group-by="?stem">
      <xsl:text>{if (position() = 1) then ': ' else $between}</xsl:text>
      <ref target="{current-grouping-key()}.xml">{$called(.)}</ref>
    </xsl:for-each-group>
  </xsl:function>

  <!-- The name that the authority file gives a level, else its own wording. -->
  <xsl:function name="k:authority-label" as="xs:string">
    <xsl:param name="level" as="map(xs:string, item()*)"/>
    <xsl:variable name="record" as="element()?" select="k:record($level?key)"/>
    <xsl:sequence select="string(($record/(orgName | title | persName
      | placeName)[1]/normalize-space()[. != ''], $level?label)[1])"/>
  </xsl:function>

  <!-- The names of the levels of a copy; the first, the repository, with its settlement. -->
  <xsl:function name="k:level-labels" as="xs:string*">
    <xsl:param name="witness" as="map(xs:string, item()*)"/>
    <xsl:param name="levels" as="map(xs:string, item()*)*"/>
    <xsl:for-each select="$levels">
      <xsl:variable name="label" as="xs:string" select="k:authority-label(.)"/>
      <xsl:variable name="where" as="xs:string" select="$witness?settlement"/>
      <xsl:sequence select="if (position() gt 1 or $where = '' or contains($label, $where)) then $label
        else $label || ', ' || $where"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The authority record of a key. -->
  <xsl:function name="k:record" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="if ($authorities) then key('k:id', $key, $authorities[1])[1] else ()"/>
  </xsl:function>

  <xsl:function name="k:work-label" as="xs:string">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:variable name="record" as="element()?" select="k:record($work?key)"/>
    <xsl:sequence select="if ($record) then string-join(($record/author, $record/title)/normalize-space(),
      ', ') else k:without-locator($work?label)"/>
  </xsl:function>

  <!-- A work without the place in it: "Bulletin, January 7, 1963, pp. 5–6" and "…, p. 9" are one. -->
  <xsl:function name="k:without-locator" as="xs:string">
    <xsl:param name="label" as="xs:string"/>
    <xsl:variable name="place" as="xs:string" select="
      ',?\s+([SpfnN]|SS|pp|ff|nn|Nr|No|Nos|no|nos|Bl|fol|fols|cols?|Sp)'
      || '\.?\s*\d[\d\s–,./-]*[a-z]?(\s*\([^)]*\))?[.;]?$'"/>
    <xsl:sequence select="replace($label, '^(.*[\p{L}\p{N})”])' || $place, '$1')"/>
  </xsl:function>

  <!-- The wording of an office, else the name of the body. -->
  <xsl:function name="k:office" as="xs:string">
    <xsl:param name="office" as="element()"/>
    <xsl:variable name="body" as="xs:string" select="string-join($office/@ref/k:keys(.) !
      k:record(.)/orgName[1]/normalize-space(), ', ')"/>
    <xsl:variable name="words" as="xs:string" select="normalize-space($office)"/>
    <xsl:sequence select="if ($words != '' and $body != '' and not(contains($words, $body))) then $words
      || ', ' || $body else string(($words, $body)[. != ''][1])"/>
  </xsl:function>

  <!-- "Kennedy, John Fitzgerald"; "Lincoln, Mrs." -->
  <xsl:function name="k:person-label" as="xs:string">
    <xsl:param name="person" as="element()"/>
    <xsl:variable name="name" as="element()?" select="($person/persName[not(@type = 'variant')],
      $person/persName)[1]"/>
    <xsl:variable name="heading" as="xs:string" select="string($name ! k:name-heading(.))"/>
    <xsl:sequence select="if ($heading != '') then string-join(($heading, $name[empty(forename)]/roleName
      ! normalize-space(.)), ', ') else normalize-space($name)"/>
  </xsl:function>
</xsl:stylesheet>
