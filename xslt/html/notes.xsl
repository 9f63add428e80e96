<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Notes: a call in the text, the note at the foot; the source note has a section of its own.  Which are
       called where, and under which number, ../tei/notes.xsl decides. -->

  <xsl:template match="note" as="node()*">
    <xsl:choose>
      <xsl:when test="k:is-source-note(.) or exists(k:calls(.))"/>
      <xsl:when test="k:is-footnote(.)"><xsl:sequence select="k:note-call(., true())"/></xsl:when>
      <!-- Alone between blocks, or in a reading not taken. -->
      <xsl:otherwise>
        <xsl:element name="{if (k:stands-alone(.) or k:has-block(.) or empty(k:lines-around(.))) then 'div'
          else 'span'}">
          <xsl:attribute name="class">note</xsl:attribute>
          <xsl:call-template name="k:common"/>
          <xsl:apply-templates/>
          <xsl:sequence select="k:readings-of-note(.)"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="noteGrp" as="node()*"><xsl:apply-templates select="*"/></xsl:template>

  <!-- What cannot hold a block of the page. -->
  <xsl:function name="k:lines-around" as="element()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="$note/ancestor::*[not(self::noteGrp | self::back | self::body | self::div
      | self::text
      | self::TEI | self::group | self::opener | self::closer | self::postscript)]"/>
  </xsl:function>

  <!-- The call of a note; the way back from the note leads to its first. -->
  <xsl:function name="k:note-call" as="element()">
    <xsl:param name="note" as="element(note)"/>
    <xsl:param name="first" as="xs:boolean"/>
    <xsl:variable name="n" as="xs:string" select="k:note-number($note)"/>
    <a class="note-call" role="doc-noteref">
      <xsl:if test="$first"><xsl:attribute name="id" select="'k-call-' || $n"/></xsl:if>
      <xsl:attribute name="href" select="'#' || k:html-id($note)"/>
      <xsl:attribute name="data-pagefind-ignore">all</xsl:attribute>
      <sup>{$n}</sup>
    </a>
  </xsl:function>

  <!-- Notes within notes, and editors' queries, stand where they are. -->
  <xsl:template match="note//note | teiHeader//note" as="node()*" priority="2">
    <xsl:element name="{if (k:has-block(.)) then 'div' else 'span'}">
      <xsl:attribute name="class">inner-note</xsl:attribute>
      <xsl:call-template name="k:common"/><xsl:text> [</xsl:text><xsl:apply-templates/><xsl:text>]</xsl:text>
    </xsl:element>
  </xsl:template>

  <xsl:template name="k:foot" as="element()?">
    <xsl:variable name="notes" as="element(note)*"
      select="k:all-notes(k:whole-texts(/))[not(k:is-source-note(.))]"/>
    <xsl:if test="$notes">
      <section class="notes" role="doc-endnotes" aria-labelledby="k-notes">
        <h2 id="k-notes">{k:t('document.notes')}</h2>
        <ol>
          <xsl:for-each select="$notes">
            <xsl:variable name="n" as="xs:string" select="k:note-number(.)"/>
            <li id="{k:html-id(.)}" value="{$n}">
              <xsl:call-template name="k:language"/>
              <xsl:if test="@type"><span class="note-type">{k:t-or('note.' || @type, '')}</span></xsl:if>
              <xsl:apply-templates/>
              <xsl:sequence select="k:readings-of-note(.)"/>
              <xsl:text> </xsl:text>
              <a class="back" role="doc-backlink" href="#k-call-{$n}"
                aria-label="{k:t('document.back', map { 'n': $n })}"
                data-pagefind-ignore="all">↩</a>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Apparatus: the reading taken stands in the text, the others at the foot with their witnesses. -->
  <xsl:template match="app" as="node()*">
    <span class="app"><xsl:apply-templates select="k:chosen(.)/node()"/></span>
    <xsl:choose>
      <xsl:when test="k:is-entry(.)"><xsl:sequence select="k:entry-call(.)"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="note[empty(ancestor::note)]" mode="k:reading"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="k:entry-call" as="element()">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="n" as="xs:integer" select="$entry/accumulator-before('k:entries')"/>
    <a class="app-call" id="k-app-call-{$n}" href="#k-app-{$n}" role="doc-noteref" data-pagefind-ignore="all"
      ><sup>{k:entry-letter($entry)}</sup></a>
  </xsl:function>

  <!-- A variant within a variant stands in brackets where it is. -->
  <xsl:template match="app//app" as="node()*" priority="2">
    <span class="app">
      <xsl:apply-templates select="k:chosen(.)/node()"/>
      <xsl:for-each select="k:others(.)">
        <xsl:text> [</xsl:text><xsl:apply-templates/><xsl:sequence select="k:siglum-links(.)"/>
        <xsl:text>]</xsl:text>
      </xsl:for-each>
    </span>
  </xsl:template>

  <xsl:template match="listApp" as="node()*"><xsl:apply-templates select="*"/></xsl:template>

  <xsl:template name="k:apparatus" as="element()?">
    <xsl:variable name="entries" as="element()*" select="k:all-entries(k:whole-texts(/))"/>
    <xsl:if test="$entries">
      <section class="apparatus" aria-labelledby="k-apparatus">
        <h2 id="k-apparatus">{k:t('document.apparatus')}</h2>
        <ul>
          <xsl:for-each select="$entries">
            <xsl:variable name="n" as="xs:integer" select="accumulator-before('k:entries')"/>
            <xsl:variable name="letter" as="xs:string" select="k:entry-letter(.)"/>
            <li id="k-app-{$n}">
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

  <!-- "lemma A] reading B; other C" -->
  <xsl:function name="k:entry-nodes" as="node()*">
    <xsl:param name="entry" as="element()"/>
    <xsl:apply-templates select="k:chosen($entry), k:others($entry), $entry/note" mode="k:reading">
      <xsl:with-param name="lemma" select="k:chosen($entry)" tunnel="yes"/>
    </xsl:apply-templates>
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
    <xsl:param name="lemma" as="element()*" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test=". intersect $lemma">
        <span class="lem">{k:words(.)}</span>
        <xsl:sequence select="k:siglum-links(.)"/>
        <xsl:text>] </xsl:text>
      </xsl:when>
      <xsl:otherwise>
        <span class="rdg"><xsl:apply-templates/><xsl:if test="normalize-space() = ''">
          <i>{k:t('document.omitted')}</i></xsl:if></span>
        <xsl:sequence select="k:siglum-links(.)"/>
        <xsl:if test="following-sibling::*[not(self::expan)][not(. intersect $lemma)]"><xsl:text>; </xsl:text>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="note" mode="k:reading" as="node()*"><span class="app-note"><xsl:apply-templates/>
  </span></xsl:template>

  <!-- The witnesses of a reading. -->
  <xsl:function name="k:siglum-links" as="node()*">
    <xsl:param name="reading" as="element()"/>
    <xsl:for-each select="k:all-sigla($reading)"><xsl:text> </xsl:text><i class="siglum">{.}</i>
    </xsl:for-each>
  </xsl:function>

  <!-- 1, 2, 27 as a, b, aa. -->
  <xsl:function name="k:letter" as="xs:string">
    <xsl:param name="n" as="xs:integer"/>
    <xsl:variable name="letter" as="xs:string"><xsl:number value="$n" format="a"/></xsl:variable>
    <xsl:sequence select="$letter"/>
  </xsl:function>
</xsl:stylesheet>
