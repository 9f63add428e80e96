<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:k="https://kktei.org/ns/xslt"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- Sort keys: the order in which a reader looks names up, without a collation (Saxon's default puts Ø and
    Ł after Z). -->

  <!-- Letters that Unicode does not decompose, as the letters under which a reader looks for them. -->
  <xsl:variable name="k:letters" static="yes" as="map(xs:string, xs:string)" select="map {
    'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'æ': 'ae', 'œ': 'oe', 'ß': 'ss', 'ı': 'i', 'ħ': 'h',
    'ŧ': 't', 'ŋ': 'n' }"/>

  <!-- Particles that are passed over at the start of a surname: "de Gaulle" stands under G, "von Brentano"
    under B;
       one that is written with a capital is part of the name ("De Gasperi", "La Fontaine", "Van Buren"). -->
  <xsl:variable name="k:particles" as="xs:string"
    select="'^((von|van|vom|zu|zum|zur|de|del|della|di|da|dos|du|des'
      || '|den|der|ten|ter|af|av|la|le)\s+|d[''’])+'"/>

  <!-- A word or phrase as it is compared: no accents, no case, no punctuation; numbers by value. -->
  <xsl:function name="k:collated" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="plain" as="xs:string" select="lower-case(replace(normalize-unicode($text, 'NFKD'),
      '\p{M}', ''))"/>
    <xsl:variable name="latin" as="xs:string" select="string-join(
      for $c in string-to-codepoints($plain) return let $l := codepoints-to-string($c)
      return ($k:letters($l), $l)[1])"/>
    <xsl:variable name="words" as="xs:string" select="normalize-space(replace(replace($latin, '[''’ʼʻ]', ''),
      '[^\p{L}\p{N}]+', ' '))"/>
    <xsl:variable name="padded" as="xs:string*">
      <xsl:analyze-string select="$words" regex="[0-9]+">
        <xsl:matching-substring><xsl:sequence select="substring('0000000000', 1,
          max((0, 10 - string-length(.)))) || ."/></xsl:matching-substring>
        <xsl:non-matching-substring><xsl:sequence select="."/></xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($padded)"/>
  </xsl:function>

  <!-- The sort key of a heading in an index: "Surname, forenames" (particles passed over, Mc as Mac), or a
    body, place or title. -->
  <xsl:function name="k:sort-key" as="xs:string">
    <xsl:param name="heading" as="xs:string"/>
    <xsl:sequence select="k:sort-key($heading, 'person')"/>
  </xsl:function>

  <xsl:function name="k:sort-key" as="xs:string">
    <xsl:param name="heading" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="start" as="xs:string" select="
      if ($kind = 'person') then replace(replace($heading, $k:particles, ''), '^(Mc|M[''’])(?=\p{Lu})', 'Mac',
      ';j')
      else if ($kind = 'work') then replace($heading, '^(The|An?|Der|Die|Das|Le|La|Les)\s+', '')
      else $heading"/>
    <!-- The comma ends the surname: "Smith, John" before "Smithson, Adam". -->
    <xsl:sequence select="string-join(tokenize($start, ',') ! k:collated(.), ' ! ')"/>
  </xsl:function>

  <!-- "Paul Tillich" as "Tillich, Paul", where nothing says which part is the surname. -->
  <xsl:function name="k:inverted" as="xs:string">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:sequence select="
      if ($kind = 'person' and matches($label, '^[^,\s]+( [^,\s]+)* (\p{Lu}[^,\s]*)$')
        and not(matches($label, ' [IVX]+\.?$')))
      then replace($label, '^(.*?)(( (von|van|de|der|den|zu))*) (((De|Di|Du|La|Le|Van|Von) )?[^\s]+)$',
      '$5, $1$2')
      else $label"/>
  </xsl:function>

  <!-- The letter under which a heading stands in an index: A to Z, or "#" for what begins with none. -->
  <xsl:function name="k:initial" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:variable name="first" as="xs:string" select="upper-case(substring($key, 1, 1))"/>
    <xsl:sequence select="if (matches($first, '^\p{L}$')) then $first else '#'"/>
  </xsl:function>
</xsl:stylesheet>
