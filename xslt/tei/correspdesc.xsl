<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="pointers.xsl"/>
  <xsl:import href="names.xsl"/>
  <xsl:import href="dates.xsl"/>
  <!-- The journey of a document: who sent, carried, received and returned it. -->

  <!-- The acts of communication of a document. -->
  <!-- Which way a reference of a correspContext leads, in the words of the Guidelines or of others
       (subtype="previous_letter"); empty where it leads to no document before or after. -->
  <xsl:function name="k:way" as="xs:string?">
    <xsl:param name="reference" as="element()"/>
    <xsl:sequence select="($reference/(@type, @subtype) ! replace(., '^(prev|next)(ious)?([_-].*)?$', '$1'))
      [. = ('prev', 'next')][1]"/>
  </xsl:function>

  <xsl:function name="k:communications" as="element(correspDesc)*" cache="yes">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document/*/teiHeader/profileDesc/correspDesc"/>
  </xsl:function>

  <!-- The steps of one act, in their order (@n or @sortKey where given). -->
  <xsl:function name="k:steps" as="element(correspAction)*" cache="yes">
    <xsl:param name="communication" as="element(correspDesc)"/>
    <xsl:sequence select="sort($communication/correspAction, (), function($a as element()) as xs:double {
      let $given := ($a/@n, $a/@sortKey)[1] return if ($given castable as xs:double) then xs:double($given)
      else 1000 })"/>
  </xsl:function>

  <!-- The persons and bodies named in a step. -->
  <xsl:function name="k:agents" as="element()*">
    <xsl:param name="step" as="element(correspAction)"/>
    <xsl:sequence select="$step/(persName | orgName | name[not(@type = 'place')]
      | rs[not(@type = 'place')])"/>
  </xsl:function>

  <!-- Whether a name says itself what the one named is to the letter: many editions have one step for
    both. -->
  <xsl:function name="k:is-party" as="xs:boolean">
    <xsl:param name="agent" as="element()"/>
    <xsl:param name="words" as="xs:string+"/>
    <xsl:sequence select="$agent/(@type, @role)/tokenize(lower-case(.)) = $words"/>
  </xsl:function>

  <!-- Whether a step without a type tells of the letter as a whole: who sent it, and to whom. -->
  <xsl:function name="k:is-whole" as="xs:boolean">
    <xsl:param name="step" as="element(correspAction)"/>
    <xsl:sequence select="not($step/@type) and k:agents($step) ! k:act(.) = 'sent'"/>
  </xsl:function>

  <!-- The dates of a step; a postmark's, or the day of receipt, only where there is no other. -->
  <xsl:function name="k:own-dates" as="element(date)*">
    <xsl:param name="step" as="element(correspAction)"/>
    <xsl:variable name="later" as="element(date)*"
      select="$step/date[lower-case(@type) = ('postmark', 'received', 'receipt', 'franked')]"/>
    <xsl:sequence select="if ($step/date except $later) then $step/date except $later else $later"/>
  </xsl:function>

  <!-- Those who did something in an act of communication: who sent, who received. -->
  <xsl:function name="k:acting" as="element()*" cache="yes">
    <xsl:param name="communication" as="element(correspDesc)?"/>
    <xsl:param name="acts" as="xs:string+"/>
    <xsl:sequence select="$communication/correspAction/k:agents(.)[k:act(.) = $acts]"/>
  </xsl:function>

  <!-- What an agent did in a step, as a word of the interface's vocabulary:
       sent, received, copied, intended, delivered, returned, forwarded, transmitted, addressed; "" where
       the step does not say it. -->
  <xsl:function name="k:act" as="xs:string">
    <xsl:param name="agent" as="element()"/>
    <xsl:variable name="step" as="element(correspAction)" select="$agent/parent::correspAction"/>
    <xsl:choose>
      <xsl:when test="$step/@type = 'received' and $step/@subtype = 'cc'">copied</xsl:when>
      <xsl:when test="$step/@type = 'received' and $step/@subtype = 'intended'">intended</xsl:when>
      <xsl:when test="k:is-party($agent, ('scribe', 'amanuensis', 'copyist'))">role.other</xsl:when>
      <xsl:when test="k:is-party($agent, ('addressee', 'recipient', 'receiver'))
        and ($step/@type = 'sent' or not($step/@type))">received</xsl:when>
      <xsl:when test="k:is-party($agent, ('sender', 'author'))
        and ($step/@type = 'received' or not($step/@type))">sent</xsl:when>
      <xsl:when test="$agent/@role = ('addressee', 'recipient')
        and not($step/@type = ('sent', 'received'))">reached</xsl:when>
      <xsl:otherwise><xsl:sequence select="string($step/@type)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
