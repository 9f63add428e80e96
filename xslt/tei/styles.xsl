<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- How letters look: what @rend, @rendition and @style say, as words of a closed list. -->
  <xsl:import href="pointers.xsl"/>

  <!-- The list, in the order in which products nest them, each with the words that editions and CSS use for
    it. -->
  <xsl:variable name="k:style-words" static="yes" as="map(xs:string, xs:string*)" select="map {
    'bold': ('b', 'bold', 'strong', 'bolder'),
    'italic': ('i', 'it', 'ital', 'italic', 'italics', 'em', 'oblique'),
    'small-caps': ('sc', 'k', 'smallcap', 'smallcaps', 'small-caps'),
    'superscript': ('sup', 'super', 'superscript'),
    'subscript': ('sub', 'subscript'),
    'underline': ('u', 'uu', 'underline', 'underlined'),
    'strikethrough': ('s', 'strike', 'struck', 'strikethrough', 'line-through', 'linethrough', 'crossed-out'),
    'spaced': ('g', 'spaced', 'gesperrt', 'letterspaced', 'letter-spacing'),
    'larger': ('large', 'larger', 'x-large'),
    'smaller': ('small', 'smaller', 'x-small') }"/>
  <xsl:variable name="k:all-styles" static="yes" as="xs:string*"
    select="'bold', 'italic', 'small-caps', 'superscript', 'subscript',
    'underline', 'strikethrough', 'spaced', 'larger', 'smaller'"/>

  <!-- The styles of an element, several at once; what its name alone says (foreign words, titles of books)
       and, where nothing is said, italic for highlighted words. -->
  <xsl:function name="k:styles" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="said" as="xs:string*" select="k:style-tokens($element)"/>
    <xsl:sequence select="$k:all-styles[$k:style-words(.) = $said
      or (. = 'italic' and k:is-italic-by-name($element, empty($said)))]"/>
  </xsl:function>

  <!-- Whether an element stands in italics whatever it says: foreign words in a script of their own do
    not. -->
  <xsl:function name="k:is-italic-by-name" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="silent" as="xs:boolean"/>
    <xsl:sequence select="exists($element/(self::hi[$silent] | self::emph | self::mentioned
      | self::title[@level = ('m', 'j', 's')]
      | self::foreign[not(matches(., '[&#x370;-&#x6FF;&#x1F00;-&#x1FFF;]'))]))"/>
  </xsl:function>

  <!-- How many steps a line of verse is set in: "indent", "indent2", "indent(2)", "ti-2"; in CSS an em is a
       step. -->
  <xsl:function name="k:indent" as="xs:integer">
    <xsl:param name="line" as="element()"/>
    <xsl:variable name="told" as="xs:integer" select="k:told-indent($line)"/>
    <xsl:variable name="before" as="element(l)*" select="k:parts-before($line)"/>
    <xsl:sequence select="if ($told gt 0 or empty($before)) then $told else min((9,
      k:told-indent($before[1]) + xs:integer(ceiling(string-length(k:parts-words($before)) div 3.3))))"/>
  </xsl:function>

  <xsl:function name="k:told-indent" as="xs:integer">
    <xsl:param name="line" as="element()"/>
    <xsl:variable name="style" as="xs:string" select="string-join(($line/@rend, $line/@style), ' ')"/>
    <xsl:variable name="found" as="xs:string*" select="analyze-string(lower-case($style),
      '(^|\s)(indent(ed)?|ti)[-(]?(\d?)\)?(\s|$)'
      || '|(text-indent|margin-left|padding-left)\s*:\s*(\d)(\.\d+)?\s*r?em')
      //*:match[1]/string(.)"/>
    <xsl:sequence select="if (empty($found)) then 0
      else xs:integer((replace($found, '\D*(\d).*$', '$1', 's')[. castable as xs:integer], 1)[1])"/>
  </xsl:function>

  <!-- The parts of a verse that go before this one (l/@part): it begins where they end. -->
  <xsl:function name="k:parts-before" as="element(l)*">
    <xsl:param name="line" as="element()"/>
    <xsl:variable name="before" as="element(l)?"
      select="$line[@part = ('M', 'F')]/preceding::l[1][@part = ('I', 'M')]"/>
    <xsl:sequence select="$before ! (k:parts-before(.), .)"/>
  </xsl:function>
  <xsl:function name="k:parts-words" as="xs:string">
    <xsl:param name="parts" as="element(l)*"/>
    <xsl:sequence select="normalize-space(string-join($parts ! string-join(.//text()[empty(ancestor::note
      | ancestor::rdg | ancestor::sic[parent::choice] | ancestor::orig[parent::choice]
      | ancestor::expan[parent::choice] | ancestor::del)]), ' '))"/>
  </xsl:function>

  <!-- The words in which an element tells its look; a pointer to a rendition gives that one's words. -->
  <xsl:function name="k:style-tokens" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="pointed" as="xs:string*"
      select="tokenize($element/@rendition) ! (string(k:here(., $element)/self::rendition), .)"/>
    <xsl:sequence select="distinct-values(
      ($element/@rend, $pointed, $element/@style) ! tokenize(lower-case(.), '[\s;:,#]+')[. != ''])"/>
  </xsl:function>
</xsl:stylesheet>
