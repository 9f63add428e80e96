<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What every element of the text has: a name, attributes, content.  Templates make content, not
       functions: what a function gives is copied, anew for each element around. -->

  <xsl:mode on-no-match="fail"/>

  <xsl:template match="text()" as="text()"><xsl:sequence select="."/></xsl:template>
  <xsl:template match="comment() | processing-instruction()" as="empty-sequence()"/>

  <!-- Class, id, language, direction. -->
  <xsl:function name="k:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="classes" as="xs:string*"/>
    <xsl:if test="exists($classes)"><xsl:attribute name="class" select="string-join($classes, ' ')"/></xsl:if>
    <xsl:if test="$element/@xml:id or $element[not(self::pb)]/starts-with(@facs, '#')">
      <xsl:attribute name="id" select="k:html-id($element)"/></xsl:if>
    <xsl:if test="$element/@k:written"><xsl:attribute name="data-written" select="$element/@k:written"/>
    </xsl:if>
    <xsl:sequence select="k:language-of($element)"/>
  </xsl:function>

  <xsl:function name="k:language-of" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/(@xml:lang | self::foreign/@lang)">
      <xsl:variable name="tag" as="xs:string"
        select="k:bcp47(string(($element/@xml:lang, $element/@lang)[1]))"/>
      <xsl:if test="$tag != ''"><xsl:attribute name="lang" select="$tag"/></xsl:if>
      <xsl:for-each select="$element[@xml:lang] ! k:own-direction(.)">
        <xsl:attribute name="dir" select="."/></xsl:for-each>
    </xsl:if>
  </xsl:function>

  <!-- The name that an element gets: neither "p" nor what runs in a line may hold a block. -->
  <xsl:function name="k:tag" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="if (k:holds-blocks($element)) then 'div' else $name"/>
  </xsl:function>

  <!-- An element in the line, or a division where it holds blocks; its words alone where an element would say
    nothing. -->
  <xsl:template name="k:block-or-span" as="node()*">
    <xsl:param name="classes" as="xs:string*" select="local-name()"/>
    <xsl:param name="name" as="xs:string" select="'span'"/>
    <xsl:param name="signs" as="xs:string*"/>
    <xsl:param name="more" as="attribute()*"/>
    <xsl:variable name="tag" as="xs:string" select="k:tag(., $name)"/>
    <xsl:variable name="attributes" as="attribute()*" select="k:attributes(., $classes), $more"/>
    <xsl:choose>
      <xsl:when test="empty($attributes) and $tag = ('div', 'span')">
        <xsl:sequence select="$signs[1] ! k:text(.)"/><xsl:call-template name="k:content"/>
        <xsl:sequence select="$signs[2] ! k:text(.)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="{$tag}">
          <xsl:sequence select="$attributes, $signs[1] ! k:text(.)"/><xsl:call-template name="k:content"/>
          <xsl:sequence select="$signs[2] ! k:text(.)"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- An element whose parts are blocks; its parts alone where an element would say nothing. -->
  <xsl:template name="k:division" as="node()*">
    <xsl:param name="classes" as="xs:string*" select="local-name()"/>
    <xsl:param name="name" as="xs:string" select="'div'"/>
    <xsl:variable name="attributes" as="attribute()*" select="k:attributes(., $classes)"/>
    <xsl:choose>
      <xsl:when test="empty($attributes) and $name = 'div'"><xsl:call-template name="k:flow"/></xsl:when>
      <xsl:otherwise>
        <xsl:element name="{$name}">
          <xsl:sequence select="$attributes"/><xsl:call-template name="k:flow"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A line or paragraph. -->
  <xsl:template name="k:line" as="element()">
    <xsl:param name="classes" as="xs:string*" select="local-name()"/>
    <xsl:element name="{k:tag(., 'p')}">
      <xsl:sequence select="k:attributes(., $classes)"/><xsl:call-template name="k:content"/>
    </xsl:element>
  </xsl:template>

  <!-- Content of an element that may hold blocks. -->
  <xsl:template name="k:content" as="node()*">
    <xsl:choose>
      <xsl:when test="k:holds-blocks(.)"><xsl:call-template name="k:flow"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Mixed content: blocks as they are, what stands between them as paragraphs. -->
  <xsl:template name="k:flow" as="node()*">
    <xsl:param name="nodes" as="node()*" select="node()"/>
    <xsl:for-each-group select="$nodes[not(self::comment() or self::processing-instruction())]"
      group-adjacent="exists(self::*[k:is-block(.) or k:holds-blocks(.)])">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()"/></xsl:when>
        <xsl:otherwise>
          <xsl:variable name="made" as="node()*"><xsl:apply-templates select="current-group()"/>
          </xsl:variable>
          <xsl:if test="normalize-space(string-join($made)) != '' or exists($made/self::*)">
            <p>
              <xsl:if test="k:begins-kept(current-group())">
                <xsl:attribute name="class" select="'unindented'"/></xsl:if>
              <xsl:sequence select="$made"/>
            </p></xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:function name="k:flow-of" as="node()*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:for-each select="$nodes[1]/.."><xsl:call-template name="k:flow">
      <xsl:with-param name="nodes" select="$nodes"/></xsl:call-template></xsl:for-each>
  </xsl:function>

  <!-- Words in an element that TEI keeps empty are shown. -->
  <xsl:template name="k:unforeseen" as="node()*">
    <xsl:if test="normalize-space() != ''"><xsl:call-template name="k:content"/></xsl:if>
  </xsl:template>

  <!-- A text node; "" gives one too. -->
  <xsl:function name="k:text" as="text()">
    <xsl:param name="words" as="xs:string"/>
    <xsl:value-of select="$words"/>
  </xsl:function>
</xsl:stylesheet>
