<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Notes: which there are, where they are called, how they are numbered. -->
  <xsl:import href="structure.xsl"/>
  <xsl:import href="apparatus.xsl"/>

  <xsl:key name="k:call" match="ref[@target][ancestor::text] | ptr[@target][ancestor::text]"
    use="k:keys(@target)"/>

  <!-- A source note: what the copy printed is, unnumbered at the heading. -->
  <xsl:function name="k:is-source-note" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="exists($note/self::note[@type = 'source'])"/>
  </xsl:function>

  <!-- A note at the foot: not inside another note nor in a reading not taken, and called from a line of
    text. -->
  <xsl:function name="k:is-footnote" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="empty($note/ancestor::note)
      and not(k:is-source-note($note) or k:is-marginal($note))
      and exists($note/(* | text()[normalize-space()])) and k:is-shown($note)
      and (not(k:stands-alone($note) or k:is-apart($note)) or exists(k:calls($note)))"/>
  </xsl:function>

  <!-- What the writer set into the margin, within a line: a text of the document, no note of its editors. -->
  <xsl:function name="k:is-marginal" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="tokenize(lower-case($note/@place)) = ('margin', 'left', 'right', 'marginleft',
      'marginright', 'margin-left', 'margin-right', 'leftmargin', 'rightmargin', 'left-margin',
      'right-margin')
      and (if ($note/@type) then $note/@type = ('authorial', 'author', 'writer', 'marginal', 'marginalia')
      else empty($note/(@resp, @n)))
      and empty($note/ancestor::note) and k:is-carried($note)"/>
  </xsl:function>

  <!-- A note that no line of text carries: one of a group, one at the end of the text, or one between blocks
       that
       has an id to be called by. -->
  <xsl:function name="k:is-apart" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="exists($note/(ancestor::noteGrp | ancestor::back)) and not(k:is-carried($note))
      or exists($note/@xml:id) and k:stands-alone($note)"/>
  </xsl:function>

  <!-- Whether words of the text stand in the paragraph, line or heading that a note is in. -->
  <xsl:function name="k:is-carried" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="line" as="element()?" select="$note/ancestor::*[self::p or self::ab or self::l or
      self::head
      or self::salute or self::signed or self::dateline or self::cell or self::item or self::trailer][1]"/>
    <xsl:sequence select="exists($line//text()[normalize-space()][empty(ancestor::note)])"/>
  </xsl:function>

  <!-- The pointers that call a note which stands apart. -->
  <xsl:function name="k:calls" as="element()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="if ($note/@xml:id and k:is-apart($note))
      then key('k:call', $note/@xml:id, root($note))[empty(ancestor::note)] else ()"/>
  </xsl:function>

  <!-- The note that a pointer calls; empty for other pointers. -->
  <xsl:function name="k:called-note" as="element(note)?">
    <xsl:param name="pointer" as="element()"/>
    <xsl:variable name="target" as="element()?" select="$pointer/@target/k:here(., $pointer)"/>
    <xsl:sequence select="$target/self::note[empty($pointer/ancestor::note)][k:is-apart(.)]"/>
  </xsl:function>

  <!-- Whether all that a pointer shows is its note's mark ("3", "[b]", "*"), so that the note's number stands
    for it. -->
  <xsl:function name="k:is-bare-call" as="xs:boolean">
    <xsl:param name="pointer" as="element()"/>
    <xsl:sequence select="matches(normalize-space($pointer), '^[\[(]?([0-9]*|[a-z]{1,2}|[*†‡§]+)[.)\]]*$')"/>
  </xsl:function>

  <!-- Source notes and footnotes of a text, in the order of their numbers. -->
  <xsl:function name="k:all-notes" as="element(note)*">
    <xsl:param name="text" as="element(text)*"/>
    <xsl:sequence select="sort($text//note[k:is-source-note(.) or k:is-footnote(.)][empty(ancestor::note)],
      (),
      function($n as element(note)) as xs:integer { k:note-count($n) })"/>
  </xsl:function>

  <!-- What stands at the call and before the note: the numbers that all notes of the document have of their
       own, or
       1, 2, 3 ... -->
  <xsl:function name="k:note-number" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="if (k:has-own-label($note)) then k:own-label($note)
      else string(k:note-count($note))"/>
  </xsl:function>

  <!-- Whether a note is called by the label that its encoder gave it: where all of its document are. -->
  <xsl:function name="k:has-own-label" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="own" as="map(xs:string, xs:boolean)?"
      select="root($note)[. instance of document-node()]/accumulator-after('k:labels')"/>
    <xsl:sequence select="boolean($own('')) and k:is-footnote($note)"/>
  </xsl:function>

  <!-- The number that an encoder gave a note: short, as a call must be. -->
  <xsl:function name="k:own-label" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="string($note/@n/normalize-space()[matches(., '^([0-9]{1,4}[a-z]?|[a-z*†‡§]{1,3})$',
      'i')])"/>
  </xsl:function>

  <!-- The place of a note among those of its document: 1, 2, 3 ... -->
  <xsl:function name="k:note-count" as="xs:integer">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="place" as="element()" select="(k:calls($note), $note)[1]"/>
    <!-- What has no number of its own has that of the next note. -->
    <xsl:variable name="own" as="xs:integer" select="if (k:is-place($place)) then 0 else 1"/>
    <xsl:sequence select="$place/accumulator-before('k:places') + $own"/>
  </xsl:function>

  <xsl:function name="k:is-place" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if (empty($element/ancestor::text)) then false()
      else if ($element/self::note) then k:is-footnote($element) and empty(k:calls($element))
      else exists($element[@target]/k:keys(@target) ! key('k:id', ., root($element))/self::note
        [ancestor::text][k:is-footnote(.)][k:calls(.)[1] is $element])"/>
  </xsl:function>

  <!-- An id for a note that is the same in every product: its own, or one made of its place. -->
  <xsl:function name="k:note-id" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="string(($note/@xml:id, 'note.' || k:note-place($note))[1])"/>
  </xsl:function>
</xsl:stylesheet>
