<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Names, and references to other documents, to places of this one, to the web.  Where a pointer leads
       (k:address) and what it leads to is called (k:target-name) each product knows. -->

  <xsl:template match="persName | orgName | placeName | geogName | settlement | rs | name" as="node()*">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <!-- A pointer to a note at the end calls it; words of its own stay. -->
  <xsl:template match="ref[k:called-note(.)] | ptr[k:called-note(.)]" as="node()*" priority="1">
    <xsl:if test="not(k:is-bare-call(.))"><xsl:call-template name="k:block-or-span"/></xsl:if>
    <xsl:variable name="note" as="element(note)" select="k:called-note(.)"/>
    <xsl:sequence select="k:note-call($note, k:calls($note)[1] is .)"/>
  </xsl:template>

  <!-- No link can stand in a link: the calls of notes and readings within one follow it. -->
  <xsl:template match="ref | ptr" as="node()*">
    <xsl:variable name="address" as="xs:string?" select="k:address(@target, .)"/>
    <xsl:variable name="mute" as="xs:boolean"
      select="exists(self::ptr) or normalize-space() = '' and empty(*)"/>
    <xsl:choose>
      <xsl:when test="$address and not(k:holds-blocks(.)) and (self::ptr or not(k:is-in-link(.)))
        and empty(.//(ref[not(k:called-note(.))] | ptr | graphic | media))">
        <xsl:variable name="words" as="node()*">
          <xsl:choose>
            <xsl:when test="$mute"><xsl:sequence select="k:text(k:target-name(.))"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="k:link-words"/></xsl:otherwise>
          </xsl:choose>
        </xsl:variable>
        <xsl:variable name="attributes" as="attribute()*"
          select="k:attributes(., (local-name(), @type ! ('t-' || k:class(.))))"/>
        <a><xsl:sequence select="$attributes[name() = 'class']"/>
          <xsl:attribute name="href" select="$address"/>
          <xsl:sequence select="$attributes[name() != 'class']"/>
          <xsl:apply-templates select="$words" mode="k:unlinked"/></a>
        <xsl:sequence select="$words/descendant-or-self::a[@role = 'doc-noteref']"
          xpath-default-namespace=""/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:if test="not(self::ptr)"><xsl:call-template name="k:block-or-span"/></xsl:if>
        <xsl:if test="$mute and normalize-space(@target)">
          <span class="ptr">{k:unlinked-name(.)}</span></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="self::ptr"><xsl:call-template name="k:unforeseen"/></xsl:if>
  </xsl:template>

  <!-- What stands for a pointer that has no words and leads nowhere. -->
  <xsl:function name="k:unlinked-name" as="xs:string">
    <xsl:param name="pointer" as="element()"/>
    <xsl:sequence select="'[' || $pointer/@target || ']'"/>
  </xsl:function>

  <xsl:function name="k:is-in-link" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/ancestor::ref)"/>
  </xsl:function>

  <xsl:template name="k:link-words" as="node()*"><xsl:apply-templates/></xsl:template>

  <xsl:mode name="k:unlinked" on-no-match="shallow-copy"/>
  <xsl:template match="*:a[@role = 'doc-noteref']" mode="k:unlinked" as="empty-sequence()"/>
</xsl:stylesheet>
