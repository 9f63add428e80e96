<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Spaces and dashes as a compositor sets them. -->

  <!-- Abbreviations that hold fast to the number after them, with a thin space. -->
  <xsl:variable name="k:abbreviations" as="xs:string"
    select="'(pp?|vols?|nos?|fols?|ff?|nn?|Bd|Bde|S|Nr|Sp|Bl|Anm|Kap|Art|cf|ca|chap)'"/>

  <!-- Spaces as a compositor sets them: thin and fast after an abbreviation before a number and between
    initials, fast in shelfmarks. -->
  <xsl:function name="k:spaced" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="
      $text
      => replace('(^|[^\p{L}])' || $k:abbreviations || '\. ([0-9IVXLC])', '$1$2.&#x202F;$3')
      => replace('(^|[^\p{L}])(\p{Lu}\.) (\p{Lu}\.)', '$1$2&#x202F;$3')
      => replace('(^|[^\p{L}])(\p{Lu}\.) (\p{Lu}\p{Ll})', '$1$2&#xA0;$3')
      => replace('(^|[^\p{L}])(Mr|Mrs|Ms|Dr|Prof|St)\. ', '$1$2.&#xA0;')
      => replace('Lot (\d+) ([A-Z]) ?(\d+)', 'Lot&#xA0;$1&#xA0;$2&#xA0;$3')
      => replace('(\d) (a\.m\.|p\.m\.)', '$1&#x202F;$2')
      => replace(' -- ', '&#xA0;&#x2013; ')
      => replace(' ([&#x2013;&#x2014;]) ', '&#xA0;$1 ')"/>
  </xsl:function>
</xsl:stylesheet>
