<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Notes at the foot of the page, numbered here so that every product has the same numbers. -->

  <xsl:template match="note" mode="typst" as="xs:string*">
    <xsl:sequence select="
      if (ancestor::note) then k:call('aside', k:flow(.))
      else if (k:is-source-note(.) and k:is-held(.)) then '#call(' || k:literal($stem || '#' || k:note-id(.))
      || ', &quot;*&quot;);'
      else if (k:is-source-note(.)) then ()
      else if (k:is-footnote(.) and empty(k:calls(.))) then k:footnote(.)
      else if (exists(k:calls(.))) then ()
      else if (k:is-marginal(.) and k:fits-margin(.)) then k:call('marginal', 'spaced: true'[matches(
        current()/preceding-sibling::node()[1]/self::text(), '\s$') and matches(
        current()/following-sibling::node()[1]/self::text(), '^\s')], (k:anchor(.), k:flow(.)))
      else if (k:is-marginal(.)) then k:call('aside', (k:run(k:t('note.margin')), ' ', k:anchor(.),
        k:flow(.)))
      else (k:call('loose-note', k:flow(.)), '&#10;')"/>
  </xsl:template>

  <xsl:function name="k:footnote" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="name" as="xs:string" select="k:literal($stem || '#' || k:note-id($note)) || ', '
      || k:literal(k:note-number($note))"/>
    <xsl:variable name="following" as="element(note)*" select="k:followers($note)"/>
    <xsl:sequence select="'#calls-apart;'[exists($note/preceding-sibling::node()[not(self::comment())][1]
      /self::note[k:is-footnote(.)][empty(k:calls(.))])] || (
      if (k:is-held($note)) then '#call(' || $name || ');'
      else if (k:follows($note)) then '#call-here(' || $name || ');'
      else if (exists($following)) then '#together('
      || string-join(($note, $following) ! ('(' || k:held-note(.) || ')'), ', ') || ');'
      else k:call('note', $name, (k:anchor($note), k:flow($note))))"/>
  </xsl:function>

  <!-- Whether what the writer set into the margin can stand there: a few words in a paragraph, and nothing
    else of the margin beside them. -->
  <xsl:function name="k:fits-margin" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="at" as="xs:integer" select="$note/accumulator-before('k:written')[1]"/>
    <xsl:variable name="above" as="element()*" select="$note/(preceding::note[k:is-marginal(.)][1]
      | preceding::pb[1])"/>
    <xsl:variable name="below" as="xs:integer*"
      select="$note/following::pb[1]/accumulator-before('k:written')[1]"/>
    <xsl:sequence select="string-length(normalize-space($note)) le 90
      and exists($note/(ancestor::p | ancestor::ab))
      and empty($note/ancestor::*[k:is-block(.)][not(self::p or self::ab or self::div)][ancestor::body])
      and empty($note//(app | choice | lb | p | q | graphic))
      and (every $thing in $above satisfies $at - $thing/accumulator-before('k:written')[1]
      ge k:beside($thing))
      and (every $place in $below satisfies $place - $at ge k:beside($note))"/>
  </xsl:function>

  <!-- How many characters of the text stand beside a thing in the margin, which has lines of some
    fourteen. -->
  <xsl:function name="k:beside" as="xs:integer">
    <xsl:param name="thing" as="element()"/>
    <xsl:sequence select="70 * (2 + string-length(normalize-space($thing[not(self::pb)])) idiv 20)"/>
  </xsl:function>

  <!-- Whether a note is set as one with the note before it; see k:is-close. -->
  <xsl:function name="k:follows" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="exists($note/ancestor::text) and $note/accumulator-before('k:chain')?count gt 1"/>
  </xsl:function>

  <!-- The notes that follow a note, one close after the other. -->
  <xsl:function name="k:followers" as="element(note)*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="next" as="element(note)?" select="$note/following::note[k:is-footnote(.)][1]"/>
    <xsl:sequence select="if (exists($next) and k:follows($next)) then ($next, k:followers($next)) else ()"/>
  </xsl:function>

  <!-- Whether a note is called in the heading, the opener or the two lines of text after them, so that the
    heading's block carries it. -->
  <xsl:function name="k:is-held" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="around" as="element()*" select="$element/ancestor::*"/>
    <xsl:variable name="top" as="element()*" select="$element/accumulator-before('k:top')"/>
    <xsl:variable name="line" as="element()?" select="(k:first-lines(root($element)) intersect $around)[1]"/>
    <xsl:variable name="written" as="xs:integer*" select="$element/accumulator-before('k:written')"/>
    <xsl:variable name="began" as="xs:integer*" select="$line/accumulator-before('k:written')"/>
    <xsl:sequence select="exists($around intersect $top)
      or exists($line) and $written[1] - $began[1] + max((0, $written[2] - $began[2] - 1)) lt k:room($line)"/>
  </xsl:function>

  <!-- The paragraphs that fill the first two lines of the text. -->
  <xsl:function name="k:first-lines" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="first" as="element()*" select="$document/accumulator-after('k:first')"/>
    <xsl:sequence select="$first[1]/(self::p | self::ab),
      $first[2]/(self::p | self::ab)[string-length(normalize-space($first[1])) lt 85]"/>
  </xsl:function>

  <!-- How many characters of a paragraph may stand in those lines. -->
  <xsl:function name="k:room" as="xs:integer">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="if ($paragraph is k:first-lines(root($paragraph))[1]) then 170 else 85"/>
  </xsl:function>

  <!-- Which lines of a paragraph may stand alone on a page, the first or the last: where a note is called in
    its first line or its last but one, keeping lines together would leave the note behind.  A line has some
    seventy characters. -->
  <xsl:function name="k:loose" as="xs:string?">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:variable name="notes" as="element(note)*" select="$paragraph//note[empty(ancestor::note)]"/>
    <xsl:variable name="began" as="xs:integer" select="$paragraph/accumulator-before('k:written')[1]"/>
    <xsl:variable name="ended" as="xs:integer" select="$paragraph/accumulator-after('k:written')[1]"/>
    <xsl:variable name="places" as="xs:integer*" select="$notes ! accumulator-before('k:written')[1]"/>
    <xsl:variable name="ends" as="xs:string*" select="
      'first'[some $at in $places satisfies $at - $began lt 75],
      'last'[some $at in $places satisfies $ended - $at = 8 to 140]"/>
    <xsl:sequence select="$ends[1] ! ('loose: (' || string-join($ends ! (k:literal(.) || ', ')) || ')')"/>
  </xsl:function>

  <!-- The text of a note: paragraphs follow each other, its own textual notes stand at its end. -->
  <xsl:function name="k:flow" as="xs:string*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="body" as="xs:string*">
      <xsl:for-each-group select="$note/node()[not(self::comment())]"
        group-adjacent="if (self::*[k:is-block(.)]) then (if (self::p or self::ab) then 'p' else 'block')
        else 'line'">
        <xsl:choose>
          <xsl:when test="current-grouping-key() = 'p'">
            <xsl:for-each select="current-group()">
              <xsl:sequence select="('#parbreak();')[current()/preceding-sibling::*], k:anchor(.),
                k:in-language(., k:content(.))"/>
            </xsl:for-each>
          </xsl:when>
          <xsl:when test="current-grouping-key() = 'block'">
            <xsl:sequence select="'&#10;', k:blocks(current-group())"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="current-group()" mode="typst"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="k:in-language($note, $body), k:entries-within($note)"/>
  </xsl:function>

  <!-- Readings of a note, told at its end. -->
  <xsl:function name="k:entries-within" as="xs:string*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:for-each select="$note//(choice | app)[k:others(.)][ancestor::note[1] is
      $note][not(ancestor::choice)]">
      <xsl:sequence select="' ', k:call('textual', k:entry(.))"/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
