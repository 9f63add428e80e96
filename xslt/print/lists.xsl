<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The lists before the documents. -->

  <!-- The editorial note: what the settings and the edition's header say of its making. -->
  <xsl:function name="k:editorial-note" as="xs:string?">
    <xsl:variable name="said" as="xs:string*" select="tokenize($description,
      '\n\s*\n')[normalize-space()] ! (k:call('p', k:literal(''), k:run(normalize-space(.))) || '&#10;')"/>
    <xsl:variable name="encoding" as="element(encodingDesc)?" select="($corpus/*/teiHeader/encodingDesc)[1]"/>
    <xsl:variable name="header" as="xs:string*">
      <xsl:for-each select="$encoding/(projectDesc | editorialDecl/(. | *)[p] | samplingDecl)">
        <xsl:apply-templates select="p" mode="typst"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="if (exists(($said, $header))) then k:part('print.editorial-note', ($said, $header))
      else ()"/>
  </xsl:function>

  <!-- Sources: repositories, their collections and lots, each with the documents that come from it; then
    printed works. -->
  <xsl:function name="k:sources" as="xs:string?">
    <xsl:variable name="paths" as="map(xs:string, item()*)*">
      <xsl:for-each select="$k:all">
        <xsl:variable name="document" as="map(xs:string, item()*)" select="."/>
        <xsl:for-each select="$document?witnesses?*">
          <xsl:variable name="levels" as="map(xs:string, item()*)*" select="?levels?*"/>
          <xsl:if test="exists($levels) and $levels[1]?kind != 'msName'">
            <xsl:sequence select="map { 'labels': array { $levels ! k:authority-label(.) },
              'document': $document }"/>
          </xsl:if>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="printed" as="xs:string*" select="k:printed()"/>
    <xsl:sequence select="if (exists($paths) or exists($printed))
      then k:part(if ($own = 'sources') then 'front.list-of-sources' else 'print.list-of-sources',
      (k:tree($paths, 1), $printed)) else ()"/>
  </xsl:function>

  <!-- One level of the tree of sources, and what is below it. -->
  <xsl:function name="k:tree" as="xs:string*">
    <xsl:param name="paths" as="map(xs:string, item()*)*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:for-each-group select="$paths[array:size(?labels) ge $depth]" group-by="?labels($depth)">
      <xsl:sort select="k:sort-key(current-grouping-key(), 'source')"
        collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
      <xsl:variable name="ending" as="map(xs:string, item()*)*"
        select="current-group()[array:size(?labels) eq $depth]?document"/>
      <xsl:sequence select="k:entry-line($depth - 1, current-grouping-key(), $ending),
        k:tree(current-group(), $depth + 1)"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- A line with the numbers of the documents, each once, in the order of the volume. -->
  <xsl:function name="k:entry-line" as="xs:string">
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="documents" as="map(xs:string, item()*)*"/>
    <xsl:variable name="stems" as="xs:string*" select="distinct-values($documents?stem)"/>
    <xsl:variable name="pairs" as="xs:string*" select="$stems ! (let $s := ., $d := $documents[?stem = $s][1]
      return
      '(' || k:literal(string(($d?number[. != ''], $s)[1])) || ', ' || k:literal($s) || ')')"/>
    <xsl:sequence select="'#entry-line(' || $depth || ', documents: (' || string-join(($pairs, ''), ', ')
      || '))[' || k:run($label) || ']&#10;'"/>
  </xsl:function>

  <!-- The name that the authority file gives a level, else its own wording. -->
  <xsl:function name="k:authority-label" as="xs:string">
    <xsl:param name="level" as="map(xs:string, item()*)"/>
    <xsl:variable name="record" as="element()?" select="k:record($level?key)"/>
    <xsl:sequence select="string(($record/(orgName | title | persName
      | placeName)[1]/normalize-space()[. != ''], $level?label)[1])"/>
  </xsl:function>

  <!-- The authority record of a key. -->
  <xsl:function name="k:record" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="if ($authorities) then key('k:id', $key, $authorities[1])[1] else ()"/>
  </xsl:function>

  <xsl:function name="k:printed" as="xs:string*">
    <xsl:variable name="works" as="map(xs:string, item()*)*">
      <xsl:for-each select="$k:all">
        <xsl:variable name="document" as="map(xs:string, item()*)" select="."/>
        <xsl:for-each select="$document?witnesses?*?printed?*">
          <xsl:sequence select="map { 'label': k:work-label(.), 'document': $document }"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exists($works)">
      <xsl:sequence select="k:entry-line(0, k:t('print.printed-sources'), ())"/>
      <xsl:for-each-group select="$works" group-by="?label">
        <xsl:sort select="k:sort-key(current-grouping-key(), 'work')"
          collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <xsl:sequence select="k:entry-line(1, current-grouping-key(), current-group()?document)"/>
      </xsl:for-each-group>
    </xsl:if>
  </xsl:function>

  <xsl:function name="k:work-label" as="xs:string">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:variable name="record" as="element()?" select="k:record($work?key)"/>
    <xsl:sequence select="if ($record) then string-join(($record/author, $record/title)/normalize-space(),
      ', ') else $work?label"/>
  </xsl:function>

  <!-- Abbreviations of the texts and of bodies, markings, and the signs that the volume uses. -->
  <xsl:function name="k:abbreviations" as="xs:string?">
    <xsl:variable name="short" as="xs:string*" select="k:shortened()"/>
    <xsl:variable name="marked" as="xs:string*" select="k:marking-lines()"/>
    <xsl:variable name="signs" as="xs:string*" select="k:sign-lines()"/>
    <xsl:variable name="parts" as="xs:string*" select="
      (k:call('list-head', k:string(k:t('print.abbreviations-only'))), $short)[exists($short)],
      (k:call('list-head', k:string(k:t('print.markings'))), $marked)[exists($marked)],
      (k:call('list-head', k:string(k:t('print.signs'))), $signs)[exists($signs)]"/>
    <xsl:sequence select="if (exists($parts)) then k:part('print.abbreviations', $parts) else ()"/>
  </xsl:function>

  <xsl:function name="k:shortened" as="xs:string*">
    <xsl:variable name="pairs" as="map(xs:string, item()*)*" select="$k:all?abbreviations?*,
      $authorities//org[orgName[@type = 'symbol']]/map
      { 'short': normalize-space(orgName[@type = 'symbol'][1]),
      'long': normalize-space(orgName[not(@type = 'symbol')][1]) }"/>
    <xsl:for-each-group select="$pairs[?short != '']" group-by="?short || '&#9;' || ?long">
      <xsl:sort select="k:sort-key(current-group()[1]?short, 'body')"
        collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
      <xsl:sequence select="'#short-line[' || k:run(current-group()[1]?short) || ']['
        || k:run(current-group()[1]?long) || ']&#10;'"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- Classifications, precedences and captions that occur, with what the taxonomy says of them. -->
  <xsl:function name="k:marking-lines" as="xs:string*">
    <xsl:variable name="used" as="xs:string*" select="distinct-values($k:all?categories?*)"/>
    <xsl:for-each select="($corpus, $authorities)//taxonomy//category[@xml:id = $used][starts-with(@xml:id,
      'cls.') or starts-with(@xml:id, 'prec.') or starts-with(@xml:id, 'hnd.')]">
      <xsl:variable name="words" as="xs:string" select="normalize-space(catDesc[1])"/>
      <xsl:variable name="question" as="xs:string"
        select="normalize-space(ancestor::taxonomy[1]/(desc | bibl | head)[1])"/>
      <xsl:sequence select="'#short-line[' || k:run(replace($words, '\s*\(.*$', '')) || ']['
        || k:run(string-join((replace($words[contains(., '(')], '^[^(]*\((.*)\)$', '$1'), $question)[. != ''],
        '; ')) || ']&#10;'"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:sign-lines" as="xs:string*">
    <xsl:variable name="used" as="xs:string*" select="distinct-values($k:all?signs?*)"/>
    <xsl:for-each select="('del', 'surplus', 'add', 'supplied', 'corr', 'sic', 'expan', 'unclear', 'damage',
      'gap', 'space', 'figure', 'underlined', 'spaced', 'apparatus', 'pb')[. = $used]">
      <xsl:variable name="sample" as="xs:string" select="if (. = 'gap') then '…' else if (. = 'pb') then '| 2'
        else if (. = 'apparatus') then 'a, b' else k:t('print.sample')"/>
      <xsl:sequence select="'#sign-line(' || (if (. = ('underlined', 'spaced')) then . || '(' else 'sign('
        || k:literal(.) || ', ') || k:literal($sample) || '))[' || k:run(k:t('print.sign.' || .))
        || ']&#10;'"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Persons of the authority file, with their offices. -->
  <xsl:function name="k:persons" as="xs:string?">
    <xsl:variable name="lines" as="xs:string*">
      <xsl:for-each select="$authorities//listPerson/person">
        <xsl:sort select="k:sort-key(k:person-label(.))"
          collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <xsl:variable name="office" as="xs:string"
          select="string-join((affiliation, occupation, note[not(@type)])/k:office(.)[. != ''], '; ')"/>
        <xsl:sequence select="'#person-line[' || k:run(k:person-label(.)) || '][' || k:run($office)
          || ']&#10;'"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="if (exists($lines)) then k:part('print.list-of-persons', $lines) else ()"/>
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
    <xsl:variable name="surname" as="xs:string" select="normalize-space(string-join($name/(nameLink
      | surname), ' '))"/>
    <xsl:variable name="given" as="xs:string"
      select="normalize-space(string-join($name/(roleName[empty(../forename)] | forename | genName), ' '))"/>
    <xsl:sequence select="if ($surname != '') then string-join(($surname, $given)[. != ''], ', ')
      else normalize-space($name)"/>
  </xsl:function>
</xsl:stylesheet>
