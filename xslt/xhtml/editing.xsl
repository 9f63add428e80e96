<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What the writer did to the text and the editor to the transcription.  Signs are those of the book; a
       product that shows changes by other means has its own k:signs, and may explain them (k:explained). -->

  <xsl:template match="del | surplus | add | unclear | supplied | secl | damage | ex | restore | retrace
    | redo | undo | metamark | subst | substJoin | mod | space | sic | corr" as="node()*">
    <xsl:call-template name="k:block-or-span">
      <xsl:with-param name="name"
        select="if (self::del or self::surplus) then 'del' else if (self::add) then 'ins' else 'span'"/>
      <xsl:with-param name="classes" select="local-name(), @rend ! ('r-' || k:class(.)),
        @place ! ('at-' || k:class(.)), (self::del | self::surplus | self::metamark) ! 'diplomatic'"/>
      <xsl:with-param name="signs" select="k:signs(.)"/>
      <xsl:with-param name="more" select="k:explained(.)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:function name="k:signs" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="let $name := local-name($element) return
      if ($name = ('del', 'surplus')) then ('⟦', '⟧') else if ($name = 'add') then ('⟨', '⟩')
      else if ($name = ('unclear', 'damage')) then ('', '[?]')
      else if ($name = 'sic') then ('', ' [sic]')
      else if ($element/self::ex/ancestor::expan/parent::choice[abbr]) then () (: in brackets as a whole :)
      else if ($name = ('supplied', 'ex', 'corr', 'metamark')) then ('[', ']')
      else if ($name = 'space') then '[   ]' else ()"/>
  </xsl:function>

  <!-- What an element means, where a product can say it beside the text. -->
  <xsl:function name="k:explained" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="()"/>
  </xsl:function>

  <!-- One or two characters left blank are the space between two words. -->
  <xsl:template match="space[k:is-word-space(.)]" as="text()" priority="1"><xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="gap | space[desc]" as="element()" priority="0.8">
    <span>
      <xsl:sequence select="k:attributes(., 'gap'), k:explained(.)"/>
      <xsl:choose>
        <xsl:when test="desc"><xsl:text>[</xsl:text><xsl:apply-templates select="desc/node()"/>
        <xsl:text>]</xsl:text></xsl:when>
        <xsl:otherwise>[{string-join(('…', k:missing(.)[. != '']), ' ')}]<xsl:apply-templates/>
        </xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>

  <!-- How much a gap says in the text that is missing; a product that explains gaps says nothing. -->
  <xsl:function name="k:missing" as="xs:string">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:sequence select="k:extent($gap)"/>
  </xsl:function>

  <!-- Running heads, catchwords and the numbers of pages are of the document, not of its text. -->
  <xsl:template match="fw" as="empty-sequence()"/>

  <!-- The reading that stands in the text, and the call of its entry; an abbreviation stands as written, with
    what it means. -->
  <xsl:template match="choice | app" as="node()*">
    <xsl:if test="not(@k:apart)"><xsl:apply-templates select="k:chosen(.)"/></xsl:if>
    <xsl:if test="k:is-entry(.)"><xsl:sequence select="k:entry-call(.)"/></xsl:if>
    <xsl:if test="not(k:is-entry(.))"><xsl:apply-templates select="expan[../abbr]"/></xsl:if>
  </xsl:template>
  <xsl:template match="choice/sic | choice/corr" as="node()*" priority="1">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>
  <xsl:template match="choice[abbr]/expan" as="node()*" priority="1">
    <xsl:call-template name="k:block-or-span">
      <xsl:with-param name="classes" select="'expan', 'reading'"/>
      <xsl:with-param name="signs" select="' [', ']'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Where a witness begins and ends its entry tells; remarks and sigla beside readings too. -->
  <xsl:template match="witStart | witEnd | lacunaStart | lacunaEnd" as="empty-sequence()"/>
  <xsl:template match="wit | witDetail" as="node()*">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <!-- An apparatus that stands apart: its entries, each with its place. -->
  <xsl:template match="listApp" as="node()*">
    <xsl:call-template name="k:division"><xsl:with-param name="classes" select="'list-app'"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="listApp/app" as="element()" priority="1">
    <p class="entry">{string-join((@loc, k:entry-words(.)), ' ')}</p>
  </xsl:template>
</xsl:stylesheet>
