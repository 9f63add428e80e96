<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The lists before the documents. -->

  <xsl:mode name="k:listed" on-no-match="fail"/>

  <xsl:template match="div" mode="k:listed" as="xs:string">
    <xsl:param name="shared" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="body" as="xs:string*"><xsl:apply-templates select="* except head" mode="k:listed"/>
    </xsl:variable>
    <xsl:variable name="last" as="xs:integer" select="if (count($body) le 5 or p) then 0
      else if (starts-with($body[last() - 3], '#list-head')) then 3 else 4"/>
    <xsl:variable name="right" as="xs:string?"
      select="@type[. = 'editorial-note'] ! (', right: opens-right(' || k:literal(.) || ')')"/>
    <xsl:sequence select="'#part(' || k:literal(head) || ($right, ', shared: true'[$shared])[1]
      || ')[&#10;' || string-join($body[position() le last() - $last])
      || k:call('whole', $body[position() gt last() - $last])[$last gt 0] || ']&#10;'"/>
  </xsl:template>

  <!-- What the settings say is plain text; what the header says is marked up. -->
  <xsl:template match="div/p" mode="k:listed" as="xs:string">
    <xsl:variable name="made" as="xs:string*"><xsl:apply-templates select="." mode="typst"/></xsl:variable>
    <xsl:sequence select="string-join($made)"/>
  </xsl:template>

  <xsl:template match="list" mode="k:listed" as="xs:string*">
    <xsl:if test="head"><xsl:sequence select="k:call('list-head', k:string(head))"/></xsl:if>
    <xsl:apply-templates select="* except head" mode="k:listed"/>
  </xsl:template>

  <!-- A line with the numbers of the documents. -->
  <xsl:template match="item" mode="k:listed" as="xs:string*">
    <xsl:variable name="pairs" as="xs:string*" select="ref ! ('(' || k:literal(.) || ', '
      || k:literal(replace(@target, '\.xml$', '')) || ')')"/>
    <xsl:sequence select="'#entry-line(' || count(ancestor::item) || ', leads: true'[current()/list]
      || ', documents: (' || string-join(($pairs, ''), ', ') || '))[' || k:run(seg) || ']&#10;'"/>
    <xsl:apply-templates select="list" mode="k:listed"/>
  </xsl:template>

  <xsl:template match="list[@type = 'gloss']/label" mode="k:listed" as="xs:string">
    <xsl:variable name="meaning" as="xs:string" select="following-sibling::item[1]"/>
    <xsl:variable name="sample" as="xs:string" select="if (@n = 'gap') then '…' else if (@n = 'pb')
      then '| 2' else if (@n = 'space') then k:t('print.sample') else string()"/>
    <xsl:sequence select="if (@n) then '#sign-line(' || (if (@n = ('underlined', 'spaced')) then @n || '('
        else 'sign(' || k:literal(@n) || ', ') || k:literal($sample) || '))[' || k:run($meaning) || ']&#10;'
      else if (ancestor::div[@type = 'persons']) then '#person-line[' || k:run(string()) || ']['
        || k:run($meaning) || ']&#10;'
      else '#short-line[' || k:run(string()) || '][' || k:run($meaning) || ']&#10;'"/>
  </xsl:template>
  <xsl:template match="list[@type = 'gloss']/item" mode="k:listed" as="xs:string*"/>
</xsl:stylesheet>
