<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The page of two who wrote to each other: chronology, both directions, silences, places. -->
  <xsl:template name="correspondence" as="map(xs:string, xs:string)">
    <xsl:variable name="names" as="xs:string+" select="$k:context?first?name, $k:context?second?name"/>
    <xsl:variable name="content" as="element()*">
      <p class="lead">{string-join((k:count('documents', k:many($k:context?exchanges)),
        k:bounds-words($k:context?start, $k:context?end, true())[$k:context?start != '']), ', ')}</p>
      <dl class="facts">
        <xsl:sequence select="k:side($names, $k:context?first, $k:context?forth, $k:context?first_places?*),
          k:side(reverse($names), $k:context?second, $k:context?back, $k:context?second_places?*)"/>
      </dl>
      <xsl:if test="exists($k:context?by_year?*)"><xsl:sequence select="k:two-sided($names)"/></xsl:if>
      <xsl:sequence select="k:maps(())"/>
      <section aria-labelledby="k-chronology">
        <h2 id="k-chronology">{k:t('correspondence.chronology')}</h2>
        <ol class="document-list exchange"><xsl:sequence select="$k:context?exchanges?*
          ! (if (exists(?piece)) then k:piece(.) else k:exchange(., $names))"/></ol>
      </section>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('correspondence.title', map { 'first': $names[1], 'second':
      $names[2] }), 'correspondence-page', $content, map { 'head': $k:map-styles })"/>
  </xsl:template>

  <xsl:template name="exchange-rows" as="map(xs:string, xs:string)">
    <xsl:variable name="names" as="xs:string+" select="$k:context?first?name, $k:context?second?name"/>
    <xsl:sequence select="map { 'rows': k:html($k:context?rows?* ! k:exchange(., $names)) }"/>
  </xsl:template>

  <!-- What one of them wrote, and from where. -->
  <xsl:function name="k:side" as="element()+">
    <xsl:param name="names" as="xs:string+"/>
    <xsl:param name="who" as="map(*)"/>
    <xsl:param name="count" as="xs:numeric"/>
    <xsl:param name="places" as="map(*)*"/>
    <dt><a href="../{$who?address}">{$who?name}</a></dt>
    <dd>{if ($count gt 0) then k:t('correspondence.wrote', map { 'n': k:count('documents',
      xs:integer($count)), 'to': $names[2] }) else k:t('correspondence.wrote-nothing')}<xsl:if
      test="exists($places)"><xsl:text> {k:t('correspondence.places')} </xsl:text><xsl:for-each
        select="$places"><xsl:if test="position() gt 1">, </xsl:if><a
        href="../{?place?address}">{?place?name}</a><xsl:text> </xsl:text><span class="count">{?count}</span>
        </xsl:for-each></xsl:if></dd>
  </xsl:function>

  <xsl:function name="k:exchange" as="element()+">
    <xsl:param name="row" as="map(*)"/>
    <xsl:param name="names" as="xs:string+"/>
    <xsl:variable name="document" as="map(*)" select="$row?document"/>
    <xsl:if test="$row?silence gt 0"><li class="silence">{k:silence(xs:integer($row?silence))}</li></xsl:if>
    <li class="{if ($row?forth) then 'forth' else 'back'}">
      <span class="when"><xsl:sequence select="k:row-date($document)"/></span><xsl:text> </xsl:text>
      <span class="what">{string-join(($names[1][$row?forth], $names[2][$row?back]), ', ')}:</span>
      <xsl:text> </xsl:text><a href="../{$document?address}"><xsl:sequence
        select="k:lang($document?title_language)"/>{$document?title}</a>
      <xsl:sequence select="k:gist($document, '../')"/>
    </li>
  </xsl:function>

  <!-- A time without any document, in the unit that a reader would take. -->
  <xsl:function name="k:silence" as="xs:string">
    <xsl:param name="days" as="xs:integer"/>
    <xsl:variable name="unit" as="xs:string"
      select="if ($days lt 100) then 'days' else if ($days lt 730) then 'months' else 'years'"/>
    <xsl:variable name="number" as="xs:double"
      select="round($days div map { 'days': 1, 'months': 30.44, 'years': 365.25 }($unit))"/>
    <xsl:sequence select="k:t('correspondence.silence-' || $unit, map { 'n': string($number) })"/>
  </xsl:function>

  <!-- Documents by year, the one's to the left and the other's to the right; a table with its bars. -->
  <xsl:function name="k:two-sided" as="element()">
    <xsl:param name="names" as="xs:string+"/>
    <table class="chart two-sided">
      <caption>{k:t('correspondence.by-year')}</caption>
      <thead><tr><th scope="col">{$names[1]}</th><th scope="col">{k:t('timeline.year')}</th>
        <th scope="col">{$names[2]}</th></tr></thead>
      <tbody><xsl:for-each select="$k:context?by_year?*">
        <tr><td class="left">{?forth[. gt 0]}<xsl:text> </xsl:text><xsl:sequence
          select="k:bar(round(100 * ?forth div ?most, 1))"/></td>
          <th scope="row">{k:day-words(?year)}</th>
          <td><xsl:sequence select="k:bar(round(100 * ?back div ?most, 1))"/>
            <xsl:text> </xsl:text>{?back[. gt 0]}</td>
        </tr></xsl:for-each></tbody>
    </table>
  </xsl:function>
</xsl:stylesheet>
