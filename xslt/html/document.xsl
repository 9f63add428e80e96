<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The page of a document. -->
  <xsl:variable name="k:up" as="xs:string" select="k:up(string(($k:context?path, '')[1]))"/>

  <xsl:mode name="page" on-no-match="fail" use-accumulators="#all"/>

  <!-- The document's page, and what the stylesheets did not know in it ("unknown": element names, one a
    line). -->
  <xsl:template match="document-node()" mode="page" as="map(xs:string, xs:string)">
    <xsl:variable name="head" as="element()*"><xsl:call-template name="k:metadata"/></xsl:variable>
    <xsl:variable name="content" as="element()*"><xsl:call-template name="k:article"/></xsl:variable>
    <xsl:sequence select="map {
      'page': k:page($k:context?path, (k:number(/)[. != ''] ! (. || '. '), '')[1] || k:named(/), $content,
      map { 'head': ($head, k:apparatus-head(/),
        $k:zone-styles[exists($content//*[@class = 'page-picture zoned'])]),
        'class': 'document-page' }),
      'unknown': string-join($content//@data-element, '&#10;') }"/>
  </xsl:template>

  <!-- The title, or the name of the file where there is none. -->
  <xsl:function name="k:named" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="string((k:title($document)[. != ''], $k:context?name, $k:context?stem)[1])"/>
  </xsl:function>

  <xsl:template name="k:article" as="element()">
    <article class="document">
      <header class="document-head">
        <xsl:call-template name="k:heading"/>
        <xsl:call-template name="k:neighbours"/>
      </header>
      <div class="document-body">
        <xsl:call-template name="k:views"/>
        <xsl:call-template name="k:choice-of-witness"/>
        <xsl:call-template name="k:apparatus-tools"/>
        <div class="text">
          <xsl:if test="k:language(/) != ''"><xsl:attribute name="lang" select="k:language(/)"/></xsl:if>
          <xsl:if test="k:direction(k:language(/)) = 'rtl'"><xsl:attribute name="dir"
            select="'rtl'"/></xsl:if>
          <xsl:for-each select="k:whole-texts(/)">
            <xsl:if test="not(parent::*/parent::document-node()) and k:part-title(.) != ''">
              <h2 class="head">{k:part-title(.)}</h2></xsl:if>
            <xsl:apply-templates select="."/>
          </xsl:for-each>
        </div>
        <xsl:call-template name="k:witnesses-table"/>
        <xsl:call-template name="k:foot"/>
        <xsl:call-template name="k:apparatus"/>
        <xsl:call-template name="k:source-note"/>
        <xsl:call-template name="k:decisions"/>
      </div>
      <div class="document-side">
        <xsl:call-template name="k:beside"/>
        <xsl:call-template name="k:archive"/>
        <xsl:call-template name="k:journey"/>
        <xsl:call-template name="k:cited-by"/>
        <xsl:call-template name="k:cite"/>
      </div>
    </article>
  </xsl:template>

  <xsl:template name="k:heading" as="node()*">
    <xsl:variable name="n" as="xs:string" select="k:number(/)"/>
    <xsl:variable name="date" as="element()?" select="k:date(/)"/>
    <xsl:variable name="head" as="element(head)?" select="k:own-head(/)"/>
    <h1>
      <xsl:sequence select="k:lang(if ($head) then k:language(/) else k:title-language(/))"/>
      <xsl:for-each select="$head"><xsl:call-template name="k:common"/>
        <xsl:apply-templates select="node() except note[@type = 'source']"/></xsl:for-each>
      <xsl:if test="empty($head)">
        <xsl:if test="$n != ''"><span class="document-number">{$n}.</span><xsl:text> </xsl:text></xsl:if>
        <xsl:text>{k:named(/)}</xsl:text>
      </xsl:if>
    </h1>
    <p class="document-facts" data-x="">
      <xsl:if test="exists($date)">
        <xsl:sequence select="k:time(string($date/@when), k:date-words($date))"/><xsl:for-each select="$date">
            <xsl:call-template name="k:certainty"/></xsl:for-each>
      </xsl:if>
      <xsl:if test="k:genre(/) != ''"><xsl:text> </xsl:text><span class="genre">{k:kind(k:genre(/))}</span>
      </xsl:if>
    </p>
    <xsl:variable name="markings" as="element(seg)*"
      select="k:witnesses(/)[k:witness-roles(.) = 'wit.base' or last() = 1]/k:markings(.)"/>
    <xsl:if test="$markings"><p class="badges" data-x=""><xsl:for-each select="$markings">
      <xsl:call-template name="k:badge"/></xsl:for-each></p></xsl:if>
  </xsl:template>

  <!-- Previous and next: in the edition, and between the same two. -->
  <xsl:template name="k:neighbours" as="element()?">
    <xsl:if test="exists(($k:context?prev, $k:context?next, $k:context?pair?prev, $k:context?pair?next,
      $k:context?pair?whole[. != '']))">
      <nav class="neighbours" aria-label="{k:t('document.neighbours')}" data-x="">
        <ul>
          <xsl:sequence select="k:neighbour($k:context?prev, 'prev'), k:neighbour($k:context?next, 'next'),
            k:neighbour($k:context?pair?prev, 'pair-prev'), k:neighbour($k:context?pair?next, 'pair-next')"/>
        </ul>
        <xsl:if test="$k:context?pair?whole != ''"><p class="pair-whole">
          <a href="{$k:up || $k:context?pair?whole}">{k:t('document.pair-whole')}</a></p></xsl:if>
      </nav>
    </xsl:if>
  </xsl:template>

  <xsl:function name="k:neighbour" as="element()?">
    <xsl:param name="to" as="map(*)?"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:for-each select="$to">
      <li class="{$kind}"><a href="{k:way-to(?address)}"><xsl:if test="not(starts-with($kind, 'pair'))">
        <xsl:attribute name="rel" select="$kind"/></xsl:if>
        <span class="which">{k:t('document.' || $kind)}</span><xsl:text> </xsl:text>
        <span class="what">{?title}</span><xsl:sequence select="k:link-date(.)"/></a></li>
    </xsl:for-each>
  </xsl:function>

  <!-- When a document was written that a link leads to. -->
  <xsl:function name="k:link-date" as="item()*">
    <xsl:param name="to" as="map(*)"/>
    <xsl:if test="string-join(($to?start, $to?end)) != ''"><xsl:text> </xsl:text>
      <span class="when">{k:bounds-words($to?start, $to?end, $to?lasting)}</span></xsl:if>
  </xsl:function>

  <!-- Reading and diplomatic view, without a script: the style sheet asks which button is pressed. -->
  <xsl:template name="k:views" as="element()?">
    <!-- Where no text is at hand, what is supplied in its place has one view; a source note may have two. -->
    <xsl:variable name="words" as="xs:boolean" select="exists(k:whole-texts(/)//text()[normalize-space()]
      [not(ancestor::head or ancestor::note or ancestor::gap or ancestor::supplied)])"/>
    <xsl:if test="k:whole-texts(/)//(choice | del | add | lb | surplus | unclear | fw | metamark | supplied
      | transpose)[not(self::lb[@type = 'hard'] or self::transpose[not(@k:carried)])]
      [if (ancestor::note[@type = 'source']) then self::choice else $words]">
      <fieldset class="views" data-x="">
        <legend>{k:t('view.legend')}</legend>
        <label><input type="radio" name="view" id="k-view-reading" checked="checked"/>
        <xsl:text> </xsl:text>{k:t('view.reading')}</label><xsl:text> </xsl:text>
        <label><input type="radio" name="view" id="k-view-diplomatic"/>
        <xsl:text> </xsl:text>{k:t('view.diplomatic')}</label>
      </fieldset>
    </xsl:if>
  </xsl:template>

  <xsl:template name="k:cited-by" as="element()?">
    <xsl:if test="exists($k:context?cited_by?*)">
      <section class="cited-by" aria-labelledby="k-cited-by" data-x="">
        <h2 id="k-cited-by">{k:t('document.cited-by')}</h2>
        <ul><xsl:for-each select="$k:context?cited_by?*"><li>
          <a href="{$k:up || ?address}">{?title}</a><xsl:sequence select="k:link-date(.)"/></li>
        </xsl:for-each></ul>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
