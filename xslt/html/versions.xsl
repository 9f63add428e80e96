<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The history of the edition: its versions, and what was done to documents for each. -->
  <xsl:template name="versions" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('versions.lead')}</p>
      <xsl:for-each select="$k:context?versions?*">
        <section class="prose">
          <h2><xsl:choose>
            <xsl:when test="?name != ''">{k:t('versions.version', map { 'n': ?name })}<xsl:text> · </xsl:text>
              <xsl:sequence select="k:time(?when, k:bounds-words(?when, ?when, false()))"/></xsl:when>
            <xsl:otherwise>{k:t(if (array:size($k:context?versions) gt 1) then 'versions.since'
              else 'versions.all')}</xsl:otherwise></xsl:choose></h2>
          <xsl:for-each select="?words?*"><p>{.}</p></xsl:for-each>
          <xsl:if test="exists(?changes?*)">
            <ul><xsl:for-each select="?changes?*"><xsl:sequence select="k:change-row(.)"/></xsl:for-each></ul>
          </xsl:if>
        </section>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.versions'), 'versions-page', $content, map {})"/>
  </xsl:template>

  <!-- What was done on a day, and to which documents. -->
  <xsl:function name="k:change-row" as="element()">
    <xsl:param name="row" as="map(*)"/>
    <xsl:variable name="links" as="map(*)*" select="$row?links?*"/>
    <li><xsl:sequence select="k:time($row?when, k:bounds-words($row?when, $row?when, false()))"/>
      <xsl:text>: {$row?words[. != ''] ! (. || ' ')}</xsl:text>
      <xsl:choose>
        <xsl:when test="empty($links)"><span class="where">{k:t('versions.every')}</span></xsl:when>
        <xsl:when test="count($links) = 1 and xs:integer($row?count) = 1">– <a href="{$links?address}">{
          $links?title}</a></xsl:when>
        <xsl:otherwise>
          <details><summary>{k:count('documents', xs:integer($row?count))}</summary>
            <ul><xsl:for-each select="$links"><li><a href="{?address}">{?title}</a></li></xsl:for-each>
              <xsl:for-each select="(xs:integer($row?count) - count($links))[. gt 0]">
                <li>{k:t('statistics.others', map { 'n': . })}</li></xsl:for-each></ul>
          </details></xsl:otherwise>
      </xsl:choose></li>
  </xsl:function>
</xsl:stylesheet>
