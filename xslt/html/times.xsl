<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Time: a grid of months or days that shows empty ones too; the days of every year. -->
  <xsl:template name="timeline" as="map(xs:string, xs:string)">
    <xsl:variable name="days" as="xs:boolean" select="$k:context?by_day"/>
    <xsl:variable name="spans" as="map(*)*" select="$k:context?spans?*"/>
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t(if ($days) then 'timeline.lead-days' else 'timeline.lead')}</p>
      <xsl:if test="count($spans) gt 30"><xsl:sequence select="k:decades($spans)"/></xsl:if>
      <div class="table" role="region" tabindex="0" aria-label="{k:t('nav.timeline')}">
        <table class="timeline {if ($days) then 'by-day' else 'by-month'}">
          <caption class="visually-hidden">{k:t('nav.timeline')}</caption>
          <thead><tr>
            <th scope="col">{k:t(if ($days) then 'timeline.month' else 'timeline.year')}</th>
            <xsl:for-each select="1 to (if ($days) then 31 else 12)">
              <th scope="col"><xsl:sequence select="if ($days) then string(.) else k:month-head(.)"/></th>
            </xsl:for-each>
            <th scope="col">{k:t('timeline.all')}</th>
          </tr></thead>
          <tbody><xsl:for-each select="$spans"><xsl:sequence select="k:time-row(., $days)"/></xsl:for-each>
          </tbody>
        </table>
      </div>
      <xsl:if test="$k:context?undated gt 0">
        <p>{k:t('date.unknown')}: {k:count('documents', xs:integer($k:context?undated))}</p></xsl:if>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.timeline'), 'timeline-page', $content, map {})"/>
  </xsl:template>

  <xsl:function name="k:month-head" as="element()">
    <xsl:param name="month" as="xs:integer"/>
    <xsl:variable name="name" as="xs:string" select="k:t('month.' || format-integer($month, '00'))"/>
    <abbr title="{$name}">{substring($name, 1, 3)}</abbr>
  </xsl:function>

  <xsl:function name="k:decades" as="element()">
    <xsl:param name="spans" as="map(*)*"/>
    <nav class="letters" aria-label="{k:t('calendar.years')}"><ul>
      <xsl:for-each-group select="$spans[?label != '']"
        group-adjacent="substring(?label, 1, string-length(?label) - 1)">
        <li><a href="#k-y{current-group()[1]?label}">{k:day-words(current-group()[1]?label)}</a></li>
      </xsl:for-each-group>
    </ul></nav>
  </xsl:function>

  <xsl:function name="k:time-row" as="element()">
    <xsl:param name="row" as="map(*)"/>
    <xsl:param name="days" as="xs:boolean"/>
    <xsl:choose>
      <xsl:when test="$row?skipped gt 0">
        <tr class="skipped"><td colspan="{if ($days) then 33 else 14}">{k:t('timeline.skipped',
          map { 'n': string($row?skipped) })}</td></tr>
      </xsl:when>
      <xsl:otherwise>
        <tr id="k-y{$row?label}">
          <th scope="row"><xsl:choose>
            <xsl:when test="$row?address != ''"><a href="{$row?address}">{k:day-words($row?label)}</a>
              </xsl:when>
            <xsl:otherwise>{k:day-words($row?label)}</xsl:otherwise></xsl:choose></th>
          <xsl:for-each select="$row?cells?*"><xsl:sequence select="k:time-cell(.)"/></xsl:for-each>
          <xsl:if test="$days and array:size($row?cells) lt 31">
            <td class="no-day" colspan="{31 - array:size($row?cells)}"/></xsl:if>
          <td class="count">{$row?count[. gt 0]}</td>
        </tr>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="k:time-cell" as="element()">
    <xsl:param name="cell" as="map(*)"/>
    <td>
      <xsl:if test="$cell?count gt 0">
        <xsl:attribute name="class" select="'s' || $cell?strength"/>
        <a href="{$cell?address}" aria-label="{k:day-words($cell?label)}: {k:count('documents',
          xs:integer($cell?count))}">{$cell?count}</a>
      </xsl:if>
    </td>
  </xsl:function>

  <!-- What was written on each day of the year; a script shows today's first. -->
  <xsl:template name="days" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('days.lead')}</p>
      <nav class="letters" aria-label="{k:t('days.months')}"><ul>
        <xsl:for-each-group select="$k:context?calendar?*" group-adjacent="substring(?day, 1, 2)">
          <li><a href="#k-month-{current-grouping-key()}">{k:t('month.' || current-grouping-key())}</a></li>
        </xsl:for-each-group>
      </ul></nav>
      <div id="k-today" aria-live="polite"/>
      <xsl:for-each-group select="$k:context?calendar?*" group-adjacent="substring(?day, 1, 2)">
        <section class="month">
          <h2 id="k-month-{current-grouping-key()}">{k:t('month.' || current-grouping-key())}</h2>
          <xsl:for-each select="current-group()"><xsl:sequence select="k:day(?day, ?links?*)"/></xsl:for-each>
        </section>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.days'), 'days-page', $content,
      map { 'scripts': ('texts.js', 'kktei.js', 'days.js') })"/>
  </xsl:template>

  <xsl:function name="k:day" as="element()">
    <xsl:param name="day" as="xs:string"/>
    <xsl:param name="links" as="map(*)+"/>
    <div class="day" id="k-day-{$day}">
      <h3>{k:day-words('--' || $day)}</h3>
      <ul class="document-list"><xsl:for-each select="$links">
        <li><span class="n">{k:day-words(replace(?start, '^(-?[0-9]+).*$', '$1'))}</span>
          <xsl:text> </xsl:text><a href="{?address}">{?title}</a></li>
      </xsl:for-each></ul>
    </div>
  </xsl:function>
</xsl:stylesheet>
