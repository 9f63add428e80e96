<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The state of the text: signs for what was deleted, added, lost or supplied; other readings as lettered
    notes. -->

  <xsl:template match="del | surplus | add | supplied | unclear | damage | ex | restore" mode="typst"
    as="xs:string*">
    <xsl:sequence select="k:anchor(.), k:call('sign', k:literal(string(k:sign(.))),
      k:in-language(., k:content(.)))"/>
  </xsl:template>

  <!-- An expansion beside its abbreviation stands in brackets as a whole. -->
  <xsl:template match="choice[abbr]/expan//ex" mode="typst" as="xs:string*" priority="1">
    <xsl:sequence select="k:anchor(.), k:in-language(., k:content(.))"/>
  </xsl:template>

  <xsl:template match="sic[not(parent::choice)] | corr[not(parent::choice)]" mode="typst" as="xs:string*"
    priority="1">
    <xsl:sequence select="k:call('sign', k:literal(string(k:sign(.))), k:content(.))"/>
  </xsl:template>

  <xsl:template match="gap | space[desc]" mode="typst" as="xs:string*" priority="1">
    <xsl:variable name="words" as="xs:string*"><xsl:apply-templates select="desc/node()" mode="typst"/>
    </xsl:variable>
    <xsl:sequence select="if (exists($words)) then k:call('missing', $words)
      else k:call('sign', k:literal('gap'), k:string(string-join(('…', k:extent(.)[. != '']), ' ')))"/>
  </xsl:template>

  <xsl:template match="space" mode="typst" as="xs:string*">
    <xsl:sequence select="if (k:is-word-space(.)) then ' '
      else if (k:blank-lines(.) gt 0) then '#blank-lines(' || k:blank-lines(.) || ');'
      else k:call('sign', k:literal('space'), ())"/>
  </xsl:template>

  <xsl:template match="choice | app" mode="typst" as="xs:string*">
    <xsl:variable name="text" as="xs:string*"><xsl:apply-templates select="k:chosen(.)" mode="typst"/>
    </xsl:variable>
    <xsl:sequence select="k:anchor(.), $text[not(current()/@k:apart)],
      if (k:is-entry(.) and k:is-held(.)) then '#call(' || k:literal($stem || '#entry.' || k:note-place(.))
      || ', emph(' || k:literal(k:entry-letter(.)) || '));'
      else if (k:is-entry(.)) then k:call('reading',
      (k:literal($stem || '#entry.' || k:note-place(.)), k:literal(k:entry-letter(.))), k:entry(.))
      else if (abbr) then expan ! (k:string(' ['), k:content(.), k:string(']')) else ()"/>
  </xsl:template>

  <!-- An apparatus that stands apart: its entries, each with its place. -->
  <xsl:template match="listApp" mode="typst" as="xs:string*">
    <xsl:apply-templates select="*" mode="typst"/>
  </xsl:template>
  <xsl:template match="listApp/app" mode="typst" as="xs:string*" priority="1">
    <xsl:sequence select="k:call('loose-note', (@loc ! k:string(. || ' '), k:entry(.))), '&#10;'"/>
  </xsl:template>

  <!-- Where a witness begins or ends its entry tells; remarks on readings too. -->
  <xsl:template match="witStart | witEnd | lacunaStart | lacunaEnd" mode="typst" as="empty-sequence()"/>
  <xsl:template match="wit | witDetail" mode="typst" as="xs:string*"><xsl:sequence select="k:content(.)"/>
  </xsl:template>

  <!-- Readings outside an entry: all are shown, bars between. -->
  <xsl:template match="rdgGrp" mode="typst" as="xs:string*">
    <xsl:for-each select="k:readings(.)">
      <xsl:sequence select="k:string(' | ')[position() gt 1], k:content(.)"/>
    </xsl:for-each>
  </xsl:template>

  <!-- "lemma] reading A; other B"; of a witness's bounds "begins here A" -->
  <xsl:function name="k:entry" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="chosen" as="element()?" select="k:chosen($entry)"/>
    <xsl:sequence select="string-join(((k:lemma-set($chosen), k:string('] '))[k:is-lemma($chosen)],
      k:variants($entry)))"/>
  </xsl:function>

  <!-- The words of a lemma, and who conjectured it. -->
  <xsl:function name="k:lemma-set" as="xs:string*">
    <xsl:param name="chosen" as="element()?"/>
    <xsl:variable name="from" as="xs:string" select="string($chosen ! k:told-of-lemma(.))"/>
    <xsl:apply-templates select="k:inside($chosen)" mode="lemma"/>
    <xsl:sequence select="(' ', k:call('em', k:string($from)))[$from != '']"/>
  </xsl:function>

  <!-- What an entry tells beside its lemma: "reading A; other B". -->
  <xsl:function name="k:variants" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="chosen" as="element()?" select="k:chosen($entry)"/>
    <xsl:sequence select="string-join(($chosen[not(k:is-bound(.))] ! k:bounds(.)
      ! k:call('em', k:string(.)), ($chosen[k:is-bound(.)], k:others($entry)) ! k:reading(.),
      k:entry-notes($entry) ! k:string(k:entry-note-words(.))), k:string('; '))"/>
  </xsl:function>

  <!-- An entry within a reading: "long (ling C)"; "(add. and C)" where it has no words there. -->
  <xsl:function name="k:within-reading" as="xs:string*">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="if (k:adds-only($entry))
      then (k:string(' ('), k:call('em', k:string(k:t('reading.added'))), ' ')
      else (k:lemma-set(k:chosen($entry)), k:string(' (')), k:variants($entry), k:string(')')"/>
  </xsl:function>

  <xsl:function name="k:reading" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="words" as="xs:string*"><xsl:apply-templates select="k:inside($reading)" mode="lemma"/>
    </xsl:variable>
    <xsl:variable name="from" as="xs:string" select="k:told-of($reading)"/>
    <xsl:variable name="bounds" as="xs:string*" select="k:bounds($reading)"/>
    <xsl:sequence select="if (k:is-bound($reading)) then k:call('em', k:string(string-join(($from[. != ''],
      $bounds),
      ' '))) else string-join(((if (k:has-content($reading)) then $words
      else k:string(k:t('reading.omitted'))),
      k:notes-of-reading($reading) ! (' ', k:string('[' || normalize-space() || ']')),
      $bounds ! (' ', k:call('em', k:string(.))), (' ', k:call('em', k:string($from)))[$from != '']))"/>
  </xsl:function>

  <!-- In an entry a word stands without notes, anchors and marks of its own; of an entry within, its lemma,
       in a reading that was not taken all that it tells. -->
  <xsl:template match="node()" mode="lemma" as="xs:string*">
    <xsl:choose>
      <xsl:when test="self::text()"><xsl:sequence select="k:run(.)"/></xsl:when>
      <xsl:when test="self::note or self::pb or self::fw or self::comment() or
        self::processing-instruction()"/>
      <xsl:when test="self::gap"><xsl:sequence select="k:string('[…]')"/></xsl:when>
      <xsl:when test="self::lb[@break = 'no']"/>
      <xsl:when test="self::lb"><xsl:sequence select="k:string(' | ')"/></xsl:when>
      <xsl:when test="self::app or self::choice">
        <xsl:choose>
          <xsl:when test="exists(k:others(.)) and not(k:is-entry(.))"><xsl:sequence
            select="k:within-reading(.)"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="k:inside(k:chosen(.))" mode="lemma"/></xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:when test="self::p or self::ab or self::l">
        <xsl:sequence select="k:string(' ')[exists(current()/preceding-sibling::*)]"/>
        <xsl:apply-templates select="node()" mode="lemma"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="node()" mode="lemma"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
