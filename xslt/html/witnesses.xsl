<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The witnesses side by side, a row a paragraph; without a script the reader chooses one of them or all:
       the style sheet asks which button is pressed.  Each has a page of its own (witness.xsl). -->

  <xsl:variable name="k:columns" as="xs:integer" select="24"/><!-- for which the style sheet has rules -->
  <xsl:variable name="k:witness-pages" as="map(*)" select="($k:context?witness_pages, map {})[1]"/>

  <xsl:template name="k:choice-of-witness" as="element()*">
    <xsl:variable name="witnesses" as="element(witness)*" select="k:collated-witnesses(/)"/>
    <xsl:if test="exists($witnesses)">
      <fieldset class="views witness-views" data-x="">
        <legend>{k:t('witness.legend')}</legend>
        <label><input type="radio" name="witness" id="k-witness-none" checked="checked"/>
        <xsl:text> </xsl:text>{k:t('witness.text')}</label>
        <xsl:for-each select="$witnesses[position() le $k:columns]">
          <xsl:text> </xsl:text>
          <label><input type="radio" name="witness" id="k-witness-{position()}"/>
          <xsl:text> </xsl:text><i class="siglum">{k:siglum(.)}</i></label>
        </xsl:for-each>
        <xsl:text> </xsl:text>
        <label><input type="radio" name="witness" id="k-witness-all"/>
        <xsl:text> </xsl:text>{k:t('witness.all')}</label>
        <xsl:text> </xsl:text>
        <label class="scripted"><input type="radio" name="witness" id="k-witness-two"/>
        <xsl:text> </xsl:text>{k:t('witness.two')}</label>
      </fieldset>
    </xsl:if>
  </xsl:template>

  <xsl:template name="k:witnesses-table" as="element()*">
    <xsl:variable name="witnesses" as="element(witness)*" select="k:collated-witnesses(/)"/>
    <xsl:if test="exists($witnesses)">
      <xsl:call-template name="k:facing"/>
      <div class="witness-texts" data-x="">
        <h2 id="k-witnesses">{k:t('witness.title')}</h2>
        <xsl:call-template name="k:witness-key"/>
        <div class="table" role="region" aria-labelledby="k-witnesses" tabindex="0">
          <table class="witness-table">
            <xsl:if test="k:language(/) != ''"><xsl:attribute name="lang" select="k:language(/)"/></xsl:if>
            <thead><tr>
              <th scope="col" class="w0">{k:t('witness.column')}</th>
              <xsl:for-each select="$witnesses">
                <th scope="col" class="w{position()}"><xsl:sequence select="k:witness-link(.)"/></th>
              </xsl:for-each>
            </tr></thead>
            <tbody>
              <xsl:variable name="edges" as="map(xs:string, element()*)"
                select="map:merge($witnesses ! map { string(@xml:id): k:edges(.) })"/>
              <xsl:for-each select="k:stretches(k:whole-texts(/))">
                <xsl:variable name="stretch" as="element()" select="."/>
                <tr>
                  <td class="w0"><xsl:apply-templates select="k:stretch-nodes($stretch)" mode="witness">
                    <xsl:with-param name="pointer" select="''" tunnel="yes"/>
                    <xsl:with-param name="edges" select="()" tunnel="yes"/>
                  </xsl:apply-templates></td>
                  <xsl:for-each select="$witnesses">
                    <td class="w{position()}">
                      <xsl:apply-templates select="k:stretch-nodes($stretch)" mode="witness">
                        <xsl:with-param name="pointer" select="'#' || @xml:id" tunnel="yes"/>
                        <xsl:with-param name="edges" select="$edges(string(@xml:id))" tunnel="yes"/>
                      </xsl:apply-templates>
                    </td>
                  </xsl:for-each>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </div>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="k:witness-key" as="element()">
    <p class="witness-key"><mark>{k:t('witness.variant')}</mark>
    <xsl:text> </xsl:text>{k:t('witness.key')}</p>
  </xsl:template>

  <!-- An entry that is a stretch by itself is asked which reading it shows; of others, what is in them. -->
  <xsl:function name="k:stretch-nodes" as="node()*">
    <xsl:param name="stretch" as="element()"/>
    <xsl:sequence select="if ($stretch/(self::app | self::choice | self::gap)) then $stretch
      else $stretch/node()"/>
  </xsl:function>

  <!-- A siglum, as a link to the page of its witness. -->
  <xsl:function name="k:witness-link" as="element()">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="page" as="xs:string?" select="$k:witness-pages(string($witness/@xml:id))"/>
    <xsl:choose>
      <xsl:when test="exists($page)"><a href="{$k:up || $page}"><i
        class="siglum">{k:siglum($witness)}</i></a></xsl:when>
      <xsl:otherwise><i class="siglum">{k:siglum($witness)}</i></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Two of choice facing each other, what differs between them marked word by word: with a script
       (witnesses.js), which takes the words from the table. -->
  <xsl:template name="k:facing" as="element()">
    <xsl:variable name="document" as="document-node()" select="/"/>
    <section class="facing" id="k-facing" aria-labelledby="k-facing-title" data-x=""
      hidden="hidden">
      <h2 id="k-facing-title">{k:t('witness.facing')}</h2>
      <p class="witness-key"><mark>{k:t('witness.variant')}</mark>
      <xsl:text> </xsl:text>{k:t('witness.differs')}<xsl:text> </xsl:text>
      <label><input type="checkbox" id="k-facing-sync" checked="checked"/>
      <xsl:text> </xsl:text>{k:t('witness.together')}</label></p>
      <div class="panes">
        <xsl:for-each select="1 to 2">
          <xsl:variable name="side" as="xs:integer" select="."/>
          <div class="side">
            <label><span class="visually-hidden">{k:t('witness.side', map { 'n': $side })}</span>
              <select id="k-facing-{$side}"><xsl:sequence select="k:facing-options($document, $side)"/>
              </select></label>
            <div class="pane" id="k-pane-{$side}" role="region" tabindex="0"
              aria-label="{k:t('witness.side', map { 'n': $side })}"/>
          </div>
        </xsl:for-each>
      </div>
      <xsl:for-each select="k:collated-witnesses(/)[exists(k:pictures-of(.) ! $k:pictures(.))]">
        <template id="k-pictures-{@xml:id}"><xsl:sequence select="k:witness-pictures(.)"/></template>
      </xsl:for-each>
    </section>
  </xsl:template>

  <xsl:function name="k:facing-options" as="element(option)*" xpath-default-namespace="">
    <xsl:param name="document" as="document-node()"/>
    <xsl:param name="side" as="xs:integer"/>
    <xsl:variable name="witnesses" as="element()*" select="k:collated-witnesses($document)"/>
    <option value="0">{k:t('witness.column')}</option>
    <xsl:for-each select="$witnesses">
      <option value="{position()}"><xsl:if test="position() = min(($side, count($witnesses)))">
        <xsl:attribute name="selected">selected</xsl:attribute></xsl:if>{k:siglum(.)}</option>
    </xsl:for-each>
    <xsl:for-each select="$witnesses[exists(k:pictures-of(.) ! $k:pictures(.))]">
      <option value="k-pictures-{@xml:id}">{k:t('witness.pictures', map { 'siglum': k:siglum(.) })}</option>
    </xsl:for-each>
  </xsl:function>

  <!-- The pictures of a witness that came with the edition; those elsewhere as links. -->
  <xsl:function name="k:witness-pictures" as="element()*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="all" as="xs:string*" select="k:pictures-of($witness)"/>
    <xsl:for-each select="$all">
      <xsl:variable name="words" as="xs:string" select="k:t('witness.picture', map { 'siglum':
        k:siglum($witness), 'n': position() })"/>
      <xsl:choose>
        <xsl:when test="exists($k:pictures(.))">
          <a class="witness-picture" href="{$k:up || $k:pictures(.)?address}"><xsl:sequence
            select="k:image($k:pictures(.), $words)"/></a></xsl:when>
        <xsl:when test="k:is-web(.)"><p><a class="picture" href="{.}">{$words}</a></p></xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- ===== the words of a witness ===== -->

  <xsl:mode name="witness" on-no-match="shallow-skip" use-accumulators="#all"/>

  <xsl:template match="text()" mode="witness" as="text()?">
    <xsl:param name="edges" as="element()*" tunnel="yes"/>
    <xsl:if test="not(k:is-lacking(., $edges))"><xsl:value-of select="."/></xsl:if>
  </xsl:template>

  <!-- Blocks within a reading. -->
  <xsl:template match="p | ab | l | head | item | cell" mode="witness" as="node()*">
    <xsl:apply-templates mode="witness"/><xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="note | fw | figDesc | desc" mode="witness" as="empty-sequence()"/>

  <xsl:template match="choice" mode="witness" as="node()*">
    <xsl:apply-templates select="(sic | orig | abbr, *)[1]/node()" mode="witness"/>
  </xsl:template>

  <xsl:template match="app" mode="witness" as="node()*">
    <xsl:param name="pointer" as="xs:string" tunnel="yes"/>
    <xsl:param name="edges" as="element()*" tunnel="yes"/>
    <xsl:variable name="reading" as="element()?" select="if ($pointer = '') then k:chosen(.)[1]
      else k:reading-of(., $pointer)"/>
    <xsl:variable name="words" as="xs:boolean" select="exists(k:chosen(.)[k:has-content(.)])"/>
    <xsl:choose>
      <!-- An entry that says nothing of a witness. -->
      <xsl:when test="empty($reading) and not(k:is-lacking(., $edges)) and $words">
        <xsl:text>[?]</xsl:text></xsl:when>
      <xsl:when test="empty($reading) or k:is-lacking($reading, $edges)
        or $reading[normalize-space() = '']/(.//lacunaStart | .//lacunaEnd | .//witStart | .//witEnd)"/>
      <xsl:when test="$reading intersect k:chosen(.)">
        <xsl:apply-templates select="$reading/node()" mode="witness"/>
      </xsl:when>
      <xsl:when test="k:has-content($reading)">
        <mark><xsl:call-template name="k:to-entry"><xsl:with-param name="words" as="node()*">
          <xsl:apply-templates select="$reading/node()" mode="witness"/></xsl:with-param>
        </xsl:call-template></mark>
      </xsl:when>
      <xsl:when test="$reading//milestone"><mark>¶</mark></xsl:when>
      <xsl:when test="$words">
        <mark class="omission" title="{k:t('document.omitted')}">
          <xsl:call-template name="k:to-entry"><xsl:with-param name="words" as="node()*">
            <span class="visually-hidden">{k:t('document.omitted')}</span>
            <span aria-hidden="true">‸</span></xsl:with-param></xsl:call-template></mark>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- What differs, on the page of a witness as a link to its entry. -->
  <xsl:template name="k:to-entry" as="node()*">
    <xsl:param name="words" as="node()*"/>
    <xsl:param name="home" as="xs:string?" tunnel="yes" select="()"/>
    <xsl:choose>
      <xsl:when test="exists($home) and k:is-entry(.)"><a href="{$home}#k-app-{k:entry-number(.)}"
        title="{k:entry-words(.)}"><xsl:sequence select="$words"/></a></xsl:when>
      <xsl:otherwise><xsl:sequence select="$words"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="gap" mode="witness" as="text()"><xsl:text>[…]</xsl:text></xsl:template>

  <!-- The pages of a witness are told on its own page. -->
  <xsl:template match="lb | pb | cb" mode="witness" as="node()*">
    <xsl:param name="pages" as="element(pb)*" tunnel="yes" select="()"/>
    <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
    <xsl:if test=". intersect $pages"><span class="pb"><xsl:sequence select="k:break-words(.)"/></span>
      <xsl:text> </xsl:text></xsl:if>
  </xsl:template>
</xsl:stylesheet>
