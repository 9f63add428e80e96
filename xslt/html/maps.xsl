<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Maps of places, drawn in the page itself: nothing is asked of anybody.  What is drawn comes from
       kktei/render/html/maps.py. -->

  <!-- As many marks can be stepped through by keyboard; of more the list beside the map has the links. -->
  <xsl:variable name="k:tab-stops" as="xs:integer" select="40"/>

  <xsl:variable name="k:map-styles" as="element()*">
    <xsl:if test="exists($k:context?maps?*)">
      <link rel="stylesheet" href="{k:asset(k:up($k:context?path), 'map.css')}"/>
    </xsl:if>
  </xsl:variable>

  <!-- The maps of a page; $name is the place's whose page it is. -->
  <xsl:function name="k:maps" as="element()*">
    <xsl:param name="name" as="xs:string?"/>
    <xsl:for-each select="$k:context?maps?*">
      <xsl:variable name="title" as="xs:string" select="if ($name) then k:t('map.one', map { 'name': $name })
        else k:t(if (exists($k:context?names)) then 'map.page' else if (empty($k:context?kind)) then 'map.own'
        else if (?near) then 'map.near' else 'map.all')"/>
      <figure class="map">
        <xsl:sequence select="k:map(., 'k-map-' || position(), $title)"/>
        <figcaption>{$title}<xsl:if test="?said">: {?said}</xsl:if><xsl:if test="$k:context?located and
          position() = 1"><xsl:text>. </xsl:text>{k:t('map.shown', map { 'n': string($k:context?located),
          'of': string(array:size($k:context?rows)) })}</xsl:if></figcaption>
      </figure>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:map" as="element()">
    <xsl:param name="map" as="map(*)"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:variable name="up" as="xs:string" select="k:up($k:context?path)"/>
    <xsl:variable name="many" as="xs:boolean" select="array:size($map?marks) gt $k:tab-stops"/>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {$map?width} {$map?height}" role="group"
      aria-labelledby="{$id}">
      <title id="{$id}">{$title}</title>
      <xsl:if test="$map?earth != ''">
        <!-- The file has two masks, one below the other (kktei/render/html/views.py). -->
        <xsl:for-each select="'land', 'lines'">
          <mask id="{$id}-{.}"><image href="{$up || $map?earth}" y="{-(position() - 1) * $map?height}"
            width="{$map?width}" height="{2 * $map?height}"/></mask>
          <rect class="{.}" width="{$map?width}" height="{$map?height}" mask="url(#{$id}-{.})"/>
        </xsl:for-each>
      </xsl:if>
      <path class="net" d="{$map?net}"/>
      <g class="degrees" aria-hidden="true"><xsl:for-each select="$map?degrees?*">
        <text x="{?x}" y="{?y}"><xsl:if test="?x gt 4"><xsl:attribute name="class"
          select="'middle'"/></xsl:if>{?text}</text></xsl:for-each></g>
      <xsl:for-each select="$map?marks?*">
        <xsl:variable name="said" as="xs:string" select="?name || ', ' || k:count('documents',
          xs:integer(?count))"/>
        <a href="{$up || ?address}">
          <xsl:if test="?here"><xsl:attribute name="class" select="'here'"/></xsl:if>
          <xsl:if test="$many"><xsl:attribute name="tabindex" select="'-1'"/></xsl:if>
          <circle cx="{?x}" cy="{?y}" r="{?radius}"/><title>{$said}</title></a>
      </xsl:for-each>
      <g class="names" aria-hidden="true"><xsl:for-each select="$map?labels?*">
        <xsl:variable name="at" as="map(*)" select="."/>
        <xsl:variable name="class" as="xs:string*" select="'end'[$at?anchor = 'end'], 'first'[$at?small],
          'here'[$at?here]"/>
        <text x="{?x}" y="{?y}"><xsl:if test="exists($class)"><xsl:attribute name="class"
          select="$class"/></xsl:if>{?name}</text>
      </xsl:for-each></g>
    </svg>
  </xsl:function>
</xsl:stylesheet>
