<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Words of the interface: a JSON object of texts in one language, handed in, as text or parsed once for
    many documents; nothing is worded in the stylesheets. -->
  <xsl:param name="texts" as="xs:string" select="'{}'"/>
  <xsl:param name="k:texts" as="map(xs:string, item()*)" select="parse-json($texts)"/>

  <!-- The text of $key; the key itself where there is none, so that a gap is seen. -->
  <xsl:function name="k:t" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="string(($k:texts($key), $key)[1])"/>
  </xsl:function>

  <!-- The text of $key with {name}s replaced from $values. -->
  <xsl:function name="k:t" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="values" as="map(xs:string, item())"/>
    <xsl:sequence select="fold-left(map:keys($values), k:t($key),
      function($text as xs:string, $name as xs:string) as xs:string {
      k:put-in($text, '{' || $name || '}', string($values($name))) })"/>
  </xsl:function>

  <!-- A text with $value wherever $sign stands; a regular expression would be compiled anew each time. -->
  <xsl:function name="k:put-in" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="sign" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="if (contains($text, $sign)) then substring-before($text, $sign) || $value
      || k:put-in(substring-after($text, $sign), $sign, $value) else $text"/>
  </xsl:function>

  <!-- The text of $key, or $otherwise where there is none. -->
  <xsl:function name="k:t-or" as="xs:string" cache="yes">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="otherwise" as="xs:string"/>
    <xsl:sequence select="string(($k:texts($key), $otherwise)[1])"/>
  </xsl:function>

  <!-- A number of things in words: "count.documents.one", ".few", ".other" and whatever plural forms
    the language has (CLDR); ".other" stands in for one that has no words. -->
  <xsl:function name="k:count" as="xs:string">
    <xsl:param name="of" as="xs:string"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="key" as="xs:string" select="'count.' || $of || '.' || k:plural($number)"/>
    <xsl:sequence select="k:t(if (map:contains($k:texts, $key)) then $key else 'count.' || $of || '.other',
      map { 'n': $number })"/>
  </xsl:function>

  <xsl:variable name="k:plural-names" static="yes" as="map(xs:string, xs:string)"
    select="map { 'z': 'zero', 'o': 'one', 't': 'two', 'f': 'few', 'm': 'many' }"/>

  <!-- The name of the plural form that a number asks for; "plural.forms" has it of the numbers below 200,
    and greater ones are worded as their last two digits are. -->
  <xsl:function name="k:plural" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="near" as="xs:integer"
      select="if ($number lt 200) then $number else 100 + $number mod 100"/>
    <xsl:sequence select="string(($k:plural-names(substring($k:texts('plural.forms'), $near + 1, 1)),
      'other')[1])"/>
  </xsl:function>

  <!-- A language by its tag; one of a region has its name and the region ("German (AT)"). -->
  <xsl:function name="k:language-name" as="xs:string">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:variable name="first" as="xs:string" select="replace($tag, '-.*$', '')"/>
    <xsl:variable name="named" as="xs:string" select="k:t-or('language.' || $first, '')"/>
    <xsl:sequence select="if ($first = $tag or $named = '') then k:t-or('language.' || $tag, $tag)
      else k:t-or('language.' || $tag, $named || ' (' || substring-after($tag, '-') || ')')"/>
  </xsl:function>
</xsl:stylesheet>
