<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Spaces and dashes as a compositor sets them; quotation marks as a language has them. -->
  <xsl:import href="documents.xsl"/>

  <!-- The marks of a language: outer pair, inner pair. -->
  <xsl:variable name="k:quotation-marks" static="yes" as="map(xs:string, xs:string*)" select="map:merge((
    ('de', 'cs', 'sk', 'sl', 'bg', 'et', 'lt', 'lv', 'is', 'ka') ! map { .: ('„', '“', '‚', '‘') },
    ('pl', 'ro') ! map { .: ('„', '”', '«', '»') }, map { 'hu': ('„', '”', '»', '«') },
    ('hr', 'sr', 'bs') ! map { .: ('„', '”', '‘', '’') }, map { 'pt-BR': ('“', '”', '‘', '’') },
    ('en-GB', 'en-AU', 'en-NZ', 'en-IE', 'en-ZA', 'en-001') ! map { .: ('‘', '’', '“', '”') },
    map { 'fr': ('«&#x202F;', '&#x202F;»', '“', '”') }, ('de-CH', 'it-CH') ! map { .: ('«', '»', '‹', '›') },
    map { 'fr-CH': ('«&#x202F;', '&#x202F;»', '‹&#x202F;', '&#x202F;›') },
    ('it', 'es', 'ca', 'pt', 'el', 'grc', 'hy', 'sq') ! map { .: ('«', '»', '“', '”') },
    ('ru', 'uk', 'be') ! map { .: ('«', '»', '„', '“') }, ('no', 'nb', 'nn') ! map { .: ('«', '»', '‘', '’')
      },
    ('da') ! map { .: ('»', '«', '›', '‹') }, ('sv', 'fi', 'he') ! map { .: ('”', '”', '’', '’') },
    ('ja', 'zh-Hant') ! map { .: ('「', '」', '『', '』') }))"/>

  <!-- The marks that a quotation gets; none where its text or what stands before it has some, or where it is
       a block. -->
  <xsl:function name="k:quote-marks" as="xs:string*">
    <xsl:param name="quote" as="element()"/>
    <xsl:variable name="first" as="xs:string"
      select="substring(normalize-space(($quote//text()[normalize-space()])[1]), 1, 1)"/>
    <xsl:variable name="before" as="xs:string"
      select="replace(normalize-space($quote/preceding-sibling::node()[1]
      /self::text()), '^.*(.)$', '$1', 's')"/>
    <xsl:variable name="tag" as="xs:string" select="k:bcp47(string(($quote/ancestor-or-self::*[@xml:lang][1]
      /@xml:lang, root($quote)[. instance of document-node()] ! k:language(.))[1]))"/>
    <xsl:variable name="marks" as="xs:string*" select="(k:marks-of($tag)
      => k:or(k:marks-of(string(tokenize($tag, '-')[1])))) => k:or(('“', '”', '‘', '’'))"/>
    <xsl:variable name="inner" as="xs:boolean" select="$quote/@rend = 'single'
      or count($quote/ancestor::*[self::q or self::quote or self::said or self::soCalled]) mod 2 = 1"/>
    <xsl:sequence select="if ($quote/@rend = 'none' or ('“', '”', '„', '«', '»', '‘', '‚', '‹', '›', '「',
      '&quot;', codepoints-to-string(39)) = ($first, $before)) then () else if ($inner) then
        subsequence($marks, 3)
      else subsequence($marks, 1, 2)"/>
  </xsl:function>

  <!-- The marks of a language, as the edition's words say ("quotation.de": "» « › ‹"), else as above. -->
  <xsl:function name="k:marks-of" as="xs:string*">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:variable name="said" as="xs:string*" select="tokenize(k:t-or('quotation.' || $tag, ''), ' ')"/>
    <xsl:sequence select="if (count($said) = 4) then $said else $k:quotation-marks($tag)"/>
  </xsl:function>

  <xsl:function name="k:or" as="xs:string*">
    <xsl:param name="given" as="xs:string*"/>
    <xsl:param name="otherwise" as="xs:string*"/>
    <xsl:sequence select="if (exists($given)) then $given else $otherwise"/>
  </xsl:function>

  <!-- Abbreviations that hold fast to the number after them, with a thin space. -->
  <xsl:variable name="k:abbreviations" as="xs:string" static="yes"
    select="'(^|[^\p{L}])(pp?|vols?|nos?|fols?|ff?|nn?|Bd|Bde|S|Nr|Sp|Bl|Anm|Kap|[Aa]rt|cf|ca|chap|t|n[uú]m|'
    || 'p[aá]gs?|pagg?|cc?|[СсТтФфДдЛл]|лл|[Сс]тр|[Оо]п|[Гг]л|[Вв]ып|[Кк]н)$'"/>

  <!-- Spaces as a compositor sets them: thin and fast after an abbreviation before a number and between
    initials, fast in shelfmarks.  Most texts hold little of the kind: what is cheap is asked first. -->
  <xsl:function name="k:spaced" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="if (not(contains($text, ' '))) then $text
      else $text => k:abbreviated() => k:shelfmarked() => k:dashed()"/>
  </xsl:function>

  <xsl:function name="k:abbreviated" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string+" select="if (contains($text, '. ')) then tokenize($text, '\. ')
      else $text"/>
    <xsl:variable name="joined" as="xs:string" select="if (count($parts) = 1) then $text
      else string-join(for $n in 1 to count($parts) return ($parts[$n], if ($n = count($parts)) then ()
      else '.' || k:space-after(k:tail($parts[$n]), $parts[$n + 1], $n + 1 lt count($parts))))"/>
    <xsl:sequence select="if (contains($joined, '.m.'))
      then replace($joined, '(\d) (a\.m\.|p\.m\.)', '$1&#x202F;$2') else $joined"/>
  </xsl:function>

  <!-- The end of a text: eight characters hold the longest abbreviation and what is before it. -->
  <xsl:function name="k:tail" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="substring($text, string-length($text) - 7)"/>
  </xsl:function>

  <!-- The space between a full stop and what follows; `stopped`: a full stop and a space end that. -->
  <xsl:function name="k:space-after" as="xs:string">
    <xsl:param name="before" as="xs:string"/>
    <xsl:param name="after" as="xs:string"/>
    <xsl:param name="stopped" as="xs:boolean"/>
    <xsl:variable name="initial" as="xs:boolean" select="matches($before, '(^|[^\p{L}])\p{Lu}$')"/>
    <xsl:sequence select="if ($initial and matches($after || '.'[$stopped], '^\p{Lu}\.')) then '&#x202F;'
      else if (matches($after, '^[0-9IVXLC]') and matches($before, $k:abbreviations)) then '&#x202F;'
      else if ($initial and matches($after, '^\p{Lu}\p{Ll}')
        or matches($before, '(^|[^\p{L}])(Mr|Mrs|Ms|Dr|Prof|St)$')) then '&#xA0;'
      else ' '"/>
  </xsl:function>

  <xsl:function name="k:shelfmarked" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="lot" as="xs:string" select="if (contains($text, 'Lot '))
      then replace($text, 'Lot (\d+) ([A-Z]) ?(\d+)', 'Lot&#xA0;$1&#xA0;$2&#xA0;$3') else $text"/>
    <xsl:sequence select="if (contains($lot, '№ ') or contains($lot, '§ ') or contains($lot, '° ')
      or contains($lot, 'º ')) then replace($lot, '(№|§|[Nn][°º]) (\d)', '$1&#xA0;$2') else $lot"/>
  </xsl:function>

  <xsl:function name="k:dashed" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="typed" as="xs:string" select="if (contains($text, ' -- '))
      then replace($text, ' -- ', '&#xA0;&#x2013; ') else $text"/>
    <xsl:sequence select="if (contains($typed, ' &#x2013; ') or contains($typed, ' &#x2014; '))
      then replace($typed, ' ([&#x2013;&#x2014;]) ', '&#xA0;$1 ') else $typed"/>
  </xsl:function>
</xsl:stylesheet>
