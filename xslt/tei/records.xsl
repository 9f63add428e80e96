<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="names.xsl"/>
  <xsl:import href="dates.xsl"/>
  <!-- Records of persons, bodies, places, works, events, objects: a file's own, or those of a register. -->

  <!-- The records of a register, as JSON. -->
  <xsl:mode name="records" on-no-match="fail"/>
  <xsl:template match="document-node()" mode="records" as="map(xs:string, xs:string)">
    <xsl:sequence select="map { 'records': serialize(array { k:all-records(.) },
      map { 'method': 'json' }) }"/>
  </xsl:template>

  <!-- Whether a list holds records and no running text: it stands in a header, in standOff or at the back,
    and what it lists has ids, or at least names. -->
  <xsl:function name="k:is-records" as="xs:boolean" cache="yes">
    <xsl:param name="list" as="element()"/>
    <xsl:sequence select="if (root($list) instance of document-node() and $list/(self::listPerson
      | self::listPlace | self::listOrg | self::listEvent | self::listObject | self::listBibl))
      then exists(key('k:record-list', generate-id($list), root($list))) else k:lists-records($list)"/>
  </xsl:function>

  <!-- Each list is looked through once, however many of its names ask. -->
  <xsl:key name="k:record-list" match="(listPerson | listPlace | listOrg | listEvent | listObject
    | listBibl)[k:lists-records(.)]" use="generate-id()"/>

  <xsl:function name="k:lists-records" as="xs:boolean">
    <xsl:param name="list" as="element()"/>
    <xsl:variable name="listed" as="element()*" select="$list/(person | personGrp | place | org | event
      | object | bibl | biblStruct)"/>
    <xsl:sequence select="exists($list/ancestor::*[self::teiHeader or self::standOff or self::back])
      and not($list/self::listBibl and $list/ancestor::*[self::sourceDesc or self::teiHeader])
      and exists(($listed, $list/(listPerson | listPlace | listOrg | listEvent | listObject | listBibl)//*)
      [k:is-recorded(.)])
      and (every $one in $listed satisfies k:is-recorded($one))
      and (not($list/self::listBibl) or exists($list//@xml:id/key('k:naming', ., root($list))))"/>
  </xsl:function>

  <!-- What can be found in a register: by its id, or (no works) by its name. -->
  <xsl:function name="k:is-recorded" as="xs:boolean">
    <xsl:param name="record" as="element()"/>
    <xsl:sequence select="exists($record/@xml:id) or exists($record/(self::person | self::personGrp
      | self::place | self::org | self::event | self::object)/(persName | orgName | placeName | settlement
      | geogName | eventName | name | .//objectName)[normalize-space()])"/>
  </xsl:function>

  <!-- What names a record by its id; a bibliography that nothing names so is a text to be read. -->
  <xsl:key name="k:naming" match="*[@ref or @key]" use="k:keys(@ref), k:keys(@key)"/>

  <!-- Records without an id, by their kind and name. -->
  <xsl:key name="k:named-record" match="(person | personGrp | place | org | event | object)[not(@xml:id)]
    [parent::*[k:is-records(.)]]" use="string(k:record-of(.)?key)"/>

  <!-- A division, or the back as a whole, that holds nothing but such lists and headings. -->
  <xsl:function name="k:holds-records" as="xs:boolean">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="lists" as="element()*" select="$part//(listPerson | listPlace | listOrg | listEvent
      | listObject | listBibl)[k:is-records(.)]"/>
    <xsl:sequence select="exists($lists) and empty($part//text()[normalize-space()]
      [not(ancestor::head or ancestor::*[. intersect $lists])])"/>
  </xsl:function>

  <!-- Whether an element stands within a list of records. -->
  <xsl:function name="k:in-records" as="xs:boolean" cache="yes">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/ancestor::*[self::listPerson or self::listPlace or self::listOrg
      or self::listEvent or self::listObject or self::listBibl][k:is-records(.)])"/>
  </xsl:function>

  <!-- The records of a letter: those of its lists of records. -->
  <xsl:function name="k:own-records" as="map(xs:string, item()*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document//(listPerson | listPlace | listOrg | listEvent | listObject
      | listBibl)[k:is-records(.)]/(person | personGrp | place | org | event | object | bibl
      | biblStruct) ! k:record-of(.)"/>
  </xsl:function>

  <!-- The records of a register: all that have an id, wherever they stand in a list. -->
  <xsl:function name="k:all-records" as="map(xs:string, item()*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document//(person | personGrp | place | org | event | listObject/object
      | listBibl/(bibl | biblStruct))[@xml:id][not(ancestor::sourceDesc)] ! k:record-of(.)"/>
  </xsl:function>

  <xsl:function name="k:record-kind" as="xs:string">
    <xsl:param name="record" as="element()"/>
    <xsl:sequence select="if ($record/(self::person | self::personGrp)) then 'person'
      else if ($record/self::org) then 'body' else if ($record/self::place) then 'place'
      else if ($record/self::event) then 'event' else if ($record/self::object) then 'object' else 'work'"/>
  </xsl:function>

  <!-- A record: key, kind, name and its parts, heading in a register, other names, what is told,
    identifiers, place. -->
  <xsl:function name="k:record-of" as="map(xs:string, item()*)">
    <xsl:param name="record" as="element()"/>
    <xsl:sequence select="k:record-of($record, k:record-kind($record))"/>
  </xsl:function>
  <xsl:function name="k:record-of" as="map(xs:string, item()*)">
    <xsl:param name="record" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="names" as="element()*" select="k:record-names($record)"/>
    <xsl:variable name="links" as="element()*"
      select="$record/(title | name | label | note)[k:is-web(normalize-space())]"/>
    <xsl:variable name="main" as="element()?" select="k:main-name($names)"/>
    <xsl:variable name="name" as="xs:string" select="(k:record-name($record, $main, $kind), '')[1]"/>
    <xsl:sequence select="map {
      'key': string(($record/@xml:id, $name[. != ''] ! ($kind || ':' || .))[1]),
      'kind': $kind,
      'name': $name,
      'sort': string(($main/@sortKey, $main ! k:name-heading(.)[$kind = 'person'],
        $main[$kind = 'printed'] ! normalize-space(.))[1]),
      'family': normalize-space(string-join($main/surname, ' ')),
      'given': normalize-space(string-join($main/forename, ' ')),
      'suffix': normalize-space(string-join($main/genName, ' ')),
      'variants': array { distinct-values(($names except $main) ! k:variant(., $kind))[. != ''] },
      'about': array { k:told-of($record, ($names, $links))[not($kind = 'printed')] },
      'ids': array { ($links | $record/(idno | objectIdentifier/idno | ptr[k:is-web(@target)]
        | .[k:is-web(@sameAs)]))
        ! k:identifier(., $links) },
      'geo': normalize-space(($record/location/geo, $record//geo)[1])
    }"/>
  </xsl:function>

  <!-- What a record calls whom or what it is of, and the one of these names that it has first. -->
  <xsl:function name="k:record-names" as="element()*">
    <xsl:param name="record" as="element()"/>
    <xsl:sequence select="$record/(persName | orgName | placeName | name | eventName | objectName
      | objectIdentifier/objectName | title | label | monogr/title | analytic/title | head | note[@type
      = 'variant'] | .[self::place]/(settlement | geogName))[not(k:is-web(normalize-space()))]"/>
  </xsl:function>
  <xsl:function name="k:main-name" as="element()?">
    <xsl:param name="names" as="element()*"/>
    <xsl:sequence select="($names[@type = ('main', 'preferred', 'reg', 'pref')],
      $names[not(@type = ('variant', 'alt', 'alternative', 'symbol', 'short', 'sub', 'birth', 'maiden'))],
      $names[not(self::note)])[1]"/>
  </xsl:function>

  <!-- An identifier, or an address: what the record names, or (of BEACON) a page of others about it. -->
  <xsl:function name="k:identifier" as="map(xs:string, item())">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="links" as="element()*"/>
    <xsl:sequence select="map {
      'type': string(($element/@type, $element/@subtype,
        'number'[$element/self::idno[not(k:is-web(normalize-space()))]], 'link')[1]),
      'value': normalize-space(($element[. intersect $links], $element/self::idno, $element/@target,
        $element/@sameAs)[1]),
      'same': not($element/@subtype = 'beacon') }"/>
  </xsl:function>

  <xsl:function name="k:record-name" as="xs:string?">
    <xsl:param name="record" as="element()"/>
    <xsl:param name="main" as="element()?"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="name" as="xs:string?" select="$main ! (k:with-post(.), k:called(., $kind))[1]"/>
    <xsl:variable name="author" as="xs:string" select="string-join(
      $record/(author | monogr/author | analytic/author) ! k:name-text(.), '; ')"/>
    <xsl:sequence select="if ($kind = 'printed') then k:print($record)
      else if ($kind = 'work' and $name != '' and $author != '') then $author || ': ' || $name
      else if ($name != '') then $name
      else if ($kind = ('work', 'event', 'object')) then k:record-words($record) else ()"/>
  </xsl:function>

  <!-- A printed work as lists have it; a short title only where there is no other. -->
  <xsl:function name="k:print" as="xs:string">
    <xsl:param name="work" as="element()"/>
    <xsl:variable name="lesser" as="element()*" select="$work/title[@type = ('short', 'variant')]"/>
    <xsl:sequence select="string-join($work/(author | editor | pubPlace | (title
      except $lesser[$work/title except $lesser]) | publisher | date) ! normalize-space(.), ', ')"/>
  </xsl:function>

  <!-- A long post does not stand before the surname that alone is known: "Berg, Director of the Office of
       Trade", but "Ambassador Berg". -->
  <xsl:function name="k:with-post" as="xs:string?">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="post" as="xs:string" select="normalize-space(string-join($name/roleName, ', '))"/>
    <xsl:sequence select="if ($name/surname and empty($name/forename)
      and matches($post, ',|\s(of|in|for|to|at|on)\s'))
      then string-join(($name/surname, $name/genName, $post) ! normalize-space(.), ', ') else ()"/>
  </xsl:function>

  <!-- What a name calls them, as it has its parts; one that begins with the surname is a heading. -->
  <xsl:function name="k:called" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:sequence select="if ($kind = ('work', 'event', 'object') or $name/(self::title | self::label
      | self::head | self::note)) then k:record-words($name)
      else if ($name/forename and $name/surname[1] &lt;&lt; $name/forename[1]) then k:name-heading($name)
      else k:name-text($name)"/>
  </xsl:function>

  <!-- Another name, with its language where that is said. -->
  <xsl:function name="k:variant" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="text" as="xs:string" select="k:called($name, $kind)"/>
    <xsl:sequence select="if ($text != '' and $name/@xml:lang) then $text || ' (' || $name/@xml:lang || ')'
      else $text"/>
  </xsl:function>

  <!-- What a record tells beside names, identifiers and coordinates, in its order. -->
  <xsl:function name="k:told-of" as="map(xs:string, item()*)*">
    <xsl:param name="record" as="element()"/>
    <xsl:param name="names" as="element()*"/>
    <xsl:for-each select="$record/((* except objectIdentifier), objectIdentifier/*) except ($names,
      $record/(idno | objectIdentifier/idno | ptr))">
      <xsl:variable name="own" as="xs:string" select="if (self::birth or self::death or self::floruit)
        then k:life(.) else k:record-words(.)"/>
      <xsl:variable name="value" as="xs:string?"
        select="($own, @when ! k:day-words(.), @value, @ref ! k:key(.))[. != ''][1]"/>
      <xsl:if test="exists($value) and not(self::location and exists(geo) and empty(* except geo))">
        <xsl:sequence select="map { 'element': local-name(.), 'text': string($value),
          'ref': string(@ref ! k:key(.)) }"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- A birth or death in words: date, then the rest. -->
  <xsl:function name="k:life" as="xs:string">
    <xsl:param name="event" as="element()"/>
    <xsl:variable name="date" as="element()?" select="($event/date, $event)[k:from(.) || k:to(.) != ''][1]"/>
    <xsl:sequence select="string-join((
      if (empty($date) or string($date) = '' or k:has-letters($date)) then ()
      else k:span-words(k:from($date), k:to($date)),
      if (empty($date) or k:has-letters($date)) then k:record-words($event)
      else k:words-beside($event, $date))[. != ''], ', ')"/>
  </xsl:function>

  <!-- Most dates are figures alone, and a look is cheaper than a pattern. -->
  <xsl:function name="k:has-letters" as="xs:boolean">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="translate($words, '0123456789-./ ', '') != '' and matches($words, '\p{L}')"/>
  </xsl:function>

  <xsl:function name="k:words-beside" as="xs:string">
    <xsl:param name="event" as="element()"/>
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="if ($date is $event) then '' else string-join(
      $event//text()[not(ancestor::*[. is $date]
      or ancestor::geo or ancestor::idno)] ! normalize-space(.)[. != ''], ' ')"/>
  </xsl:function>

  <!-- The words of an element, those of its parts apart. -->
  <xsl:function name="k:record-words" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if (empty($element/*)
      and empty($element/ancestor-or-self::*[self::idno or self::geo]))
      then k:closed-up(normalize-space($element))
      else k:closed-up(string-join($element//text()[not(ancestor::idno or ancestor::geo)]
      ! normalize-space(.)[. != ''], ' '))"/>
  </xsl:function>

  <!-- Words without the blanks before their punctuation; most have none, and a look costs less than a
    pattern. -->
  <xsl:function name="k:closed-up" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="if (contains(translate($words, ',;:)]', '.....'), ' .'))
      then replace($words, ' ([,.;:)\]])', '$1') else $words"/>
  </xsl:function>
</xsl:stylesheet>
