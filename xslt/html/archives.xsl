<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Repositories, down to collection and lot: which documents lie there. -->
  <xsl:template name="archives" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('archives.lead')}</p>
      <ul class="register">
        <xsl:for-each select="$k:context?rows?*">
          <li><a href="../{?address}">{?name}</a><xsl:if test="?where != ''"><xsl:text> </xsl:text>
          <span class="variants">{?where}</span></xsl:if><xsl:text> </xsl:text>
          <span class="count" title="{k:count('documents', xs:integer(?count))}">{?count}</span></li>
        </xsl:for-each>
      </ul>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.archives'), 'register-page', $content, map {})"/>
  </xsl:template>

  <xsl:template name="archive" as="map(xs:string, xs:string)">
    <xsl:variable name="level" as="map(*)" select="$k:context?level"/>
    <xsl:variable name="content" as="element()*">
      <p class="where">{string-join(($level?where[. != ''], k:count('documents', xs:integer($level?count))),
        ' · ')}</p>
      <xsl:sequence select="k:about-name($k:context?about?*, $k:context?ids?*)"/>
      <xsl:if test="count($level?below?*) gt 1">
        <nav class="levels-nav" aria-label="{k:t('archives.levels')}">
          <xsl:sequence select="k:level-links($level)"/></nav>
      </xsl:if>
      <xsl:sequence select="k:level($level)"/>
    </xsl:variable>
    <xsl:sequence select="k:index-page($level?name, 'archive-page', $content,
      map { 'head': k:linked-name('ArchiveOrganization', $level?name, (), $k:context?ids?*) })"/>
  </xsl:template>

  <xsl:function name="k:level-links" as="element()?">
    <xsl:param name="level" as="map(*)"/>
    <xsl:if test="exists($level?below?*)">
      <ul><xsl:for-each select="$level?below?*"><li><a href="#{?id}">{?name}</a><xsl:text> </xsl:text>
      <span class="count">{?count}</span><xsl:sequence select="k:level-links(.)"/></li></xsl:for-each></ul>
    </xsl:if>
  </xsl:function>

  <!-- A level: its own documents, then the levels below it. -->
  <xsl:function name="k:level" as="element()*">
    <xsl:param name="level" as="map(*)"/>
    <xsl:if test="exists($level?copies?*)"><xsl:sequence select="k:document-list($level?copies?*, '../')"/>
    </xsl:if>
    <xsl:for-each select="$level?below?*">
      <section class="level" id="{?id}">
        <xsl:element name="h{min((6, 1 + xs:integer(?depth)))}">{?name}<xsl:text> </xsl:text>
        <span class="count">{k:count('documents', xs:integer(?count))}</span></xsl:element>
        <xsl:sequence select="k:level(.)"/>
      </section>
    </xsl:for-each>
  </xsl:function>

  <xsl:template name="markings" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('markings.lead')}</p>
      <xsl:for-each select="$k:context?taxonomies?*">
        <section aria-labelledby="k-tax-{position()}">
          <h2 id="k-tax-{position()}">{k:t-or('taxonomy.' || ?key, (?about[. != ''], ?key)[1])}</h2>
          <xsl:for-each select="?categories?*">
            <section id="{?key}" class="category">
              <h3><span class="badge {k:class(?key)}">{?name}</span><xsl:text> </xsl:text>
              <span class="count">{k:count('documents', k:many(?documents))}</span></h3>
              <xsl:if test="?about != ''"><p>{?about}</p></xsl:if>
              <xsl:sequence select="k:document-list(?documents?*, '')"/>
            </section>
          </xsl:for-each>
        </section>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.markings'), 'markings-page', $content, map {})"/>
  </xsl:template>

  <xsl:template name="printed" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <p class="lead">{k:t('printed.lead')}</p>
      <xsl:for-each select="$k:context?works?*">
        <section id="{?id}" class="work">
          <h2>{?name}</h2>
          <xsl:for-each select="?roles?*"><h3>{k:t-or('literature.' || ?role, k:t('literature.other'))}</h3>
          <xsl:sequence select="k:document-list(?documents?*, '')"/></xsl:for-each>
        </section>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.printed'), 'printed-page', $content, map {})"/>
  </xsl:template>
</xsl:stylesheet>
