<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- How to cite the document: two styles, and records for reference managers. -->

  <xsl:function name="k:stable-address" as="xs:string">
    <xsl:param name="path" as="xs:string"/>
    <xsl:sequence select="if ($k:site?base_uri != '') then $k:site?base_uri || $path else ''"/>
  </xsl:function>

  <!-- The media type of the TEI for download: plain text where a browser could carry out parts of it. -->
  <xsl:function name="k:tei-type" as="xs:string">
    <xsl:sequence select="if (ends-with($k:context?tei, '.txt')) then 'text/plain'
      else 'application/tei+xml'"/>
  </xsl:function>

  <!-- The facts of a citation, empty ones left out. -->
  <xsl:function name="k:citation" as="map(xs:string, xs:string)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="map {
      'id': string(($document/*/@xml:id, $k:context?stem)[1]), 'title': k:named($document),
      'edition': string($k:site?title), 'editors': string-join($k:site?editors?*, ' and '),
      'publisher': string($k:site?publisher), 'place': string($k:site?place), 'year': string($k:site?date),
      'n': k:number($document),
      'date': k:from(k:date($document)), 'words': if (k:from(k:date($document))
      || k:to(k:date($document)) = '') then '' else k:span-words(k:from(k:date($document)),
      k:to(k:date($document))),
      'author': string(($document/*/teiHeader/fileDesc/titleStmt/author[1] ! k:name-text(.),
      k:communications($document)[1]/correspAction[@type = 'sent']/k:agents(.)[1] ! k:name-text(.), '')[1]),
      'url': k:stable-address($k:context?path) }"/>
  </xsl:function>

  <xsl:template name="k:cite" as="element()">
    <xsl:variable name="c" as="map(xs:string, xs:string)" select="k:citation(/)"/>
    <section class="cite" aria-labelledby="k-cite" data-pagefind-ignore="all">
      <h2 id="k-cite">{k:t('cite.title')}</h2>
      <dl>
        <dt>Chicago</dt><dd id="k-chicago"><xsl:sequence select="k:chicago($c)"/></dd>
        <dt>MLA</dt><dd id="k-mla"><xsl:sequence select="k:mla($c)"/></dd>
        <xsl:if test="$c?url != ''"><dt>{k:t('cite.link')}</dt><dd><a href="{$c?url}">{$c?url}</a></dd>
        </xsl:if>
      </dl>
      <p class="downloads">
        <a download="{$k:context?stem}.bib"
          href="data:application/x-bibtex;charset=utf-8,{encode-for-uri(k:bibtex($c))}">BibTeX</a>
          <xsl:text> </xsl:text>
        <a download="{$k:context?stem}.ris"
          href="data:application/x-research-info-systems;charset=utf-8,{encode-for-uri(k:ris($c))}">RIS</a>
          <xsl:text> </xsl:text>
        <a download="{$k:context?stem}.json"
          href="data:application/vnd.citationstyles.csl+json;charset=utf-8,{encode-for-uri(k:csl($c))}"
          >CSL-JSON</a>
        <xsl:text> </xsl:text>
        <a download="{tokenize($k:context?tei, '/')[last()]}" href="{$k:up || $k:context?tei}"
          type="{k:tei-type()}">TEI</a>
      </p>
      <xsl:for-each select="(/*/teiHeader/fileDesc/publicationStmt//licence)[1]">
        <p class="licence">{k:t('cite.licence')}: <xsl:choose><xsl:when test="k:is-web(@target)">
          <a href="{@target}" rel="license">{(normalize-space(.)[. != ''], @target)[1]}</a></xsl:when>
          <xsl:otherwise>{normalize-space(.)}</xsl:otherwise></xsl:choose></p>
      </xsl:for-each>
      <p class="hint">{k:t('cite.paragraphs')}</p>
    </section>
  </xsl:template>

  <xsl:function name="k:chicago" as="node()*">
    <xsl:param name="c" as="map(xs:string, xs:string)"/>
    <xsl:variable name="imprint" as="xs:string" select="string-join((string-join(($c?place,
      $c?publisher)[. != ''], ': '), $c?year)[. != ''], ', ')"/>
    <xsl:text>“{$c?title},” {$c?words[. != ''] ! (. || ', ')}{k:t('cite.in')} </xsl:text>
    <cite>{$c?edition}</cite><xsl:text>{$c?editors[. != ''] ! (', ' || k:t('cite.ed') || ' ' || .)}{$imprint[.
      != ''] ! (' (' || . || ')')}{$c?n[. != ''] ! (', ' || k:t('cite.document') || ' ' || .)}{$c?url[. != '']
      ! (', ' || .)}.</xsl:text>
  </xsl:function>

  <xsl:function name="k:mla" as="node()*">
    <xsl:param name="c" as="map(xs:string, xs:string)"/>
    <xsl:text>{$c?author[. != ''] ! (. || '. ')}“{$c?title}.” {$c?words[. != ''] ! (. || '. ')}</xsl:text>
    <cite>{$c?edition}</cite><xsl:text>{string-join(('', $c?editors[. != ''] ! (k:t('cite.edited-by') || ' '
      || .), $c?publisher[. != ''], $c?year[. != ''], $c?n[. != ''] ! (k:t('cite.doc') || ' ' || .), $c?url[.
      != '']), ', ')}.</xsl:text>
  </xsl:function>

  <xsl:function name="k:bibtex" as="xs:string">
    <xsl:param name="c" as="map(xs:string, xs:string)"/>
    <xsl:variable name="fields" as="map(xs:string, xs:string)"
      select="map { 'author': $c?author, 'title': $c?title, 'booktitle': $c?edition, 'editor': $c?editors,
      'publisher': $c?publisher,
      'address': $c?place, 'year': $c?year, 'number': $c?n, 'note': $c?words, 'url': $c?url }"/>
    <xsl:sequence select="string-join(('@incollection{' || replace($c?id, '[^A-Za-z0-9._-]', '-') || ',',
      for $f in sort(map:keys($fields))[$fields(.) != ''] return '  ' || $f || ' = {'
      || (if ($f = 'url') then $fields($f) else '{' || k:tex($fields($f)) || '}') || '},', '}', ''),
      '&#10;')"/>
  </xsl:function>

  <!-- Characters that TeX reads as commands. -->
  <xsl:function name="k:tex" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="$text => replace('[{}\\]', ' ') => replace('([&amp;%$#_])', '\\$1') => replace('~',
      '{\\textasciitilde}') => replace('\^', '{\\textasciicircum}')"/>
  </xsl:function>

  <xsl:function name="k:ris" as="xs:string">
    <xsl:param name="c" as="map(xs:string, xs:string)"/>
    <xsl:variable name="rows" as="xs:string*" select="('TY  - PCOMM', $c?author[. != ''] ! ('AU  - ' || .),
      'TI  - ' || $c?title, $c?date[. != ''] ! ('DA  - ' || translate(., '-', '/')),
      'T2  - ' || $c?edition, tokenize($c?editors, ' and ') ! ('A2  - ' || .),
      $c?publisher[. != ''] ! ('PB  - ' || .), $c?place[. != ''] ! ('CY  - ' || .),
      $c?n[. != ''] ! ('M1  - ' || .), $c?url[. != ''] ! ('UR  - ' || .), 'ER  - ', '')"/>
    <xsl:sequence select="string-join($rows, '&#13;&#10;')"/>
  </xsl:function>

  <xsl:function name="k:csl" as="xs:string">
    <xsl:param name="c" as="map(xs:string, xs:string)"/>
    <xsl:variable name="date" as="map(*)?" select="if (matches($c?date, '^\d{4}(-\d\d)*$'))
      then map { 'date-parts': array { array { tokenize($c?date, '-') ! xs:integer(.) } } } else ()"/>
    <xsl:sequence select="serialize(array { map:merge((
      map { 'id': $c?id, 'type': 'personal_communication', 'title': $c?title, 'container-title': $c?edition },
      $c?author[. != ''] ! map { 'author': array { map { 'literal': . } } },
      if ($c?editors != '') then map { 'editor': array
      { tokenize($c?editors, ' and ') ! map { 'literal': . } } } else (),
      $date ! map { 'issued': . }, $c?publisher[. != ''] ! map { 'publisher': . },
      $c?place[. != ''] ! map { 'publisher-place': . }, $c?n[. != ''] ! map { 'number': . },
      $c?url[. != ''] ! map { 'URL': . })) },
      map { 'method': 'json' })"/>
  </xsl:function>
</xsl:stylesheet>
