<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- How the witnesses descend from each other, as a picture; in words it is the list below it
       (archive.xsl). -->

  <xsl:template name="k:stemma" as="element()?">
    <xsl:variable name="all" as="element()*" select="k:descended(/)"/>
    <xsl:variable name="spots" as="map(xs:string, map(xs:string, xs:double))" select="k:stemma-spots(/)"/>
    <xsl:variable name="width" as="xs:double" select="max(($spots?*?x, 0)) + 60"/>
    <xsl:if test="count($all) ge 3"><!-- of two the words say as much -->
      <figure class="stemma">
        <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="k-stemma-title"
          aria-describedby="k-stemma-words" width="{round(1.4 * $width)}"
          viewBox="0 0 {$width} {max($spots?*?y) + 24}"><!-- its letters are as large as those of the page -->
          <title id="k-stemma-title">{k:t('stemma.title')}</title>
          <desc id="k-stemma-words">{k:stemma-words(/)}</desc>
          <defs><marker id="k-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
            orient="auto"><path d="M0 0.5L7 4L0 7.5z"/></marker></defs>
          <xsl:for-each select="k:descents(/)">
            <xsl:variable name="relation" as="element(relation)" select="."/>
            <xsl:for-each select="k:earlier(.)">
              <xsl:variable name="from" as="map(*)" select="$spots(generate-id(.))"/>
              <xsl:for-each select="k:later($relation)">
                <xsl:variable name="to" as="map(*)" select="$spots(generate-id(.))"/>
                <path class="{k:class($relation/@name)}" d="M{$from?x} {$from?y + 15}L{$to?x} {$to?y - 16}"
                  marker-end="url(#k-arrow)"/>
              </xsl:for-each>
            </xsl:for-each>
          </xsl:for-each>
          <xsl:for-each select="$all">
            <xsl:variable name="spot" as="map(*)" select="$spots(generate-id(.))"/>
            <rect x="{$spot?x - 52}" y="{$spot?y - 15}" width="104" height="30" rx="4"/>
            <text x="{$spot?x}" y="{$spot?y - 1}">{k:stemma-name(.)}</text>
            <text class="what" x="{$spot?x}" y="{$spot?y + 10}">{k:witness-title(.)}</text>
          </xsl:for-each>
        </svg>
      </figure>
    </xsl:if>
  </xsl:template>

  <!-- Where each stands in the picture: levels from above, each in the middle. -->
  <xsl:function name="k:stemma-spots" as="map(xs:string, map(xs:string, xs:double))">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="levels" as="map(xs:string, xs:integer)" select="k:stemma-levels($document)"/>
    <xsl:variable name="widest" as="xs:integer?"
      select="max(for $level in distinct-values($levels?*) return count($levels?*[. = $level]))"/>
    <xsl:map>
      <xsl:for-each-group select="k:descended($document)" group-by="$levels(generate-id(.))">
        <xsl:variable name="level" as="xs:integer" select="current-grouping-key()"/>
        <xsl:variable name="free" as="xs:double" select="($widest - count(current-group())) * 58"/>
        <xsl:for-each select="current-group()">
          <xsl:map-entry key="generate-id(.)" select="map {
            'x': xs:double(60 + $free + (position() - 1) * 116), 'y': xs:double(22 + $level * 62) }"/>
        </xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <!-- "D2 revises D1; S revises D2": the picture in words. -->
  <xsl:function name="k:stemma-words" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="string-join(k:descents($document) ! string-join((k:sides-words(., 'active'),
      k:t-or('relation.' || @name, @name), k:sides-words(., 'passive')), ' '), '; ')"/>
  </xsl:function>
  <xsl:function name="k:sides-words" as="xs:string">
    <xsl:param name="relation" as="element(relation)"/>
    <xsl:param name="side" as="xs:string"/>
    <xsl:sequence select="string-join(k:side($relation, $side) ! k:stemma-name(.), ', ')"/>
  </xsl:function>
</xsl:stylesheet>
