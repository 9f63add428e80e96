<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Text as Typst: every word a string expression, so that no character of a letter is ever markup. -->

  <!-- A string literal of Typst. -->
  <xsl:function name="k:literal" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="slashed" as="xs:string" select="if (contains($text, '\'))
      then replace($text, '\\', '\\\\') else $text"/>
    <xsl:sequence select="'&quot;' || (if (contains($slashed, '&quot;'))
      then replace($slashed, '&quot;', '\\&quot;') else $slashed) || '&quot;'"/>
  </xsl:function>

  <!-- A literal string in markup; without a soft hyphen at its end, at which the typesetter fails
       where a link ends. -->
  <xsl:function name="k:string" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="plain" as="xs:string" select="if (ends-with($text, '&#xAD;'))
      then replace($text, '&#xAD;+$', '') else $text"/>
    <xsl:sequence select="if ($plain = '') then '' else '#' || k:literal($plain) || ';'"/>
  </xsl:function>

  <!-- Running text: white space at its ends stays markup (Typst folds it with its neighbours), the rest is a
    literal. -->
  <xsl:function name="k:run" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="blanks" as="xs:string+" select="' ', '&#9;', '&#10;', '&#13;'"/>
    <xsl:variable name="inner" as="xs:string" select="normalize-space($text)"/>
    <xsl:variable name="ends" as="xs:boolean" select="substring($text, string-length($text)) = $blanks"/>
    <xsl:variable name="held" as="xs:boolean" select="$ends and ends-with($inner, '.')
      and matches(k:tail(substring($inner, 1, string-length($inner) - 1)), $k:abbreviations)"/>
    <xsl:sequence select="if ($inner = '') then string(' '[$text != ''])
      else string-join((' '[substring($text, 1, 1) = $blanks],
      k:string(k:spaced($inner) || '&#x202F;'[$held]), ' '[$ends and not($held)]))"/>
  </xsl:function>

  <!-- A function of the template with a body: k:call('em', 'body') gives #em[body] -->
  <xsl:function name="k:call" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="body" as="xs:string*"/>
    <xsl:sequence select="'#' || $name || '[' || string-join($body) || ']'"/>
  </xsl:function>

  <!-- The same with arguments, given as Typst code. -->
  <xsl:function name="k:call" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="arguments" as="xs:string*"/>
    <xsl:param name="body" as="xs:string*"/>
    <xsl:sequence select="'#' || $name || '(' || string-join($arguments, ', ') || ')[' || string-join($body)
      || ']'"/>
  </xsl:function>

  <!-- Old languages are hyphenated and tagged as their nearest living relative. -->
  <xsl:variable name="k:relatives" as="map(xs:string, xs:string)"
    select="map { 'grc': 'el', 'hbo': 'he', 'gmh': 'de', 'fro': 'fr', 'enm': 'en' }"/>

  <!-- An element's text in the language that it states. -->
  <xsl:function name="k:in-language" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="body" as="xs:string*"/>
    <xsl:variable name="tag" as="xs:string"
      select="string(tokenize(lower-case(k:bcp47(string($element/@xml:lang))), '-')[1])"/>
    <xsl:variable name="language" as="xs:string" select="string(($k:relatives($tag), $tag)[1])"/>
    <xsl:sequence select="if (matches($language, '^[a-z]{2,3}$'))
      then k:call('lang', k:literal($language), $body) else string-join($body)"/>
  </xsl:function>
</xsl:stylesheet>
