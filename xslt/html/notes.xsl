<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Notes: a call in the text, the note at the foot; the source note has a section of its own. -->

  <xsl:template match="note" as="node()*">
    <xsl:variable name="n" as="xs:string" select="k:note-number(.)"/>
    <a class="note-call" role="doc-noteref" id="k-call-{$n}" href="#{k:html-id(.)}" data-pagefind-ignore="all"><sup>{$n}</sup></a>
  </xsl:template>

  <xsl:template match="note[@type = 'source']" as="node()*"/>

  <!-- Notes within notes, and editors' queries, stand where they are. -->
  <xsl:template match="note//note | teiHeader//note" as="node()*" priority="2">
    <xsl:element name="{if (k:has-block(.)) then 'div' else 'span'}">
      <xsl:attribute name="class">inner-note</xsl:attribute>
      <xsl:call-template name="k:common"/><xsl:text> [</xsl:text><xsl:apply-templates/><xsl:text>]</xsl:text>
    </xsl:element>
  </xsl:template>

  <xsl:key name="k:notes" match="text//note[not(@type = 'source')][not(ancestor::note)]" use="'all'"/>
  <xsl:key name="k:apps" match="text//app[not(ancestor::app)]" use="'all'"/>

  <!-- The number of a note: one series through the text. -->
  <xsl:function name="k:note-number" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="string($note/accumulator-before('k:notes'))"/>
  </xsl:function>

  <xsl:accumulator name="k:notes" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="text//note[not(@type = 'source')][not(ancestor::note)]" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:template name="k:foot" as="element()?">
    <xsl:variable name="notes" as="element(note)*" select="key('k:notes', 'all')"/>
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
              <xsl:text> </xsl:text><a class="back" role="doc-backlink" href="#k-call-{$n}" aria-label="{k:t('document.back', map { 'n': $n })}" data-pagefind-ignore="all">↩</a>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Apparatus: the reading taken stands in the text, the others at the foot with their witnesses. -->
  <xsl:template match="app" as="node()*">
    <xsl:variable name="n" as="xs:integer" select="k:position(.)"/>
    <span class="app"><xsl:apply-templates select="(lem, rdg[1])[1]/node()"/></span>
    <a class="app-call" id="k-app-call-{$n}" href="#k-app-{$n}" role="doc-noteref" data-pagefind-ignore="all"><sup>{k:letter($n)}</sup></a>
  </xsl:template>

  <!-- A variant within a variant stands in brackets where it is. -->
  <xsl:template match="app//app" as="node()*" priority="2">
    <span class="app"><xsl:apply-templates select="(lem, rdg[1])[1]/node()"/><xsl:for-each select="(rdg | rdgGrp/rdg) except (lem, rdg[1])[1]"><xsl:text> [</xsl:text><xsl:apply-templates/><xsl:sequence select="k:sigla(.)"/><xsl:text>]</xsl:text></xsl:for-each></span>
  </xsl:template>

  <xsl:template match="listApp" as="node()*"><xsl:apply-templates select="*"/></xsl:template>

  <xsl:template name="k:apparatus" as="element()?">
    <xsl:variable name="apps" as="element(app)*" select="key('k:apps', 'all')"/>
    <xsl:if test="$apps">
      <section class="apparatus" aria-labelledby="k-apparatus">
        <h2 id="k-apparatus">{k:t('document.apparatus')}</h2>
        <ul>
          <xsl:for-each select="$apps">
            <xsl:variable name="n" as="xs:integer" select="k:position(.)"/>
            <li id="k-app-{$n}">
              <a href="#k-app-call-{$n}" aria-label="{k:t('document.back', map { 'n': k:letter($n) })}">{k:letter($n)}</a><xsl:text> </xsl:text>
              <xsl:apply-templates select="lem | rdg | rdgGrp/rdg | note" mode="k:reading"/>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:mode name="k:reading" on-no-match="fail"/>
  <xsl:template match="lem" mode="k:reading" as="node()*"><span class="lem">{normalize-space(string-join(.//text()[not(ancestor::note or ancestor::rdg)]))}</span><xsl:sequence select="k:sigla(.)"/><xsl:text>] </xsl:text></xsl:template>
  <xsl:template match="rdg" mode="k:reading" as="node()*">
    <span class="rdg"><xsl:apply-templates/><xsl:if test="normalize-space() = ''"><i>{k:t('document.omitted')}</i></xsl:if></span><xsl:sequence select="k:sigla(.)"/>
    <xsl:if test="following-sibling::rdg | following-sibling::note"><xsl:text>; </xsl:text></xsl:if>
  </xsl:template>
  <xsl:template match="note" mode="k:reading" as="node()*"><span class="app-note"><xsl:apply-templates/></span></xsl:template>

  <!-- The witnesses of a reading. -->
  <xsl:function name="k:sigla" as="node()*">
    <xsl:param name="reading" as="element()"/>
    <xsl:for-each select="tokenize($reading/@wit)">
      <xsl:text> </xsl:text>
      <xsl:variable name="witness" as="element()?" select="k:here(., $reading)"/>
      <i class="siglum">{string(($witness/@n, k:key(.))[1])}</i>
    </xsl:for-each>
  </xsl:function>

  <!-- 1, 2, 27 as a, b, aa. -->
  <xsl:function name="k:letter" as="xs:string">
    <xsl:param name="n" as="xs:integer"/>
    <xsl:variable name="letter" as="xs:string"><xsl:number value="$n" format="a"/></xsl:variable>
    <xsl:sequence select="$letter"/>
  </xsl:function>
</xsl:stylesheet>
