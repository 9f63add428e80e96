<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Pictures: of pages, which breaks point to directly or by a surface or zone, and of figures. -->
  <xsl:import href="pointers.xsl"/>

  <!-- The address of the picture that an element shows or that @facs leads to. -->
  <xsl:function name="k:picture-url" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="pointer" as="xs:string?" select="tokenize($element/@facs)[1]"/>
    <xsl:variable name="there" as="element()?" select="$pointer ! k:here(., $element)"/>
    <xsl:sequence select="(if ($element/(self::graphic | self::media)) then $element/@url/normalize-space()
      else if (starts-with($pointer, '#')) then ($there/descendant-or-self::*[self::graphic or
        self::media][1]/@url,
      $there/ancestor::*[graphic][1]/graphic[1]/@url)[1]/normalize-space() else $pointer)[. != '']"/>
  </xsl:function>

  <!-- What is heard or moves. -->
  <xsl:function name="k:is-recording" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/self::media[matches(@mimeType, '^(audio|video)/')])"/>
  </xsl:function>

  <!-- The addresses of all pictures of a document that are files, and what a graphic names as one: no pages
       of the web; what a break names may be a name in a catalogue. -->
  <xsl:function name="k:picture-files" as="xs:string*">
    <xsl:param name="texts" as="element(text)*"/>
    <xsl:sequence select="distinct-values(
      for $shown in $texts//(pb | graphic)[if (self::pb) then @facs else @url]
      return k:picture-url($shown)[if ($shown/self::pb[not(starts-with(normalize-space(@facs), '#'))])
        then k:is-picture-file(.) else not(k:is-address(.))])"/>
  </xsl:function>

  <xsl:function name="k:is-picture-file" as="xs:boolean">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="not(k:is-address($address))
      and matches($address, '\.(jpe?g|png|gif|webp|avif|tiff?|jp2|bmp|svg)$', 'i')"/>
  </xsl:function>

  <!-- Whether this is an address of the web or a name; C:\ and file: are paths (as kktei/render/plates.py
       has it). -->
  <xsl:function name="k:is-address" as="xs:boolean">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="matches($address, '^[a-z][a-z0-9+.-]+:|^//', 'i')
      and not(matches($address, '^file:', 'i'))"/>
  </xsl:function>
</xsl:stylesheet>
