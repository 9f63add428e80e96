<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Pictures that book, e-book and Word file have: what is shown, and what is said of it. -->
  <xsl:import href="pictures.xsl"/>

  <!-- What the settings pictures.figures and pictures.facsimiles say; by its address in the TEI, each picture
       that can be shown: u (where it lies), mm (its width), w and h (pixels), as JSON. -->
  <xsl:param name="figures" as="xs:string" select="'none'"/>
  <xsl:param name="facsimiles" as="xs:string" select="'none'"/>
  <xsl:param name="pictures" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:plates-of" as="map(xs:string, item()*)" select="parse-json($pictures)"/>

  <xsl:function name="k:plate-of" as="map(*)?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="k:picture-url($element) ! $k:plates-of(.)"/>
  </xsl:function>

  <!-- A heading has its words only. -->
  <xsl:function name="k:is-pictured" as="xs:boolean">
    <xsl:param name="graphic" as="element()"/>
    <xsl:sequence select="$figures != 'none' and exists(k:plate-of($graphic))
      and empty($graphic/ancestor::head)"/>
  </xsl:function>

  <xsl:function name="k:shown-graphics" as="element()*">
    <xsl:param name="figure" as="element(figure)"/>
    <xsl:sequence select="$figure/graphic[k:is-pictured(.)]"/>
  </xsl:function>

  <!-- Whether a picture has a page of its own. -->
  <xsl:function name="k:fills-page" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$figures = 'page' or $element/(self::figure | parent::figure)/(@place, @rend)
      ! tokenize(.) = ('page', 'fullpage', 'full-page', 'plate')"/>
  </xsl:function>

  <!-- The words that stand below a picture. -->
  <xsl:function name="k:caption-parts" as="element()*">
    <xsl:param name="figure" as="element(figure)"/>
    <xsl:sequence select="($figure/head, $figure/(graphic | media)/desc, $figure/p[not(k:holds-blocks(.))],
      $figure/figDesc)[normalize-space()]"/>
  </xsl:function>

  <!-- A picture or a recording in the text that is not there: its words stand for it, or what it is.  In a
       heading only its words. -->
  <xsl:function name="k:is-said" as="xs:boolean">
    <xsl:param name="graphic" as="element()"/>
    <xsl:sequence select="empty($graphic/(parent::figure | parent::surface | parent::zone))
      and (exists($graphic/desc[normalize-space()]) or empty($graphic/ancestor::head))"/>
  </xsl:function>

  <xsl:function name="k:unshown" as="xs:string">
    <xsl:param name="graphic" as="element()"/>
    <xsl:sequence select="if (k:is-recording($graphic)) then k:t('print.recording') else
      k:t('print.figure')"/>
  </xsl:function>

  <!-- What a figure holds beside them and the pictures. -->
  <xsl:function name="k:beside-caption" as="node()*">
    <xsl:param name="figure" as="element(figure)"/>
    <xsl:sequence select="$figure/(node() except (k:caption-parts($figure), graphic, media))
      [self::* or normalize-space()]"/>
  </xsl:function>

  <xsl:function name="k:between" as="xs:string">
    <xsl:param name="first" as="element()"/>
    <xsl:sequence select="if (matches($first, '[.!?:;]\s*$')) then ' ' else '. '"/>
  </xsl:function>

  <!-- What is said to who does not see it. -->
  <xsl:function name="k:picture-alt" as="xs:string">
    <xsl:param name="graphic" as="element()"/>
    <xsl:sequence select="string((($graphic/desc, $graphic/../figDesc, $graphic/../head)[normalize-space()][1]
      ! normalize-space(), k:t('print.figure'))[1])"/>
  </xsl:function>

  <!-- The pages of the source that are shown: where the text has a break for one, else the surface. -->
  <xsl:function name="k:page-pictures" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:if test="$facsimiles != 'none'">
      <xsl:for-each-group select="k:whole-texts($document)//pb[@facs], $document//(facsimile
        | sourceDoc)//graphic[@url]" group-by="k:picture-url(.)">
        <xsl:sequence select="current-group()[1][exists(k:plate-of(.))]"/>
      </xsl:for-each-group>
    </xsl:if>
  </xsl:function>

  <xsl:function name="k:plate-words" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="number" as="xs:string?" select="($element/self::pb[@n]/k:page-name(.),
      $element/ancestor::surface[1]/@n, $element/desc[normalize-space()],
      $element/ancestor::surface[1]/(label, desc)[normalize-space()])[1]
      ! normalize-space()"/>
    <xsl:sequence select="if ($element/desc[normalize-space()]) then normalize-space($element/desc[1])
      else if ($number) then k:t('print.page-of', map { 'n': $number }) else k:t('print.page-picture')"/>
  </xsl:function>
</xsl:stylesheet>
