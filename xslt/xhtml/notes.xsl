<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Notes where they stand.  Which are called where, and under which number, ../tei/notes.xsl decides; how
       a call looks (k:note-call, k:entry-call) and where the notes are told each product knows. -->

  <xsl:template match="note" as="node()*">
    <xsl:choose>
      <xsl:when test="k:is-source-note(.)"><xsl:sequence select="k:source-call(.)"/></xsl:when>
      <xsl:when test="exists(k:calls(.))"/>
      <xsl:when test="k:is-footnote(.)"><xsl:sequence select="k:note-call(., true())"/></xsl:when>
      <xsl:when test="k:is-marginal(.) and not(k:holds-blocks(.))">
        <span><xsl:sequence select="k:attributes(., 'note marginal')"/>
          <xsl:text> [{k:t('note.margin')} </xsl:text><xsl:apply-templates/>
          <xsl:sequence select="k:readings-of-note(.)"/><xsl:text>]</xsl:text></span>
      </xsl:when>
      <!-- Alone between blocks, or in a reading not taken. -->
      <xsl:when test="k:stands-alone(.) or k:holds-blocks(.) or empty(k:lines-around(.))">
        <div><xsl:sequence select="k:attributes(., 'note')"/><xsl:call-template name="k:flow"/>
          <xsl:sequence select="k:readings-of-note(.)"/></div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="signs" as="xs:string*"
          select="(' [', ']')[current()/ancestor::*[self::rdg or parent::choice]]"/>
        <xsl:value-of select="$signs[1]"/>
        <span><xsl:sequence select="k:attributes(., 'note')"/><xsl:apply-templates/>
          <xsl:sequence select="k:readings-of-note(.)"/></span>
        <xsl:value-of select="$signs[2]"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What cannot hold a block of the page. -->
  <xsl:function name="k:lines-around" as="element()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="$note/ancestor::*[not(self::noteGrp | self::back | self::body | self::div
      | self::text | self::TEI | self::group | self::opener | self::closer | self::postscript)]"/>
  </xsl:function>

  <!-- Notes within notes, and editors' queries, stand where they are. -->
  <xsl:template match="note//note | teiHeader//note" as="node()*" priority="2">
    <xsl:call-template name="k:block-or-span">
      <xsl:with-param name="classes" select="'inner-note'"/>
      <xsl:with-param name="signs" select="' [', ']'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Readings inside a note, which no entry tells: "– lemma] reading". -->
  <xsl:function name="k:readings-of-note" as="node()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="entries" as="element()*" select="k:entries-of-note($note)"/>
    <xsl:if test="exists($entries)">
      <xsl:value-of select="' – ' || string-join($entries ! k:entry-words(.), '; ')"/></xsl:if>
  </xsl:function>
</xsl:stylesheet>
