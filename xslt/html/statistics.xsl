<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What can be counted: each picture is a table, whose bars are drawn in it. -->
  <xsl:template name="statistics" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('statistics.lead', map { 'n': k:count('documents',
        xs:integer($k:context?count)) })}
        <xsl:text> </xsl:text><a href="timeline.html">{k:t('nav.timeline')}</a></p>
      <div class="charts"><xsl:for-each select="$k:context?charts?*">
        <xsl:sequence select="k:chart(.)"/></xsl:for-each></div>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.statistics'), 'statistics-page', $content, map {})"/>
  </xsl:template>

  <xsl:function name="k:chart" as="element()">
    <xsl:param name="chart" as="map(*)"/>
    <xsl:variable name="title" as="xs:string" select="$chart?title"/>
    <table class="chart">
      <caption>{k:t('statistics.' || $title)}</caption>
      <thead class="visually-hidden"><tr><th scope="col">{k:t('statistics.what')}</th>
        <th scope="col">{k:t('statistics.number')}</th></tr></thead>
      <tbody>
        <xsl:for-each select="$chart?bars?*">
          <xsl:variable name="label" as="xs:string" select="if ($title = 'kind') then k:kind(?label)
            else if ($title = 'language') then k:language-name(?label) else ?label"/>
          <tr>
            <th scope="row"><xsl:choose><xsl:when test="?address != ''"><a href="{?address}">{$label}</a>
              </xsl:when><xsl:otherwise>{$label}</xsl:otherwise></xsl:choose></th>
            <td><xsl:sequence select="k:bar(?part)"/><xsl:text> </xsl:text><span class="count">{?count}</span>
            </td>
          </tr>
        </xsl:for-each>
        <xsl:if test="$chart?others gt 0"><tr class="skipped"><td colspan="2">{k:t('statistics.others',
          map { 'n': string($chart?others) })}</td></tr></xsl:if>
      </tbody>
    </table>
  </xsl:function>

  <!-- A bar of so many hundredths of the longest. -->
  <xsl:function name="k:bar" as="element()">
    <xsl:param name="part" as="xs:numeric"/>
    <svg xmlns="http://www.w3.org/2000/svg" class="bar" viewBox="0 0 100 4" preserveAspectRatio="none"
      aria-hidden="true" focusable="false"><rect width="{$part}" height="4"/></svg>
  </xsl:function>
</xsl:stylesheet>
