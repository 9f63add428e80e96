<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What stands around a letter's text: opener, dateline, salutation, closer, signature, address,
    postscript. -->

  <xsl:template match="opener | byline | titlePage" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('opener', ('&#10;', k:anchor(.), k:lines(.))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="closer" mode="typst" as="xs:string*">
    <xsl:if test="not(k:is-tied(.))">
      <xsl:sequence select="k:call('closer', k:literal(k:place-id(.)), ('&#10;', k:anchor(.), k:lines(.))),
        '&#10;'"/>
    </xsl:if>
  </xsl:template>

  <!-- A short closer after a paragraph is set as the last line of that paragraph, or of its words after its
    last block (a salutation in it), so that it never stands alone on a page. -->
  <xsl:function name="k:is-tied" as="xs:boolean">
    <xsl:param name="closer" as="element(closer)"/>
    <xsl:variable name="before" as="node()?" select="$closer/preceding-sibling::node()[self::*
      or normalize-space()][1]"/>
    <xsl:sequence select="exists($before/(self::p | self::ab)/k:last-run(.))
      and string-length(normalize-space($closer)) lt 500
      and empty($closer//(p | ab | list | table | lg | pb | div))
      and count($closer//(* except rs)[k:is-block(.)]) le 8"/>
  </xsl:function>

  <!-- What a paragraph has after the last of its blocks; all that it has where there is none. -->
  <xsl:function name="k:last-run" as="node()*">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:variable name="block" as="element()?"
      select="$paragraph/*[k:is-block(.) or k:holds-blocks(.)][last()]"/>
    <xsl:variable name="run" as="node()*" select="if ($block) then $block/following-sibling::node()
      else $paragraph/node()"/>
    <xsl:sequence select="$run[not($block) or exists($run[normalize-space()])]"/>
  </xsl:function>

  <!-- Blocks as they are, what stands between them on lines of its own. -->
  <xsl:function name="k:lines" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:for-each-group select="$element/node()[not(self::comment() or self::processing-instruction())]"
      group-adjacent="k:is-block(.)">
      <xsl:variable name="inner" as="xs:string*"><xsl:apply-templates select="current-group()" mode="typst"/>
      </xsl:variable>
      <xsl:sequence select="if (current-grouping-key()) then $inner
        else if (normalize-space(string-join($inner)) = '') then ()
        else (k:call('on-its-line', $inner), '&#10;')"/>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:template match="dateline" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('dateline', (k:anchor(.), k:in-language(., k:content(.)))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="salute" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call(if (ancestor::closer) then 'farewell' else 'salute',
      (k:anchor(.), k:in-language(., k:content(.)))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="signed" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('signed', (k:anchor(.), k:in-language(., k:content(.)))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="address" mode="typst" as="xs:string*">
    <xsl:variable name="lines" as="xs:string*" select="* ! k:call('on-its-line', k:content(.))"/>
    <xsl:sequence select="k:call('address', if (exists($lines)) then $lines else k:content(.)), '&#10;'"/>
  </xsl:template>

  <xsl:template match="postscript" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('postscript', ('&#10;', k:anchor(.), k:blocks(node()))), '&#10;'"/>
  </xsl:template>
</xsl:stylesheet>
