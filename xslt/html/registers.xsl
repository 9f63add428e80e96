<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Registers of persons, bodies and places, and the page of each. -->
  <xsl:template name="register" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('register.lead.' || $k:context?kind)}</p>
      <!-- As many as register.js filters. -->
      <xsl:if test="array:size($k:context?rows) ge 8"><div id="k-filters" class="filters"/></xsl:if>
      <xsl:variable name="letters" as="xs:string*"
        select="distinct-values($k:context?rows?* ! k:initial(?order))"/>
      <xsl:if test="count($letters) gt 5 and array:size($k:context?rows) gt 40">
        <nav class="letters" aria-label="{k:t('register.letters')}"><ul><xsl:for-each select="$letters"><li>
          <a href="#k-letter-{string-to-codepoints(.)[1]}">{.}</a></li></xsl:for-each></ul></nav>
      </xsl:if>
      <xsl:if test="exists($k:context?maps?*)"><div class="maps"><xsl:sequence select="k:maps(())"/></div>
      </xsl:if>
      <ul class="register">
        <xsl:for-each-group select="$k:context?rows?*" group-by="k:initial(?order)">
          <xsl:for-each select="current-group()">
            <li>
              <xsl:if test="position() = 1"><xsl:attribute name="id"
                select="'k-letter-' || string-to-codepoints(k:initial(?order))[1]"/></xsl:if>
              <a href="../{?address}">{?heading}</a>
              <xsl:if test="exists(?variants?*)"><xsl:text> </xsl:text>
              <span class="variants">{string-join(?variants?*, ' · ')}</span></xsl:if>
              <xsl:text> </xsl:text><span class="count"
                title="{k:count('documents', xs:integer(?count))}">{?count}</span>
            </li>
          </xsl:for-each>
        </xsl:for-each-group>
      </ul>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.' || $k:context?kind), 'register-page', $content,
      map { 'scripts': ('texts.js', 'kktei.js', 'register.js'), 'head': $k:map-styles })"/>
  </xsl:template>

  <!-- For names as [form, kind, "" or the heading that a record gives] in JSON: the heading and its place in
       the order, as print has them. -->
  <xsl:param name="names" as="xs:string" select="'[]'"/>
  <xsl:template name="order" as="map(xs:string, xs:string)">
    <xsl:variable name="placed" as="array(xs:string)*">
      <xsl:for-each select="parse-json($names)?*">
        <xsl:variable name="kind" as="xs:string" select="if (?2 = 'printed') then 'work' else ?2"/>
        <xsl:variable name="heading" as="xs:string"
          select="if (?3 != '') then ?3 else k:inverted(?1, $kind)"/>
        <xsl:sequence select="[$heading, k:sort-key($heading, $kind)]"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="map { 'order.json': serialize(array { $placed }, map { 'method': 'json' }) }"/>
  </xsl:template>

  <xsl:template name="name" as="map(xs:string, xs:string)">
    <xsl:variable name="entry" as="map(*)" select="$k:context?entry"/>
    <xsl:sequence select="k:index-page($entry?name, 'name-page ' || $entry?kind,
      k:named-content($entry, 'h2'), map { 'head': ($k:map-styles, k:linked-name(k:schema-type($entry?kind),
      $entry?name, $entry?variants?*, $entry?ids?*)) })"/>
  </xsl:template>

  <!-- Names that few documents have, a section each. -->
  <xsl:template name="gathered" as="map(xs:string, xs:string)">
    <xsl:variable name="title" as="xs:string" select="k:t('nav.' || $k:context?kind)"/>
    <xsl:variable name="beginning" as="xs:string"
      select="replace($k:context?path, '^.*/|\.html$', '')"/>
    <xsl:variable name="content" as="element()*">
      <p class="lead"><a href="../index.html">{$title}</a></p>
      <xsl:sequence select="k:maps(())"/>
      <xsl:for-each select="$k:context?names?*">
        <section class="named {?kind}" id="{?id}">
          <h2>{?name}</h2>
          <xsl:sequence select="k:named-content(., 'h3')"/>
        </section>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="k:index-page($title || ': ' || upper-case(substring($beginning, 1, 1))
      || substring($beginning, 2), 'name-page gathered-page', $content,
      map { 'head': ($k:map-styles, k:linked-names($title, $k:context?names?*)) })"/>
  </xsl:template>

  <!-- What is told of a name; $level are the headings of what it did. -->
  <xsl:function name="k:named-content" as="element()*">
    <xsl:param name="name" as="map(*)"/>
    <xsl:param name="level" as="xs:string"/>
    <xsl:variable name="up" as="xs:string" select="k:up($k:context?path)"/>
    <xsl:if test="exists($name?variants?*)">
      <p class="variants">{k:t('name.variants')}: {string-join($name?variants?*, ' · ')}</p></xsl:if>
    <xsl:if test="exists($name?called?*)">
      <p class="called">{k:t('name.called')}: <xsl:for-each select="$name?called?*">
        <xsl:if test="position() gt 1">, </xsl:if><q>{.}</q></xsl:for-each></p>
    </xsl:if>
    <xsl:sequence select="k:about-name($name?about?*, $name?ids?*)"/>
    <xsl:if test="$level = 'h2'"><xsl:sequence
      select="k:maps($name?name[$name?kind = 'place'])"/></xsl:if>
    <xsl:if test="$name?kind = ('person', 'body')">
      <p class="to-search">
        <a href="{$up}search.html?correspondent={encode-for-uri($name?name)}">{k:t('name.search')}</a>
        </p>
    </xsl:if>
    <xsl:if test="exists($name?partners?*)">
      <section class="partners" aria-labelledby="k-partners">
        <h2 id="k-partners">{k:t('name.partners')}</h2>
        <ul><xsl:for-each select="$name?partners?*">
          <li><a href="{$up || ?address}">{?name}</a><xsl:text> </xsl:text>
          <span class="count" title="{k:count('documents', xs:integer(?count))}">{?count}</span></li>
        </xsl:for-each></ul>
      </section>
    </xsl:if>
    <xsl:for-each select="$name?roles?*">
      <section class="role">
        <xsl:element name="{$level}">{k:role-title(?role)}<xsl:text> </xsl:text>
        <span class="count">{k:count('documents', k:many(?documents))}</span></xsl:element>
        <xsl:sequence select="k:document-list(?documents?*, $up)"/>
      </section>
    </xsl:for-each>
  </xsl:function>

  <!-- What somebody did with these documents, as a heading. -->
  <xsl:function name="k:role-title" as="xs:string">
    <xsl:param name="role" as="xs:string"/>
    <xsl:sequence select="k:t-or('role.' || $role, k:t-or($role, k:label($role)))"/>
  </xsl:function>

  <xsl:function name="k:about-name" as="element()*">
    <xsl:param name="facts" as="map(*)*"/>
    <xsl:param name="ids" as="map(*)*"/>
    <xsl:if test="exists(($facts, $ids))">
      <dl class="facts">
        <xsl:for-each-group select="$facts[?text != '']" group-by="?element">
          <dt>{k:t-or('element.' || current-grouping-key(), current-grouping-key())}</dt>
          <xsl:for-each select="current-group()"><dd><xsl:choose><xsl:when test="?address">
            <a href="{k:up($k:context?path) || ?address}">{?text}</a></xsl:when>
            <xsl:otherwise>{?text}</xsl:otherwise></xsl:choose></dd>
            </xsl:for-each>
        </xsl:for-each-group>
        <xsl:for-each-group select="$ids[?value != '']" group-by="string(?type)">
          <dt>{k:t-or('id.' || current-grouping-key(), k:plain(current-grouping-key()))}</dt>
          <xsl:for-each select="current-group()"><dd><xsl:choose><xsl:when test="k:is-web(?value)">
            <a href="{?value}">{replace(?value, '^.*/(.)', '$1') => replace('/$', '')}</a></xsl:when>
            <xsl:otherwise>{?value}</xsl:otherwise></xsl:choose></dd></xsl:for-each>
        </xsl:for-each-group>
      </dl>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
