<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- How to cite the document: two styles, and where records for reference managers lie. -->

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
  <xsl:function name="k:citation" as="map(xs:string, xs:string)" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="map {
      'id': string(($document/*/@xml:id, $k:context?stem)[1]), 'title': k:named($document),
      'edition': string($k:site?title), 'editors': string-join($k:site?editors?*, ' and '),
      'publisher': string($k:site?publisher), 'place': string($k:site?place), 'year': string($k:site?date),
      'number': k:number($document),
      'date': k:sure-date(k:date($document)), 'edtf': k:edtf(k:date($document)),
      'words': if (exists(k:date($document))) then k:date-words(k:date($document)) else '',
      'author': string-join(k:creators($document) ! k:name-text(.), ', '),
      'url': k:stable-address($k:context?path), 'doi': string($k:context?doi) }"/>
  </xsl:function>

  <!-- Who wrote the document: its authors, else who sent it. -->
  <xsl:function name="k:creators" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="authors" as="element(author)*"
      select="$document/*/teiHeader/fileDesc/titleStmt/author[k:name-text(.) != '']"/>
    <xsl:sequence select="if ($authors) then $authors
      else k:acting(k:communications($document)[1], 'sent')[k:name-text(.) != '']"/>
  </xsl:function>

  <!-- What other systems call the document: all its DOIs, addresses, and numbers that say what they are. -->
  <xsl:function name="k:numbers-elsewhere" as="map(xs:string, xs:string)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="given" as="map(xs:string, xs:string)*" select="$k:context?doi[. != '']
      ! map { 'type': 'DOI', 'value': . }, $document/*/teiHeader/fileDesc/publicationStmt/idno
      ! map { 'type': upper-case(@type), 'value': normalize-space(.) }"/>
    <xsl:variable name="numbers" as="map(xs:string, xs:string)*">
      <xsl:for-each select="$given">
        <xsl:variable name="doi" as="xs:string"
          select="replace(?value, '^(https?://(dx\.)?doi\.org/|doi:\s*)', '', 'i')"/>
        <xsl:sequence select="if (matches($doi, '^10\.\d{4,9}(\.\d+)*/\S+$'))
          then map { 'type': 'DOI', 'value': $doi, 'address': 'https://doi.org/' || $doi }
          else if (k:is-web(?value)) then map { 'type': (?type[. != ''], 'URL')[1], 'value': ?value,
            'address': ?value }
          else .[matches(?value, '^(ark|urn|hdl|info):\S+$', 'i')]
            ! map { 'type': upper-case(substring-before(?value, ':')), 'value': ?value }"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:for-each-group select="$numbers[not(?address = k:stable-address($k:context?path))]"
      group-by="?value"><xsl:sequence select="current-group()[1]"/></xsl:for-each-group>
  </xsl:function>

  <!-- Records for reference managers: ending, name, address with all that they hold. -->
  <xsl:variable name="k:records" as="map(xs:string, xs:string)*" select="$k:context?records?*"/>

  <xsl:template name="k:cite" as="element()">
    <xsl:variable name="c" as="map(xs:string, xs:string)" select="k:citation(/)"/>
    <section class="cite" aria-labelledby="k-cite" data-x="">
      <h2 id="k-cite">{k:t('cite.title')}</h2>
      <dl>
        <dt>Chicago</dt><dd id="k-chicago" class="citation"><xsl:sequence select="k:chicago($c)"/></dd>
        <dt>MLA</dt><dd id="k-mla" class="citation"><xsl:sequence select="k:mla($c)"/></dd>
        <xsl:if test="$c?url != ''"><dt>{k:t('cite.link')}</dt><dd><a href="{$c?url}">{$c?url}</a></dd>
        </xsl:if>
        <xsl:for-each-group select="k:numbers-elsewhere(/)" group-by="?type">
          <dt>{current-grouping-key()}</dt>
          <xsl:for-each select="current-group()"><dd><xsl:choose>
            <xsl:when test="?address"><a href="{?address}">{?value}</a></xsl:when>
            <xsl:otherwise>{?value}</xsl:otherwise></xsl:choose></dd></xsl:for-each>
        </xsl:for-each-group>
      </dl>
      <p class="downloads">
        <xsl:for-each select="$k:records">
          <!-- No file: from a folder on a disk, browsers would show it instead of saving it. -->
          <a download="{$k:context?stem}.{?ending}" href="{?address}">{?name}</a><xsl:text> </xsl:text>
        </xsl:for-each>
        <a download="{tokenize($k:context?tei, '/')[last()]}" href="{$k:up || $k:context?tei}"
          type="{k:tei-type()}">TEI</a>
      </p>
      <xsl:variable name="terms" as="xs:string*" select="k:terms(/)"/>
      <xsl:for-each select="k:licences(/)">
        <xsl:variable name="words" as="xs:string" select="k:licence-words(.)"/>
        <xsl:variable name="short" as="xs:string?" select="$words[not(. = $terms)]"/>
        <xsl:variable name="once" as="xs:string?"
          select="$k:context?terms?*[position() = index-of($terms, $words)][. != '']"/>
        <p class="licence">{k:t('cite.licence')}: <xsl:choose><xsl:when test="$once">
          <xsl:for-each select="@target[k:is-web(.)]">
            <a href="{.}" rel="license">{.}</a><xsl:text> · </xsl:text></xsl:for-each>
          <a href="{$k:up || $once}">{k:t('cite.terms')}</a></xsl:when>
          <xsl:when test="k:is-web(@target)">
          <xsl:text>{$words[not(. = $short)]} </xsl:text><!-- not a link of many lines -->
          <a href="{@target}" rel="license">{($short[. != ''], @target)[1]}</a></xsl:when>
          <xsl:otherwise>{$words}</xsl:otherwise></xsl:choose></p>
      </xsl:for-each>
      <p class="hint">{k:t('cite.paragraphs')}</p>
      <xsl:if test="not($k:context?section)"><p class="to-compare">
        <a href="{$k:up}compare.html?one={$k:context?path}">{k:t('tool.compare')}</a></p></xsl:if>
    </section>
  </xsl:template>

  <!-- A title with the mark that follows it: none after a question, one full stop alone, but "Jr.," -->
  <xsl:function name="k:ended" as="xs:string">
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="mark" as="xs:string"/>
    <xsl:variable name="plain" as="xs:string"
      select="if (matches($title, '(^|\W)(Jr|Sr|Co|Inc|Ltd|[A-Z])\.$')) then $title
        else replace($title, '\.$', '')"/>
    <xsl:sequence select="if (matches($title, '[?!]$')) then $title
      else $plain || $mark[not(. = '.' and ends-with($plain, '.'))]"/>
  </xsl:function>

  <xsl:function name="k:chicago" as="node()*">
    <xsl:param name="c" as="map(xs:string, xs:string)"/>
    <xsl:variable name="imprint" as="xs:string" select="string-join((string-join(($c?place,
      $c?publisher)[. != ''], ': '), $c?year)[. != ''], ', ')"/>
    <xsl:text>“{k:ended($c?title, ',')}” {$c?words[. != ''] ! (. || ', ')}{k:t('cite.in')} </xsl:text>
    <cite>{$c?edition}</cite><xsl:text>{$c?editors[. != ''] ! (', ' || k:t('cite.ed') || ' ' || .)}{$imprint[.
      != ''] ! (' (' || . || ')')}{$c?number[. != ''] ! (', ' || k:t('cite.document') || ' ' || .)}{$c?url[.
      != '']
      ! (', ' || .)}.</xsl:text>
  </xsl:function>

  <xsl:function name="k:mla" as="node()*">
    <xsl:param name="c" as="map(xs:string, xs:string)"/>
    <xsl:text>{$c?author[. != ''] ! (. || '. ')}“{k:ended($c?title, '.')}” </xsl:text>
    <xsl:text>{$c?words[. != ''] ! (. || '. ')}</xsl:text>
    <cite>{$c?edition}</cite><xsl:text>{string-join(('', $c?editors[. != ''] ! (k:t('cite.edited-by') || ' '
      || .), $c?publisher[. != ''], $c?year[. != ''], $c?number[. != ''] ! (k:t('cite.doc') || ' '
      || .), $c?url[.
      != '']), ', ')}.</xsl:text>
  </xsl:function>
</xsl:stylesheet>
