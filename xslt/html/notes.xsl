<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Notes: a call in the text, the note at the foot; the source note has a section of its own.  Which are
       called where, and under which number, ../tei/notes.xsl decides. -->

  <xsl:function name="k:source-call" as="element()?">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="()"/>
  </xsl:function>

  <!-- The call of a note; the way back from the note leads to its first. -->
  <xsl:function name="k:note-call" as="element()">
    <xsl:param name="note" as="element(note)"/>
    <xsl:param name="first" as="xs:boolean"/>
    <xsl:variable name="n" as="xs:integer" select="k:note-count($note)"/>
    <a class="note-call" role="doc-noteref">
      <xsl:if test="$first"><xsl:attribute name="id" select="'k-call-' || $n"/></xsl:if>
      <xsl:attribute name="href" select="'#' || k:html-id($note)"/>
      <xsl:attribute name="data-x"/>
      <sup>{k:note-number($note)}</sup>
    </a>
  </xsl:function>

  <xsl:template name="k:foot" as="element()?">
    <xsl:variable name="notes" as="element(note)*"
      select="k:all-notes(k:whole-texts(/))[not(k:is-source-note(.))]"/>
    <xsl:variable name="leftward" as="xs:boolean" select="k:direction(k:language(/)) = 'rtl'"/>
    <xsl:if test="$notes">
      <section class="notes" role="doc-endnotes" aria-labelledby="k-notes">
        <h2 id="k-notes">{k:t('document.notes')}</h2>
        <ol>
          <xsl:for-each select="$notes">
            <xsl:variable name="n" as="xs:string" select="k:note-number(.)"/>
            <xsl:variable name="count" as="xs:integer" select="k:note-count(.)"/>
            <li id="{k:html-id(.)}" value="{if ($n castable as xs:integer) then $n else $count}">
              <xsl:if test="not($n castable as xs:integer)"><xsl:attribute
                name="class">lettered</xsl:attribute></xsl:if>
              <!-- At the foot a note is out of the language and the direction of its text; the latter
                   its own words tell. -->
              <xsl:sequence select="k:lang((k:bcp47(string((ancestor-or-self::*/@xml:lang)[last()]))[. != ''],
                k:language(/))[1])"/>
              <xsl:if test="$leftward and not(@xml:lang)"><xsl:attribute
                name="dir">auto</xsl:attribute></xsl:if>
              <xsl:if test="not($n castable as xs:integer)"><span
                class="mark">{$n}</span><xsl:text> </xsl:text></xsl:if>
              <xsl:if test="@type"><span class="note-type">{k:t-or('note.' || @type, '')}</span></xsl:if>
              <xsl:apply-templates/>
              <xsl:sequence select="k:readings-of-note(.)"/>
              <xsl:text> </xsl:text>
              <a class="back" role="doc-backlink" href="#k-call-{$count}"
                aria-label="{k:t('document.back', map { 'n': $n })}"
                data-x="">↩</a>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Apparatus: the reading taken stands in the text, the others at the foot with their witnesses. -->
  <xsl:template match="app" as="node()*">
    <xsl:if test="not(@k:apart)"><span class="app"><xsl:apply-templates
      select="k:chosen(.)/node()"/></span></xsl:if>
    <xsl:choose>
      <xsl:when test="k:is-entry(.)"><xsl:sequence select="k:entry-call(.)"/></xsl:when>
      <!-- Within a reading that was not taken: all readings are told where they are. -->
      <xsl:when test="exists(k:others(.)) and exists(ancestor::app)">
        <xsl:sequence select="k:chosen(.)[not(k:adds-only(..))] ! k:siglum-links(.)"/><xsl:text> (</xsl:text>
        <xsl:if test="k:adds-only(.)"><i class="om">{k:t('reading.added')}</i><xsl:text> </xsl:text></xsl:if>
        <xsl:sequence select="k:variant-nodes(.)"/><xsl:text>)</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="note[empty(ancestor::note)]" mode="k:reading"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="k:entry-call" as="element()">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="n" as="xs:integer" select="k:entry-number($entry)"/>
    <a class="app-call" id="k-app-call-{$n}" href="#k-app-{$n}" role="doc-noteref" data-x=""
      ><sup>{k:entry-letter($entry)}</sup></a>
  </xsl:function>

  <!-- An apparatus that stands apart: its entries, each with its place. -->
  <xsl:template match="listApp/app" as="node()*" priority="1">
    <div class="entry"><xsl:call-template name="k:common"/>
      <xsl:if test="@loc"><span class="place">{@loc}</span><xsl:text> </xsl:text></xsl:if>
      <xsl:sequence select="k:entry-nodes(.)"/></div>
  </xsl:template>

  <xsl:template name="k:apparatus" as="element()?">
    <xsl:variable name="entries" as="element()*" select="k:all-entries(k:whole-texts(/))"/>
    <xsl:if test="$entries">
      <section class="apparatus" aria-labelledby="k-apparatus">
        <h2 id="k-apparatus">{k:t('document.apparatus')}</h2>
        <ul>
          <xsl:for-each select="$entries">
            <xsl:variable name="n" as="xs:integer" select="k:entry-number(.)"/>
            <xsl:variable name="letter" as="xs:string" select="k:entry-letter(.)"/>
            <li id="k-app-{$n}"><xsl:sequence select="k:entry-data(.)"/>
              <a href="#k-app-call-{$n}" aria-label="{k:t('document.back',
                map { 'n': $letter })}">{$letter}</a>
              <xsl:text> </xsl:text>
              <xsl:sequence select="k:entry-nodes(.)"/>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- "lemma A] reading B; other C"; of a witness's bounds "A begins here" -->
  <xsl:function name="k:entry-nodes" as="node()*">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="lemma" as="element()?" select="k:chosen($entry)"/>
    <xsl:if test="k:is-lemma($lemma)">
      <bdi class="lem"><xsl:for-each select="$lemma"><xsl:call-template name="k:language"/></xsl:for-each
        >{k:words($lemma)}</bdi>
      <xsl:sequence select="k:siglum-links($lemma)"/><xsl:text>] </xsl:text>
    </xsl:if>
    <xsl:sequence select="k:variant-nodes($entry)"/>
  </xsl:function>

  <!-- What an entry tells beside its lemma. -->
  <xsl:function name="k:variant-nodes" as="node()*">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="lemma" as="element()?" select="k:chosen($entry)"/>
    <xsl:variable name="parts" as="element()*" select="$lemma[k:is-bound(.)], k:others($entry)"/>
    <xsl:for-each select="$lemma[k:is-lemma(.)] ! k:bounds(.)"><i>{.}</i><xsl:if
      test="exists($parts)">; </xsl:if></xsl:for-each>
    <xsl:for-each select="$parts">
      <xsl:if test="position() gt 1"><xsl:text>; </xsl:text></xsl:if>
      <xsl:apply-templates select="." mode="k:reading"/>
    </xsl:for-each>
    <xsl:for-each select="k:entry-notes($entry)">
      <xsl:text>; </xsl:text><xsl:apply-templates select="." mode="k:reading"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Readings inside a note, which neither entries nor the view of the document tell: "[lemma]
    reading]". -->
  <xsl:function name="k:readings-of-note" as="node()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="entries" as="element()*"
      select="k:entries-of-note($note)[empty(ancestor::app)][exists(k:others(.)[not(parent::choice
      and (self::sic | self::orig))])]"/>
    <xsl:for-each select="$entries">
      <xsl:text> [</xsl:text><xsl:sequence select="k:entry-nodes(.)"/><xsl:text>]</xsl:text>
    </xsl:for-each>
  </xsl:function>

  <xsl:mode name="k:reading" on-no-match="fail"/>
  <xsl:template match="*" mode="k:reading" as="node()*">
    <xsl:choose>
      <xsl:when test="k:is-bound(.)"><xsl:sequence select="k:siglum-links(.)"/><xsl:text> </xsl:text>
        <i>{string-join(k:bounds(.), ', ')}</i></xsl:when>
      <xsl:otherwise>
        <bdi class="rdg{' bound'[k:is-about-bounds(current()/ancestor::app[1])]}"><xsl:call-template
          name="k:language"/><xsl:apply-templates select="k:inside(.)">
            <xsl:with-param name="in-entry" select="true()" tunnel="yes"/></xsl:apply-templates>
          <xsl:if test="not(k:has-content(.))"><i class="om">{k:t('reading.omitted')}</i></xsl:if>
          <xsl:for-each select="k:bounds(.)"><xsl:text> </xsl:text><i>{.}</i></xsl:for-each></bdi>
        <xsl:sequence select="k:siglum-links(.)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="note | witDetail" mode="k:reading" as="node()*">
    <span class="app-note"><xsl:sequence select="self::witDetail/@wit/k:keys(.) ! (., ' ') ! string()"/>
    <xsl:apply-templates/></span></xsl:template>

  <!-- The witnesses of a reading, and what is told of it. -->
  <xsl:function name="k:siglum-links" as="node()*">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="sigla" as="xs:string*" select="k:all-sigla($reading)"/>
    <xsl:variable name="rest" as="xs:string"
      select="substring-after(k:told-of($reading), string-join($sigla, ' '))"/>
    <xsl:for-each select="$sigla"><xsl:text> </xsl:text><i class="siglum">{.}</i>
    </xsl:for-each>
    <xsl:if test="$rest != ''"><span
      class="told">{if (empty($sigla)) then ' ' || $rest else $rest}</span></xsl:if>
  </xsl:function>
</xsl:stylesheet>
