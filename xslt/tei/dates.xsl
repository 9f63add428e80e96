<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="labels.xsl"/>
  <!-- Dates: what TEI's dating attributes say, as bounds and in words of the interface's language. -->

  <!-- The earliest day (or month, or year) that a dated element allows; "" where open. -->
  <xsl:function name="k:from" as="xs:string">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="string(($date/(@when, @from, @notBefore, @when-iso, @from-iso))[1]) => substring(1,
      10)"/>
  </xsl:function>

  <!-- The latest one; "" where open. -->
  <xsl:function name="k:to" as="xs:string">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="string(($date/(@when, @to, @notAfter, @when-iso, @to-iso))[1]) => substring(1,
      10)"/>
  </xsl:function>

  <!-- Whether the date is an inference: bounded, or marked as conjecture or as not certain. -->
  <xsl:function name="k:is-inferred" as="xs:boolean">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="exists($element[@evidence = 'conjecture' or @cert = ('low', 'medium')
      or self::date[@notBefore or @notAfter]])"/>
  </xsl:function>

  <!-- An ISO date in words: "May 8, 1963", "May 1963", "1963"; other values as they are. -->
  <xsl:function name="k:day-words" as="xs:string">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:variable name="part" as="xs:string*" select="tokenize($iso, '-')"/>
    <xsl:choose>
      <xsl:when test="matches($iso, '^\d{4}-(0[1-9]|1[0-2])-\d\d')">
        <xsl:sequence select="k:t('date.day', map { 'day': string(number(substring($part[3], 1, 2))),
          'month': k:t('month.' || $part[2]), 'year': $part[1] })"/>
      </xsl:when>
      <xsl:when test="matches($iso, '^\d{4}-(0[1-9]|1[0-2])$')">
        <xsl:sequence select="k:t('date.month', map { 'month': k:t('month.' || $part[2]),
          'year': $part[1] })"/>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="$iso"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Two bounds in words; either may be "". -->
  <xsl:function name="k:span-words" as="xs:string">
    <xsl:param name="from" as="xs:string"/>
    <xsl:param name="to" as="xs:string"/>
    <xsl:variable name="words" as="map(xs:string, item())"
      select="map { 'from': k:day-words($from), 'to': k:day-words($to) }"/>
    <xsl:sequence select="
      if ($from = '' and $to = '') then k:t('date.unknown')
      else if ($from = $to) then k:day-words($from)
      else if ($to = '') then k:t('date.after', $words)
      else if ($from = '') then k:t('date.before', $words)
      else k:t('date.between', $words)"/>
  </xsl:function>

  <!-- The encoder's own words for a date, where they say more than its value does: "about Easter 1790?". -->
  <xsl:function name="k:said-of-date" as="xs:string?">
    <xsl:param name="date" as="element()?"/>
    <xsl:variable name="words" as="xs:string" select="normalize-space($date)"/>
    <xsl:variable name="value" as="xs:string" select="k:span-words(k:from($date), k:to($date))"/>
    <xsl:variable name="known" as="xs:string*" select="tokenize(lower-case($value), '[^\p{L}\p{N}]+')"/>
    <xsl:sequence select="$words[exists(tokenize(lower-case(.), '[^\p{L}\p{N}]+')[. != ''][not(. =
      $known)])]"/>
  </xsl:function>

  <!-- A date's value in words, and beside it the encoder's where they say more. -->
  <xsl:function name="k:date-and-words" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="string-join((k:span-words(k:from($date), k:to($date)), k:said-of-date($date)
      ! (if (matches(., '^[\[(].*[\])]$')) then . else '(' || . || ')')), ' ')"/>
  </xsl:function>

  <!-- The date of an element in words. -->
  <xsl:function name="k:date-words" as="xs:string">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="if (k:from($date) || k:to($date) = '' and normalize-space($date) != '')
      then normalize-space($date)
                          else k:span-words(k:from($date), k:to($date))"/>
  </xsl:function>
</xsl:stylesheet>
