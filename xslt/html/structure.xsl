<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What the site has otherwise than the e-book in the parts of a text: texts side by side, paragraphs that
    can be cited, numbered verse, pictures. -->

  <!-- Whatever HTML allows stands where it stands in the text. -->
  <xsl:template name="k:content" as="node()*"><xsl:apply-templates/></xsl:template>
  <xsl:template name="k:flow" as="node()*">
    <xsl:param name="nodes" as="node()*" select="node()"/>
    <xsl:apply-templates select="$nodes"/>
  </xsl:template>

  <!-- Texts that correspond stand side by side where there is room: a translation, divisions that point to
       each
       other, or of the same number in two languages. -->
  <xsl:template match="div[k:parallels(.)]" as="node()*" priority="2">
    <xsl:param name="side" as="xs:boolean" select="false()"/>
    <xsl:choose>
      <xsl:when test="$side"><xsl:next-match><xsl:with-param name="side" select="true()"/></xsl:next-match>
      </xsl:when>
      <xsl:when test="k:is-parallel(.)"/>
      <xsl:when test="exists(k:rows-beside(.))"><xsl:call-template name="k:rows-beside"/></xsl:when>
      <xsl:otherwise>
        <div class="parallel"><xsl:next-match/>
          <xsl:apply-templates select="k:parallels(.)"><xsl:with-param name="side" select="true()"/>
          </xsl:apply-templates></div>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="div[k:is-parallel(.)]" as="node()*" priority="1">
    <xsl:param name="side" as="xs:boolean" select="false()"/>
    <xsl:if test="$side"><xsl:next-match/></xsl:if>
  </xsl:template>

  <!-- Translations beside their text, a row a paragraph; of several each has its siglum, or language, above;
    on a narrow screen, where they stand below each other, at each of its paragraphs. -->
  <xsl:template name="k:rows-beside" as="element()">
    <xsl:variable name="others" as="element(div)+" select="k:parallels(.)"/>
    <div class="beside-rows"><xsl:call-template name="k:common"/>
      <xsl:apply-templates select="head"/>
      <xsl:variable name="named" as="xs:string*" select="
        if (count($others) gt 1) then $others ! k:translation-name(.) else ()"/>
      <xsl:if test="exists($named[. != ''])">
        <div class="row" data-names=""><div class="mine"/>
          <xsl:for-each select="$named"><div class="theirs"><i class="siglum">{.}</i></div></xsl:for-each>
        </div>
      </xsl:if>
      <xsl:for-each select="k:rows-beside(.)">
        <xsl:variable name="row" as="map(*)" select="."/>
        <xsl:variable name="first" as="xs:boolean" select="position() = 1"/>
        <div class="row">
          <div class="mine"><xsl:apply-templates select="?text"/></div>
          <xsl:for-each select="$others">
            <xsl:variable name="at" as="xs:integer" select="position()"/>
            <div class="theirs"><xsl:sequence select="if ($first) then k:attributes(., 'theirs')
              else k:language-of(.)"/>
              <xsl:if test="$named[$at] != '' and exists($row?beside($at)?*)">
                <xsl:attribute name="data-name" select="$named[$at]"/></xsl:if>
              <xsl:apply-templates select="$row?beside($at)?*"/></div>
          </xsl:for-each>
        </div>
      </xsl:for-each>
    </div>
  </xsl:template>

  <!-- How a translation among several is told from the others; "" where nothing tells. -->
  <xsl:function name="k:translation-name" as="xs:string">
    <xsl:param name="division" as="element(div)"/>
    <xsl:variable name="language" as="xs:string" select="string($division/@xml:lang)"/>
    <xsl:sequence select="string(($division/@n, $language[. != ''] ! k:language-name(.))[1])"/>
  </xsl:function>

  <!-- Several texts in one file: each is a part of its own. -->
  <xsl:template match="group/text" as="node()*">
    <section class="part" aria-label="{k:t('document.part', map { 'n': k:position(.) - 1 })}">
      <xsl:call-template name="k:common"/><xsl:apply-templates/></section>
  </xsl:template>

  <xsl:template match="salute | signed | dateline" as="node()*">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <xsl:template match="(stage | speaker)[k:is-block(.)]" as="node()*"><xsl:call-template name="k:division"/>
  </xsl:template>

  <!-- In the description of a copy paragraphs are remarks, one after the other. -->
  <xsl:template match="teiHeader//p | teiHeader//ab" as="node()*" priority="1">
    <span class="remark-text"><xsl:call-template name="k:common"/><xsl:apply-templates/></span>
    <xsl:if test="not(parent::quote | parent::q | parent::said) or following-sibling::*">
      <xsl:text> </xsl:text></xsl:if>
  </xsl:template>

  <!-- So what they quote runs on between its marks, were it several paragraphs. -->
  <xsl:template match="(quote | q | said)[ancestor::teiHeader][empty(.//(list | table | lg | l | figure))]"
    as="element()" priority="2">
    <xsl:variable name="marks" as="xs:string*" select="k:quote-marks(.)"/>
    <q><xsl:call-template name="k:common"/>{$marks[1]}<xsl:apply-templates/>{$marks[2]}</q>
  </xsl:template>

  <xsl:template match="p | ab" as="node()*">
    <xsl:call-template name="k:paragraph"/>
  </xsl:template>

  <!-- A paragraph with the link by which it is cited. -->
  <xsl:template name="k:paragraph" as="element()">
    <xsl:variable name="id" as="xs:string" select="k:html-id(.)"/>
    <xsl:element name="{k:tag(., 'p')}">
      <xsl:attribute name="id" select="$id"/>
      <xsl:attribute name="class" select="string-join(('p', self::ab ! 'ab', @rend ! ('r-' || k:class(.)),
        'kept'[k:begins-kept(current()/node())]), ' ')"/>
      <xsl:call-template name="k:language"/>
      <xsl:apply-templates/>
      <xsl:if test="not(ancestor::note) and normalize-space() != ''">
        <a class="permalink" href="#{$id}" aria-label="{k:t('document.permalink',
          map { 'n': k:paragraph-number(.) })}" data-x="">¶</a>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- The paragraph's number in the text, notes not counted. -->
  <xsl:function name="k:paragraph-number" as="xs:integer">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="$paragraph/accumulator-before('k:paragraphs')"/>
  </xsl:function>

  <xsl:accumulator name="k:paragraphs" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="text//p[not(ancestor::note)] | text//ab[not(ancestor::note)]"
      select="$value + 1"/>
  </xsl:accumulator>

  <!-- The document's own heading stands at the top of the page; other heads are headings below it. -->
  <xsl:template match="head" as="node()*">
    <!-- The front matter's sections have no other headings above theirs. -->
    <xsl:variable name="above" as="element()*" select="ancestor::*[head] except .."/>
    <xsl:variable name="level" as="xs:integer" select="min((6, if ($k:context?section) then 1 + count($above)
      else 2 + count($above except k:own-head(root())/..)))"/>
    <xsl:element name="{if (parent::figure[k:runs-on(.)]) then 'span'
      else if (parent::table or parent::figure or parent::list) then 'p' else 'h' || $level}">
      <xsl:attribute name="class">head</xsl:attribute>
      <xsl:call-template name="k:common"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="head[. is k:own-head(root())]" as="node()*"/>

  <!-- The number that begins the heading. -->
  <xsl:template match="div[@type = 'document']/head/text()[1][matches(., '^\s*\d+\.\s')]" as="node()*">
    <span class="document-number">{replace(., '^\s*(\d+\.)\s.*$', '$1', 's')}</span>
    <xsl:text> </xsl:text>{replace(., '^\s*\d+\.\s+', '')}
  </xsl:template>

  <xsl:template match="l" as="node()*">
    <div class="{string-join(('l', @rend ! ('r-' || k:class(.)), k:indent(.)[. gt 0] ! ('in' || .)), ' ')}">
      <xsl:if test="@xml:id or @n or starts-with(@facs, '#')">
        <xsl:attribute name="id" select="k:html-id(.)"/></xsl:if>
      <xsl:call-template name="k:language"/>
      <xsl:if test="@k:written"><xsl:attribute name="data-written" select="@k:written"/></xsl:if>
      <xsl:apply-templates/>
      <xsl:if test="@n and normalize-space() != ''">
        <a class="line-number{if (k:is-counted-line(.)) then '' else ' quiet'}" href="#{k:html-id(.)}"
          data-x="">{@n}</a></xsl:if>
    </div>
  </xsl:template>

  <!-- A table may be wider than the screen. -->
  <xsl:template match="table" as="node()*">
    <div class="table" role="region" tabindex="0" aria-label="{(head[1] ! normalize-space(.),
      k:t('document.table'))[1]}"><xsl:next-match/></div>
  </xsl:template>

  <xsl:template match="figure" as="node()*">
    <xsl:element name="{if (k:runs-on(.)) then 'span' else 'figure'}">
      <xsl:call-template name="k:common"/><xsl:apply-templates/></xsl:element>
  </xsl:template>

  <!-- A picture in a line of text, which cannot hold a figure of HTML's. -->
  <xsl:function name="k:runs-on" as="xs:boolean">
    <xsl:param name="figure" as="element(figure)"/>
    <xsl:sequence select="k:is-inline-figure($figure) and not(k:holds-blocks($figure))"/>
  </xsl:function>

  <!-- Pictures are not fetched; what they show is said. -->
  <xsl:template match="graphic[exists($k:pictures(k:picture-url(.)))]" as="node()*" priority="1">
    <a class="graphic" href="{$k:up || $k:pictures(k:picture-url(.))?address}">
      <xsl:sequence select="k:image($k:pictures(k:picture-url(.)), string((desc, ../figDesc, ../head,
        k:t('document.picture'))[normalize-space()][1] ! normalize-space()))"/></a>
    <xsl:apply-templates select="desc"/>
  </xsl:template>
  <xsl:template match="graphic | media" as="node()*">
    <span class="graphic">[{if (k:is-recording(.)) then k:t('document.recording') else k:t('document.picture')
      }<xsl:if test="k:is-web(@url)"><xsl:text>: </xsl:text>
    <a href="{@url}">{@url}</a></xsl:if>]</span>
    <xsl:apply-templates select="desc"/>
  </xsl:template>

  <xsl:template match="figDesc" as="node()*">
    <xsl:element name="{if (parent::figure[not(k:runs-on(.))]) then 'figcaption' else 'span'}">
      <xsl:attribute name="class">figdesc</xsl:attribute>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- Words as a paragraph; as a division where they hold what cannot stand in one (quoted paragraphs, a
    list). -->
  <xsl:function name="k:words-in-block" as="element()">
    <xsl:param name="class" as="xs:string?"/>
    <xsl:param name="words" as="node()*"/>
    <xsl:variable name="blocks" as="element()*" select="$words/descendant-or-self::*
      [local-name() = ('div', 'p', 'blockquote', 'ul', 'ol', 'dl', 'table', 'figure')]"/>
    <xsl:element name="{if (exists($blocks)) then 'div' else 'p'}">
      <xsl:if test="$class"><xsl:attribute name="class" select="$class"/></xsl:if>
      <xsl:sequence select="$words"/>
    </xsl:element>
  </xsl:function>

  <!-- Id and language of the element at hand. -->
  <xsl:template name="k:common" as="attribute()*"><xsl:sequence select="k:attributes(., ())"/></xsl:template>
  <xsl:template name="k:language" as="attribute()*"><xsl:sequence select="k:language-of(.)"/></xsl:template>
</xsl:stylesheet>
