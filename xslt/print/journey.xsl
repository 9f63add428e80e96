<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- How a document travelled, in one paragraph below it, where the edition asks for it (print.journey). -->
  <xsl:param name="journey" as="xs:boolean" select="false()"/>

  <xsl:function name="k:journey" as="xs:string?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="acts" as="element(correspDesc)*" 
      select="k:communications($document)[correspAction or p or ab or note]"/>
    <xsl:if test="$journey and exists($acts)">
      <xsl:sequence select="k:call('journey', k:string(k:spaced(k:t('print.journey') || ' '
        || string-join($acts ! k:act-words(.), '; ') || '.')))"/>
    </xsl:if>
  </xsl:function>

  <!-- The steps of one act of communication, in their order. -->
  <xsl:function name="k:act-words" as="xs:string">
    <xsl:param name="act" as="element(correspDesc)"/>
    <xsl:variable name="prose" as="xs:string*"
      select="($act/(p | ab | note), $act/correspContext/(p | ab | note)) ! normalize-space(.)[. != '']
      ! replace(., '\.$', '')"/>
    <xsl:sequence select="string-join((string-join(k:steps($act) ! k:step-line(.), ', ')[. != ''], $prose),
      '. ')"/>
  </xsl:function>

  <!-- "delivered by Kohler to Khrushchev, April 24, 1963": what, who, to whom, where, when. -->
  <xsl:function name="k:step-line" as="xs:string">
    <xsl:param name="step" as="element(correspAction)"/>
    <xsl:variable name="to" as="element()*" select="k:agents($step)[@role = ('addressee', 'recipient')]"/>
    <xsl:variable name="by" as="xs:string" select="string-join((k:agents($step) except $to) !
      normalize-space(.), ', ')"/>
    <xsl:variable name="what" as="xs:string" select="string(($step/@subtype ! $k:texts('step.' || $step/@type
      || '.' || .),
      $k:texts('step.' || $step/@type), $step/@type)[1])"/>
    <xsl:variable name="who" as="xs:string*" select="$by[. != ''] ! (if ($step/@subtype = 'intended') then .
      else k:t('facts.by', map { 'who': . })),
      $to ! (k:t('journey.to') || ' ' || normalize-space(.))"/>
    <xsl:variable name="where" as="xs:string" select="string-join(($step/placeName ! normalize-space(.),
      $step/address ! string-join((if (*) then * else .) ! normalize-space(.)[. != ''], ', '),
      $step/date[1] ! k:date-words(.))[. != ''], ', ')"/>
    <xsl:sequence select="string-join((lower-case($what), $who, $where[. != ''] ! ('(' || . || ')')), ' ')"/>
  </xsl:function>
</xsl:stylesheet>
