<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A volume's front matter: a page for each section, and the page that lists sections and chapters. -->

  <xsl:mode name="section" on-no-match="fail"/>

  <!-- A section comes as a document of its own: see kktei/render/front.py. -->
  <xsl:template match="document-node()" mode="section" as="map(xs:string, xs:string)">
    <xsl:variable name="head" as="element()*"><xsl:call-template name="k:section-metadata"/></xsl:variable>
    <xsl:variable name="content" as="element()*"><xsl:call-template name="k:section-article"/></xsl:variable>
    <xsl:sequence select="map {
      'page': k:page($k:context?path, k:title(/), $content,
      map { 'head': $head, 'class': 'document-page section-page' }),
      'unknown': string-join($content//@data-element, '&#10;') }"/>
  </xsl:template>

  <xsl:template name="k:section-article" as="element()">
    <article class="document">
      <header class="document-head">
        <h1>
          <xsl:for-each select="k:own-head(/)"><xsl:call-template name="k:common"/>
            <xsl:apply-templates/></xsl:for-each>
          <xsl:if test="empty(k:own-head(/))">{k:title(/)}</xsl:if>
        </h1>
        <xsl:call-template name="k:section-neighbours"/>
      </header>
      <div class="document-body">
        <xsl:call-template name="k:views"/>
        <div class="text">
          <xsl:if test="k:language(/) != ''"><xsl:attribute name="lang" select="k:language(/)"/></xsl:if>
          <xsl:apply-templates select="/*/text"/>
        </div>
        <xsl:call-template name="k:foot"/>
        <xsl:call-template name="k:apparatus"/>
      </div>
      <div class="document-side"><xsl:call-template name="k:section-cite"/></div>
    </article>
  </xsl:template>

  <xsl:template name="k:section-neighbours" as="element()">
    <nav class="neighbours" aria-label="{k:t('front.neighbours')}" data-x="">
      <ul>
        <xsl:variable name="up" as="element()"><li class="up"><a href="index.html">
          <span class="which">{k:t('front.up')}</span><xsl:text> </xsl:text>
          <span class="what">{k:t('nav.front')}</span></a></li></xsl:variable>
        <xsl:sequence select="if (exists($k:context?prev))
          then (k:neighbour($k:context?prev, 'prev'), k:neighbour($k:context?next, 'next'), $up)
          else ($up, k:neighbour($k:context?next, 'next'))"/>
      </ul>
    </nav>
  </xsl:template>

  <xsl:template name="k:section-cite" as="element()">
    <!-- A date in a preface's last line is no letter's date. -->
    <xsl:variable name="c" as="map(xs:string, xs:string)" select="map:put(k:citation(/), 'words', '')"/>
    <section class="cite" aria-labelledby="k-cite" data-x="">
      <h2 id="k-cite">{k:t('cite.title')}</h2>
      <dl>
        <dt>Chicago</dt><dd id="k-chicago"><xsl:sequence select="k:chicago($c)"/></dd>
        <dt>MLA</dt><dd id="k-mla"><xsl:sequence select="k:mla($c)"/></dd>
        <xsl:if test="$c?url != ''"><dt>{k:t('cite.link')}</dt><dd><a href="{$c?url}">{$c?url}</a></dd>
        </xsl:if>
      </dl>
      <p class="downloads"><a download="{tokenize($k:context?tei, '/')[last()]}"
        href="{$k:up || $k:context?tei}" type="{k:tei-type()}">TEI</a></p>
    </section>
  </xsl:template>

  <xsl:template name="k:section-metadata" as="element()*">
    <xsl:variable name="c" as="map(xs:string, xs:string)" select="k:citation(/)"/>
    <xsl:variable name="pairs" as="array(xs:string)*" select="
      ['DC.title', $c?title], ['DC.type', 'Text'], ['DC.language', k:language(/)],
      ['DC.publisher', $c?publisher], ['DC.identifier', $c?url],
      ['DC.rights', string($k:site?licence)], ['DC.relation.isPartOf', $c?edition],
      ['description', $c?title || '. ' || $c?edition]"/>
    <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/"/>
    <xsl:for-each select="$pairs[.(2) != '']"><meta name="{.(1)}" content="{.(2)}"/></xsl:for-each>
    <xsl:if test="$c?url != ''"><link rel="canonical" href="{$c?url}"/></xsl:if>
    <link rel="alternate" type="{k:tei-type()}" href="{$k:up || $k:context?tei}"/>
    <xsl:for-each select="$k:context?prev"><link rel="prev" href="{$k:up || ?address}"/></xsl:for-each>
    <xsl:for-each select="$k:context?next"><link rel="next" href="{$k:up || ?address}"/></xsl:for-each>
  </xsl:template>

  <!-- Sections and chapters, with their documents. -->
  <xsl:template name="front" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <xsl:sequence select="k:sections($k:context?sections?*, '../')"/>
      <xsl:if test="exists($k:context?chapters?*)">
        <section aria-labelledby="k-contents">
          <xsl:if test="exists($k:context?sections?*)"><h2 id="k-contents">{k:t('nav.contents')}</h2></xsl:if>
          <xsl:sequence select="$k:context?chapters?* ! k:chapter(., if (exists($k:context?sections?*)) then 3
            else 2)"/>
        </section>
      </xsl:if>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.' || $k:context?title), 'front-page', $content, map {})"/>
  </xsl:template>

  <xsl:function name="k:sections" as="element()?">
    <xsl:param name="sections" as="map(*)*"/>
    <xsl:param name="up" as="xs:string"/>
    <xsl:if test="exists($sections)">
      <ul class="document-list sections"><xsl:for-each select="$sections"><li><a
        href="{$up || ?address}">{?title}</a>
      </li></xsl:for-each></ul>
    </xsl:if>
  </xsl:function>

  <xsl:function name="k:chapter" as="element()*">
    <xsl:param name="chapter" as="map(*)"/>
    <xsl:param name="level" as="xs:integer"/>
    <xsl:sequence select="k:chapter-heading($chapter?title, $level)"/>
    <xsl:if test="exists($chapter?documents?*)"><xsl:sequence
      select="k:document-list($chapter?documents?*, '../')"/></xsl:if>
    <xsl:sequence select="$chapter?chapters?* ! k:chapter(., $level + 1)"/>
  </xsl:function>

  <xsl:function name="k:chapter-heading" as="element()">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="level" as="xs:integer"/>
    <xsl:element name="h{min((6, $level))}"><xsl:attribute
      name="class">chapter</xsl:attribute>{$words}</xsl:element>
  </xsl:function>

  <!-- All documents in their order, each chapter's below its heading. -->
  <xsl:function name="k:document-groups" as="element()*">
    <xsl:param name="groups" as="map(*)*"/>
    <xsl:for-each select="$groups">
      <xsl:sequence select="?headings?* ! k:chapter-heading(?title, 3 + xs:integer(?depth)),
        k:document-list(?documents?*, '')"/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
