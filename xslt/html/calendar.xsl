<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
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
            <li><a href="{$up || ?address}"><xsl:if test="?year = $k:context?year">
              <xsl:attribute name="aria-current">page</xsl:attribute>
              </xsl:if>{if (?year = 'undated') then k:t('date.unknown') else ?year}</a><xsl:text> </xsl:text>
              <span class="count">{?count}</span></li>
          </xsl:for-each>
        </ul></nav>
      </xsl:if>
      <xsl:if test="exists($k:context?rows?*)">
        <div id="k-filters" class="filters"/>
        <xsl:sequence select="k:document-table($k:context?rows?*, $up, k:t('nav.calendar'))"/>
      </xsl:if>
    </xsl:variable>
    <xsl:sequence select="k:index-page(string-join((k:t('nav.calendar'), $k:context?year), ' '), 'calendar',
      $content, map { 'scripts': ('texts.js', 'kktei.js', 'calendar.js') })"/>
  </xsl:template>

  <xsl:template name="timeline" as="map(xs:string, xs:string)">
    <xsl:variable name="most" as="xs:integer"
      select="max((1, $k:context?months?* ! array:size(?documents)))"/>
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('timeline.lead')}</p>
      <ol class="timeline">
        <xsl:for-each select="$k:context?months?*">
          <li>
            <h2>{if (?month = '9999') then k:t('date.unknown') else k:day-words(?month)}<xsl:text> </xsl:text>
            <span class="count">{k:count('documents', array:size(?documents))}</span></h2>
            <svg xmlns="http://www.w3.org/2000/svg" class="bar" viewBox="0 0 100 4" preserveAspectRatio="none"
              aria-hidden="true" focusable="false">
                <rect width="{round(100 * array:size(?documents) div $most, 1)}" height="4"/></svg>
            <xsl:sequence select="k:document-list(?documents?*, '')"/>
          </li>
        </xsl:for-each>
      </ol>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.timeline'), 'timeline-page', $content, map {})"/>
  </xsl:template>
</xsl:stylesheet>
