<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The heading of a document: number, title, source note, opener. -->

  <xsl:function name="k:heading" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="opening" as="xs:string*"><xsl:apply-templates select="k:opening($document)"
      mode="typst"/></xsl:variable>
    <xsl:variable name="arguments" as="xs:string*" select="
      k:literal($stem), 'number: ' || k:literal(k:number($document)), 'title: '
      || k:literal(k:spaced(k:heading-text($document))),
      'date: ' || k:literal(string(k:heading-date($document)[not(k:tells-date(
      k:heading-text($document), $document))])), 'language: ' || k:literal(k:language($document)),
      'calls: [' || string-join(k:heading-calls($document)) || ']', 'notes: [' || k:held-notes($document)
      || ']',
      ('below: ' || k:lines-below($document))[k:lines-below($document) ne 2],
      'roles: (' || string-join((k:roles($document), ''), ', ') || ')',
      $document/*/teiHeader/fileDesc/titleStmt/title[@type = 'short'][1]
      ! ('short: ' || k:literal(k:spaced(normalize-space(.))))"/>
    <xsl:sequence select="'#document-heading(' || string-join($arguments, ', ') || ')['
      || string-join(k:heading-words($document)) || '][' || string-join($opening) || ']&#10;'"/>
  </xsl:function>

  <!-- How many lines of text stay with the heading: two, and a salutation that begins the first paragraph;
    one where no more stands there. -->
  <xsl:function name="k:lines-below" as="xs:integer">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="first" as="element()?" select="$document/accumulator-after('k:first')[1]"/>
    <xsl:variable name="begun" as="element()*" select="$first/self::p/(salute | dateline)
      [empty(k:before(.)) or k:before(.)/(self::salute or self::dateline or k:is-mark(.))]"/>
    <xsl:sequence select="if (k:has-one-line($document)) then 1 else 2 + count($begun[position() le 2])"/>
  </xsl:function>

  <!-- Whether below the heading stands a line by itself, as where a text is not at hand. -->
  <xsl:function name="k:has-one-line" as="xs:boolean">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="first" as="element()*" select="$document/accumulator-after('k:first')"/>
    <xsl:sequence select="count($first) le 1 and string-length(normalize-space($first)) lt 60
      and empty($document/*/text//(closer | postscript | lb))"/>
  </xsl:function>

  <!-- Whether a title says the day itself, by its number and its year, or in the words of the date. -->
  <xsl:function name="k:tells-date" as="xs:boolean">
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="parts" as="xs:string*" select="k:date($document) ! tokenize(k:from(.), '-')"/>
    <xsl:variable name="numbers" as="xs:string*" select="analyze-string($title, '\d+')/*:match ! string(.)"/>
    <xsl:variable name="written" as="xs:string" select="normalize-space(k:date($document))"/>
    <xsl:sequence select="matches($written, '\d{4}') and contains($title, $written)
      or exists($parts) and $parts[1] = $numbers and (every $day in $parts[3] satisfies
      number($day) = ($numbers ! number(.)))"/>
  </xsl:function>

  <!-- The words of the heading with what is marked up in them, but without its number and its notes. -->
  <xsl:function name="k:heading-words" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="head" as="element(head)?" select="k:document-head($document)"/>
    <xsl:variable name="first" as="text()?" select="($head//text()[normalize-space()])[1]"/>
    <xsl:choose>
      <!-- Of a head whose words are all in other witnesses, signs and entries stand behind the title. -->
      <xsl:when test="k:words($head) = ''">
        <xsl:variable name="signs" as="xs:string*"><xsl:apply-templates
          select="$head/node()[not(self::note)]" mode="typst"/></xsl:variable>
        <xsl:sequence select="k:string(k:tied-end(k:spaced(k:title($document)))), ' '[exists($signs)],
          $signs"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$head/node()[not(self::note)]">
          <xsl:choose>
            <xsl:when test=". is $first"><xsl:sequence select="k:without-number(., k:number($document))
              ! (if (current()/following-sibling::node()[not(self::note)]) then k:run(.)
              else k:run(k:tied-end(.)))"/></xsl:when>
            <xsl:otherwise><xsl:apply-templates select="." mode="typst"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A long heading whose last words stay together, so that its last line is no single short one. -->
  <xsl:function name="k:tied-end" as="xs:string">
    <xsl:param name="heading" as="xs:string"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize($heading)"/>
    <xsl:variable name="long" as="xs:integer" select="((1 to 4)[string-length(string-join(
      subsequence($words, count($words) - . + 1), ' ')) ge 12][1], 4)[1]"/>
    <xsl:variable name="tied" as="xs:integer"
      select="$long + count($words[count($words) - $long][matches(., '^\d+\.$')])"/>
    <xsl:sequence select="if (string-length($heading) lt 50 or count($words) lt 6) then $heading
      else string-join(subsequence($words, 1, count($words) - $tied), ' ') || ' '
      || string-join(subsequence($words, count($words) - $tied + 1), '&#xA0;')"/>
  </xsl:function>

  <!-- The calls of the heading's own notes. -->
  <xsl:function name="k:heading-calls" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="notes" as="element(note)*" select="k:document-head($document)/note"/>
    <xsl:sequence select="if ($notes[k:is-source-note(.)]
      or (empty($document/*/text//note[k:is-source-note(.)]) and k:description($document) = '')) then ()
      else '#call(' || k:literal($stem || '#' || ($document/*/text//note[k:is-source-note(.)][1]/k:note-id(.),
      'source')[1]) || ', &quot;*&quot;);'"/>
    <xsl:apply-templates select="$notes" mode="typst"/>
  </xsl:function>

  <!-- The notes of heading, opener and first lines, which the heading's block carries; a letter without a
    source note gets one from its description. -->
  <xsl:function name="k:held-notes" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="described" as="xs:string" select="if ($document/*/text//note[k:is-source-note(.)])
      then '' else k:description($document)"/>
    <xsl:variable name="notes" as="element()*" select="(k:document-head($document) | k:opening($document)
      | k:first-lines($document))//(note | choice | app)[k:is-held(.)][not(self::note)
      or empty(ancestor::note)]
      [if (self::note) then k:is-source-note(.) or k:is-footnote(.) else k:is-entry(.) and not($by-line)],
        $document/*/text//note[k:is-source-note(.)] except
      k:document-head($document)//note"/>
    <xsl:variable name="own" as="xs:integer" select="count($notes[self::note][k:is-source-note(.) or
      ancestor::* intersect k:document-head($document)]) + count($described[. != ''])"/>
    <xsl:variable name="arguments" as="xs:string*" select="
      (k:literal($stem || '#source') || ', &quot;*&quot;, [' || k:string(k:spaced($described))
      || ']')[$described != ''],
      sort($notes, (), function($n as element()) as xs:integer { if ($n[k:is-source-note(.)]) then 0 else 1 })
      ! k:held-note(.)"/>
    <xsl:sequence select="if (exists($arguments)) then '#held-notes(own: ' || $own || ', '
      || (if (string-length(string-join($arguments)) gt 2500) then 'breakable: true, ' else '')
      || string-join($arguments ! ('(' || . || ')'), ', ') || ');' else ''"/>
  </xsl:function>

  <xsl:function name="k:held-note" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="id" as="xs:string" select="$stem || '#'
      || (if ($note/self::note) then k:note-id($note) else 'entry.' || k:note-place($note))"/>
    <xsl:variable name="number" as="xs:string" select="if ($note[k:is-source-note(.)]) then '&quot;*&quot;'
      else if ($note/self::note) then k:literal(k:note-number($note)) else 'emph('
      || k:literal(k:entry-letter($note)) || ')'"/>
    <xsl:variable name="body" as="xs:string" select="if ($note/self::note)
      then string-join((k:anchor($note), k:flow($note))) else k:entry($note)"/>
    <xsl:sequence select="k:literal($id) || ', ' || $number || ', [' || $body || ']'"/>
  </xsl:function>

</xsl:stylesheet>
