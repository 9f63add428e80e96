<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- One word is one word: over the ends of lines, pages and columns, in w, and where words are marked
       without
       blanks between them; characters that only a description gives. -->

  <xsl:mode name="words" on-no-match="shallow-copy" use-accumulators="k:is-broken"/>

  <xsl:function name="k:joined-words" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:choose>
      <xsl:when test="exists(($document//(w | g),
        $document//(lb | pb | cb | gb | milestone)[@break = 'no']))">
        <xsl:document><xsl:apply-templates select="$document" mode="words"/></xsl:document></xsl:when>
      <xsl:otherwise><xsl:sequence select="$document"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What can stand within a word that goes over a line's end without being of it; what holds anything is
       passed
       into. -->
  <xsl:function name="k:is-passed" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/(self::lb | self::pb | self::cb | self::gb | self::milestone | self::fw
      | self::comment() | self::processing-instruction() | self::*[node()] |
        self::text()[not(normalize-space())]
      | self::text()[ancestor::fw or parent::pc[@force = 'weak']]))"/>
  </xsl:function>

  <!-- Whether a break parts the word that a node ends. -->
  <xsl:function name="k:is-before-break" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/following::node()[@break = 'no' or not(k:is-passed(.))][1]/@break)"/>
  </xsl:function>

  <!-- Whether a break parts the word that goes on at a node. -->
  <xsl:accumulator name="k:is-broken" as="xs:boolean" initial-value="false()">
    <xsl:accumulator-rule match="*[@break = 'no']" phase="end" select="true()"/>
    <xsl:accumulator-rule match="*[not(node())][not(@break = 'no')][not(k:is-passed(.))]" phase="end"
      select="false()"/>
    <xsl:accumulator-rule match="text()[not(k:is-passed(.))]" select="false()"/>
  </xsl:accumulator>

  <xsl:function name="k:goes-on" as="xs:boolean">
    <xsl:param name="text" as="text()"/>
    <xsl:sequence select="if (normalize-space($text) = '') then $text/accumulator-before('k:is-broken')
      else $text/(preceding::node()[@break = 'no' or not(k:is-passed(.))][1]/@break) => exists()"/>
  </xsl:function>

  <xsl:variable name="k:hyphens" as="xs:string" select="'[\-‐‑¬⸗=&#xAD;]\s*$'"/>

  <xsl:template match="text//text()" mode="words" as="text()?">
    <xsl:variable name="starts" as="xs:boolean" select="matches(., '^\s') and k:goes-on(.)"/>
    <xsl:variable name="ends" as="xs:boolean" select="matches(., '(\s|[\-‐‑¬⸗=&#xAD;])$')
      and empty(ancestor::fw) and k:is-before-break(.)"/>
    <xsl:variable name="begun" as="xs:string" select="if ($starts) then replace(., '^\s+', '') else
      string(.)"/>
    <xsl:variable name="cut" as="xs:string" select="if ($ends) then replace(replace($begun, '\s+$', ''),
      $k:hyphens, '') else $begun"/>
    <xsl:variable name="words" as="xs:string" select="if (ancestor::w[not(.//(note | app | choice))])
      then replace($cut, '\s+', '') else $cut"/>
    <xsl:if test="$words != ''"><xsl:value-of select="$words"/></xsl:if>
  </xsl:template>

  <!-- The hyphen at the line's end is told on the break; the document's own view shows it. -->
  <xsl:template match="(lb | pb | cb | gb | milestone)[@break = 'no']" mode="words" as="element()">
    <xsl:variable name="before" as="node()?" select="preceding::node()[@break = 'no' or not(k:is-passed(.))
      or self::text()/parent::pc][1]"/>
    <xsl:copy>
      <xsl:sequence select="@*"/>
      <xsl:if test="not(@rend) and $before/self::text()[matches(., $k:hyphens)]">
        <xsl:attribute name="rend" select="'hyphen'"/></xsl:if>
      <xsl:sequence select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="pc[@force = 'weak'][k:is-before-break(.)]" mode="words" as="empty-sequence()"/>

  <xsl:template match="w//lb[not(@break)]" mode="words" as="element(lb)">
    <lb break="no"><xsl:sequence select="@*"/></lb>
  </xsl:template>

  <!-- Parts of a word, with a break between or without. -->
  <xsl:function name="k:is-between-parts" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="$node/preceding-sibling::*[not(self::lb | self::pb | self::cb |
      self::fw)][1]/self::w/@part
      = ('I', 'M') and $node/following-sibling::*[not(self::lb | self::pb | self::cb |
        self::fw)][1]/self::w/@part
      = ('M', 'F')"/>
  </xsl:function>
  <xsl:template match="text()[not(normalize-space())][parent::*/w/@part][k:is-between-parts(.)]" mode="words"
    as="empty-sequence()" priority="1"/>
  <xsl:template match="(lb | pb | cb)[not(@break)][parent::*/w/@part][k:is-between-parts(.)]" mode="words"
    as="element()"><xsl:copy><xsl:sequence select="@*"/><xsl:attribute name="break" select="'no'"/>
    </xsl:copy></xsl:template>

  <!-- Words one at another without a blank between, in a text that has none at all. -->
  <xsl:template match="w[k:is-glued(.)]" mode="words" as="node()*">
    <xsl:text> </xsl:text><xsl:next-match/>
  </xsl:template>
  <xsl:function name="k:is-glued" as="xs:boolean">
    <xsl:param name="word" as="element(w)"/>
    <xsl:variable name="before" as="node()?" select="$word/preceding-sibling::node()[1]"/>
    <xsl:sequence select="exists($before/(self::w | self::pc[not(matches(., '^[(\[«„“‘''&quot;-]$'))]))
      and empty($word/../text()) and not($word/@part = ('M', 'F')) and not($word/@join = ('left', 'both'))
      and not($before/@join = ('right', 'both')) and not($before/@part = ('I', 'M'))"/>
  </xsl:function>

  <!-- A character that the header describes: what it stands for. -->
  <xsl:template match="g[not(node())][@ref]" mode="words" as="element(g)">
    <xsl:variable name="described" as="element()?" select="k:here(@ref, .)"/>
    <xsl:variable name="words" as="xs:string?" select="($described/(mapping[@type = ('standard', 'Unicode',
      'modern',
      'normalized')], mapping, figure/figDesc, (charName | glyphName | localProp[@name = ('Name',
        'name')]/@value)
      ! ('[' || . || ']')) ! normalize-space(.)[. != ''])[1]"/>
    <g><xsl:sequence select="@*"/>{$words}</g>
  </xsl:template>
</xsl:stylesheet>
