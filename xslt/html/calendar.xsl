<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The calendar: all documents in order of time; sorting and filtering are added by calendar.js. -->
  <xsl:template name="calendar" as="map(xs:string, xs:string)">
    <xsl:variable name="up" as="xs:string" select="k:up($k:context?path)"/>
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('calendar.lead')}</p>
      <xsl:if test="exists($k:context?years?*)">
        <nav class="years" aria-label="{k:t('calendar.years')}"><ul>
          <xsl:for-each select="$k:context?years?*">
            <li data-digit="{substring(?year, string-length(?year))}"><a href="{$up || ?address}"><xsl:if
              test="?year = $k:context?year">
              <xsl:attribute name="aria-current">page</xsl:attribute>
              </xsl:if>{k:year-name(?year)}</a><xsl:text> </xsl:text>
              <span class="count">{?count}</span></li>
          </xsl:for-each>
        </ul></nav>
      </xsl:if>
      <div id="k-filters" class="filters"/>
      <!-- The rows of very many documents come by script; without one the years lead to them. -->
      <xsl:sequence select="if (exists($k:context?rows?*))
        then (k:document-table($k:context?rows?*, $up, k:t('nav.calendar')), k:maps(()), k:near-years($up))
        else k:whole-calendar()"/>
    </xsl:variable>
    <xsl:sequence select="k:index-page(string-join((k:t('nav.calendar'),
      $k:context?year ! k:year-name(.)), ' '), 'calendar',
      $content, map { 'head': $k:map-styles, 'scripts': ('texts.js', 'kktei.js',
      'calendar.js') })"/>
  </xsl:template>

  <xsl:function name="k:whole-calendar" as="element()">
    <div id="k-whole" data-documents="search/{$k:context?parts('documents')}">
      <xsl:for-each select="$k:context?parts('gists')">
        <xsl:attribute name="data-gists" select="'search/' || ."/></xsl:for-each></div>
  </xsl:function>

  <!-- The years before and after the one of this page. -->
  <xsl:function name="k:near-years" as="element()?">
    <xsl:param name="up" as="xs:string"/>
    <xsl:variable name="years" as="map(*)*" select="$k:context?years?*"/>
    <xsl:variable name="at" as="xs:integer?" select="(for $n in 1 to count($years) return
      $n[$years[$n]?year = $k:context?year])[1]"/>
    <xsl:if test="exists($at)">
      <nav class="neighbours" aria-label="{k:t('calendar.near')}"><ul>
        <xsl:for-each select="($at - 1)[. gt 0], ($at + 1)[. le count($years)]">
          <xsl:variable name="year" as="map(*)" select="$years[current()]"/>
          <li class="{if (. lt $at) then 'prev' else 'next'}"><a href="{$up || $year?address}">
            <span class="which">{k:t('document.' || (if (. lt $at) then 'prev' else 'next'))}</span>
            <xsl:text> </xsl:text><span class="what">{k:year-name($year?year)}</span></a></li>
        </xsl:for-each>
      </ul></nav>
    </xsl:if>
  </xsl:function>

  <xsl:function name="k:year-name" as="xs:string">
    <xsl:param name="year" as="xs:string"/>
    <xsl:sequence select="if ($year = 'undated') then k:t('date.unknown') else k:day-words($year)"/>
  </xsl:function>
</xsl:stylesheet>
