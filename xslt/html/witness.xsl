<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The page of a witness: its text as it reads, what differs from the edition's text tinted and leading to
       its entry, its pictures beside it. -->

  <xsl:mode name="witness-page" on-no-match="fail" use-accumulators="#all"/>

  <xsl:template match="document-node()" mode="witness-page" as="map(xs:string, xs:string)">
    <xsl:variable name="witness" as="element(witness)" select="key('k:id', $k:context?witness, .)
      /self::witness"/>
    <xsl:variable name="title" as="xs:string"
      select="k:t('witness.of', map { 'siglum': k:siglum($witness) })"/>
    <xsl:variable name="home" as="xs:string" select="$k:up || $k:context?home?address"/>
    <xsl:variable name="content" as="element()">
      <article class="document witness-document">
        <header class="document-head">
          <p class="document-facts"><a href="{$home}">{$k:context?home?title}</a></p>
          <h1>{$title}</h1>
          <nav class="witness-pages" aria-label="{k:t('witness.title')}"><ul>
            <xsl:for-each select="k:collated-witnesses(/)">
              <li><a href="{$k:up || $k:witness-pages(string(@xml:id))}"><xsl:if test=". is $witness">
                <xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
                <i class="siglum">{k:siglum(.)}</i></a></li>
            </xsl:for-each></ul></nav>
        </header>
        <div class="document-body">
          <p class="witness-key"><mark>{k:t('witness.variant')}</mark>
          <xsl:text> </xsl:text>{k:t('witness.key')}
          <xsl:text> </xsl:text>{k:count('variants', count(k:variants-of($witness)))}</p>
          <div class="text witness-text">
            <xsl:if test="k:language(/) != ''"><xsl:attribute name="lang" select="k:language(/)"/></xsl:if>
            <xsl:if test="k:direction(k:language(/)) = 'rtl'"><xsl:attribute name="dir"
              select="'rtl'"/></xsl:if>
            <xsl:call-template name="k:witness-stretches">
              <xsl:with-param name="witness" select="$witness"/><xsl:with-param name="home" select="$home"/>
            </xsl:call-template>
          </div>
        </div>
        <div class="document-side">
          <xsl:variable name="pictures" as="element()*" select="k:witness-pictures($witness)"/>
          <xsl:if test="exists($pictures)">
            <section class="witness-pictures" aria-labelledby="k-pictures">
              <h2 id="k-pictures">{k:t('witness.pictures', map { 'siglum': k:siglum($witness) })}</h2>
              <xsl:sequence select="$pictures"/></section>
          </xsl:if>
          <section class="cards" aria-labelledby="k-archive">
            <h2 id="k-archive">{k:t('archive.title')}</h2>
            <ol class="witnesses"><xsl:for-each select="k:described-by($witness)">
              <xsl:call-template name="k:witness"/></xsl:for-each></ol>
          </section>
        </div>
      </article>
    </xsl:variable>
    <xsl:sequence select="map { 'page': k:page($k:context?path, $title || ' · ' || $k:context?home?title,
      $content, map { 'class': 'document-page', 'search': false(), 'head': $k:apparatus-style }) }"/>
  </xsl:template>

  <!-- A witness, and for one of its layers the copy that it is a layer of. -->
  <xsl:function name="k:described-by" as="element()+">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="$witness, tokenize($witness/@corresp) ! k:here(., $witness)/self::witness"/>
  </xsl:function>

  <xsl:template name="k:witness-stretches" as="element()*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:param name="home" as="xs:string"/>
    <xsl:variable name="edges" as="element()*" select="k:edges($witness)"/>
    <xsl:variable name="pages" as="element(pb)*" select="k:pages-of($witness)"/>
    <xsl:for-each select="k:stretches(k:whole-texts(/))">
      <xsl:variable name="words" as="node()*">
        <xsl:apply-templates select="k:stretch-nodes(.)" mode="witness">
          <xsl:with-param name="pointer" select="'#' || $witness/@xml:id" tunnel="yes"/>
          <xsl:with-param name="edges" select="$edges" tunnel="yes"/>
          <xsl:with-param name="home" select="$home" tunnel="yes"/>
          <xsl:with-param name="pages" select="$pages" tunnel="yes"/>
        </xsl:apply-templates>
      </xsl:variable>
      <xsl:if test="normalize-space(string-join($words)) != ''">
        <xsl:element name="{if (self::l) then 'div' else 'p'}">
          <xsl:attribute name="class" select="k:class(local-name())"/>
          <xsl:call-template name="k:language"/>
          <xsl:sequence select="$words"/>
        </xsl:element>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
