<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Who wrote to whom: a picture, and the same as a list. -->
  <xsl:template name="network" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('network.lead')}</p>
      <figure class="network">
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="-140 0 880 480" role="group"
          aria-labelledby="k-network-title">
          <title id="k-network-title">{k:t('network.picture', map { 'n': array:size($k:context?nodes), 'm':
            array:size($k:context?edges) })}</title>
          <xsl:for-each select="$k:context?edges?*">
            <line x1="{?x1}" y1="{?y1}" x2="{?x2}" y2="{?y2}" stroke-width="{min((14, 1 + ?count))}"/>
            </xsl:for-each>
          <xsl:for-each select="$k:context?nodes?*">
            <a href="{?address}"><circle cx="{?x}" cy="{?y}" r="{min((16, 4 + ?count div 2))}"/>
              <text x="{?x + (if (?x ge 300) then 1 else -1) * (min((16, 4 + ?count div 2)) + 5)}"
                y="{?y + 5}" text-anchor="{if (?x ge 300) then 'start' else 'end'}">{?name}</text></a>
          </xsl:for-each>
        </svg>
      </figure>
      <ul class="pairs">
        <xsl:for-each select="$k:context?pairs?*">
          <li><details><summary>{?first?name} – {?second?name}<xsl:text> </xsl:text>
          <span class="count">{k:count('documents', array:size(?documents))}</span></summary>
            <p><a href="{?first?address}">{?first?name}</a> · <a
              href="{?second?address}">{?second?name}</a></p>
            <xsl:sequence select="k:document-list(?documents?*, '')"/></details></li>
        </xsl:for-each>
      </ul>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.network'), 'network-page', $content, map {})"/>
  </xsl:template>
</xsl:stylesheet>
