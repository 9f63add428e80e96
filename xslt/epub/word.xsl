<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace=""
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What was made for a book as a word processor takes it: its styles and languages stand on divisions and
    spans, which alone keep attributes there. -->
  <xsl:mode name="k:styled" on-no-match="shallow-copy"/>

  <xsl:variable name="k:block-styles" as="map(xs:string, xs:string)" select="map { 'dateline': 'Dateline',
    'salute': 'Salutation', 'signed': 'Signature', 'closer': 'Closing', 'postscript': 'Postscript',
    'address': 'Address', 'addrLine': 'Address', 'centred': 'Centred', 'flushed': 'Flushed Right',
    'unindented': 'Unindented', 'caption': 'Caption',
    'stage': 'Stage Direction', 'speaker': 'Speaker', 'titlePage': 'Title Page', 'note': 'Standing Note',
    'decisions': 'Standing Note' }"/>
  <xsl:variable name="k:line-styles" as="map(xs:string, xs:string)" select="map { 'spaced': 'Letter-spaced',
    'larger': 'Larger', 'smaller': 'Smaller', 'line-number': 'Verse Number', 'del': 'Deleted',
    'surplus': 'Deleted', 'add': 'Added', 'supplied': 'Supplied', 'unclear': 'Unclear', 'gap': 'Gap',
    'source-page': 'Source Page' }"/>

  <xsl:function name="k:word-style" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="styles" as="map(xs:string, xs:string)"/>
    <xsl:variable name="classes" as="xs:string*" select="tokenize($element/@class)"/>
    <xsl:sequence select="if ($element/self::p and $classes = 'verse') then k:verse-style($element)
      else if ($element/self::th) then 'Table Head'
      else if ($element/self::p/parent::section/@class = 'witnesses') then 'Witness'
      else if ($classes = 'salute' and $element/ancestor::div/@class = 'closer') then 'Closing'
      else $classes[exists($styles(.))][1] ! $styles(.)"/>
  </xsl:function>

  <!-- A line of verse says whether it begins a stanza, and how far it is set in: "Verse First 2". -->
  <xsl:function name="k:verse-style" as="xs:string">
    <xsl:param name="line" as="element()"/>
    <xsl:sequence select="string-join(('Verse', 'First'[$line/parent::div[@class = 'lg']
      and empty($line/preceding-sibling::p[tokenize(@class) = 'verse'])],
      tokenize($line/@class)[starts-with(., 'in')] ! substring(., 3)), ' ')"/>
  </xsl:function>

  <xsl:template match="p | div" mode="k:styled" as="node()">
    <xsl:variable name="style" as="xs:string?" select="k:word-style(., $k:block-styles)"/>
    <xsl:choose>
      <xsl:when test="exists($style) or @lang or @dir">
        <div><xsl:sequence select="@class, $style ! k:custom(.), @lang, @dir"/>
          <xsl:choose>
            <xsl:when test="self::p"><p><xsl:apply-templates mode="k:styled"/></p></xsl:when>
            <xsl:otherwise><xsl:apply-templates mode="k:styled"/></xsl:otherwise>
          </xsl:choose></div>
      </xsl:when>
      <xsl:otherwise><xsl:next-match/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A break at the end of a block begins no line, but for a word processor. -->
  <xsl:template match="(p | div | li | td | th)/br[empty(following-sibling::node()[normalize-space()])]
    [empty(following-sibling::*)]" mode="k:styled" as="empty-sequence()"/>

  <!-- Sections are told by their headings; a division keeps their language. -->
  <xsl:template match="section" mode="k:styled" as="element()">
    <div><xsl:sequence select="@class, @lang, @dir"/><xsl:apply-templates mode="k:styled"/></div>
  </xsl:template>

  <!-- Entries of lists and indexes are lines of their own, by their depth. -->
  <xsl:template match="section[@class = 'lists']//ul" mode="k:styled" as="node()*">
    <xsl:for-each select="li">
      <xsl:variable name="below" as="element()*" select="descendant::ul[1]/ancestor::div[1]"/>
      <div><xsl:sequence select="k:custom('Index ' || min((count(ancestor::ul), 4)))"/>
        <p><xsl:apply-templates select="if (p) then p/node() else node() except $below"
          mode="k:styled"/></p></div>
      <xsl:apply-templates select="$below/ul" mode="k:styled"/>
    </xsl:for-each>
  </xsl:template>

  <!-- What holds blocks or a line: a division within. -->
  <xsl:template match="th[empty(p | div | ul | ol | dl | table)]" mode="k:styled" as="element()" priority="1">
    <xsl:copy><xsl:sequence select="@* except (@lang, @dir)"/>
      <div><xsl:sequence select="k:custom('Table Head'), @lang, @dir"/>
        <p><xsl:apply-templates mode="k:styled"/></p></div></xsl:copy>
  </xsl:template>
  <xsl:template match="th | (li | td | dd | dt | blockquote | figcaption)[@lang or @dir]" mode="k:styled"
    as="element()">
    <xsl:copy><xsl:sequence select="@* except (@lang, @dir)"/>
      <div><xsl:sequence select="k:word-style(., $k:block-styles) ! k:custom(.), @lang, @dir"/>
        <xsl:apply-templates mode="k:styled"/></div></xsl:copy>
  </xsl:template>

  <xsl:template match="span" mode="k:styled" as="element()">
    <xsl:variable name="style" as="xs:string?" select="k:word-style(., $k:line-styles)"/>
    <xsl:copy>
      <xsl:sequence select="@class, $style ! k:custom(.), @lang, @dir"/>
      <xsl:choose>
        <xsl:when test="tokenize(@class) = 'sc'"><span class="smallcaps">
          <xsl:apply-templates mode="k:styled"/></span></xsl:when>
        <xsl:otherwise><xsl:apply-templates mode="k:styled"/></xsl:otherwise>
      </xsl:choose>
    </xsl:copy>
  </xsl:template>

  <!-- Small capitals and spacing beside italics are classes of the element in italics. -->
  <xsl:template match="(b | i | em | sup | sub | u | s | a | h2)[@lang or @dir or tokenize(@class) = ('sc',
    'spaced', 'larger', 'smaller')]" mode="k:styled" as="element()">
    <xsl:copy>
      <xsl:sequence select="@* except (@lang, @dir, @class)"/>
      <span><xsl:sequence select="@lang, @dir, k:word-style(., $k:line-styles) ! k:custom(.)"/>
        <xsl:choose>
          <xsl:when test="tokenize(@class) = 'sc'"><span class="smallcaps">
            <xsl:apply-templates mode="k:styled"/></span></xsl:when>
          <xsl:otherwise><xsl:apply-templates mode="k:styled"/></xsl:otherwise>
        </xsl:choose></span>
    </xsl:copy>
  </xsl:template>

  <xsl:function name="k:custom" as="attribute()">
    <xsl:param name="style" as="xs:string"/>
    <xsl:attribute name="data-custom-style" select="$style"/>
  </xsl:function>
</xsl:stylesheet>
