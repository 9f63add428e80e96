<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The journey: the steps of each act of communication, as a line of stations with words. -->

  <xsl:template name="k:journey" as="element()?">
    <xsl:variable name="acts" as="element(correspDesc)*" select="k:communications(/)"/>
    <xsl:if test="$acts/(correspAction | (p | ab | correspContext)[normalize-space()])">
      <section class="journey" aria-labelledby="k-journey" data-x="">
        <h2 id="k-journey">{k:t('journey.title')}</h2>
        <xsl:for-each select="$acts">
          <div class="communication" id="{k:html-id(.)}">
            <xsl:if test="count($acts) gt 1"><h3>{k:t-or('genre.' || @type,
              k:t('journey.act'))}: {k:parties(.)}</h3></xsl:if>
            <xsl:if test="correspAction"><ol class="steps">
              <xsl:for-each select="k:steps(.)">
                <li class="step {k:class(@type)} {k:class(@subtype)}{if (k:is-inferred(.) or @cert = 'low')
                  then ' inferred' else ()}">
                  <span class="what">{k:step-title(.)}</span><xsl:text> </xsl:text>
                  <span class="who"><xsl:sequence select="k:step-words(.)"/></span>
                  <xsl:call-template name="k:certainty"/>
                </li>
              </xsl:for-each>
            </ol></xsl:if>
            <xsl:for-each select="(p | ab | correspContext/(p | ab))[normalize-space()]">
              <xsl:variable name="words" as="node()*"><xsl:apply-templates/></xsl:variable>
              <xsl:sequence select="k:words-in-block('remark', $words)"/></xsl:for-each>
            <!-- What leads to a document before or after stands above the text, too, where it is here. -->
            <xsl:for-each select="correspContext/(ref | ptr)[normalize-space()][empty(k:way(.))
              or empty(k:address(@target, .)) or k:is-web(@target)]">
              <xsl:variable name="what" as="xs:string?" select="(k:way(.) ! k:t('document.' || .),
                .[starts-with(@type, 'belongsTo')] ! k:t('journey.belongs'))[1]"/>
              <p class="remark"><xsl:if test="$what"><span class="what">{$what}</span>
                <xsl:text> </xsl:text></xsl:if><xsl:apply-templates
                  select="."/></p></xsl:for-each>
            <xsl:variable name="words" as="node()*"><xsl:apply-templates select="note/node()"/></xsl:variable>
            <xsl:if test="note"><xsl:sequence select="k:words-in-block('remark', $words)"/></xsl:if>
          </div>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- "Dobrynin to Robert Kennedy" -->
  <xsl:function name="k:parties" as="xs:string">
    <xsl:param name="act" as="element(correspDesc)"/>
    <xsl:variable name="sent" as="xs:string"
      select="string-join(k:acting($act, 'sent') ! k:name-text(.), ', ')"/>
    <xsl:variable name="received" as="xs:string" select="string-join(k:acting($act, ('received', 'intended'))
      ! k:name-text(.), ', ')"/>
    <xsl:sequence select="k:t('journey.parties', map { 'from': $sent, 'to': $received })"/>
  </xsl:function>

  <!-- An agent as named; a pronoun ("he") gives way to the name that it stands for. -->
  <xsl:function name="k:agent-words" as="node()*">
    <xsl:param name="agent" as="element()"/>
    <xsl:variable name="entry" as="map(*)?" select="$k:context?names(k:name-key($agent))"/>
    <xsl:choose>
      <xsl:when test="exists($entry) and matches(normalize-space($agent), '^\p{Ll}+$')">
        <a class="name" href="{$k:up || $entry?address}">{$entry?name}</a></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$agent"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What is not sure of one part of a step, where it is not said of the whole. -->
  <xsl:function name="k:doubt" as="node()*">
    <xsl:param name="part" as="element()"/>
    <xsl:for-each select="$part[@cert = ('low', 'medium') or @evidence = 'conjecture']
      [not(k:is-inferred(..) or ../@cert = 'low')]"><xsl:call-template name="k:certainty"/></xsl:for-each>
  </xsl:function>

  <xsl:function name="k:step-title" as="xs:string">
    <xsl:param name="step" as="element()"/>
    <xsl:sequence select="string((($step/@subtype ! $k:texts('step.' || $step/@type || '.' || .)),
      $step/@type ! k:t-or('step.' || ., .), k:t('journey.act'))[1])"/>
  </xsl:function>

  <!-- Who, to whom, where, when, as a reader says it. -->
  <xsl:function name="k:step-words" as="node()*">
    <xsl:param name="step" as="element(correspAction)"/>
    <xsl:variable name="to" as="element()*" select="k:agents($step)[@role = ('addressee', 'recipient')
      or (k:act(.) = 'received' and not($step/@type = 'received'))]"/>
    <xsl:variable name="by" as="element()*" select="k:agents($step) except $to"/>
    <xsl:for-each select="$by"><xsl:if test="position() gt 1">, </xsl:if>
    <xsl:sequence select="k:agent-words(.), k:doubt(.)"/></xsl:for-each>
    <xsl:for-each select="$to"><xsl:choose><xsl:when test="position() = 1">
      <xsl:text> </xsl:text>{k:t('journey.to')}<xsl:text> </xsl:text></xsl:when>
      <xsl:otherwise>, </xsl:otherwise></xsl:choose><xsl:sequence select="k:agent-words(.), k:doubt(.)"/>
    </xsl:for-each>
    <xsl:for-each select="$step/(placeName | settlement | name[@type = 'place'] | rs[@type = 'place'])">
      <xsl:if test="position() gt 1 or exists(($by, $to))">, </xsl:if><xsl:apply-templates select="."/>
      <xsl:sequence select="k:doubt(.)"/></xsl:for-each>
    <xsl:for-each select="$step/address"><xsl:if test="exists($step/* except .)">, </xsl:if>
      <span class="where">
        <xsl:value-of select="((if (*) then * else .) ! normalize-space())[. != '']" separator=", "/></span>
    </xsl:for-each>
    <xsl:for-each select="$step/date"><xsl:text>{if (position() gt 1 or exists($step/(* except date))) then
      ', ' else ''}</xsl:text>
      <xsl:sequence select="k:time(string(@when), k:date-words(.)), k:doubt(.)"/></xsl:for-each>
    <xsl:for-each select="$step/(note | desc | p)[normalize-space() != '']"><xsl:text> — </xsl:text>
    <xsl:apply-templates/></xsl:for-each>
    <xsl:for-each select="$step/@corresp/tokenize(.)[k:address(., $step)]"><xsl:text> </xsl:text>
    <a class="more" href="{k:address(., $step)}">{k:t('journey.see')}</a></xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
