<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns="http://www.tei-c.org/ns/1.0" xmlns:k="https://kktei.org/ns/xslt"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The lists before the documents. -->

  <!-- The editorial note: what the settings and the edition's header say of its making; how the texts are
    encoded is not for readers. -->
  <xsl:function name="k:editorial-note" as="element(div)?">
    <xsl:variable name="said" as="element(p)*">
      <xsl:for-each select="tokenize($description, '\n\s*\n')[normalize-space()]">
        <p>{normalize-space()}</p></xsl:for-each>
    </xsl:variable>
    <xsl:variable name="encoding" as="element(encodingDesc)?" select="($corpus/*/teiHeader/encodingDesc)[1]"/>
    <xsl:sequence select="k:part('editorial-note', 'print.editorial-note', ($said,
      $encoding/(projectDesc | editorialDecl/(. | *)[p]
      | samplingDecl)/p[empty(.//(gi | att | tag | val))]))"/>
  </xsl:function>

  <!-- Sources: repositories, their collections and lots, each with the documents that come from it; then
    printed works. -->
  <xsl:function name="k:sources" as="element(div)?">
    <xsl:variable name="paths" as="map(xs:string, item()*)*">
      <xsl:for-each select="$k:all">
        <xsl:variable name="document" as="map(xs:string, item()*)" select="."/>
        <xsl:for-each select="$document?witnesses?*">
          <xsl:variable name="levels" as="map(xs:string, item()*)*" select="?levels?*"/>
          <xsl:if test="exists($levels) and $levels[1]?kind != 'msName'">
            <xsl:sequence select="map { 'labels': array { k:level-labels(., $levels) },
              'document': $document }"/>
          </xsl:if>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="items" as="element(item)*" select="k:tree($paths, 1), k:printed()"/>
    <xsl:variable name="whole" as="element(list)?">
      <xsl:if test="exists($items)"><list><xsl:sequence select="$items"/></list></xsl:if>
    </xsl:variable>
    <xsl:sequence select="k:part('sources', if ($own = 'sources') then 'front.list-of-sources'
      else 'print.list-of-sources', $whole)"/>
  </xsl:function>

  <!-- One level of the tree of sources, and what is below it. -->
  <xsl:function name="k:tree" as="element(item)*">
    <xsl:param name="paths" as="map(xs:string, item()*)*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <xsl:for-each-group select="$paths[array:size(?labels) ge $depth]" group-by="?labels($depth)">
      <xsl:sort select="k:sort-key(current-grouping-key(), 'source')"
        collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
      <xsl:sequence select="k:item(current-grouping-key(),
        current-group()[array:size(?labels) eq $depth]?document, k:tree(current-group(), $depth + 1))"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- An entry, the documents that it names, and the entries below it. -->
  <xsl:function name="k:item" as="element(item)">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="documents" as="map(xs:string, item()*)*"/>
    <xsl:param name="below" as="element(item)*"/>
    <item>
      <seg>{$label}</seg><xsl:sequence select="k:refs($documents)"/>
      <xsl:if test="exists($below)"><list><xsl:sequence select="$below"/></list></xsl:if>
    </item>
  </xsl:function>

  <xsl:function name="k:printed" as="element(item)?">
    <xsl:variable name="works" as="map(xs:string, item()*)*">
      <xsl:for-each select="$k:all">
        <xsl:variable name="document" as="map(xs:string, item()*)" select="."/>
        <xsl:for-each select="$document?witnesses?*?printed?*[normalize-space(?label)]">
          <xsl:sequence select="map { 'label': k:work-label(.), 'document': $document }"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="items" as="element(item)*">
      <xsl:for-each-group select="$works" group-by="?label">
        <xsl:sort select="k:sort-key(current-grouping-key(), 'work')"
          collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <xsl:sequence select="k:item(current-grouping-key(), current-group()?document, ())"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="if (exists($items)) then k:item(k:t('print.printed-sources'), (), $items) else ()"/>
  </xsl:function>

  <!-- Abbreviations of the texts and of bodies, markings, and the signs that the volume uses. -->
  <xsl:function name="k:abbreviations" as="element(div)?">
    <xsl:sequence select="k:part('abbreviations', 'print.abbreviations', (
      k:pairs('print.abbreviations-only', k:shortened()), k:pairs('print.markings', k:marking-lines()),
      k:pairs('print.signs', k:sign-lines())))"/>
  </xsl:function>

  <xsl:function name="k:pairs" as="element(list)?">
    <xsl:param name="heading" as="xs:string"/>
    <xsl:param name="lines" as="element()*"/>
    <xsl:if test="exists($lines)">
      <list type="gloss"><head>{k:t($heading)}</head><xsl:sequence select="$lines"/></list></xsl:if>
  </xsl:function>

  <xsl:function name="k:gloss" as="element()+">
    <xsl:param name="label" as="item()*"/>
    <xsl:param name="meaning" as="xs:string"/>
    <label><xsl:sequence select="$label"/></label><item>{$meaning}</item>
  </xsl:function>

  <xsl:function name="k:shortened" as="element()*">
    <xsl:variable name="pairs" as="map(xs:string, item()*)*" select="$k:all?abbreviations?*,
      $authorities//org[orgName[@type = 'symbol']]/map
      { 'short': normalize-space(orgName[@type = 'symbol'][1]),
      'long': normalize-space(orgName[not(@type = 'symbol')][1]) }"/>
    <xsl:for-each-group select="$pairs[?short != '']" group-by="?short || '&#9;' || ?long">
      <xsl:sort select="k:sort-key(current-group()[1]?short, 'body')"
        collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
      <xsl:sequence select="k:gloss(current-group()[1]?short, current-group()[1]?long)"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- Classifications, precedences and captions that occur, with what the taxonomy says of them.  That a
    source note is silent says something only where others name a level. -->
  <xsl:function name="k:marking-lines" as="element()*">
    <xsl:variable name="used" as="xs:string*" select="distinct-values($k:all?categories?*)"/>
    <xsl:variable name="idle" as="xs:string*" select="'cls.unstated'[empty($used[starts-with(., 'cls.')]
      [not(. = ('cls.unstated', 'cls.none'))])]"/>
    <xsl:for-each select="($corpus, $authorities)//taxonomy//category[@xml:id = $used[not(. = $idle)]]
      [starts-with(@xml:id, 'cls.') or starts-with(@xml:id, 'prec.') or starts-with(@xml:id, 'hnd.')]">
      <xsl:variable name="words" as="xs:string" select="normalize-space(catDesc[1])"/>
      <xsl:variable name="question" as="xs:string"
        select="normalize-space(ancestor::taxonomy[1]/(desc | bibl | head)[1])"/>
      <xsl:sequence select="k:gloss(replace($words, '\s*\(.*$', ''), string-join((replace($words[contains(.,
        '(')], '^[^(]*\((.*)\)$', '$1'), $question)[. != ''], '; '))"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The sample of a sign is marked up as what it is a sign of. -->
  <xsl:function name="k:sign-lines" as="element()*">
    <xsl:variable name="used" as="xs:string*" select="distinct-values($k:all?signs?*)"/>
    <xsl:for-each select="('del', 'surplus', 'add', 'supplied', 'corr', 'sic', 'expan', 'unclear', 'damage',
      'gap', 'space', 'figure', 'underlined', 'spaced', 'apparatus', 'pb')[. = $used]">
      <xsl:variable name="sample" as="item()">
        <xsl:choose>
          <xsl:when test=". = ('underlined', 'spaced')">
            <hi rend="{if (. = 'spaced') then 'letter-spaced' else 'underline'}">{k:t('print.sample')}</hi>
          </xsl:when>
          <xsl:when test=". = 'figure'"><figure><figDesc>{k:t('print.sample')}</figDesc></figure></xsl:when>
          <xsl:when test=". = 'pb'">[2]</xsl:when>
          <xsl:when test=". = 'apparatus'"><hi rend="superscript">a, b</hi></xsl:when>
          <xsl:when test=". = ('gap', 'space')"><xsl:element name="{.}"/></xsl:when>
          <xsl:otherwise><xsl:element name="{.}">{k:t('print.sample')}</xsl:element></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <label n="{.}"><xsl:sequence select="$sample"/></label><item>{k:t('print.sign.' || .)}</item>
    </xsl:for-each>
  </xsl:function>

  <!-- Persons of the authority file, with their offices. -->
  <xsl:function name="k:persons" as="element(div)?">
    <xsl:variable name="lines" as="element()*">
      <xsl:for-each select="$authorities//listPerson/person">
        <xsl:sort select="k:sort-key(k:person-label(.))"
          collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <xsl:sequence select="k:gloss(k:person-label(.), string-join((affiliation, occupation,
          note[not(@type)])/k:office(.)[. != ''], '; '))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="whole" as="element(list)?">
      <xsl:if test="exists($lines)"><list type="gloss"><xsl:sequence select="$lines"/></list></xsl:if>
    </xsl:variable>
    <xsl:sequence select="k:part('persons', 'print.list-of-persons', $whole)"/>
  </xsl:function>
</xsl:stylesheet>
