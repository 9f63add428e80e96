<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:import href="pointers.xsl"/>
  <!-- Names of persons, bodies, places and works: their kind, their key and their text. -->

  <!-- "person", "body", "place", "work" or "" of an element that names something. -->
  <xsl:function name="k:name-kind" as="xs:string" cache="yes">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="type" as="xs:string" select="lower-case(string($name/@type))"/>
    <xsl:choose>
      <xsl:when test="$name/self::persName">person</xsl:when>
      <xsl:when test="$name/self::orgName">body</xsl:when>
      <xsl:when test="$name/(self::placeName | self::settlement | self::geogName)">place</xsl:when>
      <xsl:when test="$name/(self::rs | self::name)
        and $type = ('person', 'per', 'persname')">person</xsl:when>
      <xsl:when test="$name/(self::rs | self::name)
        and $type = ('org', 'organisation', 'organization', 'body', 'institution')">body</xsl:when>
      <xsl:when test="$name/(self::rs | self::name) and $type = 'place'">place</xsl:when>
      <xsl:when test="$name/(self::rs | self::name | self::title)
        and $type = ('work', 'bibl', 'title')">work</xsl:when>
      <xsl:when test="$name/(self::title | self::bibl)[@ref or @key]">work</xsl:when>
      <xsl:when test="$name/self::eventName or $name/(self::rs | self::name)
        and $type = 'event'">event</xsl:when>
      <xsl:when test="$name/self::objectName or $name/(self::rs | self::name)
        and $type = 'object'">object</xsl:when>
      <xsl:when test="$name/(self::author or parent::correspAction or parent::respStmt)">person</xsl:when>
      <xsl:otherwise><xsl:sequence select="''"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The text of a name, without notes and with the expanded and corrected forms; parts that stand close
    to each other, as in headers without blanks, are words of their own. -->
  <xsl:function name="k:name-text" as="xs:string" cache="yes">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="k:whole-name(k:name-words($name))"/>
  </xsl:function>

  <!-- Its words as a reader has them: of readings the one that is taken, nothing deleted; a break or a space
       parts words unless it says that it does not, or follows a hyphen. -->
  <xsl:function name="k:name-words" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="parts" as="node()*"
      select="$name[*]//(text() | lb | pb | cb | space)[not(@break = 'no')] except $name//(note | affiliation
      | del | surplus | fw | index | figure | metamark | choice/(sic | abbr | orig)
      | choice[empty(corr | expan | reg)]/*[position() gt 1]
      | app/(rdg | rdgGrp)[preceding-sibling::lem or preceding-sibling::rdg])//text()"/>
    <xsl:variable name="words" as="xs:string" select="string-join(for $part in $parts return
      if ($part instance of text()) then (' '[k:begins-part($part)], $part) else '&#x2028;')"/>
    <xsl:sequence select="if (empty($name/*)) then normalize-space($name)
      else replace($words, '&#xAD;&#x2028;?', '') => replace('(\S-)&#x2028;', '$1')
      => translate('&#x2028;', ' ') => normalize-space()"/>
  </xsl:function>

  <!-- A name without what stands around it in its sentence.  A parenthesis that belongs to it stays and is
       whole: "Ambassador in Norland (Berg)", "(Max) Hart", "Ambassador (Berg" of a name cut short. -->
  <xsl:function name="k:whole-name" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="if (translate($text, '(),;:', '') = $text and normalize-space($text) = $text)
      then $text else k:without-around($text)"/>
  </xsl:function>
  <xsl:function name="k:without-around" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="bare" as="xs:string" select="replace($text, '^[\s,;:]+|[\s,;:]+$', '')"/>
    <xsl:variable name="missing" as="xs:integer" select="string-length(translate($bare, translate($bare, '(',
      ''), '')) - string-length(translate($bare, translate($bare, ')', ''), ''))"/>
    <xsl:sequence select="
      if (matches($bare, '^\([^()]*\)$')) then k:whole-name(substring($bare, 2, string-length($bare) - 2))
      else if ($missing gt 0 and starts-with($bare, '(')) then k:whole-name(substring($bare, 2))
      else if ($missing lt 0 and ends-with($bare, ')'))
      then k:whole-name(substring($bare, 1, string-length($bare) - 1))
      else if ($missing = 1) then $bare || ')' else $bare"/>
  </xsl:function>

  <!-- Whether a text begins a part of a name right after another part. -->
  <xsl:function name="k:begins-part" as="xs:boolean">
    <xsl:param name="text" as="text()"/>
    <xsl:variable name="part" as="element()?" select="$text[empty(preceding-sibling::node())]/parent::*
      /(self::forename | self::surname | self::nameLink | self::roleName | self::addName | self::genName)"/>
    <xsl:sequence select="exists($part/preceding-sibling::node()[1][self::*])"/>
  </xsl:function>

  <!-- The heading of a name in parts in a register: "Oak, Paul, Jr."; "" where it has no parts. -->
  <xsl:function name="k:name-heading" as="xs:string" cache="yes">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="words" as="function(element()*) as xs:string"
      select="function($of) { normalize-space(string-join($of ! k:name-words(.), ' ')) }"/>
    <xsl:sequence select="if ($name/*/descendant-or-self::surname) then string-join(($words($name//(nameLink
      | surname)), $words($name//forename), $words($name//genName))[. != ''], ', ') else ''"/>
  </xsl:function>

  <!-- The keys under which a name is gathered: those of whom it means, or else its kind and text.  Pointers
    to records may mean several ("my parents"); beside a record, or another catalogue, a catalogue's address
    tells who that is once more: those of the first catalogue by the alphabet count. -->
  <xsl:function name="k:name-keys" as="xs:string+" cache="yes">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="keys" as="xs:string*"
      select="distinct-values(k:name-pointers($name) ! k:key(.) ! ($k:aliases(.), .)[1])"/>
    <xsl:variable name="web" as="xs:string*" select="$keys[k:is-web(.)]"/>
    <xsl:variable name="first" as="xs:string?" select="min($web ! replace(., '^\w+://([^/]*).*$', '$1'))"/>
    <xsl:sequence select="
      if (empty($keys)) then k:name-kind($name) || ':' || k:name-text($name)
      else if (count($keys) = 1 or count($web) lt 2 and count($keys) = count($web)) then $keys
      else if (count($keys) gt count($web)) then $keys[not(. = $web)]
      else $keys[matches(., '^\w+://' || replace($first, '\.', '\\.') || '(/|$)')]"/>
  </xsl:function>

  <!-- What a name points to, as it is written there but for declared prefixes.  @ref is a list of pointers;
    @key is one key, blanks and all, but where it is a list of "#id". -->
  <xsl:function name="k:name-pointers" as="xs:string*" cache="yes">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="given" as="xs:string*" select="
      if (normalize-space($name/@ref)) then tokenize($name/@ref)
      else if (matches($name/@key, '^\s*#\S+(\s+#\S+)*\s*$')) then tokenize($name/@key)
      else if (normalize-space($name/@key)) then normalize-space($name/@key)
      else tokenize($name/@corresp)[1]"/>
    <xsl:sequence select="$given ! k:expanded(., $name)"/>
  </xsl:function>

  <!-- The ids that names of a document point to in their own file ("#p1"): unique in it alone. -->
  <xsl:function name="k:local-ids" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="distinct-values($document//(@ref, @key)/tokenize(.)[starts-with(., '#')]
      ! substring(., 2))"/>
  </xsl:function>

  <!-- Ids that mean another record in this document than elsewhere, as JSON: which. -->
  <xsl:param name="aliases" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:aliases" as="map(xs:string, xs:string)" select="parse-json($aliases)"/>

  <!-- The first of them. -->
  <xsl:function name="k:name-key" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="k:name-keys($name)[1]"/>
  </xsl:function>

  <!-- A pointer with a prefix that the header declares (prefixDef), written out: "gnd:118" as an address. -->
  <xsl:key name="k:prefix" match="prefixDef" use="string(@ident)"/>
  <xsl:function name="k:expanded" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:param name="from" as="node()"/>
    <xsl:sequence select="if (contains($pointer, ':') and matches($pointer, '^[A-Za-z][A-Za-z0-9+.-]*:'))
      then (key('k:prefix', substring-before($pointer, ':'), root($from))[1]
        ! k:replaced(substring-after($pointer, ':'), .), $pointer)[1] else $pointer"/>
  </xsl:function>
  <xsl:function name="k:replaced" as="xs:string?">
    <xsl:param name="rest" as="xs:string"/>
    <xsl:param name="definition" as="element(prefixDef)"/>
    <xsl:variable name="pattern" as="xs:string" select="'^(?:' || $definition/@matchPattern || ')$'"/>
    <xsl:try>
      <xsl:sequence select="if (not(matches('', $pattern)) and matches($rest, $pattern))
        then replace($rest, $pattern, string($definition/@replacementPattern)) else ()"/>
      <xsl:catch select="()"/>
    </xsl:try>
  </xsl:function>
</xsl:stylesheet>
