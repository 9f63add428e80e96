<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What notes and apparatus count, in one walk through the document; see positions.xsl.
       For structure.xsl, notes.xsl and apparatus.xsl; imported by the entry stylesheet. -->

  <!-- For a node and each around it, what stands before it among its siblings, breaks and notes passed over:
       "" nothing, "block" a block, "line" anything else ("last"); the same of what is "around" it. -->
  <xsl:accumulator name="k:before" as="map(xs:string, item())" initial-value="map { 'last': '' }">
    <xsl:accumulator-rule match="*" phase="start" select="map { 'last': '', 'around': $value }"/>
    <xsl:accumulator-rule match="*" phase="end" select="
      if (self::pb or self::lb or self::note) then $value?around
      else map:put($value?around, 'last', if (k:is-block(.)) then 'block' else 'line')"/>
    <xsl:accumulator-rule select="map:put($value, 'last', 'line')"
      match="text()[normalize-space()] | comment()[normalize-space()]
      | processing-instruction()[normalize-space()]"/>
  </xsl:accumulator>

  <!-- How many blocks there were outside notes, and in each note around; first those of the note that ended
    last. -->
  <xsl:accumulator name="k:blocks" as="xs:integer+" initial-value="0, 0">
    <xsl:accumulator-rule match="*[k:is-block(.)][not(self::note)]" phase="start"
      select="k:but-last($value), $value[last()] + 1"/>
    <xsl:accumulator-rule match="note" phase="start" select="
      (if (k:is-block(.)) then (k:but-last($value), $value[last()] + 1) else $value), 0"/>
    <xsl:accumulator-rule match="note" phase="end" select="$value[last()], k:but-last(tail($value))"/>
  </xsl:accumulator>

  <!-- How many places of notes there were: the first call of each note, or the note itself. -->
  <xsl:accumulator name="k:places" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="note[k:is-place(.)] | ref[k:is-place(.)] | ptr[k:is-place(.)]"
      select="$value + 1"/>
  </xsl:accumulator>

  <!-- How many entries there were. -->
  <xsl:accumulator name="k:entries" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule select="$value + 1" phase="end"
      match="choice[k:is-entry(.)] | app[k:is-entry(.)]"/>
  </xsl:accumulator>

  <!-- The numbers that notes have of their own, and under "" whether all have one, no two the same. -->
  <xsl:accumulator name="k:labels" as="map(xs:string, xs:boolean)" initial-value="map { '': true() }">
    <xsl:accumulator-rule match="note[ancestor::text][k:is-footnote(.)]" select="map:put(map:put($value, '',
      $value('') and k:own-label(.) != '' and not(map:contains($value, '#' || k:own-label(.)))),
      '#' || k:own-label(.), true())"/>
  </xsl:accumulator>
</xsl:stylesheet>
