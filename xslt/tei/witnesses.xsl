<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The witnesses of a text with an apparatus in parallel segmentation, each as it reads. -->
  <xsl:import href="apparatus.xsl"/>
  <xsl:import href="documents.xsl"/>
  <xsl:import href="pictures.xsl"/>

  <xsl:key name="k:pointed" match="lem | rdg" use="k:keys(@wit)"/>

  <!-- Those that have readings, in the order of their list; none where the apparatus is of another form.
       Where nothing says which form it has, entries that are all around their words are taken for
       parallel ones. -->
  <xsl:function name="k:collated-witnesses" as="element(witness)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="said" as="xs:string*" select="$document//variantEncoding/@method/string()"/>
    <xsl:variable name="parallel" as="xs:boolean" select="if (exists($said))
      then $said = 'parallel-segmentation' else k:is-parallel-throughout(k:whole-texts($document)//app)"/>
    <xsl:sequence select="$document//listWit//witness[$parallel][key('k:pointed', k:witness-keys(.),
      $document)]"/>
  </xsl:function>

  <!-- By what readings point to a witness: its id, and those of the groups that it is in, the nearest
       first. -->
  <xsl:function name="k:witness-keys" as="xs:string*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="reverse($witness/ancestor-or-self::*[self::witness or self::listWit]/@xml:id
      /string())"/>
  </xsl:function>

  <xsl:function name="k:is-parallel-throughout" as="xs:boolean">
    <xsl:param name="entries" as="element(app)*"/>
    <xsl:sequence select="exists($entries/(lem | rdgGrp/lem)) and (every $entry in $entries satisfies
      empty($entry/(@from | @to | @loc | @k:apart | parent::listApp)))"/>
  </xsl:function>

  <!-- What a witness has in an entry: its reading; the lemma where nobody says what it has, as in a negative
       apparatus. -->
  <xsl:function name="k:reading-of" as="element()?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="all" as="element()*" select="k:readings($app)"/>
    <xsl:variable name="keys" as="xs:string*" select="(k:here($pointer, $app)/self::witness/k:witness-keys(.),
      k:keys($pointer))"/>
    <xsl:sequence select="((for $key in distinct-values($keys) return $all[k:keys(@wit) = $key]),
      $all/self::lem[not(@wit) and not(@resp | @source)])[1]"/>
  </xsl:function>

  <!-- Where a witness begins or ceases to have the text. -->
  <xsl:function name="k:edges" as="element()*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="key('k:pointed', k:witness-keys($witness), root($witness))[. is
      k:reading-of(ancestor::app[1], '#' || $witness/@xml:id)]/(.//lacunaStart | .//lacunaEnd
      | .//witStart | .//witEnd)"/>
  </xsl:function>

  <!-- Whether a witness lacks the text at a node. -->
  <xsl:function name="k:is-lacking" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:param name="edges" as="element()*"/>
    <xsl:variable name="last" as="element()?" select="$edges[. &lt;&lt; $node][last()]"/>
    <xsl:sequence select="exists($edges) and (if ($last) then exists($last/(self::lacunaStart | self::witEnd))
      else exists($edges[1]/(self::lacunaEnd | self::witStart)))"/>
  </xsl:function>

  <!-- The stretches of a text that stand side by side: paragraphs and what is as much; whatever has words of
       its own outside of these is a stretch too, so that no word of a witness is left out. -->
  <xsl:function name="k:stretches" as="element()*">
    <xsl:param name="text" as="element()*"/>
    <xsl:for-each select="$text">
      <xsl:choose>
        <xsl:when test="self::note or self::fw or self::figDesc or self::listApp
          or self::div[@type = 'translation'] or self::head[.//note[@type = 'source']]"/>
        <xsl:when test="k:stands-alone-beside(.)"><xsl:sequence select="."/></xsl:when>
        <xsl:otherwise><xsl:sequence select="k:stretches(*)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:stands-alone-beside" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(self::p | self::ab | self::l | self::head | self::salute
      | self::signed | self::dateline | self::byline | self::item | self::cell | self::speaker | self::stage
      | self::trailer | self::app[k:readings(.)//text()[normalize-space()]] | self::choice | self::gap
      | .[text()[normalize-space()]]))"/>
  </xsl:function>

  <!-- How many readings a witness has that are not those of the text. -->
  <xsl:function name="k:variants-of" as="element()*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="key('k:pointed', k:witness-keys($witness), root($witness))[not(. intersect
      k:chosen(ancestor::app[1]))][empty(ancestor::note)][. is k:reading-of(ancestor::app[1], '#'
      || $witness/@xml:id)]"/>
  </xsl:function>

  <!-- ===== entries, as readers choose among them ===== -->

  <!-- Whether a text has entries of an apparatus in it, beside what its editors corrected. -->
  <xsl:function name="k:has-apparatus" as="xs:boolean">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="exists(k:whole-texts($document)//app[k:is-entry(.)])"/>
  </xsl:function>

  <!-- Of what type an entry is: its own, those of its readings, or what else stands there. -->
  <xsl:function name="k:entry-types" as="xs:string*">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="own" as="xs:string*" select="$entry/self::app/@type/tokenize(.)"/>
    <xsl:sequence select="distinct-values(if ($entry/self::choice) then 'correction' else if (exists($own))
      then $own else $entry/(k:readings(.) | rdgGrp)/@type/tokenize(.))"/>
  </xsl:function>

  <!-- The witnesses of an entry that have another reading than the text. -->
  <xsl:function name="k:differing" as="xs:string*">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="distinct-values(k:others($entry)/k:all-sigla(.))"/>
  </xsl:function>

  <!-- ===== pictures of a witness ===== -->

  <!-- The breaks of pages that a witness has: those that name it. -->
  <xsl:function name="k:pages-of" as="element(pb)*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:sequence select="k:whole-texts(root($witness))//pb[k:keys(string-join((@ed, @edRef), ' '))
      = ($witness/@xml:id, k:siglum($witness))]"/>
  </xsl:function>

  <!-- The addresses of the pictures of a witness: its own, those of its pages, those of its facsimile. -->
  <xsl:function name="k:pictures-of" as="xs:string*">
    <xsl:param name="witness" as="element(witness)"/>
    <xsl:variable name="surfaces" as="element()*" select="root($witness)//(facsimile | surfaceGrp | surface)
      [@corresp/k:keys(.) = $witness/@xml:id]"/>
    <xsl:variable name="named" as="xs:string*" select="$witness/(. | msDesc)/@facs/tokenize(.) ! (if
      (starts-with(., '#')) then k:here(., $witness)//graphic/@url/normalize-space() else .)"/>
    <xsl:sequence select="distinct-values(($named, k:pages-of($witness)/k:picture-url(.),
      $surfaces//graphic/@url/normalize-space())[. != ''])"/>
  </xsl:function>
</xsl:stylesheet>
