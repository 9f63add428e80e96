<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Who wrote to whom: a picture, and the same as a list. -->
  <xsl:template name="network" as="map(xs:string, xs:string)">
    <xsl:variable name="left" as="xs:double"
      select="min((0, $k:context?nodes?*[?x lt 300] ! (?x - k:reach(.))))"/>
    <xsl:variable name="right" as="xs:double"
      select="max((600, $k:context?nodes?*[?x ge 300] ! (?x + k:reach(.))))"/>
    <xsl:variable name="content" as="element()*">
      <p class="lead wide">{k:t('network.lead')}</p>
      <p class="lead narrow">{k:t('network.narrow')}</p>
      <div id="k-filters" class="filters"/>
      <figure class="network">
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="{floor($left)} 0 {ceiling($right - $left)} 480"
          role="group" aria-labelledby="k-network-title">
          <title id="k-network-title">{k:t('network.picture', map { 'n': array:size($k:context?nodes), 'm':
            array:size($k:context?edges) })}</title>
          <xsl:for-each select="$k:context?edges?*">
            <line x1="{?x1}" y1="{?y1}" x2="{?x2}" y2="{?y2}" stroke-width="{?width}"/>
            </xsl:for-each>
          <xsl:for-each select="$k:context?nodes?*">
            <a href="{?address}"><circle cx="{?x}" cy="{?y}" r="{?radius}"/>
              <text x="{?x + (if (?x ge 300) then 1 else -1) * (?radius + 5)}" y="{?y + 5}"
                text-anchor="{if (?x ge 300) then 'start' else 'end'}">{?name} ({?count})</text></a>
          </xsl:for-each>
        </svg>
        <figcaption>{k:t('network.shown', map { 'n': string(array:size($k:context?nodes)),
          'of': string($k:context?people), 'm': string(array:size($k:context?edges)),
          'pairs': string(k:many($k:context?pairs)), 'documents': string($k:context?shown),
          'all': string($k:context?count) })}</figcaption>
      </figure>
      <section aria-labelledby="k-pairs">
        <h2 id="k-pairs">{k:t('network.pairs')}</h2>
        <ol class="register pairs">
          <xsl:sequence
            select="$k:context?pairs?* ! (if (exists(?piece)) then k:piece(.) else k:pair(.))"/>
        </ol>
      </section>
    </xsl:variable>
    <xsl:sequence select="k:index-page(k:t('nav.network'), 'network-page', $content,
      map { 'scripts': ('texts.js', 'kktei.js', 'network.js') })"/>
  </xsl:template>

  <xsl:template name="pair-rows" as="map(xs:string, xs:string)">
    <xsl:sequence select="map { 'rows': k:html($k:context?rows?* ! k:pair(.)) }"/>
  </xsl:template>

  <xsl:function name="k:pair" as="element()">
    <xsl:param name="pair" as="map(*)"/>
    <li data-documents="{$pair?documents}"><a href="{$pair?address}"><span>{$pair?first?name}</span> – <span>{
      $pair?second?name}</span></a><xsl:text> </xsl:text>
    <span class="count">{k:count('documents', xs:integer($pair?documents))}<xsl:text> </xsl:text>({
      $pair?forth}&#160;→&#160;{$pair?back}&#160;←){
      string-join($pair?years?* ! k:day-words(.), '–')[. != ''] ! (', ' || .)}</span></li>
  </xsl:function>

  <!-- How far a person's circle and label reach from its middle: a letter takes half an em of 18 px. -->
  <xsl:function name="k:reach" as="xs:double">
    <xsl:param name="node" as="map(*)"/>
    <xsl:sequence select="$node?radius + 5 + 9 * string-length($node?name || ' (' || $node?count || ')')"/>
  </xsl:function>
</xsl:stylesheet>
