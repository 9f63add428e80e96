<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The parts of a volume that hold lists, by their names, in the order in which they follow each other: a
       short list shares the page of the one before it, the first index begins a right-hand page. -->
  <xsl:param name="order" as="xs:string*" select="()"/>

  <xsl:template name="volume" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:iterate select="$order">
        <xsl:param name="before" as="xs:string" select="''"/>
        <xsl:variable name="kind" as="xs:string" select="if (starts-with(., 'index')) then 'index'
          else if (. = $k:lists) then 'list' else ''"/>
        <xsl:variable name="made" as="xs:string*">
          <xsl:apply-templates select="k:volume-part(.)" mode="k:listed">
            <xsl:with-param name="shared" as="xs:boolean" select="$before = $kind" tunnel="yes"/>
          </xsl:apply-templates>
          <xsl:sequence select="('#list-of-documents(shared: ' || ($before = 'list') || ')&#10;')
            [current() = 'list-of-documents']"/>
        </xsl:variable>
        <xsl:if test="exists($made)"><xsl:map-entry key="." select="string-join($made)"/></xsl:if>
        <xsl:next-iteration>
          <xsl:with-param name="before" select="if ($kind = '' or exists($made)) then $kind else $before"/>
        </xsl:next-iteration>
      </xsl:iterate>
    </xsl:map>
  </xsl:template>

  <xsl:variable name="k:lists" as="xs:string+" select="'editorial-note', 'sources', 'abbreviations',
    'persons', 'list-of-documents'"/>

  <xsl:function name="k:volume-part" as="element(div)*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="if ($name = 'editorial-note') then k:editorial-note()
      else if ($name = 'sources') then k:sources()
      else if ($name = 'abbreviations') then k:abbreviations()
      else if ($name = 'persons') then k:persons()[not($own = 'persons')]
      else if ($name = 'indexes') then k:indexes()
      else if ($name = 'index-of-sources') then k:index-of-sources() else ()"/>
  </xsl:function>
</xsl:stylesheet>
