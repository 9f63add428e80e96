<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The state of the text: which reading is printed, which go to the apparatus, which signs the text needs. -->
  <xsl:import href="pointers.xsl"/>

  <!-- The reading of a choice or an apparatus entry that stands in the text. -->
  <xsl:function name="k:chosen" as="element()*">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="
      if ($choice/self::app) then ($choice/lem, $choice/rdg, $choice/rdgGrp/(lem | rdg))[1]
      else if ($choice/seg) then $choice/seg[1]
      else ($choice/(corr | abbr | reg)[k:has-content(.)], $choice/(unclear | supplied), $choice/*)[1]"/>
  </xsl:function>

  <!-- The other readings, which the apparatus tells; an expansion is no reading but an explanation. -->
  <xsl:function name="k:others" as="element()*">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="($choice/(sic | corr | orig | reg | unclear | supplied | seg | ex | am | rdg | rdgGrp/(lem | rdg) | choice) except k:chosen($choice))[k:has-content(.)]"/>
  </xsl:function>

  <!-- Whether an element has anything to show: words or a gap. -->
  <xsl:function name="k:has-content" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element//text()[normalize-space()]) or exists($element//(gap | g | graphic | figure | space))"/>
  </xsl:function>

  <!-- The witnesses of a reading, as they are named: sigla, or the keys pointed to. -->
  <xsl:function name="k:sigla" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="named" as="xs:string*" select="for $w in tokenize($reading/@wit) return
      let $witness := k:here($w, $reading) return string(($witness/@n, $witness/abbr[@type = 'siglum'], k:key($w))[1])"/>
    <xsl:sequence select="string-join(($named, $reading/@source/replace(., '^#', '')[empty($named)]), ' ')"/>
  </xsl:function>

  <!-- The editorial signs that an element calls for; the key of signs lists those that occur. -->
  <xsl:function name="k:sign" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($element)"/>
    <xsl:sequence select="
      if ($name = ('del', 'surplus', 'add', 'supplied', 'unclear', 'gap', 'space', 'damage', 'ex', 'figure', 'formula')) then $name
      else if ($name = 'pb' and $element/@n != '') then 'pb'
      else if ($name = 'sic' and empty($element/parent::choice)) then 'sic'
      else if ($name = 'corr' and empty($element/parent::choice)) then 'corr'
      else if ($name = ('choice', 'app') and exists(k:others($element))) then 'apparatus'
      else if ($name = 'expan' and empty($element/parent::choice)) then 'expan'
      else if ($name = 'hi' and tokenize($element/@rend) = ('u', 'uu', 'underline', 'underlined')) then 'underlined'
      else if ($name = 'hi' and tokenize($element/@rend) = ('g', 'spaced', 'gesperrt')) then 'spaced'
      else ()"/>
  </xsl:function>


  <!-- An entry of its own: has other readings, and no note around it (a note tells its own). -->
  <xsl:function name="k:is-entry" as="xs:boolean">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="empty($choice/(ancestor::note | ancestor::choice | ancestor::app)) and exists(k:others($choice))"/>
  </xsl:function>

  <!-- The letter of an apparatus entry: a, b ... z, aa, bb ... within each document. -->
  <xsl:function name="k:entry-letter" as="xs:string">
    <xsl:param name="choice" as="element()"/>
    <xsl:variable name="position" as="xs:integer" select="$choice/accumulator-before('k:entries')"/>
    <xsl:variable name="letter" as="xs:string" select="codepoints-to-string(97 + ($position - 1) mod 26)"/>
    <xsl:sequence select="string-join((1 to 1 + ($position - 1) idiv 26) ! $letter)"/>
  </xsl:function>
</xsl:stylesheet>
