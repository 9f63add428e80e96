<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The source note as printed, and what was understood of each sentence: every element that rests on it by
    @source. -->

  <xsl:mode name="k:fact" on-no-match="fail"/>

  <xsl:template name="k:source-note" as="element()*">
    <xsl:variable name="notes" as="element(note)*" select="k:whole-texts(/)//note[@type = 'source']"/>
    <xsl:if test="$notes">
      <section class="source-note" aria-labelledby="k-source">
        <h2 id="k-source">{k:t('document.source')}</h2>
        <xsl:for-each select="$notes">
          <div class="note-text">
            <xsl:call-template name="k:common"/>
            <xsl:choose>
              <xsl:when test="p | ab"><xsl:apply-templates/></xsl:when>
              <xsl:otherwise>
                <xsl:variable name="words" as="node()*"><xsl:apply-templates/></xsl:variable>
                <xsl:sequence select="k:words-in-block((), $words)"/>
              </xsl:otherwise>
            </xsl:choose>
          </div>
        </xsl:for-each>
        <xsl:call-template name="k:evidence"><xsl:with-param name="stretches"
          select="$notes//*[@xml:id][k:facts(.)]"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- A stretch of the source note on which facts rest: its words, and the way to the facts. -->
  <xsl:template match="note[@type = 'source']//seg[@xml:id]" as="node()*" priority="3">
    <span class="stretch"><xsl:call-template name="k:common"/><xsl:apply-templates/></span>
    <xsl:if test="k:facts(.)">
      <a class="evidence-call" href="#k-facts-{k:html-id(.)}"
        aria-label="{k:t('facts.call', map { 'n': k:stretch-number(.) })}" data-x="">
          <sup>{k:lettered(k:stretch-number(.))}</sup></a>
    </xsl:if>
  </xsl:template>

  <xsl:function name="k:facts" as="element()*">
    <xsl:param name="stretch" as="element()"/>
    <xsl:sequence select="key('k:resting-on', $stretch/@xml:id, root($stretch))"/>
  </xsl:function>

  <xsl:function name="k:stretch-number" as="xs:integer">
    <xsl:param name="stretch" as="element()"/>
    <xsl:sequence select="1 + $stretch/accumulator-before('k:stretches')
      - count($stretch/ancestor-or-self::seg[k:is-stretch(.)])"/>
  </xsl:function>

  <!-- How many stretches of source notes there were, those around an element included. -->
  <xsl:accumulator name="k:stretches" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="seg[k:is-stretch(.)]" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:function name="k:is-stretch" as="xs:boolean">
    <xsl:param name="seg" as="element(seg)"/>
    <xsl:sequence select="exists($seg[@xml:id]/ancestor::note[@type = 'source'])"/>
  </xsl:function>

  <xsl:template name="k:evidence" as="element()?">
    <xsl:param name="stretches" as="element()*"/>
    <xsl:if test="$stretches">
      <details class="evidence" data-x="">
        <summary>{k:t('facts.title')}</summary>
        <p class="hint">{k:t('facts.hint')}</p>
        <ol>
          <xsl:for-each select="$stretches[not(ancestor::* intersect $stretches)]">
            <xsl:variable name="inside" as="element()*" select=".//* intersect $stretches"/>
            <li id="k-facts-{k:html-id(.)}">
              <xsl:if test="self::seg"><xsl:attribute name="value" select="k:stretch-number(.)"/></xsl:if>
              <a class="stretch-back" href="#{k:html-id(.)}">{k:shorten(normalize-space(.), 60)}</a>
              <xsl:call-template name="k:fact-list"/>
              <xsl:if test="$inside">
                <ul class="words"><xsl:for-each select="$inside">
                  <li id="k-facts-{k:html-id(.)}">
                    <a class="stretch-back" href="#{k:html-id(.)}">{k:shorten(normalize-space(.), 40)}</a>
                    <xsl:call-template name="k:fact-list"/></li>
                </xsl:for-each></ul>
              </xsl:if>
            </li>
          </xsl:for-each>
        </ol>
      </details>
    </xsl:if>
  </xsl:template>

  <xsl:template name="k:fact-list" as="element()?">
    <xsl:variable name="facts" as="element()*" select="k:facts(.)"/>
    <xsl:if test="$facts">
      <xsl:variable name="stretch" as="element()" select="."/>
      <ul class="fact-list">
        <xsl:for-each-group select="$facts" group-by="string-join(k:fact(., $stretch))">
          <li><xsl:sequence select="k:fact(., $stretch)"/><xsl:call-template name="k:certainty"/></li>
        </xsl:for-each-group>
      </ul>
    </xsl:if>
  </xsl:template>

  <!-- A fact as it rests on a stretch; two that read the same are told once. -->
  <xsl:function name="k:fact" as="node()*">
    <xsl:param name="fact" as="element()"/>
    <xsl:param name="stretch" as="element()"/>
    <xsl:apply-templates select="$fact" mode="k:fact">
      <xsl:with-param name="stretch" select="$stretch" tunnel="yes"/>
    </xsl:apply-templates>
  </xsl:function>

  <xsl:function name="k:shorten" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="length" as="xs:integer"/>
    <xsl:sequence select="if (string-length($text) le $length) then $text
      else replace(substring($text, 1, $length), '\s+\S*$', '') || ' …'"/>
  </xsl:function>

  <!-- Where something was inferred, it says so, by whom and how surely. -->
  <xsl:template name="k:certainty" as="node()*">
    <xsl:variable name="who" as="xs:string*" select="@resp/k:keys(.) !
      string(($k:context?labels(.)?name, $k:context?names(.)?name, .)[1])"/>
    <xsl:choose>
      <xsl:when test="k:is-inferred(.)">
        <xsl:text> </xsl:text>
        <span class="badge inferred" data-x="">{string-join((k:t('facts.inferred'), @cert !
          k:t-or('cert.' || ., .), $who ! k:t('facts.by', map { 'who': . })), ', ')}</span>
      </xsl:when>
      <xsl:when test="exists(k:decision(.))">
        <xsl:text> </xsl:text>
        <a class="badge added" href="#{k:html-id(k:decision(.))}" data-x=""
          title="{k:t('facts.decided')}">{k:t('facts.added')}</a>
      </xsl:when>
      <xsl:when test="@evidence = 'external'">
        <xsl:text> </xsl:text>
        <span class="badge added" data-x=""
          title="{string-join((k:t('facts.added'), $who ! k:t('facts.by', map { 'who': . })),
          ' ')}">{k:t('facts.added')}</span>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="witness" mode="k:fact" as="node()*">
    <a href="#{k:html-id(.)}">{k:witness-title(.)}</a>
  </xsl:template>

  <xsl:template match="msIdentifier" mode="k:fact" as="node()*">
    <xsl:text>{k:t('facts.location')}: {string-join(k:levels(.) ! normalize-space(.), ' · ')}</xsl:text>
  </xsl:template>

  <xsl:template match="correspAction" mode="k:fact" as="node()*">
    <xsl:text>{k:step-title(.)}: </xsl:text><xsl:sequence select="k:step-words(.)"/>
  </xsl:template>

  <xsl:template match="correspDesc" mode="k:fact" as="node()*">
    <xsl:text>{k:t-or('genre.' || @type, k:t('journey.act'))}: {string-join(k:steps(.) ! k:step-title(.),
      ', ')}</xsl:text>
  </xsl:template>

  <xsl:template match="respStmt" mode="k:fact" as="node()*">
    <xsl:text>{k:resp-title(.)}: {string-join((persName | orgName | name) ! k:words(.), '; ')}</xsl:text>
  </xsl:template>

  <xsl:template match="correspAction/* | correspDesc//ref" mode="k:fact" as="node()*">
    <xsl:text>{k:step-title((ancestor::correspAction, ancestor::correspDesc)[1])}, {k:t-or('element.' ||
      local-name(), local-name())}: {if (self::date) then k:date-words(.) else k:words(.)}</xsl:text>
  </xsl:template>

  <xsl:template match="additions | ab[@type = 'markings']" mode="k:fact" as="node()*">
    <xsl:text>{k:t('facts.markings')}: {k:words(.)}</xsl:text>
  </xsl:template>

  <!-- Which copy relates how to which. -->
  <xsl:template match="relation[@active and @passive]" mode="k:fact" as="node()*">
    <xsl:text>{k:t('element.relation')}: </xsl:text>
    <xsl:sequence select="k:sigla-links(@active, .)"/>
    <xsl:text> {k:t-or('relation.' || @name, @name)} </xsl:text>
    <xsl:sequence select="k:sigla-links(@passive, .)"/>
  </xsl:template>

  <xsl:template match="text()" mode="k:fact" as="empty-sequence()"/>
  <xsl:template match="*" mode="k:fact" as="node()*">
    <xsl:param name="stretch" as="element()" tunnel="yes"/>
    <xsl:variable name="words" as="xs:string" select="(k:words(.)[. != ''], k:pointed(., $stretch))[1]"/>
    <xsl:variable name="kind" as="xs:string" select="k:fact-kind(.)"/>
    <!-- "Box 3" says itself that it is a box. -->
    <xsl:text>{string-join(($kind[not(starts-with($words, $kind || ' '))], $words[. != '']), ': ')}</xsl:text>
  </xsl:template>

  <!-- "Category"; a level of an archive by what it is: "Folder". -->
  <xsl:function name="k:fact-kind" as="xs:string">
    <xsl:param name="fact" as="element()"/>
    <xsl:variable name="kind" as="xs:string" select="k:t-or('element.' || local-name($fact),
      local-name($fact))"/>
    <xsl:sequence select="if ($fact/(self::idno | self::collection[@type]))
      then k:t-or('field.' || $fact/@type, $kind) else $kind"/>
  </xsl:function>

  <!-- The names of what a fact points to; where it rests on as many stretches as it has pointers, of this
    one's. -->
  <xsl:function name="k:pointed" as="xs:string">
    <xsl:param name="fact" as="element()"/>
    <xsl:param name="stretch" as="element()"/>
    <xsl:variable name="keys" as="xs:string*" select="k:keys(($fact/@ref, $fact/@corresp,
      $fact/@target)[1])"/>
    <xsl:variable name="rests" as="xs:string*" select="k:keys($fact/@source)"/>
    <xsl:variable name="at" as="xs:integer*" select="index-of($rests, string($stretch/@xml:id))"/>
    <xsl:sequence select="string-join((if (count($keys) = count($rests)) then $keys[position() = $at]
      else $keys)
      ! string(($k:context?labels(.)?name, $k:context?names(.)?name, .)[1]), ', ')"/>
  </xsl:function>
</xsl:stylesheet>
