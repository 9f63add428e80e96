<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The home page: what this is, where to begin, who made it, how to cite it. -->
  <xsl:template name="home" as="map(xs:string, xs:string)">
    <xsl:variable name="content" as="element()*">
      <header class="title-page">
        <h1>{$k:site?title}</h1>
        <xsl:if test="$k:site?subtitle != ''"><p class="subtitle">{$k:site?subtitle}</p></xsl:if>
        <xsl:if test="exists($k:site?editors?*)"><p
          class="editors">{k:t('home.edited-by')} {string-join($k:site?editors?*, ', ')}</p></xsl:if>
      </header>
      <div class="prose lead"><xsl:for-each select="$k:context?about?*"><p>{.}</p></xsl:for-each></div>
      <form class="search-box" action="search.html" method="get" role="search">
        <label for="k-q">{k:t('search.label')}</label>
        <span class="field"><input type="search" id="k-q" name="q"/>
        <button type="submit">{k:t('search.go')}</button></span>
      </form>
      <section aria-labelledby="k-begin">
        <h2 id="k-begin">{k:t('home.begin')}</h2>
        <ul class="ways">
          <xsl:for-each select="$k:site?menu?*"><li><a href="{?address}">{k:t('nav.' || ?text)}</a>
          <xsl:text> </xsl:text><span>{k:t-or('home.' || ?text, '')}</span></li></xsl:for-each>
        </ul>
      </section>
      <xsl:if test="exists($k:context?front?*)">
        <section aria-labelledby="k-front">
          <h2 id="k-front">{k:t('nav.front')}</h2>
          <xsl:sequence select="k:sections($k:context?front?*, '')"/>
        </section>
      </xsl:if>
      <section aria-labelledby="k-documents">
        <h2 id="k-documents">{k:count('documents', xs:integer($k:context?count))}</h2>
        <xsl:sequence select="if (exists($k:context?groups?*)) then k:document-groups($k:context?groups?*)
          else k:document-list($k:context?documents?*, '')"/>
        <xsl:if test="$k:context?count gt k:many($k:context?documents)"><p>
          <a href="calendar.html">{k:t('home.all')}</a></p></xsl:if>
      </section>
      <section aria-labelledby="k-cite-edition">
        <h2 id="k-cite-edition">{k:t('home.cite')}</h2>
        <p class="citation"><xsl:sequence select="k:edition-citation()"/></p>
        <p>{k:t('home.cite-parts')}</p>
      </section>
    </xsl:variable>
    <xsl:sequence select="map { 'page': k:page('index.html', $k:site?title, $content,
      map { 'class': 'home', 'search': false(), 'head': k:linked-home() }) }"/>
  </xsl:template>

  <xsl:function name="k:edition-citation" as="node()*">
    <cite>{$k:site?title}</cite>
    <xsl:text>{string-join(('', $k:site?editors?*[1] ! (k:t('cite.ed') || ' ' ||
      string-join($k:site?editors?*, ', ')), string-join(($k:site?place, $k:site?publisher)[. != ''], ': ')[.
      != ''], $k:site?date[. != ''], $k:site?base_uri[. != '']), ', ')}.</xsl:text>
  </xsl:function>
</xsl:stylesheet>
