<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What a document tells for the lists and indexes of a volume. -->

  <!-- What lists, indexes and the key of signs are told of it. -->
  <xsl:function name="k:listed" as="map(xs:string, item()*)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="text" as="element()?" select="$document/*/text"/>
    <xsl:sequence select="map {
      'stem': $stem,
      'number': k:number($document),
      'title': k:shortened(string(($document/*/teiHeader/fileDesc/titleStmt/title[@type = 'short']/k:words(.),
      k:heading-text($document))[. != ''][1]), 60),
      'witnesses': array { k:copies($document) ! k:witness-facts(.) },
      'names': array { k:named($document) },
      'signs': array { distinct-values(($text//* except $text//figure[k:shown-graphics(.)])/k:sign(.)) },
      'abbreviations': array { $text//choice[abbr][expan]/map { 'short': normalize-space(abbr[1]),
      'long': normalize-space(expan[1]) } },
      'categories': array { $document/*/teiHeader//(textClass/catRef/@target | seg/@ana
      | witness/@ana)/k:keys(.) => distinct-values() }
    }"/>
  </xsl:function>

  <xsl:function name="k:witness-facts" as="map(xs:string, item()*)">
    <xsl:param name="witness" as="element()"/>
    <xsl:variable name="identifier" as="element(msIdentifier)?"
      select="($witness/(. | msDesc)/msIdentifier)[1]"/>
    <xsl:sequence select="map {
      'settlement': normalize-space($identifier/settlement[1]),
      'levels': array { k:levels($identifier)/map { 'key': k:level-key(.), 'label': normalize-space(.),
      'kind': local-name() } },
      'printed': array { k:prints($witness)[k:is-printed(.)]/map {
      'key': string((@corresp/k:keys(.), normalize-space(.))[1]),
      'label': normalize-space(string-join(.//text()[normalize-space()][empty(ancestor::note)], ' ')) =>
      replace(' ([,.;:)])', '$1') } }
    }"/>
  </xsl:function>

  <!-- Not the telegram that carried a text, nor the translation given here; nor a draft, a witness's state
    or a witness of which nothing is known, whose bibl only says so. -->
  <xsl:function name="k:is-printed" as="xs:boolean">
    <xsl:param name="described" as="element()"/>
    <xsl:variable name="witness" as="element(witness)?" select="$described/parent::witness"/>
    <xsl:sequence select="not($described/@type = ('carrier', 'translation') or $witness/@corresp
      or $witness/k:keys(@ana) = 'wit.draft'
      or $witness/@n ! ('Witness ' || .) = normalize-space($described))"/>
  </xsl:function>

  <!-- Everybody and every place named, with the key under which the indexes gather them. -->
  <xsl:function name="k:named" as="map(xs:string, item()*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each-group select="$document/*/(text//(persName | orgName | placeName | geogName | rs | name)
        [not(ancestor::back and ancestor::*[self::listPerson or self::listPlace or self::listOrg
        or self::listEvent or self::listObject or self::listBibl][k:is-records(.)])]
        | teiHeader//(correspDesc | msItem)//(persName | orgName | placeName))[k:is-indexed(.)]"
        group-by="k:name-keys(.)">
      <xsl:variable name="best" as="element()" select="(current-group()[ancestor::correspDesc],
        current-group()[not(self::rs)], current-group())[1]"/>
      <xsl:sequence select="map { 'key': current-grouping-key(), 'kind': k:name-kind($best),
        'label': if ($best/self::rs) then '' else k:name-text($best), 'head': k:name-heading($best),
        'sure': exists($best/ancestor::correspDesc) }"/>
    </xsl:for-each-group>
  </xsl:function>
</xsl:stylesheet>
