<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The state of the text: which reading is printed, which go to the apparatus, which signs the text
    needs. -->
  <xsl:import href="pointers.xsl"/>
  <xsl:import href="styles.xsl"/>

  <!-- The reading of a choice or an apparatus entry that stands in the text. -->
  <xsl:function name="k:chosen" as="element()*">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="
      if ($choice/self::app) then ($choice/lem, $choice/rdg, $choice/rdgGrp/(lem | rdg))[1]
      else if ($choice/seg) then $choice/seg[1]
      else ($choice/(corr | abbr | reg)[k:has-content(.)], $choice/(unclear | supplied), $choice/*)[1]"/>
  </xsl:function>

  <!-- The other readings, which the apparatus tells, a witness's lack of words too; an expansion is no
    reading
       but an explanation. -->
  <xsl:function name="k:others" as="element()*">
    <xsl:param name="choice" as="element()"/>
    <xsl:variable name="all" as="element()*"
      select="$choice/(sic | corr | orig | reg | unclear | supplied | seg | ex | am | rdg | rdgGrp/(lem | rdg)
      | choice)"/>
    <xsl:sequence select="($all except k:chosen($choice))[k:has-content(.) or self::rdg]"/>
  </xsl:function>

  <!-- Whether a node stands in the text: in no reading that another was preferred to.  An expansion explains
       the abbreviation that stands there. -->
  <xsl:function name="k:is-shown" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="every $e in $node/ancestor-or-self::*[parent::choice or parent::app
      or parent::rdgGrp]
      [not(self::rdgGrp)] satisfies $e/self::expan
      or $e intersect k:chosen($e/ancestor::*[self::choice or self::app][1])"/>
  </xsl:function>

  <!-- The words of an element as a reader of the text has them, on one line, without notes. -->
  <xsl:function name="k:words" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="normalize-space(string-join($element//text()[k:is-shown(.)]
      [not((ancestor::note intersect $element//note))]))"/>
  </xsl:function>

  <!-- Whether an element has anything to show: words or a gap. -->
  <xsl:function name="k:has-content" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element//text()[normalize-space()])
      or exists($element//(gap | g | graphic | figure | space))"/>
  </xsl:function>

  <!-- The witnesses of a reading, as they are named: sigla, or the keys pointed to. -->
  <xsl:function name="k:sigla" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="string-join(k:all-sigla($reading), ' ')"/>
  </xsl:function>

  <xsl:function name="k:all-sigla" as="xs:string*">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="named" as="xs:string*" select="for $w in tokenize($reading/@wit) return
      let $witness := k:here($w, $reading) return string(($witness/@n, $witness/abbr[@type = 'siglum'],
      k:key($w))[1])"/>
    <xsl:sequence select="$named, $reading/@source/replace(., '^#', '')[empty($named)]"/>
  </xsl:function>

  <!-- The editorial signs that an element calls for; the key of signs lists those that occur. -->
  <xsl:function name="k:sign" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($element)"/>
    <xsl:sequence select="
      if ($name = ('del', 'surplus', 'add', 'supplied', 'unclear', 'gap', 'space', 'damage', 'ex', 'figure',
      'formula'))
      then $name
      else if ($name = 'pb' and $element/@n != '') then 'pb'
      else if ($name = 'sic' and empty($element/parent::choice)) then 'sic'
      else if ($name = 'corr' and empty($element/parent::choice)) then 'corr'
      else if ($name = ('choice', 'app') and exists(k:others($element))) then 'apparatus'
      else if ($name = 'expan' and empty($element/parent::choice)) then 'expan'
      else if ($name = 'hi' and k:styles($element) = 'underline') then 'underlined'
      else if ($name = 'hi' and k:styles($element) = 'spaced') then 'spaced'
      else ()"/>
  </xsl:function>


  <!-- An entry of its own: has other readings, and no note around it (a note tells its own). -->
  <xsl:function name="k:is-entry" as="xs:boolean">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="empty($choice/(ancestor::note | ancestor::choice | ancestor::app))
      and exists($choice/ancestor::text) and exists(k:others($choice))"/>
  </xsl:function>

  <!-- The entries of a text, in their order. -->
  <xsl:function name="k:all-entries" as="element()*">
    <xsl:param name="text" as="element(text)*"/>
    <xsl:sequence select="$text//(choice | app)[k:is-entry(.)]"/>
  </xsl:function>

  <!-- Where an element and its text have other readings that no entry tells, because a note is around
    them. -->
  <xsl:function name="k:entries-of-note" as="element()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="$note//(choice | app)[k:others(.)][not(ancestor::choice)]"/>
  </xsl:function>

  <!-- The letter of an apparatus entry: a, b ... z, aa, bb ... within each document. -->
  <xsl:function name="k:entry-letter" as="xs:string">
    <xsl:param name="choice" as="element()"/>
    <xsl:variable name="position" as="xs:integer" select="$choice/accumulator-before('k:entries')"/>
    <xsl:variable name="letter" as="xs:string" select="codepoints-to-string(97 + ($position - 1) mod 26)"/>
    <xsl:sequence select="string-join((1 to 1 + ($position - 1) idiv 26) ! $letter)"/>
  </xsl:function>
</xsl:stylesheet>
