<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Entries of an apparatus that stands apart: joined to the text after the last word of their lemma, where
       it
       is certain which that is (two end points; a place that has the lemma once).  Others stay in their list.
         -->

  <xsl:function name="k:entries-to-place" as="map(*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="apart" as="xs:boolean"
      select="$document//variantEncoding/@method = ('location-referenced', 'double-end-point')"/>
    <xsl:for-each select="$document//app[empty(ancestor::app)]
      [$apart or @from or @to or k:is-listed-apart(.)]">
      <xsl:variable name="end" as="element()?" select="((@to, @from) ! k:here(., current()))[1]"/>
      <xsl:choose>
        <xsl:when test="k:stands-behind(.)"><xsl:sequence select="map { 'node': ., 'at': 0, 'item': . }"/>
        </xsl:when>
        <xsl:when test="exists($end)">
          <xsl:if test="exists($end/ancestor::text) and empty($end/ancestor-or-self::app)">
            <xsl:sequence select="map { 'node': k:host($end), 'at': 0, 'item': . }"/></xsl:if>
        </xsl:when>
        <xsl:when test="@loc and normalize-space(lem[1]) != ''"><xsl:sequence select="k:spot(.)"/></xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- Whether an entry stands apart from the text. -->
  <xsl:function name="k:is-listed-apart" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="exists($app/(parent::listApp | ancestor::back | ancestor::standOff))"/>
  </xsl:function>

  <!-- Whether an entry stands in the text behind the words that it is on. -->
  <xsl:function name="k:stands-behind" as="xs:boolean">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="empty($app/@to ! k:here(., $app)) and not(k:is-listed-apart($app))
      and exists($app/../text()[normalize-space()])"/>
  </xsl:function>

  <!-- Elements by the numbers that locate them: their own, and those around them with theirs ("1.12"). -->
  <xsl:key name="k:numbered" match="text//*[@n][not(self::note or self::app or self::pb or self::cb or
    self::gb)]"
    use="@n/string(), string-join(ancestor-or-self::*[@n][ancestor::text]/@n, '.'),
    string-join(ancestor-or-self::*[@n][ancestor::text][position() gt last() - 2]/@n, '.')"/>
  <xsl:key name="k:numbered" match="text//*[@xml:id]" use="@xml:id/string()"/>

  <!-- The end of an entry's lemma in the text, where its place has it once. -->
  <xsl:function name="k:spot" as="map(*)?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="places" as="element()*" select="key('k:numbered', normalize-space($app/@loc),
      root($app))
      [empty(ancestor::listApp | ancestor::note)]"/>
    <xsl:variable name="runs" as="map(*)*" select="for $p in $places[empty(.//* intersect $places)]
      return k:found-in(k:text-of($p), k:lemma-pattern($app/lem[1]))"/>
    <xsl:sequence select="if (count($runs) eq 1) then map:put($runs, 'item', $app) else ()"/>
  </xsl:function>

  <!-- The words of a place: of an element those in it, of a break those up to the next of its kind. -->
  <xsl:function name="k:text-of" as="text()*">
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="next" as="element()?" select="$place/following::*[node-name() =
      node-name($place)][1]"/>
    <xsl:sequence select="
      if ($place/(self::lb | self::milestone | self::l[not(node())]))
      then $place/following::text()[empty($next) or . &lt;&lt; $next][empty(ancestor::note |
        ancestor::listApp)]
      else $place//text()[empty(ancestor::note)]"/>
  </xsl:function>

  <!-- A lemma as a regular expression: any blanks between its words, anything where it has dots. -->
  <xsl:function name="k:lemma-pattern" as="xs:string">
    <xsl:param name="lemma" as="element(lem)"/>
    <xsl:variable name="parts" as="xs:string*" select="tokenize(normalize-space($lemma),
      '\s*(…|\[…\]|\.\.\.)\s*')[. != '']
      ! string-join(tokenize(.) ! replace(., '[\\\^\$.|?*+(){}\[\]\-]', '\\$0'), '\s+')"/>
    <xsl:sequence select="'(^|[^\p{L}\p{M}\p{N}])(' || string-join($parts, '.*?') || ')'"/>
  </xsl:function>

  <!-- Where a pattern ends in a run of text nodes: each node with the characters of it that are in. -->
  <xsl:function name="k:found-in" as="map(*)*">
    <xsl:param name="texts" as="text()*"/>
    <xsl:param name="pattern" as="xs:string"/>
    <xsl:variable name="whole" as="xs:string" select="string-join($texts)"/>
    <xsl:variable name="ends" as="xs:integer*">
      <xsl:iterate select="analyze-string($whole, $pattern, 's')/*">
        <xsl:param name="at" as="xs:integer" select="0"/>
        <xsl:variable name="end" as="xs:integer" select="$at + string-length(.)"/>
        <xsl:if test="self::*:match and not(matches(substring($whole, $end + 1, 1), '[\p{L}\p{M}\p{N}]'))">
          <xsl:sequence select="$end"/></xsl:if>
        <xsl:next-iteration><xsl:with-param name="at" select="$end"/></xsl:next-iteration>
      </xsl:iterate>
    </xsl:variable>
    <xsl:for-each select="$ends"><xsl:sequence select="k:node-at($texts, .)"/></xsl:for-each>
  </xsl:function>

  <xsl:function name="k:node-at" as="map(*)">
    <xsl:param name="texts" as="text()+"/>
    <xsl:param name="end" as="xs:integer"/>
    <xsl:iterate select="$texts">
      <xsl:param name="before" as="xs:integer" select="0"/>
      <xsl:choose>
        <xsl:when test="$before + string-length(.) ge $end">
          <xsl:break select="map { 'node': ., 'at': $end - $before }"/></xsl:when>
        <xsl:otherwise><xsl:next-iteration>
          <xsl:with-param name="before" select="$before +
            string-length(.)"/></xsl:next-iteration></xsl:otherwise>
      </xsl:choose>
    </xsl:iterate>
  </xsl:function>

  <!-- An entry whose lemma stands in the text before it, and which tells it. -->
  <xsl:template match="app" mode="come" as="element(app)">
    <app k:apart="true">
      <xsl:sequence select="@* except (@from, @to, @loc)"/>
      <xsl:if test="empty((lem | rdgGrp/lem)[normalize-space()])"><lem>{k:words-between(.)}</lem></xsl:if>
      <xsl:sequence select="node()[not(self::lem[not(normalize-space())])]"/>
    </app>
  </xsl:template>

  <!-- The words from one end point to the other. -->
  <xsl:function name="k:words-between" as="xs:string">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="from" as="element()?" select="$app/@from ! k:here(., $app)"/>
    <xsl:variable name="to" as="element()?"
      select="($app/@to ! k:here(., $app), $app[k:stands-behind(.)], $from)[1]"/>
    <xsl:variable name="texts" as="text()*" select="$from//text(),
      (if ($from is $to) then () else $from/following::text()[. &lt;&lt; $to], $to[not(. is
        $from or . is $app)]//text())"/>
    <xsl:sequence select="normalize-space(string-join($texts[empty(ancestor::note | ancestor::listApp)]))"/>
  </xsl:function>
</xsl:stylesheet>
