<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns="http://www.w3.org/1999/xhtml" xmlns:xhtml="http://www.w3.org/1999/xhtml"
  xmlns:epub="http://www.idpf.org/2007/ops"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Blocks as XHTML. An element that holds blocks is never a paragraph or a span: that would be no
    XHTML. -->

  <!-- Mixed content: blocks as they are, what stands between them as paragraphs.  Templates, not functions:
       what a
       function gives is copied, anew for each element around. -->
  <xsl:template name="k:flow" as="node()*">
    <xsl:param name="nodes" as="node()*" select="node()"/>
    <xsl:for-each-group select="$nodes[not(self::comment() or self::processing-instruction())]"
      group-adjacent="exists(self::*[k:is-block(.) or k:holds-blocks(.)])">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()"
          mode="epub"/></xsl:when>
        <xsl:otherwise>
          <xsl:variable name="made" as="node()*"><xsl:apply-templates select="current-group()" mode="epub"/>
          </xsl:variable>
          <xsl:if test="normalize-space(string-join($made)) != '' or exists($made/self::*)">
            <p><xsl:sequence select="$made"/></p></xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:function name="k:flow-of" as="node()*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:for-each select="$nodes[1]/.."><xsl:call-template name="k:flow">
      <xsl:with-param name="nodes" select="$nodes"/></xsl:call-template></xsl:for-each>
  </xsl:function>

  <!-- Content of an element that may hold blocks. -->
  <xsl:template name="k:inside" as="node()*">
    <xsl:choose>
      <xsl:when test="k:holds-blocks(.)"><xsl:call-template name="k:flow"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="node()" mode="epub"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- An element's own id, where XHTML takes it and no other has it; what the page makes of its own begins
    otherwise. -->
  <xsl:function name="k:own-id" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="id" as="xs:string" select="string($element/@xml:id)"/>
    <xsl:if test="$id castable as xs:NCName and key('k:id', $id, root($element))[1] is $element">
      <xsl:sequence select="if (matches($id, '^(heading$|page-|n-|r-)')) then 'x-' || $id else $id"/>
    </xsl:if>
  </xsl:function>

  <!-- Identity, language, class. -->
  <xsl:function name="k:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="class" as="xs:string"/>
    <xsl:if test="$medium = 'epub'"><xsl:for-each select="k:own-id($element)">
      <xsl:attribute name="id" select="."/></xsl:for-each></xsl:if>
    <xsl:variable name="tag" as="xs:string" select="k:bcp47(string($element/@xml:lang))"/>
    <xsl:if test="$tag != ''">
      <xsl:attribute name="xml:lang" select="$tag"/>
      <xsl:attribute name="lang" select="$tag"/>
    </xsl:if>
    <xsl:for-each select="k:own-direction($element)"><xsl:attribute name="dir" select="."/></xsl:for-each>
    <xsl:if test="$class != ''"><xsl:attribute name="class" select="$class"/></xsl:if>
  </xsl:function>

  <!-- A word processor's style of its own goes on a division around the paragraph. -->
  <xsl:function name="k:styled" as="node()*">
    <xsl:param name="style" as="xs:string?"/>
    <xsl:param name="block" as="element()"/>
    <xsl:choose>
      <xsl:when test="$medium = 'docx' and $style"><div data-custom-style="{$style}">
        <xsl:sequence select="$block"/></div></xsl:when>
      <xsl:otherwise><xsl:sequence select="$block"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template match="div | div1 | div2 | div3 | div4 | body | text | group | floatingText | front | back"
    mode="epub" as="node()*">
    <xsl:choose>
      <xsl:when test="exists(k:own-direction(.)) and not(self::text)"><div>
        <xsl:sequence select="k:attributes(., '')"/><xsl:call-template name="k:flow"/></div></xsl:when>
      <xsl:otherwise><xsl:call-template name="k:flow"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="noteGrp | listApp | listTranspose" mode="epub" as="node()*">
    <xsl:apply-templates select="*" mode="epub"/>
  </xsl:template>

  <xsl:template match="p | ab | argument | epigraph | trailer | docTitle | titlePart | stage | byline | l
    | speaker" mode="epub" as="node()*">
    <xsl:variable name="class" as="xs:string" select="if (self::l) then 'verse'
      else if (self::stage or self::speaker) then local-name()
      else if (tokenize(@rend) = ('center', 'centre', 'centered')) then 'centred' else ''"/>
    <xsl:element namespace="http://www.w3.org/1999/xhtml" name="{if (k:holds-blocks(.)) then 'div' else 'p'}">
      <xsl:sequence select="k:attributes(., $class)"/><xsl:call-template name="k:inside"/>
      <xsl:if test="self::l[@n][k:is-counted-line(.)][normalize-space()][not(k:holds-blocks(.))]">
        <span class="line-number"> {@n}</span></xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template match="(stage | speaker)[parent::p or parent::l or parent::ab or parent::head]" mode="epub"
    as="element()"
    priority="1"><i><xsl:sequence select="k:attributes(., local-name())"/><xsl:call-template
      name="k:inside"/></i></xsl:template>

  <!-- The document's own heading stands at the top of its page. -->
  <xsl:template match="head" mode="epub" as="node()*">
    <xsl:if test="not(. is k:document-head(root()))">
      <h2><xsl:sequence select="k:attributes(., '')"/><xsl:call-template name="k:inside"/></h2>
    </xsl:if>
  </xsl:template>

  <xsl:template match="list/head | table/head | figure/head | lg/head" mode="epub" as="node()*" priority="1">
    <p class="caption"><xsl:call-template name="k:inside"/></p>
  </xsl:template>

  <!-- Records are no running text. -->
  <xsl:template match="(listBibl | listPerson | listPlace | listOrg | listEvent)[k:is-records(.)]
    | back//div[k:holds-records(.)]" mode="epub" as="node()*" priority="5"/>

  <xsl:template match="opener | closer | postscript | address | lg | sp | titlePage | listBibl
    | cit[k:holds-blocks(.)]" mode="epub" as="node()*" priority="1">
    <div>
      <xsl:sequence select="k:attributes(., local-name())"/><xsl:call-template name="k:flow"/>
    </div>
  </xsl:template>

  <xsl:template match="dateline | salute | signed | addrLine" mode="epub" as="node()*">
    <xsl:choose>
      <xsl:when test="parent::p or parent::ab or ancestor::hi"><xsl:call-template name="k:inside"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="block" as="element()">
          <xsl:element namespace="http://www.w3.org/1999/xhtml"
            name="{if (k:holds-blocks(.)) then 'div' else 'p'}">
            <xsl:sequence select="k:attributes(., local-name())"/><xsl:call-template name="k:inside"/>
          </xsl:element>
        </xsl:variable>
        <xsl:sequence select="k:styled(map { 'dateline': 'Dateline', 'salute': 'Salutation',
          'signed': 'Signature' }(local-name()), $block)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Breaks between items or rows begin the next; a trailer stands below. -->
  <xsl:template match="list" mode="epub" as="node()*">
    <xsl:apply-templates select="head" mode="epub"/>
    <xsl:variable name="items" as="element()*" select="item"/>
    <xsl:variable name="ordered" as="xs:boolean" select="(@type, @rend) = ('ordered', 'numbered')"/>
    <xsl:element namespace="http://www.w3.org/1999/xhtml" name="{if ($ordered) then 'ol' else 'ul'}">
      <xsl:sequence select="k:attributes(., string(@type[. = ('simple', 'gloss')]))"/>
      <xsl:for-each select="(node() except (head, trailer, item/k:breaks-before(.)))[self::*
        or normalize-space()][not(self::comment() or
        self::processing-instruction())][not(self::label[following-sibling::*[1]/self::item])]">
        <li>
          <xsl:sequence select="self::*/k:attributes(., '')"/>
          <xsl:if test="$ordered and self::item/@n castable as xs:integer">
            <xsl:attribute name="value" select="xs:integer(@n)"/></xsl:if>
          <xsl:apply-templates select="self::item/k:breaks-before(.)" mode="epub"/>
          <xsl:for-each select="self::item/preceding-sibling::*[1]/self::label"><b>
            <xsl:apply-templates mode="epub"/></b><xsl:text> </xsl:text></xsl:for-each>
          <xsl:choose>
            <xsl:when test="self::item"><xsl:call-template name="k:inside"/></xsl:when>
            <xsl:otherwise><xsl:apply-templates select="." mode="epub"/></xsl:otherwise>
          </xsl:choose>
        </li>
      </xsl:for-each>
      <xsl:if test="empty($items) and not(normalize-space())"><li/></xsl:if>
    </xsl:element>
    <xsl:apply-templates select="trailer" mode="epub"/>
  </xsl:template>

  <xsl:template match="listWit | listPerson | listPlace | listOrg" mode="epub" as="node()*">
    <xsl:apply-templates select="head" mode="epub"/>
    <ul><xsl:sequence select="k:attributes(., '')"/>
      <xsl:for-each select="* except head"><li><xsl:sequence select="k:attributes(., '')"/>
        <xsl:if test="self::witness"><b>{k:siglum(.)}</b><xsl:text> </xsl:text></xsl:if>
        <xsl:call-template name="k:flow"/></li></xsl:for-each></ul>
  </xsl:template>

  <xsl:template match="table" mode="epub" as="node()*">
    <xsl:apply-templates select="head" mode="epub"/>
    <table>
      <xsl:sequence select="k:attributes(., '')"/>
      <tbody>
        <xsl:for-each select="row">
          <xsl:variable name="breaks" as="element()*" select="k:breaks-before(.)"/>
          <tr>
            <xsl:for-each select="cell">
              <xsl:element namespace="http://www.w3.org/1999/xhtml"
                name="{if (@role = 'label' or ../@role = 'label') then 'th' else 'td'}">
                <xsl:sequence select="k:attributes(., ''), k:span-of(., 'colspan', @cols),
                  k:span-of(., 'rowspan', @rows)"/>
                <xsl:if test="position() = 1"><xsl:apply-templates select="$breaks" mode="epub"/></xsl:if>
                <xsl:call-template name="k:inside"/>
              </xsl:element>
            </xsl:for-each>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
    <xsl:sequence select="k:flow-of((node() except (head, row, row/k:breaks-before(.)))[self::*
      or normalize-space()])"/>
  </xsl:template>

  <xsl:template match="quote[k:is-block(.)] | q[k:is-block(.)] | said[k:is-block(.)]" mode="epub" as="node()*"
    priority="2">
    <blockquote><xsl:sequence select="k:attributes(., '')"/><xsl:call-template name="k:flow"/></blockquote>
  </xsl:template>

  <xsl:template match="milestone" mode="epub" as="node()*">
    <xsl:if test="k:is-block(.)"><hr/></xsl:if>
  </xsl:template>

  <!-- A figure's heading and description in brackets; what else it holds follows. -->
  <xsl:template match="figure" mode="epub" as="node()*">
    <xsl:variable name="said" as="element()*" select="head, figDesc, p[not(k:holds-blocks(.))]"/>
    <xsl:variable name="rest" as="node()*"
      select="(node() except ($said, graphic, media))[self::* or normalize-space()]"/>
    <xsl:variable name="inline" as="xs:boolean" select="k:is-inline-figure(.) and not(k:holds-blocks(.))"/>
    <xsl:element namespace="http://www.w3.org/1999/xhtml" name="{if ($inline) then 'span' else 'div'}">
      <xsl:sequence select="k:attributes(., 'figure')"/>
      <xsl:if test="exists($said) or empty($rest)">
        <xsl:variable name="words" as="node()*"><xsl:for-each select="$said[normalize-space()]">
          <xsl:if test="position() gt 1">{if (matches($said[normalize-space()][1], '[.!?:;]\s*$')) then ' '
            else '. '}</xsl:if>
          <xsl:apply-templates select="node()" mode="epub"/></xsl:for-each></xsl:variable>
        <xsl:text>[</xsl:text>
        <xsl:sequence select="if (exists($words)) then $words else k:text(k:t('print.figure'))"/>
        <xsl:text>]</xsl:text>
      </xsl:if>
      <xsl:if test="exists($rest)">
        <xsl:choose>
          <xsl:when test="$inline"><xsl:text> </xsl:text><xsl:apply-templates select="$rest" mode="epub"/>
          </xsl:when>
          <xsl:otherwise><xsl:sequence select="k:flow-of($rest)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template match="graphic | media" mode="epub" as="node()*"/>

  <!-- A text node; "" gives one too. -->
  <xsl:function name="k:text" as="text()">
    <xsl:param name="words" as="xs:string"/>
    <xsl:value-of select="$words"/>
  </xsl:function>

  <xsl:function name="k:span-of" as="attribute()?">
    <xsl:param name="cell" as="element(cell)"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="given" as="attribute()?"/>
    <xsl:if test="$given castable as xs:positiveInteger and $given != '1'">
      <xsl:attribute name="{$name}" select="$given"/></xsl:if>
  </xsl:function>
</xsl:stylesheet>
