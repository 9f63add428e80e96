<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Copies of a document: where they lie, level by level, what they are, what stands on them, who made
    them. -->

  <xsl:function name="k:copy-record" as="map(xs:string, item()*)">
    <xsl:param name="copy" as="element()"/>
    <xsl:variable name="identifier" as="element(msIdentifier)?" select="($copy//msIdentifier)[1]"/>
    <xsl:variable name="own" as="element()*"
      select="$copy//(textLang | msItem | objectDesc | extent)
      [empty(ancestor::msPart intersect $copy//msPart)]"/>
    <xsl:variable name="language" as="element(textLang)?" select="$own[self::textLang][1]"/>
    <xsl:sequence select="map {
      'id': string($copy/@xml:id),
      'roles': array { k:witness-roles($copy) },
      'country': string($identifier/country[1]/@key),
      'country_name': normalize-space($identifier/country[1]),
      'town': normalize-space($identifier/settlement[1]),
      'levels': array { k:levels($identifier) ! map { 'key': k:level-key(.),
        'name': normalize-space(.), 'element': local-name(.), 'type': string(@type) } },
      'words': if (exists($identifier)) then '' else k:parts-apart($copy),
      'title': normalize-space(($own/self::msItem/title)[1]),
      'language': string($language/@mainLang), 'language_name': normalize-space($language),
      'form': string(($own[self::objectDesc])[1]/(@form, p/normalize-space())[. != ''][1]),
      'extent': string($own[self::extent][1] ! k:extent-told(.)),
      'parts': array { $copy//msPart ! k:part-told(.) },
      'provenance': count($copy//(provenance | acquisition)),
      'markings': array { k:markings($copy) ! map { 'key': string(k:keys(@ana)[1]),
        'name': normalize-space(.), 'type': string(@type) } },
      'makers': array { $copy//respStmt/(persName | orgName | name) ! k:named-agents(.,
        string((../resp/@ref/k:key(.))[1]), string((../resp ! normalize-space(.))[1])) },
      'evidence': array { k:quoted($copy/@source, $copy) } }"/>
  </xsl:function>

  <!-- A part of a volume in one line: its number, what it holds, how much. -->
  <xsl:function name="k:part-told" as="xs:string">
    <xsl:param name="part" as="element(msPart)"/>
    <xsl:variable name="own" as="element()*"
      select="$part//(msItem | extent)[ancestor::msPart[1] is $part]"/>
    <xsl:variable name="told" as="xs:string*" select="($part/(msIdentifier, altIdentifier)[1]
      ! k:identifier-told(.),
      ($part/(head, msContents/summary), $own/self::msItem/title)[1] ! normalize-space(.),
      $own[self::extent][1] ! k:extent-told(.))[. != '']"/>
    <xsl:sequence select="if (exists($told)) then string-join($told, ', ') else normalize-space($part)"/>
  </xsl:function>

  <!-- Where a part lies, in one line: a repository of its own may be named. -->
  <xsl:function name="k:identifier-told" as="xs:string">
    <xsl:param name="identifier" as="element()"/>
    <xsl:variable name="told" as="xs:string*" select="(if ($identifier/self::msIdentifier)
      then ($identifier/settlement, k:levels($identifier)) else $identifier/*)
      ! normalize-space(.)[. != '']"/>
    <xsl:sequence select="if (exists($told)) then string-join($told, ', ') else k:parts-apart($identifier)"/>
  </xsl:function>

  <!-- How much a copy is and how large: "12 leaves, 240 × 170 mm". -->
  <xsl:function name="k:extent-told" as="xs:string">
    <xsl:param name="extent" as="element(extent)"/>
    <xsl:variable name="parts" as="xs:string*" select="$extent/node()[not(self::comment()
      or self::processing-instruction())] ! (if (self::dimensions) then '&#xE000;' || k:size-told(.) else
      if (self::measure[preceding-sibling::node()[not(self::text()) or normalize-space()][1]/self::*]) then
      '&#xE000;' || . else string(.))"/>
    <xsl:sequence select="normalize-space(string-join($parts)) => replace('^&#xE000;', '')
      => replace('([,;:]) ?&#xE000;', '$1 ') => replace('\( ?&#xE000;', '(') => replace(' ?&#xE000;', ', ')"/>
  </xsl:function>

  <!-- Whether a description says anything: headers of others hold empty ones. -->
  <xsl:function name="k:says-something" as="xs:boolean">
    <xsl:param name="copy" as="element()"/>
    <xsl:sequence select="exists($copy/(self::witness | @xml:id)) or normalize-space($copy) != ''
      or exists($copy/descendant-or-self::*/(@target | @ref | @corresp))"/>
  </xsl:function>

  <!-- The words of a description whose parts (title, resp) follow each other without a blank; its notes
    (what stands on the copy) are no part of where it is. -->
  <xsl:function name="k:parts-apart" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="normalize-space(string-join($element//text()[not(ancestor::note)] ! (string(.)
      || (if (../(self::title | self::resp)) then ' ' else '')), ''))"/>
  </xsl:function>
</xsl:stylesheet>
