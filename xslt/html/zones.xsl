<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Zones of a page's picture lead to what is written there: links that need no script; with one, zone and
       words show each other (zones.js). -->

  <xsl:variable name="k:zone-styles" as="element()*">
    <link rel="stylesheet" href="{k:asset($k:up, 'zones.css')}"/>
    <script src="{k:asset($k:up, 'zones.js')}" defer="defer"/>
  </xsl:variable>

  <!-- What of the text stands in a zone. -->
  <xsl:key name="k:in-zone" match="text//*[@facs][not(self::pb)]"
    use="tokenize(@facs)[starts-with(., '#')] ! substring(., 2)"/>

  <xsl:function name="k:in-zone" as="element()*">
    <xsl:param name="zone" as="element(zone)"/>
    <xsl:sequence select="key('k:in-zone', $zone/@xml:id, root($zone))
      | $zone/tokenize(@corresp) ! k:here(., $zone)[ancestor::text]"/>
  </xsl:function>

  <!-- The page whose picture a break shows. -->
  <xsl:function name="k:surface-of" as="element(surface)?">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:variable name="pointer" as="xs:string?" select="tokenize($break/@facs)[1]"/>
    <xsl:variable name="named" as="element()?" select="$pointer ! k:here(., $break)"/>
    <xsl:sequence select="if ($named/self::zone) then () else ($named/ancestor-or-self::surface,
      root($break)//facsimile//surface[graphic/@url/normalize-space() = k:picture-url($break)])[1]"/>
  </xsl:function>

  <!-- A page's system of coordinates, as x, y, width, height: its own, else the pixels of the picture. -->
  <xsl:function name="k:view-box" as="xs:double*">
    <xsl:param name="surface" as="element(surface)"/>
    <xsl:param name="picture" as="map(*)"/>
    <xsl:variable name="own" as="xs:double*" select="$surface ! (@ulx, @uly, @lrx, @lry) ! k:figure(.)"/>
    <xsl:sequence select="if (count($own) = 4) then ($own[1], $own[2], $own[3] - $own[1], $own[4] - $own[2])
      [every $side in ($own[3] - $own[1], $own[4] - $own[2]) satisfies $side gt 0]
      else if (exists($picture?width)) then (0, 0, $picture?width, $picture?height) ! xs:double(.) else ()"/>
  </xsl:function>

  <xsl:function name="k:figure" as="xs:double?">
    <xsl:param name="said" as="xs:string?"/>
    <xsl:sequence select="replace($said, 'px$', '')[. castable as xs:double] ! xs:double(.)"/>
  </xsl:function>

  <!-- The corners of a zone: x1 y1 x2 y2 ...; empty where it says none. -->
  <xsl:function name="k:corners" as="xs:double*">
    <xsl:param name="zone" as="element(zone)"/>
    <xsl:variable name="points" as="xs:double*" select="tokenize($zone/@points, '[\s,]+') ! k:figure(.)"/>
    <xsl:variable name="box" as="xs:double*" select="$zone ! (@ulx, @uly, @lrx, @lry) ! k:figure(.)"/>
    <xsl:sequence select="if (count($points) ge 6 and count($points) mod 2 = 0) then $points
      else if (count($box) = 4) then ($box[1], $box[2], $box[3], $box[2], $box[3], $box[4], $box[1], $box[4])
      else ()"/>
  </xsl:function>

  <!-- The links over a picture; empty where no zone of the page leads to words. -->
  <xsl:function name="k:zones" as="element()?">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:param name="picture" as="map(*)"/>
    <xsl:variable name="surface" as="element(surface)?" select="k:surface-of($break)"/>
    <xsl:variable name="box" as="xs:double*" select="$surface ! k:view-box(., $picture)"/>
    <xsl:variable name="zones" as="element(zone)*"
      select="$surface//zone[exists(k:corners(.))][exists(k:in-zone(.))]"/>
    <xsl:if test="exists($box) and exists($zones)">
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="{$box}" preserveAspectRatio="none">
        <xsl:for-each select="$zones">
          <xsl:variable name="words" as="xs:string" select="k:zone-words(.)"/>
          <a href="#{k:html-id(k:in-zone(.)[1])}" aria-label="{$words}"><title>{$words}</title>
            <polygon points="{k:corners(.)}"/></a>
        </xsl:for-each>
      </svg>
    </xsl:if>
  </xsl:function>

  <!-- What a zone's link says: the first words that stand there. -->
  <xsl:function name="k:zone-words" as="xs:string">
    <xsl:param name="zone" as="element(zone)"/>
    <xsl:variable name="first" as="element()" select="k:in-zone($zone)[1]"/>
    <xsl:variable name="words" as="xs:string" select="if ($first/self::lb)
      then normalize-space(string-join($first/following::text()[normalize-space()][position() le 3], ' '))
      else k:words($first)"/>
    <xsl:sequence select="((if (string-length($words) gt 60)
      then replace(substring($words, 1, 60), '\s+\S*$', '') || ' …' else $words)[. != ''],
      k:t('document.zone'))[1]"/>
  </xsl:function>
</xsl:stylesheet>
