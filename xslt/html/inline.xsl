<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The views of a document: what stands in it (diplomatic) and what the editor reads; what was done to the
    text is told by colour and title.  Breaks and the pictures of pages. -->

  <!-- Two states of one place: what is in the document (diplomatic) and what the editor reads.  Other
    readings
       stand in the apparatus only. -->
  <xsl:template match="choice" as="node()*">
    <xsl:param name="in-entry" as="xs:boolean" select="false()" tunnel="yes"/>
    <span class="choice">
      <xsl:apply-templates select="(k:chosen(.), k:others(.)[self::sic | self::orig][not($in-entry)],
        expan)/."/>
    </span>
    <xsl:if test="$in-entry and not(k:is-entry(.)) and exists(k:others(.))">
      <xsl:text> (</xsl:text><xsl:sequence select="k:variant-nodes(.)"/><xsl:text>)</xsl:text></xsl:if>
    <xsl:if test="k:is-entry(.)"><xsl:sequence select="k:entry-call(.)"/></xsl:if>
  </xsl:template>

  <xsl:template match="choice/sic | choice/orig" as="node()*">
    <xsl:variable name="shown" as="xs:boolean" select="exists(. intersect k:chosen(..))"/>
    <span class="{local-name()}{if ($shown) then () else ' diplomatic'}">
      <xsl:if test="not($shown)"><xsl:attribute name="data-x"/></xsl:if>
      <xsl:call-template name="k:common"/><xsl:apply-templates/>
    </span>
  </xsl:template>

  <xsl:template match="choice/corr | choice/reg | choice[not(abbr)]/expan" as="node()*">
    <span class="{local-name()} reading" title="{k:edit-title(.)}">
      <xsl:call-template name="k:common"/><xsl:apply-templates/>
    </span>
  </xsl:template>

  <xsl:function name="k:signs" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if ($element/self::supplied) then ('[', ']')
      else if ($element/self::space) then '&#x2003;' else ()"/>
  </xsl:function>

  <xsl:function name="k:missing" as="xs:string">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:sequence select="''"/>
  </xsl:function>

  <xsl:function name="k:explained" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:for-each select="$element[not(self::ex)]">
      <xsl:variable name="detail" as="xs:string*" select="if (self::gap)
        then (k:extent(.)[. != ''], @extent)
        else (@place, @reason, @hand/k:key(.), @agent, @cert ! k:t-or('cert.' || ., .))"/>
      <xsl:attribute name="title" select="if (self::gap) then string-join((k:gap-title(.), $detail), ', ')
        else k:edit-title(.) || string-join(string-join($detail, ', ')[. != ''] ! (' (' || . || ')'))"/>
      <xsl:if test="self::del or self::metamark">
        <xsl:attribute name="data-x"/></xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- Why something is missing, as @reason says; that it is, where that says nothing that we know. -->
  <xsl:function name="k:gap-title" as="xs:string">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:variable name="reasons" as="xs:string*" select="tokenize($gap/@reason)"/>
    <xsl:variable name="words" as="xs:string" select="string-join((k:t('edit.gap')[every $r in $reasons
      satisfies empty($k:texts('gap.' || $r))], $reasons ! k:t-or('gap.' || ., .)), ', ')"/>
    <xsl:sequence select="upper-case(substring($words, 1, 1)) || substring($words, 2)"/>
  </xsl:function>

  <!-- What an editorial element means; where nothing else stands there, without what it replaced. -->
  <xsl:function name="k:edit-title" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="'edit.' || local-name($element)"/>
    <xsl:variable name="was" as="xs:string" select="normalize-space(string-join($element/parent::choice/(sic
      | orig)[1]//text()[empty(ancestor::note | ancestor::choice/(corr | reg | expan) intersect
      ancestor::*)]))"/>
    <xsl:sequence select="if ($was = '' and exists($k:texts($name || '.alone'))) then k:t($name || '.alone')
      else if (exists($k:texts($name))) then k:t($name, map { 'was': $was }) else local-name($element)"/>
  </xsl:function>

  <!-- Running heads, catchwords and the numbers of pages are of the document, not of its text. -->
  <xsl:template match="fw" as="node()*">
    <span class="fw diplomatic" data-x=""><xsl:call-template name="k:common"/>
    <xsl:text> [</xsl:text><xsl:apply-templates/><xsl:text>] </xsl:text></span>
  </xsl:template>

  <!-- Line breaks show in the diplomatic view; where lines are kept always. -->
  <xsl:template match="lb" as="node()*">
    <xsl:if test="starts-with(@facs, '#')"><span class="line-spot" id="{k:html-id(.)}"/></xsl:if>
    <xsl:choose>
      <xsl:when test="k:ends-line(.)"><br/></xsl:when>
      <xsl:when test="@break = 'no'"><xsl:if test="tokenize(@rend) = 'hyphen'">
        <span class="lb diplomatic" data-x="">‑</span></xsl:if><br
          class="diplomatic"/></xsl:when>
      <xsl:otherwise><br class="diplomatic"/><span class="reading"><xsl:text> </xsl:text></span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="k:unforeseen"/>
  </xsl:template>

  <!-- Where some witnesses begin a paragraph the entry says so. -->
  <xsl:template match="app//milestone[@unit = ('p', 'l')]" as="node()*" priority="1">
    <xsl:call-template name="k:unforeseen"/>
  </xsl:template>

  <!-- Letters, signs and words that are only told to be such run on: a name on each would be a tenth of a
    text. -->
  <xsl:template match="(c | m | pc | w)[empty((@xml:id, @xml:lang, @facs, @k:*))][empty(k:styles(.))]"
    as="node()*" priority="-0.3"><xsl:call-template name="k:content"/></xsl:template>

  <xsl:template match="pb | cb | gb | milestone" as="node()*">
    <span class="{local-name()}"><xsl:call-template name="k:common"/>
      <xsl:attribute name="data-x"/>
      <!-- What is copied keeps a blank where the page begins, but not within a word. -->
      <xsl:if test="@break = 'no'"><xsl:attribute name="data-break" select="@break"/></xsl:if>
      <xsl:variable name="of" as="xs:string" select="string(self::pb/k:page-of(.))"/>
      <xsl:if test="$of != ''"><i class="siglum">{$of}</i><xsl:text> </xsl:text></xsl:if>
      <xsl:sequence select="k:break-words(.)"/><xsl:if test="k:is-web(self::pb/k:picture-url(.))">
        <xsl:text> </xsl:text><a class="picture" href="{k:picture-url(.)}">{k:t('document.picture')}</a>
      </xsl:if></span>
    <xsl:sequence select="self::pb[not(k:is-of-several(.))]/k:page-picture(.)"/>
    <xsl:call-template name="k:unforeseen"/>
  </xsl:template>

  <!-- What is begun, and its number. -->
  <xsl:function name="k:break-words" as="node()*">
    <xsl:param name="break" as="element()"/>
    <!-- "12v" is a leaf; "fol. 12v" and "p. 3" say what they are. -->
    <xsl:if test="not(matches($break/@n, '^\p{L}+\. ?\P{L}'))">
      <xsl:variable name="leaf" as="xs:boolean" select="$break/self::pb and
        matches($break/@n, '^\d+ ?(r|v|ro|vo|recto|verso)\.?$')"/>
      <span class="label">{k:t('break.' || (if ($leaf) then 'leaf' else local-name($break)))}</span>
    </xsl:if>
    <xsl:for-each select="$break/@n"><xsl:text> </xsl:text><span class="n">{.}</span></xsl:for-each>
  </xsl:function>

  <!-- The pictures that came with the edition, by their addresses. -->
  <xsl:variable name="k:pictures" as="map(*)" select="($k:context?pictures, map {})[1]"/>

  <!-- Whether a page is that of one of several witnesses: their pictures stand beside their own texts. -->
  <xsl:function name="k:is-of-several" as="xs:boolean">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:sequence select="k:page-of($break) != ''
      and count(distinct-values(k:whole-texts(root($break))//pb/k:page-of(.)[. != ''])) gt 1"/>
  </xsl:function>

  <!-- The picture of a page, beside its text; it leads to itself, to be enlarged. -->
  <xsl:function name="k:page-picture" as="element()?">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:for-each select="k:picture-url($break) ! $k:pictures(.)">
      <xsl:variable name="image" as="element()" select="k:image(., k:t('document.picture-of', map { 'n':
        string(($break/@n, '…')[1]) }))"/>
      <xsl:variable name="zones" as="element()?" select="k:zones($break, .)"/>
      <xsl:choose>
        <xsl:when test="exists($zones)">
          <span class="page-picture zoned" data-x=""><a href="{$k:up || ?address}">
            <xsl:sequence select="$image"/></a><xsl:sequence select="$zones"/></span>
        </xsl:when>
        <xsl:otherwise><a class="page-picture" href="{$k:up || ?address}" data-x="">
          <xsl:sequence select="$image"/></a></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:image" as="element()">
    <xsl:param name="picture" as="map(*)"/>
    <xsl:param name="words" as="xs:string"/>
    <img src="{$k:up || $picture?address}" alt="{$words}" loading="lazy">
      <xsl:if test="exists($picture?width)">
        <xsl:attribute name="width" select="$picture?width"/><xsl:attribute name="height"
          select="$picture?height"/></xsl:if>
    </img>
  </xsl:function>

  <!-- Words in an element that TEI keeps empty are shown; the page says that they stand there
    ("anchor/text()"). -->
  <xsl:template name="k:unforeseen" as="element()?">
    <xsl:if test="normalize-space() != ''">
      <xsl:element name="{k:tag(., 'span')}">
        <xsl:attribute name="class">unknown</xsl:attribute>
        <xsl:attribute name="data-element" select="local-name() || '/text()'"/>
        <xsl:apply-templates/>
      </xsl:element>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
