<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Notes that stand apart and point to what they are on: each at the end of that, as if written there. -->

  <xsl:mode name="placed" on-no-match="shallow-copy"/>

  <!-- A document in which notes and entries stand where they belong.  Moves are told as maps: what goes
       (item),
       to which node, and after how many characters of it (0: after all). -->
  <xsl:function name="k:placed" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="moves" as="map(*)*" select="k:notes-to-place($document),
      k:entries-to-place($document)"/>
    <xsl:variable name="coming" as="map(xs:string, item()*)"><xsl:map>
      <xsl:for-each-group select="$moves" group-by="generate-id(?node)">
        <xsl:map-entry key="current-grouping-key()" select="array { current-group() }"/></xsl:for-each-group>
    </xsl:map></xsl:variable>
    <xsl:variable name="going" as="map(xs:string, xs:boolean)"
      select="map:merge($moves ! map { generate-id(?item): true() })"/>
    <xsl:choose>
      <xsl:when test="empty($moves)"><xsl:sequence select="$document"/></xsl:when>
      <xsl:otherwise><xsl:document><xsl:apply-templates select="$document" mode="placed">
        <xsl:with-param name="coming" select="$coming" tunnel="yes"/>
        <xsl:with-param name="going" select="$going" tunnel="yes"/>
      </xsl:apply-templates></xsl:document></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="k:notes-to-place" as="map(*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="$document//note[@target][k:is-beside-text(.)]">
      <xsl:variable name="host" as="element()?" select="k:host(k:last-target(.))"/>
      <xsl:if test="exists($host/ancestor::text) and empty($host/ancestor-or-self::note)
        and empty(key('k:pointer', @xml:id))">
        <xsl:sequence select="map { 'node': $host, 'at': 0, 'item': . }"/></xsl:if>
    </xsl:for-each>
  </xsl:function>

  <xsl:key name="k:pointer" match="ref[@target] | ptr[@target]" use="k:keys(@target)"/>

  <!-- A note that no words carry: of notes only, or at the end of the text. -->
  <xsl:function name="k:is-beside-text" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="exists($note/(ancestor::noteGrp | ancestor::standOff | ancestor::listAnnotation
      | parent::back | parent::body | parent::div | parent::list |
        parent::item[not(text()[normalize-space()])]))"/>
  </xsl:function>

  <!-- What a note is on: of several the last, of a range its end. -->
  <xsl:function name="k:last-target" as="element()?">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="plain" as="xs:string*" select="($note/@target, $note/@targetEnd)
      ! replace(., 'range\(\s*#?([^,)\s]+)\s*,\s*#?([^)\s]+)\s*\)', '$1 #$2')
      ! replace(., '#?string-range\(\s*#?([^,)\s]+)[^)]*\)', '#$1')"/>
    <xsl:sequence select="k:here(string((($plain ! tokenize(.))[. != ''])[last()]), $note)"/>
  </xsl:function>

  <!-- Where a call can stand: what a note on a division or a table is on begins at its heading. -->
  <xsl:function name="k:host" as="element()?">
    <xsl:param name="target" as="element()?"/>
    <xsl:sequence select="
      if ($target/(self::lg | self::quote[l])) then ($target//l)[last()]
      else if ($target/(self::div | self::div1 | self::div2 | self::div3 | self::body | self::text |
        self::list
        | self::table | self::row | self::sp | self::figure | self::opener | self::closer | self::postscript
        | self::address | self::quote[p]))
      then ($target/head, $target//(p | ab | l | item | cell | head | salute | signed | dateline |
        addrLine))[1]
      else $target"/>
  </xsl:function>

  <xsl:template match="note | app" mode="placed" as="element()?" priority="2">
    <xsl:param name="coming" as="map(xs:string, item()*)" tunnel="yes"/>
    <xsl:param name="going" as="map(xs:string, xs:boolean)" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="not($going(generate-id()))"><xsl:next-match/></xsl:when>
      <!-- an entry that stands where it belongs -->
      <xsl:when test="self::app"><xsl:apply-templates mode="come"
        select="$coming(generate-id())?*?item[. is current()]"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- What held only such goes with them. -->
  <xsl:template match="div | noteGrp | list | item | listApp | listAnnotation | annotation | p | back"
    mode="placed"
    as="element()?" priority="2">
    <xsl:param name="going" as="map(xs:string, xs:boolean)" tunnel="yes"/>
    <xsl:variable name="moved" as="xs:boolean" select="exists(.//(note | app)[$going(generate-id())])"/>
    <xsl:if test="not($moved) or exists(.//(text()[normalize-space()] | graphic | pb)
      [empty(ancestor::*[self::note or self::app][$going(generate-id())])])"><xsl:next-match/></xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="placed" as="node()*">
    <xsl:param name="coming" as="map(xs:string, item()*)" tunnel="yes"/>
    <xsl:variable name="items" as="element()*" select="$coming(generate-id())?*?item"/>
    <xsl:variable name="within" as="xs:boolean" select="exists((self::p | self::ab | self::l | self::head
      | self::item | self::cell | self::salute | self::signed | self::dateline | self::trailer | self::speaker
      | self::stage | self::addrLine | self::byline | self::label | self::titlePart))"/>
    <xsl:copy>
      <xsl:sequence select="@*"/>
      <xsl:apply-templates select="node()" mode="placed"/>
      <xsl:if test="$within"><xsl:apply-templates select="$items" mode="come"/></xsl:if>
    </xsl:copy>
    <xsl:if test="not($within)"><xsl:apply-templates select="$items" mode="come"/></xsl:if>
  </xsl:template>

  <xsl:template match="text()" mode="placed" as="node()*">
    <xsl:param name="coming" as="map(xs:string, item()*)" tunnel="yes"/>
    <xsl:variable name="words" as="xs:string" select="."/>
    <xsl:variable name="moves" as="map(*)*" select="sort($coming(generate-id())?*, (), function($m) { $m?at
      })"/>
    <xsl:for-each select="$moves">
      <xsl:variable name="before" as="xs:integer" select="position() - 1"/>
      <xsl:variable name="begun" as="xs:integer" select="if ($before = 0) then 0 else $moves[$before]?at"/>
      <xsl:value-of select="substring($words, $begun + 1, ?at - $begun)"/>
      <xsl:apply-templates select="?item" mode="come"/>
    </xsl:for-each>
    <xsl:value-of select="substring($words, ($moves[last()]?at, 0)[1] + 1)"/>
  </xsl:template>

  <xsl:mode name="come" on-no-match="shallow-copy"/>
  <xsl:template match="note" mode="come" as="element(note)">
    <note><xsl:sequence select="@* except (@target, @targetEnd), node()"/></note>
  </xsl:template>
</xsl:stylesheet>
