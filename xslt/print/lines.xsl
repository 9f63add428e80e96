<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- A critical apparatus by lines: each lemma is marked in the text, its entry is given apart; which line
    and which page it has the typesetter tells (foot.typ). -->

  <!-- Whether this document has its apparatus by lines. -->
  <xsl:param name="by-line" as="xs:boolean" select="false()"/>
  <!-- Whether the witnesses of the lemma are told too (a positive apparatus). -->
  <xsl:param name="positive" as="xs:boolean" select="false()"/>
  <!-- Types of entries that are not printed. -->
  <xsl:param name="left-out" as="xs:string*" select="()"/>

  <!-- Of a longer lemma its first and last word are told. -->
  <xsl:variable name="k:longest-lemma" as="xs:integer" select="5"/>

  <xsl:function name="k:is-told" as="xs:boolean">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="k:is-entry($entry) and not($entry/@type = $left-out)"/>
  </xsl:function>

  <xsl:function name="k:entry-id" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="$stem || '#entry.' || k:note-place($entry)"/>
  </xsl:function>

  <!-- The lemma in the text.  A blank at its beginning stands before it. -->
  <xsl:template match="(choice | app)[$by-line][k:is-entry(.)]" mode="typst" as="xs:string*" priority="2">
    <xsl:variable name="text" as="xs:string*"><xsl:apply-templates select="k:chosen(.)" mode="typst"/>
    </xsl:variable>
    <xsl:variable name="shown" as="xs:string"
      select="if (@k:apart) then '' else string-join($text) || k:explained(.)"/>
    <xsl:variable name="one" as="xs:boolean" select="exists(k:single-word(.))"/>
    <xsl:sequence select="k:anchor(.), if (not(k:is-told(.))) then $shown else (
      ' '[starts-with($shown, ' ')], k:call('lemma', (k:literal(k:entry-id(.)), 'one: true'[$one]),
      k:trimmed($shown)), ' '[matches($shown, '[^ ] $')])"/>
  </xsl:template>

  <xsl:function name="k:trimmed" as="xs:string">
    <xsl:param name="markup" as="xs:string"/>
    <xsl:sequence select="replace($markup, '^ +| +$', '')"/>
  </xsl:function>

  <!-- What an abbreviation means, behind it. -->
  <xsl:function name="k:explained" as="xs:string">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="string-join((k:string(' ['), $choice/expan[1]/k:content(.), k:string(']'))
      [$choice/abbr][exists($choice/expan)])"/>
  </xsl:function>

  <!-- The typesetter must see whether a lemma's first word begins a line: the blank before it is marked.  One
    without words stands at the word before it. -->
  <xsl:function name="k:with-blanks-marked" as="xs:string">
    <xsl:param name="markup" as="xs:string"/>
    <xsl:variable name="call" as="xs:string" select="'#lemma\(&quot;[^;,)\]]'"/>
    <xsl:sequence select="if (not($by-line)) then $markup
      else $markup => replace(' (' || $call || '[^\n&quot;]*&quot;\)\[\])', '$1 ')
        => replace(' (' || $call || ')', '#blank; $1')"/>
  </xsl:function>

  <!-- Verses have their own numbers, where they are counted. -->
  <xsl:template match="l[$by-line][k:verse-number(.) != '']" mode="typst" as="xs:string*" priority="2">
    <xsl:variable name="line" as="xs:string*"><xsl:next-match/></xsl:variable>
    <xsl:sequence select="k:call('unnumbered', 'number: ' || k:literal(k:verse-number(.)), $line), '&#10;'"/>
  </xsl:template>

  <!-- The number of a verse: its own, or counted from the last that has one. -->
  <xsl:function name="k:verse-number" as="xs:string">
    <xsl:param name="line" as="element(l)?"/>
    <xsl:variable name="before" as="element(l)*" select="$line/preceding::l[position() le 20]"/>
    <xsl:variable name="from" as="element(l)?" select="($line[@n castable as xs:integer],
      $before[@n castable as xs:integer][last()])[1]"/>
    <xsl:sequence select="if ($from is $line or empty($from)) then normalize-space($line/@n)
      else string(xs:integer($from/@n) + count(($before, $line)[. >> $from][not(@part = ('M', 'F'))]))"/>
  </xsl:function>

  <!-- All entries of a document, as a dictionary of the typesetter's. -->
  <xsl:function name="k:entries-by-line" as="xs:string">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="text" as="element()*" select="$document//text[empty(ancestor::text)]"/>
    <xsl:sequence select="string-join(k:all-entries($text)[k:is-told(.)] ! (k:literal(k:entry-id(.)) || ': ('
      || string-join(('rtl: ' || matches(., '[&#x590;-&#x8FF;&#xFB1D;-&#xFDFF;&#xFE70;-&#xFEFE;]'),
      'kind: ' || k:literal(string(@type)), 'at: ' || k:literal(k:fixed-place(.)),
      'lemma: [' || k:lemma-told(.) || ']', 'body: [' || k:readings-told(.) || ']'), ', ') || '),&#10;'))"/>
  </xsl:function>

  <!-- Where an entry stands, if no line tells: in the heading, or in a verse that has a number. -->
  <xsl:function name="k:fixed-place" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="if ($entry/ancestor::head intersect k:document-head(root($entry)))
      then k:t('print.in-title') else k:verse-number($entry/ancestor::l[1])
      ! (if (. != '' and root($entry)/*/text//(p | ab)) then k:t('print.verse', map { 'n': . }) else .)"/>
  </xsl:function>

  <xsl:function name="k:lemma-told" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="chosen" as="element()?" select="k:chosen($entry)"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize(k:words($chosen))"/>
    <xsl:variable name="lemma" as="xs:string*">
      <xsl:choose>
        <xsl:when test="count($words) gt $k:longest-lemma">
          <xsl:sequence select="k:string($words[1] || ' … ' || $words[last()])"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="k:inside($chosen)" mode="lemma"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="by" as="xs:string" select="k:lemma-by($entry)"/>
    <xsl:sequence select="if (empty($chosen[k:has-content(.)])) then '' else string-join((
      k:trimmed(k:in-language($chosen, $lemma)), (' ', k:call('em', k:string($by)))[$by != '']))"/>
  </xsl:function>

  <!-- Whose the lemma is: its witnesses in a positive apparatus; always who conjectured it. -->
  <xsl:function name="k:lemma-by" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="lemma" as="element()?" select="k:chosen($entry)/self::*[self::lem or self::rdg]"/>
    <xsl:sequence select="if (empty($lemma)) then ''
      else if ($positive) then k:told-of($lemma)
      else if (empty($lemma/@wit)) then string-join(($lemma/@source/k:keys(.),
      $lemma/@resp/tokenize(.) ! k:here(., $lemma)/k:words((.//(persName | name))[1])[. != '']), ', ')
      else ''"/>
  </xsl:function>

  <!-- The readings: "reading A; om. B"; where the text has no words, "post word add. reading". -->
  <xsl:function name="k:readings-told" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="chosen" as="element()?" select="k:chosen($entry)"/>
    <xsl:variable name="added" as="xs:boolean" select="not($chosen/k:has-content(.))"/>
    <xsl:variable name="others" as="element()*"
      select="k:others($entry)[not($added) or k:has-content(.) or exists(k:bounds(.))]"/>
    <xsl:variable name="before" as="xs:string" select="k:word-before($entry)"/>
    <xsl:variable name="head" as="xs:string*" select="if (not($added and exists($others[k:has-content(.)])))
      then () else ((k:call('em', k:string(k:t('reading.after'))), ' ', k:string($before), ' ')
      [$before != ''],
      k:call('em', k:string(k:t('reading.added'))), ' ')"/>
    <xsl:variable name="told" as="xs:string*" select="$chosen[not(k:is-bound(.))] ! k:bounds(.)
      ! k:call('em', k:string(string-join((k:all-sigla($chosen)[not($positive)], .), ' '))),
      ($chosen[k:is-bound(.)], $others) ! k:reading(.),
      k:entry-notes($entry) ! k:string(k:entry-note-words(.))"/>
    <xsl:sequence select="string-join(($head, string-join($told, k:string('; '))))"/>
  </xsl:function>

  <!-- The one word that a lemma is. -->
  <xsl:function name="k:single-word" as="xs:string?">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="words" as="xs:string*" select="k:word-forms(k:words(k:chosen($entry)))"/>
    <xsl:sequence select="$words[count($words) = 1][count(tokenize(k:words(k:chosen($entry)))) = 1]"/>
  </xsl:function>

  <xsl:variable name="k:a-word" as="xs:string" select="'[\p{L}\p{M}\p{N}’]+'"/>

  <xsl:function name="k:word-forms" as="xs:string*">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="analyze-string($text, $k:a-word)/*:match/string()"/>
  </xsl:function>

  <!-- Blocks by the words that are a lemma in them and stand in them more than once: such a word is marked
    wherever it stands, so that an entry can say which of those in its line it means. -->
  <xsl:key name="k:repeated" match="p | ab | l | item | cell | opener | closer" use="k:repeated(.)"/>
  <xsl:function name="k:repeated" as="xs:string*">
    <xsl:param name="block" as="element()"/>
    <xsl:variable name="lemmas" as="xs:string*"
      select="distinct-values($block//(app | choice)[k:is-told(.)] ! k:single-word(.))"/>
    <xsl:if test="$by-line and exists($lemmas)">
      <xsl:for-each-group select="k:word-forms(k:words($block))[. = $lemmas]" group-by=".">
        <xsl:sequence select="current-grouping-key()[count(current-group()) gt 1]"/></xsl:for-each-group>
    </xsl:if>
  </xsl:function>

  <xsl:template match="text()[$by-line][empty(ancestor::note)]" mode="typst" as="xs:string*" priority="1">
    <xsl:variable name="block" as="element()?" select="k:block-of(.)"/>
    <xsl:variable name="document" as="document-node()" select="root()"/>
    <xsl:variable name="plain" as="xs:string" select="k:run(.)"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:for-each select="analyze-string($plain, $k:a-word)/*">
        <xsl:variable name="again" as="xs:boolean" select="exists(self::*:match)
          and exists($block intersect key('k:repeated', string(.), $document))"/>
        <xsl:sequence select="string(.), ('&quot;;#word(', k:literal(string(.)), ');#&quot;')[$again]"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="replace(string-join($parts), '#&quot;&quot;;', '')"/>
  </xsl:template>
</xsl:stylesheet>
