<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns="http://www.w3.org/1999/xhtml" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What runs within a line, as XHTML. -->

  <xsl:template match="text()" mode="epub" as="node()*">
    <xsl:value-of select="k:spaced(replace(., '[ \t\r\n]+', ' '))"/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="epub" as="node()*"/>

  <xsl:template match="hi | emph | foreign | mentioned | title[@level = ('m', 'j', 's')]" mode="epub" as="node()*">
    <xsl:variable name="rend" as="xs:string*" select="tokenize(lower-case(string((@rend, @rendition)[1])), '[\s;:#]+')"/>
    <xsl:variable name="name" as="xs:string" select="
      if (k:deep(.)) then 'div'
      else if ($rend = ('sup', 'superscript', 'super')) then 'sup' else if ($rend = ('sub', 'subscript')) then 'sub'
      else if ($rend = ('b', 'bold', 'strong')) then 'b' else if ($rend = ('u', 'underline', 'underlined', 'uu')) then 'u'
      else if (self::emph) then 'em' else if (self::title or self::foreign or self::mentioned or $rend = ('i', 'it', 'italic', 'italics') or empty($rend[. != ''])) then 'i' else 'span'"/>
    <xsl:variable name="class" as="xs:string" select="if ($rend = ('sc', 'smallcaps', 'small-caps')) then 'sc' else if ($rend = ('g', 'spaced', 'gesperrt')) then 'spaced' else ''"/>
    <xsl:element namespace="http://www.w3.org/1999/xhtml" name="{$name}"><xsl:sequence select="k:attributes(., $class), k:inside(.)"/></xsl:element>
  </xsl:template>

  <xsl:template match="(q | quote | soCalled)[not(k:is-block(.))]" mode="epub" as="node()*">
    <xsl:variable name="first" as="xs:string" select="substring(normalize-space((.//text()[normalize-space()])[1]), 1, 1)"/>
    <xsl:variable name="before" as="xs:string" select="replace(normalize-space(preceding-sibling::node()[1]/self::text()), '^.*(.)$', '$1', 's')"/>
    <xsl:variable name="marked" as="xs:boolean" select="tokenize('“ „ « » ‘ ‚ &quot; ''') = ($first, $before) or k:deep(.)"/>
    <xsl:variable name="marks" as="xs:string*" select="if (starts-with(k:language(root()), 'de')) then ('„', '“') else ('“', '”')"/>
    <xsl:sequence select="k:text($marks[1])[not($marked)], k:inside(.), k:text($marks[2])[not($marked)]"/>
  </xsl:template>

  <!-- Editorial signs, the same as on paper. -->
  <xsl:template match="del | surplus | add | supplied | unclear | damage | ex | sic[not(parent::choice)] | corr[not(parent::choice)]" mode="epub" as="node()*">
    <xsl:variable name="signs" as="xs:string*" select="
      if (self::del or self::surplus) then ('⟦', '⟧') else if (self::add) then ('⟨', '⟩') else if (self::unclear or self::damage) then ('', '[?]')
      else if (self::sic) then ('', ' [sic]') else ('[', ']')"/>
    <xsl:element namespace="http://www.w3.org/1999/xhtml" name="{if (k:deep(.)) then 'div' else 'span'}">
      <xsl:sequence select="k:attributes(., local-name()), k:text($signs[1]), k:inside(.), k:text($signs[2])"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="gap" mode="epub" as="node()*">
    <span class="gap"><xsl:text>[</xsl:text><xsl:choose><xsl:when test="desc"><xsl:apply-templates select="desc/node()" mode="epub"/></xsl:when><xsl:otherwise>…</xsl:otherwise></xsl:choose><xsl:text>]</xsl:text></span>
  </xsl:template>

  <xsl:template match="choice | app" mode="epub" as="node()*">
    <xsl:apply-templates select="k:chosen(.)" mode="epub"/>
    <xsl:if test="k:is-entry(.)"><xsl:sequence select="k:noteref(k:entry-letter(.), 'r-' || k:note-place(.))"/></xsl:if>
    <xsl:if test="abbr and expan and not(k:is-entry(.))"><xsl:text> [</xsl:text><xsl:apply-templates select="expan[1]/node()" mode="epub"/><xsl:text>]</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="lb" mode="epub" as="node()*">
    <xsl:choose>
      <xsl:when test="@break = 'no'"/>
      <xsl:when test="ancestor::opener or ancestor::closer or ancestor::head or ancestor::address or ancestor::reg"><br/></xsl:when>
      <xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Pages of the source, for the page list. -->
  <xsl:template match="pb" mode="epub" as="node()*">
    <xsl:choose>
      <xsl:when test="string(@n) = ''"/>
      <xsl:when test="$medium = 'docx'"><xsl:text>[{@n}] </xsl:text></xsl:when>
      <xsl:otherwise><span epub:type="pagebreak" role="doc-pagebreak" id="{k:page-id(.)}" aria-label="{@n}"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="k:page-id" as="xs:string">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:sequence select="'page-' || (k:own-id($break), k:note-place($break))[1]"/>
  </xsl:function>

  <!-- The id that an element of this document has in its file; empty where it has none. -->
  <xsl:function name="k:id-here" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element[self::pb]) then k:page-id($element)[string($element/@n) != '']
      else if ($element[self::note]) then 'n-' || k:note-place($element)
      else if ($element[self::div]) then ($element//(p | ab)/k:own-id(.))[1]
      else k:own-id($element)"/>
  </xsl:function>

  <!-- What follows the name of another document's file: the page there, which has its own id. -->
  <xsl:function name="k:page-there" as="xs:string">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="id" as="xs:string" select="substring-after($target, '#')"/>
    <xsl:sequence select="if (matches($id, '^' || k:stem($target) || '\.pg.')) then '#page-' || $id else ''"/>
  </xsl:function>

  <xsl:template match="space" mode="epub" as="node()*"><xsl:text>[   ]</xsl:text></xsl:template>

  <!-- Words in an element that TEI keeps empty are shown after it. -->
  <xsl:template match="(lb | pb | space | ptr)[normalize-space() != ''] | milestone[normalize-space() != '']" mode="epub" as="node()*" priority="3">
    <xsl:next-match/>
    <xsl:apply-templates mode="epub"/>
  </xsl:template>

  <xsl:template match="ref | ptr" mode="epub" as="node()*">
    <xsl:variable name="note" as="element(note)?" select="k:called-note(.)"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize(@target)[1])"/>
    <xsl:variable name="file" as="xs:string" select="k:stem($target)"/>
    <xsl:variable name="address" as="xs:string?" select="
      if (k:is-web($target)) then $target
      else if ($medium = 'docx' or not(k:is-crossing(.))) then ()
      else if (exists(k:home($target))) then substring-before(k:home($target), '#') || '.xhtml'
      else if ($file = $stems) then ($k:files($file), $file)[1] || '.xhtml' || k:page-there($target)
      else k:here($target, .)[$file = ''][ancestor::text]/k:id-here(.) ! ('#' || .)"/>
    <xsl:variable name="words" as="node()*">
      <xsl:choose><xsl:when test="normalize-space()"><xsl:sequence select="k:inside(.)"/></xsl:when><xsl:otherwise><xsl:value-of select="k:label-of($target)"/></xsl:otherwise></xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$note"><xsl:sequence select="k:noteref(k:note-number($note), 'n-' || k:note-place($note))"/></xsl:when>
      <xsl:when test="exists($address) and not(ancestor::ref) and not(k:deep(.))"><a href="{$address}"><xsl:sequence select="$words"/></a></xsl:when>
      <xsl:otherwise><xsl:sequence select="$words"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
