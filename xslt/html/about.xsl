<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Pages about the edition: how it was made, its encoding, its accuracy, its accessibility; the search
    page. -->
  <xsl:template name="about" as="map(xs:string, xs:string)">
    <xsl:variable name="there" as="xs:string*" select="$k:context?more?*"/>
    <xsl:variable name="content" as="element()*">
      <div class="prose">
        <xsl:for-each select="$k:context?about?*"><p>{.}</p></xsl:for-each>
        <ul>
          <xsl:for-each select="$there"><li><a href="{.}.html">{k:t('about.' || .)}</a></li></xsl:for-each>
        </ul>
        <h2>{k:t('about.making')}</h2>
        <p>{k:t('about.making-text')}</p>
        <h2>{k:t('about.use')}</h2>
        <xsl:for-each select="1 to 4"><p>{k:t('about.use-' || .)}</p></xsl:for-each>
        <xsl:if test="exists($k:context?terms?*)">
          <h2>{k:t('about.terms')}</h2>
          <xsl:for-each select="$k:context?terms?*"><p id="k-licence-{position()}">{.}</p></xsl:for-each>
        </xsl:if>
        <h2>{k:t('about.fonts')}</h2>
        <p>{k:t('about.fonts-text')} <a href="../assets/fonts/LICENSE.txt">{k:t('about.fonts-licence')}</a>
        </p>
      </div>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.about'), 'about-page', $content, map {})"/>
  </xsl:template>

  <!-- Documentation that comes as XHTML, made from Markdown. -->
  <xsl:template name="encoding" as="map(xs:string, xs:string)">
    <xsl:sequence select="k:prose-page(k:t('about.encoding'))"/></xsl:template>

  <xsl:function name="k:prose-page" as="map(xs:string, xs:string)">
    <xsl:param name="title" as="xs:string"/>
    <xsl:variable name="content" as="element()"><div class="prose">
      <xsl:sequence select="parse-xml-fragment($k:context?text)/node()"/></div></xsl:variable>
    <xsl:sequence select="k:index-page($title, 'about-page', $content, map {})"/>
  </xsl:function>

  <xsl:template name="accessibility" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()">
      <div class="prose">
        <xsl:for-each select="1 to 3"><p>{k:t('accessibility.' || .)}</p></xsl:for-each>
        <h2>{k:t('accessibility.tested')}</h2>
        <ul><xsl:for-each select="1 to 6"><li>{k:t('accessibility.test-' || .)}</li></xsl:for-each></ul>
        <h2>{k:t('accessibility.limits')}</h2>
        <p>{k:t('accessibility.limits-text')}</p>
      </div>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('footer.accessibility'), 'about-page', $content, map {})"/>
  </xsl:template>

  <!-- What a host shows for an address that leads nowhere: its links lead from the host's root. -->
  <xsl:template name="missing" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('missing.text')}</p>
      <ul>
        <li><a href="{$k:root}index.html">{k:t('missing.home')}</a></li>
        <li><a href="{$k:root}calendar.html">{k:t('nav.calendar')}</a></li>
        <li><a href="{$k:root}search.html">{k:t('nav.search')}</a></li>
      </ul>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('missing.title'), 'about-page', $content, map {})"/>
  </xsl:template>

  <!-- At a former address: it leads on, with the place on the page where scripts run. -->
  <xsl:template name="moved" as="map(xs:string, xs:string)">
    <xsl:variable name="to" as="xs:string" select="k:up($k:context?path) || $k:context?target?address"/>
    <xsl:variable name="head" as="element()*">
      <meta http-equiv="refresh" content="0; url={$to}"/>
      <meta name="robots" content="noindex"/>
      <xsl:for-each select="$k:site?base_uri[. != '']">
        <link rel="canonical" href="{. || $k:context?target?address}"/></xsl:for-each>
    </xsl:variable>
    <xsl:variable name="content" as="element()">
      <p class="lead">{k:t('moved.text')} <a class="moved" href="{$to}">{$k:context?target?title}</a></p>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('moved.title'), 'about-page', $content, map { 'head': $head })"/>
  </xsl:template>

  <xsl:template name="search" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <noscript><p class="lead">{k:t('search.no-script')} <a
        href="calendar.html">{k:t('nav.calendar')}</a>.</p></noscript>
      <div id="k-search" class="search-app" data-title="{$k:site?title}" data-publisher="{$k:site?publisher}"
        data-base="{$k:site?base_uri}" data-licence="{$k:site?licence}"
        data-parts="{k:json($k:context?parts)}">
        <!-- A reader types while the table of documents is still on its way; search.js takes over. -->
        <form role="search" action="search.html" class="first"><div class="top">
          <label for="k-q"><span>{k:t('search.label')}</span></label>
          <span class="field"><input type="search" name="q" id="k-q"/><button
            type="submit">{k:t('search.go')}</button></span></div></form>
      </div>
    </xsl:variable>
    <!-- The table, and what tells where words stand, come beside the scripts, neither after nor before. -->
    <xsl:variable name="entries" as="xs:string*"
      select="sort(map:keys($k:context?parts)[ends-with(., 'pagefind-entry.json')])"/>
    <xsl:variable name="table" as="xs:string*"
      select="('documents', $entries[1]) ! ('search/' || $k:context?parts(.))"/>
    <xsl:sequence select="k:index-page(k:t('nav.search'), 'search-page', $content,
      map { 'wasm': true(), 'later': $table, 'scripts': ('texts.js', 'kktei.js', 'query.js',
        'first.js', 'search.js') })"/>
  </xsl:template>

  <!-- Two documents side by side: frames of this site's own pages, chosen by script. -->
  <xsl:template name="compare" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('compare.lead')}</p>
      <noscript><p>{k:t('compare.no-script')}</p></noscript>
      <div id="k-compare" class="compare" data-documents="search/{$k:context?parts('documents')}"/>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.compare'), 'compare-page', $content,
      map { 'frames': true(), 'scripts': ('texts.js', 'kktei.js', 'compare.js') })"/>
  </xsl:template>
</xsl:stylesheet>
