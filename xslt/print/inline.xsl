<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What runs within a line: emphasis, quotations, breaks, foreign words. -->

  <xsl:template match="text()" mode="typst" as="xs:string*">
    <xsl:sequence select="k:run(.)"/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="typst" as="xs:string*"/>

  <xsl:template match="seg[k:stands-apart(.)]" mode="typst" as="xs:string*" priority="2">
    <xsl:text> </xsl:text>
    <xsl:next-match/>
  </xsl:template>

  <xsl:template match="ruby | rb" mode="typst" as="xs:string*">
    <xsl:sequence select="k:anchor(.), k:in-language(., k:content(.))"/>
  </xsl:template>
  <xsl:template match="rt" mode="typst" as="xs:string*">
    <xsl:sequence select="k:string(' ('), k:in-language(., k:content(.)), k:string(')')"/>
  </xsl:template>

  <xsl:template match="anchor" mode="typst" as="xs:string*">
    <xsl:sequence select="k:anchor(.)"/>
  </xsl:template>

  <!-- Letter forms: a function of the template for each, the first outermost. -->
  <xsl:variable name="k:style-calls" as="map(xs:string, xs:string)"
    select="map { 'bold': 'strong', 'italic': 'em',
    'small-caps': 'sc', 'superscript': 'raised', 'subscript': 'lowered', 'underline': 'underlined',
    'strikethrough': 'struck', 'spaced': 'spaced', 'larger': 'larger', 'smaller': 'smaller' }"/>

  <xsl:template mode="typst" as="xs:string*" priority="1" match="hi | emph | mentioned | foreign
    | (title | seg | w | term | gloss | distinct)[exists(k:styles(.))]">
    <xsl:variable name="body" as="xs:string" select="string-join((k:anchor(.),
      k:in-language(., k:content(.))))"/>
    <xsl:variable name="calls" as="xs:string*" select="k:styles(.) ! $k:style-calls(.)"/>
    <xsl:sequence select="fold-right(($calls, 'same'[empty($calls)]), $body,
      function($call as xs:string, $inside as xs:string) as xs:string { k:call($call, $inside) })"/>
  </xsl:template>

  <!-- A quotation gets marks where its text has none. -->
  <xsl:template match="(q | quote | soCalled | said | cit)[not(k:is-block(.))]" mode="typst" as="xs:string*">
    <xsl:variable name="marks" as="xs:string*" select="if (self::cit) then () else k:quote-marks(.)"/>
    <xsl:sequence select="k:string(string($marks[1])), k:anchor(.), k:in-language(., k:content(.)),
      k:string(string($marks[2]))"/>
  </xsl:template>

  <!-- Breaks: of lines (kept where lines are kept), of pages (in the margin). -->
  <xsl:template match="lb" mode="typst" as="xs:string*">
    <xsl:sequence select="if (@break = 'no') then ()
      else if (k:ends-line(.)) then '#linebreak();'[not(k:is-idle(current()))]
      else ' '"/>
  </xsl:template>

  <!-- Whether a break of lines has no line before it or after it: it begins a block or is the last, or a
    block follows. -->
  <xsl:function name="k:is-idle" as="xs:boolean">
    <xsl:param name="break" as="element(lb)"/>
    <xsl:variable name="next" as="node()?" select="$break/following-sibling::node()[self::* or
      self::text()[normalize-space()]][1]"/>
    <xsl:variable name="before" as="node()?" select="$break/preceding-sibling::node()[self::* or
      self::text()[normalize-space()]][1]"/>
    <xsl:sequence select="if (empty($next) or empty($before)) then k:is-block($break/..)
      else k:is-block($next)"/>
  </xsl:function>

  <xsl:template match="pb" mode="typst" as="xs:string*">
    <xsl:sequence select="k:anchor(.), if (not(normalize-space(@n))) then ()
      else if (k:page-of(.) = '') then '#source-page(' || k:literal(string(@n)) || ');'
      else ('#witness-page(' || k:literal(k:page-name(.)) || ');', ' '[not(current()/@break = 'no')])"/>
  </xsl:template>

  <xsl:template match="cb | gb | handShift | delSpan | addSpan | damageSpan | index | interp | interpGrp
    | link | linkGrp | substJoin | alt | altGrp" mode="typst" as="xs:string*">
    <xsl:sequence select="k:anchor(.)"/>
  </xsl:template>

  <!-- Running heads, catchwords and the numbers of pages are of the document, not of its text. -->
  <xsl:template match="fw" mode="typst" as="empty-sequence()"/>

  <xsl:template match="metamark" mode="typst" as="xs:string*">
    <xsl:sequence select="k:string('['), k:content(.), k:string(']')"/>
  </xsl:template>

  <xsl:template match="listTranspose" mode="typst" as="xs:string*">
    <xsl:apply-templates select="*" mode="typst"/>
  </xsl:template>
  <xsl:template match="transpose" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('loose-note', k:call('em', k:string(k:transposed(.)))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="g" mode="typst" as="xs:string*">
    <xsl:sequence select="if (normalize-space()) then k:content(.)
      else k:string('[' || k:key(string(@ref)) || ']')"/>
  </xsl:template>

  <xsl:template match="formula" mode="typst" as="xs:string*">
    <xsl:sequence select="if (*) then k:content(.) else k:string(normalize-space(.))"/>
  </xsl:template>
</xsl:stylesheet>
