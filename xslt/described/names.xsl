<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Persons, bodies and places as a document names them. -->

  <!-- Its own records of those whom a name means: other files have others of these ids. -->
  <xsl:function name="k:own-named" as="element()*">
    <xsl:param name="keys" as="xs:string*"/>
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="$keys ! key('k:id', ., root($name))
      [self::person or self::personGrp or self::org or self::place]"/>
  </xsl:function>

  <!-- What such a record calls them; "" of none. -->
  <xsl:function name="k:own-name" as="xs:string">
    <xsl:param name="records" as="element()*"/>
    <xsl:param name="called" as="xs:string"/>
    <xsl:sequence select="if (empty($records)) then '' else string((($records/(persName | orgName | placeName
      | settlement | geogName | name) ! k:name-text(.)), $called, $records/@xml:id)[. != ''][1])"/>
  </xsl:function>

  <!-- The addresses of catalogues, and others of the web, that pointers are, or that such records have; what
    these have of other catalogues, as "gnd:118561499". -->
  <xsl:function name="k:same" as="array(xs:string)">
    <xsl:param name="pointers" as="xs:string*"/>
    <xsl:param name="records" as="element()*"/>
    <xsl:sequence select="array { distinct-values(($pointers[k:is-web(.)],
      $records/idno ! normalize-space(.)[k:is-web(.)],
      $records/idno[@type] ! (lower-case(@type) || ':' || normalize-space(.)),
      $records/ptr[not(@subtype = 'beacon')]/@target[k:is-web(.)] ! string(.))) }"/>
  </xsl:function>

  <!-- Whom a name means: a row for each of them ("my parents" may be two), none where it names nobody. -->
  <xsl:function name="k:meant" as="map(xs:string, item()*)*">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="keys" as="xs:string*" select="k:name-keys($name)[not(ends-with(., ':'))]"/>
    <xsl:variable name="called" as="xs:string" select="k:name-text($name)"/>
    <xsl:variable name="heading" as="xs:string" select="k:name-heading($name)"/>
    <xsl:for-each select="$keys">
      <xsl:variable name="own" as="element()*" select="k:own-named(., $name)"/>
      <xsl:sequence select="map { 'key': ., 'name': $called, 'heading': $heading,
        'several': count($keys) gt 1, 'own': k:own-name($own, $called),
        'same': k:same(if (count($keys) gt 1) then . else k:name-pointers($name), $own) }"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Persons and bodies as named, and what they did: an author may hold the name or be one. -->
  <xsl:function name="k:named-agents" as="map(xs:string, item()*)*">
    <xsl:param name="agent" as="element()"/>
    <xsl:param name="act" as="xs:string"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:variable name="name" as="element()" select="($agent/(persName | orgName), $agent)[1]"/>
    <xsl:sequence select="k:meant($name) ! map:merge((., map {
      'kind': if ($name/self::orgName or starts-with(?key, 'org.')) then 'body' else 'person',
      'act': $act, 'role': $role,
      'cert': string(($agent/@cert, $name/@cert)[1]),
      'evidence': string(($agent/@evidence, $name/@evidence)[1]) }))"/>
  </xsl:function>

  <xsl:function name="k:named-places" as="map(xs:string, item()*)*">
    <xsl:param name="place" as="element()"/>
    <xsl:sequence select="k:meant($place) ! map:merge((., map { 'cert': string($place/@cert) }))"/>
  </xsl:function>

  <!-- Whom and what the texts name, and how often; of what describes the copy and the contents, who is
    pointed to, whose names count where the texts have none (a stamp says "Vi" for Villach).
    Words that mean somebody and are no name ("my father") stand beside the name. -->
  <xsl:function name="k:mentioned" as="map(xs:string, item()*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="described" as="element()*" select="$document/*/teiHeader
      /(fileDesc/sourceDesc//(physDesc | history) | profileDesc/abstract)//*[@ref or @key]"/>
    <xsl:variable name="texts" as="element(text)*" select="k:whole-texts($document)"/>
    <xsl:variable name="listed" as="element()*" select="$texts//(listPerson | listPlace | listOrg | listEvent
      | listBibl | listObject)[k:is-records(.)]"/>
    <xsl:variable name="naming" as="element()*" select="$texts//(persName | orgName | placeName | settlement
      | geogName | rs | name | title | bibl | eventName
      | objectName)[not(self::title or self::bibl) or @ref or @key] except $listed//*"/>
    <xsl:for-each-group select="($naming | $described/(self::persName | self::orgName | self::placeName
      | self::settlement | self::geogName | self::rs | self::name | self::title | self::bibl
      | self::eventName | self::objectName))[not(k:name-kind(.) = ('', if (@ref or @key) then ()
      else ('work', 'event', 'object')))]"
                        group-by="k:name-keys(.)[not(ends-with(., ':'))]">
      <xsl:variable name="key" as="xs:string" select="current-grouping-key()"/>
      <xsl:variable name="names" as="element()*" select="current-group()[not(self::rs)]
        [count(k:name-keys(.)) = 1]"/> <!-- the name of two is nobody's own -->
      <xsl:variable name="read" as="element()*" select="current-group() except $described"/>
      <xsl:variable name="name" as="element()?" select="$names[empty($read) or . intersect $read][1]"/>
      <xsl:variable name="own" as="element()*" select="k:own-named($key, .)"/>
      <xsl:variable name="pointers" as="xs:string*" select="k:name-pointers(.)"/>
      <xsl:sequence select="map { 'key': $key, 'kind': k:name-kind(.),
        'name': string($name ! k:name-text(.)), 'heading': string($name ! k:name-heading(.)),
        'called': array { distinct-values((($read except $names), current-group() except ($read, $names))
          ! k:name-text(.))[. != ''] },
        'times': count($read), 
        'own': k:own-name($own, k:name-text(.)),
        'same': k:same(if (count(k:name-keys(.)) gt 1) then $key else $pointers, $own) }"/>
    </xsl:for-each-group>
  </xsl:function>
</xsl:stylesheet>
