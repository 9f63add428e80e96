<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Who sent what to whom, step by step. -->

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
      'agents': array { $agents ! k:named-agents(., k:act(.), string(@role)) },
      'places': array { $step/(placeName | settlement | name[@type = 'place'] | rs[@type = 'place'])
        ! k:named-places(.) },
      'date': k:dated(k:own-dates($step)[1]),
      'note': normalize-space(string-join($step/note, ' ')) }"/>
  </xsl:function>
</xsl:stylesheet>
