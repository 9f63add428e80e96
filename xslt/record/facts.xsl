<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Every statement of the header that says what it rests on: a row of a table, with the words. -->

  <xsl:function name="k:facts" as="map(xs:string, item()*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="$document/*/teiHeader//*[@source][not(self::relation)]">
      <xsl:sequence select="map {
        'of': string(ancestor::*[@xml:id][not(self::msIdentifier)][1]/@xml:id),
        'what': k:fact-name(.),
        'value': string((@when, @target/string-join(k:keys(.), ' '), k:bounds(.)[. != ''],
          k:own-words(.))[1]),
        'key': string((@ref, @corresp, @ana)[1]/k:keys(.)[1]),
        'source': array { k:keys(@source) },
        'words': array { k:quoted(@source, .) },
        'cert': string(@cert), 'evidence': string(@evidence), 'resp': string(@resp/k:key(.)) }"/>
    </xsl:for-each>
  </xsl:function>

  <!-- "sent/persName", "msIdentifier/collection", "classification": the element and what it is in. -->
  <xsl:function name="k:fact-name" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="around" as="xs:string?" select="$element/(parent::correspAction/@type ! string(.),
      parent::msIdentifier/local-name(.), parent::listBibl/@type ! string(.))[1]"/>
    <xsl:sequence select="string-join(($around, string(($element/self::seg/@type,
      $element/self::catRef/@scheme ! k:key(.), local-name($element))[1])), '/')"/>
  </xsl:function>

  <xsl:function name="k:bounds" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if ($element/(@notBefore | @notAfter | @from | @to))
      then k:from($element) || '/' || k:to($element) else ''"/>
  </xsl:function>

  <!-- The words of an element that holds no other statements. -->
  <xsl:function name="k:own-words" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if ($element//*[@source]) then '' else k:plain-text($element)"/>
  </xsl:function>
</xsl:stylesheet>
