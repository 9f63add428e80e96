<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="pointers.xsl"/>
  <xsl:import href="dates.xsl"/>
  <xsl:import href="names.xsl"/>
  <xsl:import href="correspdesc.xsl"/>
  <!-- A document as a whole: its number, title, kind, language, date. -->

  <!-- The division that holds the document in kktei's own editions; empty in other letters. -->
  <xsl:function name="k:document-div" as="element(div)?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="key('k:document-div', 'all', $document)[1]"/>
  </xsl:function>
  <xsl:key name="k:document-div" match="text/body/div[@type = 'document']" use="'all'"/>

  <!-- The texts of a file: one, or several where it holds a corpus or a TEI within a TEI. -->
  <xsl:function name="k:whole-texts" as="element(text)*" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document/*/(text | (TEI | teiCorpus)/descendant::text[not(ancestor::text)])"/>
  </xsl:function>

  <!-- What a product shows: the division that is the document where nothing with words is beside it, else all
       texts. -->
  <xsl:function name="k:shown-parts" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="own" as="element(div)?" select="k:document-div($document)"/>
    <xsl:variable name="texts" as="element(text)*" select="k:whole-texts($document)"/>
    <xsl:sequence select="if (exists($own) and empty($texts//(text()[normalize-space()] | graphic)
      [empty(ancestor::div intersect $own)])) then $own else $texts"/>
  </xsl:function>

  <!-- The title of one of several texts. -->
  <xsl:function name="k:part-title" as="xs:string">
    <xsl:param name="text" as="element(text)"/>
    <xsl:variable name="titles" as="element(title)*" select="$text/../teiHeader/fileDesc/titleStmt/title"/>
    <xsl:sequence select="normalize-space(string-join($titles[1]//text()[not(ancestor::note)]))"/>
  </xsl:function>

  <!-- The document's number in the edition; "" where it has none. -->
  <xsl:function name="k:number" as="xs:string" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="string((k:document-div($document)/@n,
      $document/*/teiHeader/fileDesc/publicationStmt/idno[@type = 'document'])[1])"/>
  </xsl:function>

  <!-- The document's title, without notes: its own before that of the series or book that it is in. -->
  <xsl:function name="k:title" as="xs:string" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="titles" as="element(title)*" select="$document/*/teiHeader/fileDesc/titleStmt/title"/>
    <xsl:variable name="own" as="element(title)*" select="$titles[normalize-space()]"/>
    <xsl:variable name="title" as="element(title)?" select="($own[@level = 'a'], $own[@type = 'main'],
      $own[not(@level = ('s', 'm', 'j', 'u') or @type = ('sub', 'short'))], $own)[1]"/>
    <xsl:variable name="words" as="xs:string"
      select="normalize-space(string-join($title//text()[not(ancestor::note)] ! string(.)))"/>
    <xsl:sequence select="if ($words != '') then $words else k:title-made($document)"/>
  </xsl:function>

  <!-- A text of at most so many characters and a word. -->
  <xsl:function name="k:shortened" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:sequence select="if (string-length($text) le $most + 12) then $text
      else replace(substring($text, 1, $most), '[\s\p{P}]+\S*$', '') || ' …'"/>
  </xsl:function>

  <!-- The language of the title: as it or what it stands in says, else the text's. -->
  <xsl:function name="k:title-language" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="title" as="element(title)?"
      select="($document/*/teiHeader/fileDesc/titleStmt/title[normalize-space(.) = k:title($document)])[1]"/>
    <xsl:sequence select="string(($title/ancestor-or-self::*[@xml:lang][1]/@xml:lang ! k:bcp47(string(.)),
      k:language($document))[. != ''][1])"/>
  </xsl:function>

  <!-- A name for a document without a title: sender, recipient, date, as far as the header has them. -->
  <xsl:function name="k:title-made" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="act" as="element(correspDesc)?"
      select="$document/*/teiHeader/profileDesc/correspDesc[correspAction][1]"/>
    <xsl:variable name="sides" as="xs:string*" select="for $type in ('sent', 'received') return string-join(
      k:acting($act, $type) ! k:name-text(.)[. != ''], ', ')"/>
    <xsl:sequence select="string-join((
      string-join(($sides[1][. != ''], $sides[2][. != ''] ! (k:t-or('journey.to', '–') || ' ' || .)), ' '),
      k:date($document)[$act][k:from(.) || k:to(.) != ''] ! k:date-words(.))[. != ''], ', ')"/>
  </xsl:function>

  <!-- The main language of the text, as a BCP 47 tag. -->
  <xsl:function name="k:language" as="xs:string" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="given" as="xs:string" select="string(($document/*/text/@xml:lang,
      $document/*/@xml:lang,
      $document/*/teiHeader/profileDesc/langUsage/language[1]/@ident)[1])"/>
    <xsl:sequence select="k:bcp47($given)"/>
  </xsl:function>

  <!-- A language tag; three-letter codes that have a two-letter form get it. -->
  <xsl:function name="k:bcp47" as="xs:string">
    <xsl:param name="given" as="xs:string"/>
    <xsl:sequence select="if ($given != '' and matches($given, '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'))
      then ($k:short-codes(lower-case($given)), $given)[1] else ''"/>
  </xsl:function>
  <xsl:variable name="k:short-codes" static="yes" as="map(xs:string, xs:string)"
    select="map { 'deu': 'de', 'ger': 'de', 'eng': 'en', 'fra': 'fr', 'fre': 'fr',
    'lat': 'la', 'rus': 'ru', 'ita': 'it', 'spa': 'es', 'heb': 'he', 'nld': 'nl', 'dut': 'nl', 'pol': 'pl',
    'ces': 'cs', 'ell': 'el', 'gre': 'el' }"/>

  <!-- "rtl" or "ltr": the direction of a language, which its script decides. -->
  <xsl:function name="k:direction" as="xs:string">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:sequence select="if (not(contains($tag, '-'))) then ($k:from-right(lower-case($tag)), 'ltr')[1]
      else if (matches($tag, '-(Latn|Cyrl|Grek)(-|$)')) then 'ltr' else if (matches($tag,
      '-(Hebr|Arab|Syrc|Samr|Thaa|Nkoo)(-|$)', 'i')) then 'rtl'
      else ($k:from-right(lower-case(substring-before($tag, '-'))), 'ltr')[1]"/>
  </xsl:function>
  <xsl:variable name="k:from-right" static="yes" as="map(xs:string, xs:string)"
    select="map:merge(('he', 'heb', 'hbo', 'iw', 'ar', 'ara', 'arc', 'fa', 'fas', 'per', 'ur', 'urd', 'yi',
    'yid', 'ji', 'syr', 'syc', 'ps', 'sd', 'ug', 'dv', 'ckb', 'ota', 'sam', 'mnd', 'nqo')
    ! map { .: 'rtl' })"/>

  <!-- The direction that an element must state: that of its language, where it or what is around it is
       written
       from right to left. -->
  <xsl:function name="k:own-direction" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="own" as="xs:string" select="k:direction(k:bcp47(string($element/@xml:lang)))"/>
    <xsl:variable name="around" as="xs:string"
      select="k:direction(k:bcp47(string(($element/ancestor::*[@xml:lang][1]
      /@xml:lang, '')[1])))"/>
    <xsl:sequence select="$own[$element/@xml:lang][. = 'rtl' or $around = 'rtl']"/>
  </xsl:function>

  <!-- The element that dates the document: when it was sent, else its dateline, its origin, its creation. -->
  <xsl:function name="k:date" as="element()?" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="profile" as="element(profileDesc)*" select="$document/*/teiHeader/profileDesc"/>
    <xsl:sequence select="((
      $profile/correspDesc[1]/correspAction[@type = 'sent']/k:own-dates(.),
      $profile/correspDesc[1]/correspAction[k:is-whole(.)]/k:own-dates(.),
      $profile/creation/date,
      ($document/*/text//dateline)[1]//date,
      $document/*/teiHeader/fileDesc/sourceDesc//origDate)[k:from(.) || k:to(.) != ''],
      $profile/correspDesc[1]/correspAction[@type = 'sent']/date[normalize-space()])[1]"/>
  </xsl:function>

  <!-- What may be done with the encoding, as the document's own availability says: its licences, or its
    sentences; what kktei writes where an edition states none says nothing. -->
  <xsl:function name="k:licences" as="element()*" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document/*/teiHeader/fileDesc/publicationStmt//availability
      /(.[not(*)] | .//licence | .//(p | ab)[empty(ancestor::licence)])
      [normalize-space() != '' or @target][normalize-space() != 'No licence is stated.']"/>
  </xsl:function>

  <!-- Its words. -->
  <xsl:function name="k:licence-words" as="xs:string">
    <xsl:param name="licence" as="element()"/>
    <xsl:sequence select="string-join((if ($licence/(p | ab)) then $licence/* else $licence)
      ! normalize-space(.), ' ')"/>
  </xsl:function>

  <!-- Those of many words, each once. -->
  <xsl:function name="k:terms" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="distinct-values(k:licences($document) ! k:licence-words(.)
      [string-length(.) gt 150])"/>
  </xsl:function>

  <!-- Keys of the categories that the document is put in. -->
  <xsl:function name="k:categories" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document/*/teiHeader/profileDesc/textClass/catRef/k:keys(@target)"/>
  </xsl:function>

  <!-- What kind of document it is: a category's key ("gen.letter"), or text/@type; "" where nothing says
    so. -->
  <xsl:function name="k:genre" as="xs:string" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="string((k:categories($document)[starts-with(., 'gen.')], $document/*/text/@type,
      $document/*/teiHeader/profileDesc/correspDesc/@type)[1])"/>
  </xsl:function>

  <!-- Who did what for the edition of the letter: "Editor: Lee, Kim", "Transcription: Moor, Zoe". -->
  <xsl:function name="k:responsible" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each-group select="$document/*/teiHeader/fileDesc/(titleStmt | editionStmt)
      /(editor | principal | funder | sponsor)[normalize-space()]"
      group-by="(@role/normalize-space(), local-name())[. != ''][1]">
      <xsl:sequence select="k:t-or('element.' || current-grouping-key(), current-grouping-key()) || ': '
        || string-join(current-group() ! ((persName | orgName | name), .[empty(persName | orgName | name)])
        ! normalize-space(), '; ')"/>
    </xsl:for-each-group>
    <xsl:for-each select="$document/*/teiHeader/fileDesc/(titleStmt | editionStmt)/respStmt">
      <xsl:variable name="what" as="xs:string*" select="resp/normalize-space()[. != '']"/>
      <xsl:variable name="who" as="xs:string*" select="(* except (resp | note))/normalize-space()[. != '']"/>
      <xsl:sequence select="string-join((string-join($what, ', '), string-join($who, '; '))[. != ''], ': ')"/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
