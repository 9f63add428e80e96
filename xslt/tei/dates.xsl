<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="labels.xsl"/>
  <!-- Dates: what TEI's dating attributes say, as bounds and in words of the interface's language. -->

  <!-- The earliest day (or month, or year) that a dated element allows; "" where open. -->
  <xsl:function name="k:from" as="xs:string" cache="yes">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="k:counted(k:day(string(($date ! (@when, @from, @notBefore, @when-iso, @from-iso,
      @notBefore-iso))[1]) => replace('/.*$', '')), $date)"/>
  </xsl:function>

  <!-- The latest one; "" where open. -->
  <xsl:function name="k:to" as="xs:string" cache="yes">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="k:counted(k:day(string(($date ! (@when, @to, @notAfter, @when-iso, @to-iso,
      @notAfter-iso))[1]) => replace('^.*/', '')), $date)"/>
  </xsl:function>

  <!-- A day as ISO 8601 has it, where "-0043" is 44 BCE; many write "-0044" for that (as XML Schema 1.0 did),
    and the words of the date tell it: then they are believed. -->
  <xsl:function name="k:counted" as="xs:string">
    <xsl:param name="day" as="xs:string"/>
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="if (starts-with($day, '-') and k:lacks-year-zero($day, $date))
      then format-integer(xs:integer(replace($day, '^(-\d+).*$', '$1')) + 1, '0000')
        || replace($day, '^-\d+', '')
      else $day"/>
  </xsl:function>

  <!-- Whether a year before Christ is meant without a year 0: "113 v. Chr." beside "-0113". -->
  <xsl:function name="k:lacks-year-zero" as="xs:boolean">
    <xsl:param name="day" as="xs:string"/>
    <xsl:param name="date" as="element()?"/>
    <xsl:variable name="year" as="xs:string" select="replace($day, '^-0*([1-9]\d*)(-.*)?$', '$1')"/>
    <xsl:variable name="era" as="xs:string"
      select="'(v\.?\s?(d\.\s?)?(Chr|u\.\s?Z)|B\.?\s?C|a\.?\s?(C|Chr)|av\.?\s?J|ante\s|до\s)'"/>
    <xsl:sequence select="$year castable as xs:integer
      and matches(normalize-space($date), '(^|\D)' || $year || '\s?' || $era, 'i')"/>
  </xsl:function>

  <!-- A date without its time of day: years before Christ ("-0043-03-20"), beyond 9999, or none ("03-04"
    with two hyphens before it) are dates as well. -->
  <xsl:function name="k:day" as="xs:string">
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="if ($value = '' or string-length($value) = 10 and $value castable as xs:date)
      then $value else
      replace(normalize-space($value), '^(\d{4})(\d\d)(\d\d)(T.*)?$', '$1-$2-$3')
      => replace('^(-?\d{4,}(-\d\d(-\d\d)?)?|--\d\d(-\d\d)?|---\d\d).*$', '$1')"/>
  </xsl:function>

  <!-- Whether a value of a dating attribute is a date, or a time, of the calendar: no 30 February. -->
  <xsl:function name="k:is-date" as="xs:boolean">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="ends" as="xs:string*" select="tokenize(normalize-space($value), '/')
      ! (if (matches(., '^\d{8}(T|$)')) then k:day(.) else .)"/>
    <xsl:sequence select="$value castable as xs:date or (every $e in $ends satisfies ($e castable as xs:date
      or $e castable as xs:gYearMonth or $e castable as xs:gYear or $e castable as xs:gMonthDay
      or $e castable as xs:gMonth or $e castable as xs:gDay or matches($e, 'P|:|^\.*$')))"/>
  </xsl:function>

  <!-- Whether a date says how long something lasted (from, to) and not between which days it was. -->
  <xsl:function name="k:is-span" as="xs:boolean">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="exists($date[@from or @to or @from-iso or @to-iso or contains(@when-iso, '/')]
      [not(@when or @notBefore or @notAfter)])"/>
  </xsl:function>

  <!-- Whether the date is an inference: bounded, or marked as conjecture or as not certain. -->
  <xsl:function name="k:is-inferred" as="xs:boolean">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="exists($element[@evidence = 'conjecture' or @cert = ('low', 'medium')
      or self::date[@notBefore or @notAfter]])"/>
  </xsl:function>

  <!-- An ISO date in words: "May 8, 1963", "May 1963", "1963", "March 20, 44 BCE", "March 4" (no year);
    other values as they are. -->
  <xsl:function name="k:day-words" as="xs:string" cache="yes">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:sequence select="if (matches($iso, '^\d{4}-(0[1-9]|1[0-2])-\d\d$') and $iso castable as xs:date)
      then k:t('date.day', map { 'year': k:year-words(substring($iso, 1, 4)),
        'month': k:month-after-day(substring($iso, 6, 2)), 'day': k:day-number(substring($iso, 9, 2)) })
      else k:rare-day-words($iso)"/>
  </xsl:function>

  <!-- The same of what is no day of a year with four digits. -->
  <xsl:function name="k:rare-day-words" as="xs:string">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:variable name="year" as="xs:string" select="replace($iso, '^(-?\d{4,}).*$', '$1')"/>
    <xsl:variable name="rest" as="xs:string*" select="tokenize(substring-after($iso, $year), '-')[. != '']"/>
    <xsl:variable name="named" as="xs:string?"
      select="$rest[1][matches(., '^(0[1-9]|1[0-2])$')] ! k:t('month.' || .)"/>
    <xsl:variable name="parts" as="map(xs:string, item())" select="map { 'year': k:year-words($year),
      'month': ($named, '')[1] }"/>
    <xsl:choose>
      <xsl:when test="matches($iso, '^--(0[1-9]|1[0-2])-\d\d$')"><xsl:sequence select="k:t('date.month-day',
        k:day-of-month(substring($iso, 3, 2), substring($iso, 6, 2)))"/></xsl:when>
      <xsl:when test="matches($iso, '^--(0[1-9]|1[0-2])$')"><xsl:sequence
        select="k:t('month.' || substring($iso, 3, 2))"/></xsl:when>
      <xsl:when test="not(matches($year, '^-?\d{4,}$') and k:is-date($iso))">
        <xsl:sequence select="$iso"/></xsl:when>
      <xsl:when test="$named and matches($iso, '^-?\d{4,}-\d\d-\d\d')"><xsl:sequence
        select="k:t('date.day', map:merge((k:day-of-month($rest[1], substring($rest[2], 1, 2)), $parts)))"/>
      </xsl:when>
      <xsl:when test="$named and matches($iso, '^-?\d{4,}-\d\d$')"><xsl:sequence
        select="k:t('date.month', $parts)"/></xsl:when>
      <xsl:when test="$iso = $year"><xsl:sequence select="$parts?year"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="$iso"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A day and its month, in the form that a month has after its day ("5 мая"), a first day ("1er mai"). -->
  <xsl:function name="k:day-of-month" as="map(xs:string, item())">
    <xsl:param name="month" as="xs:string"/>
    <xsl:param name="day" as="xs:string"/>
    <xsl:sequence select="map { 'month': k:month-after-day($month), 'day': k:day-number($day) }"/>
  </xsl:function>

  <xsl:function name="k:month-after-day" as="xs:string">
    <xsl:param name="month" as="xs:string"/>
    <xsl:sequence select="k:t-or('month.' || $month || '.of', k:t('month.' || $month))"/>
  </xsl:function>

  <xsl:function name="k:day-number" as="xs:string">
    <xsl:param name="day" as="xs:string"/>
    <xsl:sequence select="if ($day = '01') then k:t-or('date.first', '1')
      else substring($day, if (starts-with($day, '0')) then 2 else 1)"/>
  </xsl:function>

  <!-- A year as people say it: "-0043" is 44 BCE (ISO 8601 counts a year 0). -->
  <xsl:function name="k:year-words" as="xs:string">
    <xsl:param name="year" as="xs:string"/>
    <xsl:sequence select="if (not(matches($year, '^-?\d{4,}$'))) then $year
      else if (xs:integer($year) le 0) then k:t('date.bce', map { 'year': string(1 - xs:integer($year)) })
      else string(xs:integer($year))"/>
  </xsl:function>

  <!-- Two bounds in words; either may be "". -->
  <xsl:function name="k:span-words" as="xs:string">
    <xsl:param name="from" as="xs:string"/>
    <xsl:param name="to" as="xs:string"/>
    <xsl:sequence select="
      if ($from = '' and $to = '') then k:t('date.unknown')
      else if ($from = $to) then k:day-words($from)
      else k:t(if ($to = '') then 'date.after' else if ($from = '') then 'date.before' else 'date.between',
        map { 'from': k:day-words($from), 'to': k:day-words($to) })"/>
  </xsl:function>

  <!-- The date of an element in words: its value, then what the encoder wrote, where that says more. -->
  <xsl:function name="k:date-words" as="xs:string" cache="yes">
    <xsl:param name="date" as="element()?"/>
    <xsl:variable name="from" as="xs:string" select="k:from($date)"/>
    <xsl:variable name="to" as="xs:string" select="k:to($date)"/>
    <xsl:variable name="value" as="xs:string" select="k:bounds-words($from, $to, k:is-span($date))"/>
    <xsl:variable name="said" as="xs:string" select="k:said($date)"/>
    <xsl:sequence select="if ($from || $to = '') then ($said, normalize-space($date), $value)[. != ''][1]
      else if (matches($said, '^[\[(].*[\])]$')) then $value || ' ' || $said
      else if ($said != '') then $value || ' (' || $said || ')' else $value"/>
  </xsl:function>

  <!-- Two bounds in words: of a time that lasted, or of a day that lies between them. -->
  <xsl:function name="k:bounds-words" as="xs:string">
    <xsl:param name="from" as="xs:string"/>
    <xsl:param name="to" as="xs:string"/>
    <xsl:param name="lasting" as="xs:boolean"/>
    <xsl:sequence select="if ($lasting and $from != $to)
      then k:t(if ($from = '') then 'date.until' else if ($to = '') then 'date.from' else 'date.from-to',
      map { 'from': k:day-words($from), 'to': k:day-words($to) })
      else k:span-words($from, $to)"/>
  </xsl:function>

  <!-- What the encoder wrote as a date, where it says more than the value does, and the calendar. -->
  <xsl:function name="k:said" as="xs:string" cache="yes">
    <xsl:param name="date" as="element()?"/>
    <xsl:variable name="words" as="xs:string" select="normalize-space(string-join(
      $date//text()[not(ancestor::note)]))"/>
    <xsl:variable name="bounds" as="xs:string*" select="k:from($date), k:to($date)"/>
    <xsl:variable name="known" as="xs:string*" select="$bounds
      ! replace(., '^-?\d*-?(\d\d).*$', '$1')[matches(., '^\d\d$')]
      ! (k:t-or('month.' || ., ''), tokenize(k:t-or('month.' || . || '.forms', ''), '\|'))"/>
    <xsl:variable name="more" as="xs:boolean" select="not(k:has-its-numbers($words, $bounds))
      or (some $w in tokenize($words, '[\s\p{Z}\d.,/–-]+')[. != '']
      satisfies not(some $k in $known satisfies starts-with(lower-case($k), lower-case($w))))"/>
    <xsl:variable name="calendar" as="xs:string" select="k:calendar($date)"/>
    <xsl:variable name="worded" as="xs:boolean" select="matches(string($date/@when-custom), '\p{L}{3}')"/>
    <xsl:variable name="custom" as="xs:string" select="string-join($date/(@when-custom | @from-custom
      | @to-custom | @notBefore-custom | @notAfter-custom) ! k:day-words(string(.)), '–')"/>
    <xsl:sequence select="if ($more) then $words
      else string-join(($calendar[not($worded)], $custom)[. != ''], ' ')"/>
  </xsl:function>

  <!-- Whether all numbers of these words are those of the bounds; a year may lack its century. -->
  <xsl:function name="k:has-its-numbers" as="xs:boolean">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="bounds" as="xs:string*"/>
    <xsl:variable name="numbers" as="xs:string*" select="($bounds, $bounds ! replace(., '^-?\d\d', ''))
      ! tokenize(., '-') ! replace(., '^0+', '')"/>
    <xsl:sequence select="every $n in tokenize($words, '\D+') ! replace(., '^0+', '')
      satisfies $n = ('', $numbers)"/>
  </xsl:function>

  <!-- The calendar of a date that is not the Gregorian one, as the header or the interface names it. -->
  <xsl:function name="k:calendar" as="xs:string">
    <xsl:param name="date" as="element()?"/>
    <xsl:variable name="key" as="xs:string" select="replace(string(($date ! (@calendar, @datingMethod)
      ! tokenize(.))[1]), '^.*#', '')"/>
    <xsl:variable name="told" as="xs:string?" select="if ($key = '') then ()
      else (k:t-or('calendar.' || lower-case(tokenize($key, '\.')[last()]), '')[. != ''],
      (root($date)//calendarDesc/calendar[@xml:id = $key])[1] ! normalize-space(.))[1]"/>
    <xsl:sequence select="if ($key = '' or matches($key, '^gregorian', 'i')) then ''
      else ($told[. != ''], k:t-or('calendar.' || lower-case($key), $key))[1]"/>
  </xsl:function>

  <!-- A date as machines take it, in EDTF (ISO 8601-2): "1787/1789-02", "1790?", "Y12021"; "" where there is
    none, or no year. -->
  <xsl:function name="k:edtf" as="xs:string">
    <xsl:param name="date" as="element()?"/>
    <xsl:variable name="ends" as="xs:string*" select="(k:from($date), k:to($date)) ! (
      if (. = '') then '..' else if (matches(., '^-?\d{5}')) then 'Y' || replace(., '^(-?\d+).*$', '$1')
      else .)"/>
    <xsl:variable name="doubt" as="xs:string" select="if ($date/@cert = ('low', 'medium')
      or $date/@evidence = 'conjecture') then '?' else ''"/>
    <xsl:sequence select="if (k:from($date) || k:to($date) = '' 
      or exists($ends[starts-with(., '--')])) then ''
      else string-join(distinct-values($ends) ! (if (. = '..') then . else . || $doubt), '/')"/>
  </xsl:function>

  <!-- The one day, month or year that a date is sure to be; "" for a range, a doubt or no year. -->
  <xsl:function name="k:sure-date" as="xs:string">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="string(k:edtf($date)[matches(., '^-?\d{4}(-\d\d){0,2}$')])"/>
  </xsl:function>
</xsl:stylesheet>
