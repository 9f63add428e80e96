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
    <xsl:sequence select="empty($note/ancestor::note) and not(k:is-source-note($note))
      and not(k:stands-alone($note))
      and k:is-shown($note) and (empty($note/(ancestor::back | ancestor::noteGrp))
      or exists(k:calls($note)))"/>
  </xsl:function>

  <!-- The pointers that call a note which stands at the end of the text. -->
  <xsl:function name="k:calls" as="element()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="if ($note/@xml:id and $note/(ancestor::back | ancestor::noteGrp))
      then key('k:call', $note/@xml:id, root($note))[not(ancestor::note)] else ()"/>
  </xsl:function>

  <!-- The note that a pointer calls; empty for other pointers. -->
  <xsl:function name="k:called-note" as="element(note)?">
    <xsl:param name="pointer" as="element()"/>
    <xsl:variable name="target" as="element()?" select="$pointer/@target/k:here(., $pointer)"/>
    <xsl:sequence select="$target/self::note[ancestor::back
      or ancestor::noteGrp][empty($pointer/ancestor::note)]"/>
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
      function($n as element(note)) as xs:integer { xs:integer(k:note-number($n)) })"/>
  </xsl:function>

  <!-- The number that stands at the call and before the note: 1, 2, 3 ... within each document. -->
  <xsl:function name="k:note-number" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="place" as="element()" select="(k:calls($note), $note)[1]"/>
    <!-- What has no number of its own has that of the next note. -->
    <xsl:variable name="own" as="xs:integer" select="if (k:is-place($place)) then 0 else 1"/>
    <xsl:sequence select="string($place/accumulator-before('k:places') + $own)"/>
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
