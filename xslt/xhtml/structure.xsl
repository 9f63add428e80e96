<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The parts of a text: divisions, openers and closers, paragraphs, headings, quotations in blocks. -->

  <xsl:template match="text" as="node()*"><xsl:call-template name="k:flow"/></xsl:template>

  <xsl:template match="floatingText" as="node()*">
    <xsl:call-template name="k:division"><xsl:with-param name="classes" select="'floating-text'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="group | front | body | back | div | div1 | div2 | div3 | div4 | div5 | div6 | div7
    | titlePage | docTitle" as="node()*">
    <xsl:call-template name="k:division"><xsl:with-param name="classes"
      select="local-name(), @type ! ('t-' || k:class(.))"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="opener | closer | postscript | epigraph | argument | trailer | byline | docAuthor
    | docDate | docImprint | docEdition | imprimatur | titlePart | performance | castList | castGroup
    | castItem | spGrp | prologue | epilogue | address" as="node()*">
    <xsl:call-template name="k:division"/>
  </xsl:template>

  <!-- An author or a date within a line of the title page is of that line. -->
  <xsl:template match="(docAuthor | docDate)[not(parent::titlePage or parent::front)]" as="node()*"
    priority="0.6">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <xsl:template match="salute | signed | dateline" as="node()*">
    <xsl:call-template name="k:line"/>
  </xsl:template>

  <!-- An index of words knows no style sheet: lines of an address are words of their own. -->
  <xsl:template match="addrLine | address/*" as="node()*" priority="0.6">
    <xsl:if test="preceding-sibling::*"><xsl:text> </xsl:text></xsl:if>
    <xsl:call-template name="k:block-or-span"><xsl:with-param name="classes" select="'addr-line'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="p | ab" as="node()*">
    <xsl:call-template name="k:line"><xsl:with-param name="classes"
      select="k:standing(.)"/></xsl:call-template>
  </xsl:template>

  <!-- The document's own heading stands at the top of its page. -->
  <xsl:template match="head" as="node()*">
    <xsl:if test="not(. is k:document-head(root()))">
      <h2><xsl:sequence select="k:attributes(., ())"/><xsl:call-template name="k:content"/></h2>
    </xsl:if>
  </xsl:template>
  <xsl:template match="list/head | table/head | figure/head | lg/head" as="node()*" priority="1">
    <xsl:call-template name="k:line"><xsl:with-param name="classes" select="'caption'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="(quote | cit | q | said)[k:is-block(.) or k:holds-blocks(.)]" as="node()*"
    priority="1">
    <xsl:call-template name="k:division"><xsl:with-param name="name" select="'blockquote'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What the writer's marks move: the passages in the order that they ask for. -->
  <xsl:template match="listTranspose | noteGrp" as="node()*"><xsl:apply-templates select="*"/></xsl:template>
  <xsl:template match="transpose" as="node()*">
    <p class="transpose"><xsl:sequence select="k:attributes(., ())"/>{k:transposed(.)}</p>
  </xsl:template>

  <!-- What is told of persons and places where their records stand in the text, and of copies. -->
  <xsl:template match="birth | death | sex | gender | age | occupation | nationality | residence | education
    | faith | floruit | trait | state | location | geo | population | incident | extent | support | condition"
    as="node()*">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>
</xsl:stylesheet>
