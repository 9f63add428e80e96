<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Blanks and lines that are of the text (xml:space="preserve", code, eg) become signs that every product
       shows: no-break spaces, and breaks of lines. -->

  <xsl:mode name="blanks" on-no-match="shallow-copy"/>

  <xsl:function name="k:kept-blanks" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:choose>
      <xsl:when test="exists($document//text//(*[@xml:space = 'preserve'] | code | eg))">
        <xsl:document><xsl:apply-templates select="$document" mode="blanks"/></xsl:document></xsl:when>
      <xsl:otherwise><xsl:sequence select="$document"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Whether blanks within an element are of the text.  Programs write the attribute at the head of a file
       or of its divisions for their own sake. -->
  <xsl:function name="k:keeps-blanks" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/ancestor-or-self::*[@xml:space or self::code or self::eg][1]
      [not(@xml:space = 'default' or self::TEI or self::text or self::group or self::front or self::body
      or self::back or matches(local-name(), '^div\d?$'))])"/>
  </xsl:function>

  <!-- A line's end beside a break is that break; between elements only, or between an element's tags and its
       words, it is the file's. -->
  <xsl:template match="text//lb[not(@break)][preceding-sibling::node()[1]/self::text()[matches(., '\n\s*$')]
    or following-sibling::node()[1]/self::text()[matches(., '^\s*\n')]][k:keeps-blanks(..)]" mode="blanks"
    as="element(lb)">
    <lb type="hard"><xsl:sequence select="@* except @type, node()"/></lb>
  </xsl:template>
  <xsl:template match="text//text()[normalize-space() or not(contains(., '&#10;'))
    or ../text()[normalize-space()]][k:keeps-blanks(..)]" mode="blanks" as="node()*">
    <xsl:variable name="before" as="node()?" select="preceding-sibling::node()[1]"/>
    <xsl:variable name="after" as="node()?" select="following-sibling::node()[1]"/>
    <xsl:variable name="begins" as="xs:boolean" select="empty($before[not(self::lb)])"/>
    <xsl:variable name="ends" as="xs:boolean" select="empty($after[not(self::lb)])"/>
    <xsl:variable name="begun" as="xs:string" select="if ($begins) then replace(., '^[ \t]*\n', '') else ."/>
    <xsl:for-each select="tokenize(if ($ends) then replace($begun, '\n[ \t]*$', '') else $begun, '\n')">
      <xsl:if test="position() gt 1"><lb type="hard"/></xsl:if>
      <xsl:value-of select="k:held-blanks(., $begins or position() gt 1)"/>
    </xsl:for-each>
  </xsl:template>

  <!-- The last of several blanks stays one, at which a line may end. -->
  <xsl:function name="k:held-blanks" as="xs:string">
    <xsl:param name="line" as="xs:string"/>
    <xsl:param name="begins" as="xs:boolean"/>
    <xsl:variable name="pieces" as="element()*"
      select="analyze-string(replace($line, '\t', '    '), '^ +|  +')/*"/>
    <xsl:sequence select="string-join($pieces ! (if (self::*:non-match) then string(.)
      else if ($begins and position() = 1) then translate(., ' ', '&#xA0;')
      else translate(substring(., 2), ' ', '&#xA0;') || ' '))"/>
  </xsl:function>
</xsl:stylesheet>
