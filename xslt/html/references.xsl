<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Names and references: links to the registers, to other documents, to places of this one, to the
    web. -->

  <xsl:template match="persName | orgName | placeName | geogName | settlement | rs | name | eventName
    | objectName" as="node()*">
    <xsl:variable name="entry" as="map(*)?" select="$k:context?names(k:name-key(.))"/>
    <xsl:choose>
      <!-- A name without words: outside a text what it means is said, within one it can only be followed. -->
      <xsl:when test="exists($entry) and empty(node()) and ancestor::teiHeader and k:may-lead(.)">
        <a class="name {k:name-kind(.)}" href="{$k:up || $entry?address}">{$entry?name}</a>
        <xsl:sequence select="k:more-names(k:name-keys(.) => tail())"/>
      </xsl:when>
      <xsl:when test="exists($entry) and empty(node()) and k:may-lead(.)">
        <xsl:sequence select="k:more-names(k:name-keys(.))"/>
      </xsl:when>
      <xsl:when test="exists($entry) and k:may-lead(.)">
        <a class="name {k:name-kind(.)}{if (k:is-inferred(.)) then ' inferred' else ()}"
          href="{$k:up || $entry?address}">
          <xsl:if test="normalize-space(.) != $entry?name and k:word-set(.) != k:word-set($entry?name)">
            <xsl:attribute name="title" select="$entry?name"/></xsl:if>
          <xsl:call-template name="k:common"/><xsl:apply-templates/>
        </a>
        <xsl:sequence select="k:more-names(k:name-keys(.) => tail())"/>
      </xsl:when>
      <xsl:when test="self::rs and k:address((@ref)[1], .) and k:may-lead(.)">
        <a class="ref" href="{k:address(@ref, .)}"><xsl:call-template name="k:common"/><xsl:apply-templates/>
        </a>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="k:block-or-span"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The words of a name in one order: "Schnitzler, Arthur" has those of "Arthur Schnitzler". -->
  <xsl:function name="k:word-set" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="string-join(sort(tokenize($name, '\W+')[. != '']), ' ')"/>
  </xsl:function>

  <!-- A name that means several ("my parents"): links to the others after it, no part of the text. -->
  <xsl:function name="k:more-names" as="element()?">
    <xsl:param name="keys" as="xs:string*"/>
    <xsl:variable name="others" as="map(*)*" select="$keys ! $k:context?names(.)"/>
    <xsl:if test="exists($others)">
      <span class="also" data-x=""><xsl:for-each select="$others"><a
        href="{$k:up || ?address}" title="{?name}" aria-label="{?name}"><sup>+</sup></a></xsl:for-each></span>
    </xsl:if>
  </xsl:function>

  <!-- Whether a name or reference can be a link: HTML has no link in a link, so the outermost is one, unless
    it
       holds a call of a note or of a reading, or a pointer, which the reader would not reach otherwise. -->
  <xsl:function name="k:may-lead" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="not(k:holds-blocks($element))
      and empty($element//(note | app | ptr | graphic | media))
      and empty($element//(choice[k:is-entry(.)] | ref[k:called-note(.)])) and not(k:is-in-link($element))"/>
  </xsl:function>

  <xsl:function name="k:is-in-link" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/ancestor::*[self::ref or self::rs or self::name or self::persName
        or self::orgName or self::placeName or self::geogName or self::settlement])"/>
  </xsl:function>

  <xsl:template name="k:link-words" as="node()*"><xsl:apply-templates mode="k:plain"/></xsl:template>

  <xsl:template match="*:a[not(@role = 'doc-noteref')]" mode="k:unlinked" as="element()">
    <span class="name"><xsl:apply-templates mode="k:unlinked"/></span>
  </xsl:template>

  <!-- What a reference without words of its own leads to: the title of a document, the name of a record, an
    address. -->
  <xsl:function name="k:target-name" as="xs:string">
    <xsl:param name="pointer" as="element()"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize($pointer/@target)[1])"/>
    <xsl:sequence select="string(($k:context?docs($target)?title, $pointer/self::ptr ! k:t('document.see'),
      $k:context?names(k:key($target))?name, k:here($target, $pointer)/self::note ! string(@n),
      $target)[. != ''][1])"/>
  </xsl:function>

  <!-- Inside a link no other link may stand: names there are plain. -->
  <xsl:mode name="k:plain" on-no-match="fail"/>
  <xsl:template match="text()" mode="k:plain" as="text()"><xsl:sequence select="."/></xsl:template>
  <xsl:template match="comment() | processing-instruction()" mode="k:plain" as="empty-sequence()"/>
  <xsl:template match="persName | orgName | placeName | geogName | settlement | rs | name" mode="k:plain"
    as="node()*"><span class="name"><xsl:apply-templates mode="k:plain"/></span></xsl:template>
  <xsl:template match="*" mode="k:plain" as="node()*"><xsl:apply-templates select="."/></xsl:template>

  <!-- Where a pointer leads on this site; empty where it leads nowhere that the site has. -->
  <xsl:function name="k:address" as="xs:string?">
    <xsl:param name="pointers" as="xs:string?"/>
    <xsl:param name="from" as="element()"/>
    <xsl:variable name="pointer" as="xs:string?" select="tokenize($pointers)[1]"/>
    <xsl:choose>
      <xsl:when test="empty($pointer)"/>
      <xsl:when test="k:is-web($pointer)"><xsl:sequence select="$pointer"/></xsl:when>
      <xsl:when test="k:here($pointer, $from)[not(k:in-records(.))]"><xsl:sequence
        select="k:local-address(k:here($pointer, $from)) ! (k:elsewhere(k:here($pointer, $from))
        || .)"/></xsl:when>
      <xsl:when test="exists($k:context?docs($pointer))">
        <xsl:sequence select="$k:up || $k:context?docs($pointer)?address"/></xsl:when>
      <xsl:when test="exists($k:context?names(k:key($pointer)))">
        <xsl:sequence select="$k:up || $k:context?names(k:key($pointer))?address"/></xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- The page that has an element of this document: on the page of a witness all but what describes that
    witness is elsewhere, other witnesses on pages of their own. -->
  <xsl:function name="k:elsewhere" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="shown" as="element()*"
      select="$k:context?witness ! key('k:id', ., root($element))/self::witness ! k:described-by(.)"/>
    <xsl:variable name="witness" as="element(witness)?" select="$element/ancestor-or-self::witness[1]"/>
    <xsl:sequence select="if (empty($shown) or $witness intersect $shown) then ()
      else $k:up || ($witness/@xml:id ! $k:witness-pages(string(.)), $k:context?home?address)[1]"/>
  </xsl:function>

  <!-- The address of an element on its own page: its witness's card where it is in the description. -->
  <xsl:function name="k:local-address" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <xsl:when test="$element/ancestor-or-self::witness">
        <xsl:sequence select="'#' || k:html-id($element/ancestor-or-self::witness[1])"/></xsl:when>
      <xsl:when test="$element/ancestor-or-self::correspDesc">
        <xsl:sequence select="'#' || k:html-id($element/ancestor-or-self::correspDesc)"/></xsl:when>
      <xsl:when test="$element/ancestor::sourceDesc and $element/ancestor-or-self::bibl[parent::listBibl]">
        <xsl:sequence select="'#' || k:html-id($element/ancestor-or-self::bibl[parent::listBibl])"/>
        </xsl:when>
      <xsl:when test="$element/ancestor::teiHeader"/>
      <xsl:when test="$element/self::div[@type = 'document']"><xsl:sequence select="'#k-main'"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="'#' || k:html-id($element)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
