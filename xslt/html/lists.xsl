<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Documents as rows of a table, and other pieces that several index pages share. -->

  <!-- A table of documents.  $rows as kktei/render/html/rows.py makes them; $up leads to the root. -->
  <xsl:function name="k:document-table" as="element()">
    <xsl:param name="rows" as="map(*)*"/>
    <xsl:param name="up" as="xs:string"/>
    <xsl:param name="caption" as="xs:string"/>
    <!-- A column that says nothing in all rows is left out. -->
    <xsl:variable name="shown" as="xs:string*" select="
      if ($rows?number != '') then 'number' else (), 'date', 'title', 'from', 'to',
      if ($rows?genre != '') then 'kind' else (),
      if ($rows?classes?* != 'cls.unstated') then 'classification' else (),
      if ($rows?repository != '') then 'repository' else ()"/>
    <div class="table" role="region" tabindex="0" aria-label="{$caption}">
      <table class="documents">
        <caption class="visually-hidden">{$caption}</caption>
        <thead><tr>
          <xsl:for-each select="$shown">
            <th scope="col" data-sort="{.}">{k:t('column.' || .)}</th>
          </xsl:for-each>
        </tr></thead>
        <tbody>
          <xsl:for-each select="$rows"><xsl:sequence select="k:document-row(., position(), $up, $shown)"/>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:function>

  <!-- A row; the first of a day and of a month is where the timeline leads. -->
  <xsl:function name="k:document-row" as="element()">
    <xsl:param name="row" as="map(*)"/>
    <xsl:param name="at" as="xs:integer"/>
    <xsl:param name="up" as="xs:string"/>
    <xsl:param name="shown" as="xs:string*"/>
    <tr data-from="{$row?start}" data-to="{$row?end}">
      <xsl:if test="$k:context?days($at) != ''">
        <xsl:attribute name="id" select="$k:context?days($at)"/></xsl:if>
      <xsl:if test="$shown = 'number'"><td class="number"
        data-label="{k:t('column.number')}">{$row?number}</td>
      </xsl:if>
      <td class="date" data-label="{k:t('column.date')}"><xsl:if test="$k:context?months($at) != ''">
        <xsl:attribute name="id" select="$k:context?months($at)"/></xsl:if>
        <xsl:variable name="page" as="xs:string?" select="$k:context?day_pages($k:context?days($at))"/>
        <xsl:choose>
          <xsl:when test="$page"><a href="{$up || $page}">
            <xsl:sequence select="k:row-date($row)"/></a></xsl:when>
          <xsl:otherwise><xsl:sequence select="k:row-date($row)"/></xsl:otherwise></xsl:choose></td>
      <th scope="row" class="title"><a href="{$up || $row?address}"><xsl:sequence
        select="k:lang($row?title_language)"/>{$row?title}</a><xsl:sequence select="k:gist($row, $up)"/></th>
      <td class="from"
        data-label="{k:t('column.from')}"><xsl:sequence select="k:people($row?senders?*, $up)"/></td>
      <td class="to"
        data-label="{k:t('column.to')}"><xsl:sequence select="k:people($row?recipients?*, $up)"/></td>
      <xsl:if test="$shown = 'kind'"><td class="kind"
        data-label="{k:t('column.kind')}">{$row?genre[. != ''] ! k:kind(.)}</td></xsl:if>
      <xsl:if test="$shown = 'classification'"><td class="classification"
        data-label="{k:t('column.classification')}">{string-join($row?classes?* ! k:label(.),
        ', ')}</td></xsl:if>
      <xsl:if test="$shown = 'repository'"><td class="repository"
        data-label="{k:t('column.repository')}">{$row?repository}</td></xsl:if>
    </tr>
  </xsl:function>

  <!-- What kind of document a genre's key names. -->
  <xsl:function name="k:kind" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="string(($k:context?labels($key)?name,
      k:t-or('genre.' || replace($key, '^gen\.', ''), k:plain(replace($key, '^gen\.', ''))))[1])"/>
  </xsl:function>

  <!-- A key of somebody's vocabulary that nothing names, as a reader takes it: "intelligence-note". -->
  <xsl:function name="k:plain" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:variable name="words" as="xs:string" select="translate($key, '-_', '  ')"/>
    <xsl:sequence select="upper-case(substring($words, 1, 1)) || substring($words, 2)"/>
  </xsl:function>

  <!-- When a document was written; as its text has it, too, where the title does not say that. -->
  <xsl:function name="k:row-date" as="node()*">
    <xsl:param name="row" as="map(*)"/>
    <xsl:variable name="dated" as="xs:boolean" select="$row?start || $row?end != ''"/>
    <xsl:variable name="said" as="xs:string"
      select="string($row?said[not($dated and contains(k:even($row?title), k:even(.)))])"/>
    <xsl:if test="$dated">{k:bounds-words($row?start, $row?end, $row?lasting = true())}</xsl:if>
    <xsl:if test="$said != ''">{if ($dated) then ' (' || $said || ')' else $said}</xsl:if>
    <xsl:if test="$dated and $row?inferred"><xsl:text> </xsl:text>
      <abbr class="inferred" title="{k:t('facts.inferred')}">{k:t('facts.inferred-short')}</abbr></xsl:if>
  </xsl:function>

  <!-- Words whose blanks are all alike. -->
  <xsl:function name="k:even" as="xs:string">
    <xsl:param name="words" as="xs:string?"/>
    <xsl:sequence select="translate($words, '&#160;', ' ')"/>
  </xsl:function>

  <!-- A date in words; a browser is told it where it is one day, month or year. -->
  <xsl:function name="k:time" as="element()">
    <xsl:param name="date" as="xs:string"/>
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="known" as="xs:boolean" select="matches($date, '^\d{4}(-\d\d(-\d\d)?)?$')"/>
    <xsl:element name="{if ($known) then 'time' else 'span'}">
      <xsl:if test="$known"><xsl:attribute name="datetime" select="$date"/></xsl:if>{$words}</xsl:element>
  </xsl:function>

  <xsl:function name="k:people" as="node()*">
    <xsl:param name="people" as="map(*)*"/>
    <xsl:param name="up" as="xs:string"/>
    <xsl:for-each select="$people"><xsl:if test="position() gt 1">, </xsl:if><a
      href="{$up || ?address}">{?name}</a>
    </xsl:for-each>
  </xsl:function>

  <!-- A short list of documents: number, date, title. -->
  <xsl:function name="k:document-list" as="element()">
    <xsl:param name="rows" as="map(*)*"/>
    <xsl:param name="up" as="xs:string"/>
    <ul class="document-list"><xsl:sequence select="$rows ! k:listed(., $up)"/></ul>
  </xsl:function>

  <xsl:function name="k:listed" as="node()">
    <xsl:param name="row" as="map(*)"/>
    <xsl:param name="up" as="xs:string"/>
    <xsl:sequence select="if (exists($row?piece)) then k:piece($row) else $row ! k:list-item(., $up)"/>
  </xsl:function>

  <xsl:function name="k:list-item" as="element()">
    <xsl:param name="row" as="map(*)"/>
    <xsl:param name="up" as="xs:string"/>
    <li><a href="{$up || $row?address}"><xsl:choose>
      <xsl:when test="$row?number != ''"><span class="n">{$row?number}</span><xsl:text> </xsl:text>
        <xsl:sequence select="k:titled($row)"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="k:lang($row?title_language)"/>{$row?title}</xsl:otherwise>
    </xsl:choose></a><xsl:text> </xsl:text>
    <span class="when"><xsl:sequence select="k:row-date($row)"/></span>
      <xsl:if test="exists($row?roles)"><xsl:text> </xsl:text>
      <span class="what">{string-join(($row?roles?* ! k:label(.), $row?mark)[. != ''],
        ', ')}</span></xsl:if>
      <xsl:sequence select="k:gist($row, $up)"/></li>
  </xsl:function>

  <!-- Rows of a long list that are made by themselves (kktei/render/html/pieces.py): where they will stand,
       the making of them, and how many rows there are. -->
  <xsl:function name="k:piece" as="comment()">
    <xsl:param name="later" as="map(*)"/>
    <xsl:comment>k-piece-{$later?piece}</xsl:comment>
  </xsl:function>

  <xsl:template name="document-rows" as="map(xs:string, xs:string)">
    <xsl:variable name="up" as="xs:string" select="k:up($k:context?path)"/>
    <xsl:sequence select="map { 'rows': k:html($k:context?rows?* ! k:list-item(., $up)) }"/>
  </xsl:template>

  <xsl:function name="k:many" as="xs:integer">
    <xsl:param name="rows" as="array(*)"/>
    <xsl:sequence select="xs:integer(sum($rows?* ! (?size, 1)[1]))"/>
  </xsl:function>

  <xsl:variable name="k:site-direction" as="xs:string" select="k:direction(string($k:site?language))"/>

  <!-- The language of words that is not the page's, and their direction, where that is another one. -->
  <xsl:function name="k:lang" as="attribute()*">
    <xsl:param name="language" as="xs:string?"/>
    <xsl:if test="$language != '' and $language != $k:site?language">
      <xsl:attribute name="lang" select="$language"/>
      <xsl:variable name="direction" as="xs:string" select="k:direction($language)"/>
      <xsl:if test="$direction != $k:site-direction">
        <xsl:attribute name="dir" select="$direction"/></xsl:if>
    </xsl:if>
  </xsl:function>

  <xsl:function name="k:titled" as="node()">
    <xsl:param name="row" as="map(*)"/>
    <xsl:variable name="lang" as="attribute()*" select="k:lang($row?title_language)"/>
    <xsl:choose>
      <xsl:when test="exists($lang)"><span><xsl:sequence select="$lang"/>{$row?title}</span></xsl:when>
      <xsl:otherwise><xsl:value-of select="$row?title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What tells a document from others of its title: what else was sent with it, its summary or how it
       begins. -->
  <xsl:function name="k:gist" as="element()*">
    <xsl:param name="row" as="map(*)"/>
    <xsl:param name="up" as="xs:string"/>
    <xsl:for-each select="$row?further?*">
      <span class="act"><span class="from"><xsl:sequence select="k:people(?senders?*, $up)"/></span>
        <xsl:if test="exists(?recipients?*)"><xsl:text> {k:t('journey.to')} </xsl:text>
        <span class="to"><xsl:sequence select="k:people(?recipients?*, $up)"/></span></xsl:if></span>
    </xsl:for-each>
    <xsl:if test="$row?summary != ''"><span class="gist"><xsl:sequence
      select="k:lang($row?title_language)"/>{$row?summary}</span></xsl:if>
    <xsl:if test="$row?incipit != ''"><q class="gist"><xsl:sequence
      select="k:lang($row?language)"/>{$row?incipit}</q></xsl:if>
  </xsl:function>

  <!-- An index page: heading, content, in the site's frame. -->
  <xsl:function name="k:index-page" as="map(xs:string, xs:string)">
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="class" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="options" as="map(xs:string, item()*)"/>
    <xsl:variable name="whole" as="element()*"><h1>{$title}</h1><xsl:sequence select="$content"/>
    </xsl:variable>
    <xsl:sequence select="map { 'page': k:page($k:context?path, $title, $whole,
      map:merge(($options, map { 'class': $class, 'search': false() }))) }"/>
  </xsl:function>
</xsl:stylesheet>
