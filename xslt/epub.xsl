<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:epub="http://www.idpf.org/2007/ops"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- TEI to the XHTML of an e-book: one page a document; the same, as one flow, for a word processor. -->
  <xsl:import href="epub/other.xsl"/>
  <xsl:import href="tei/sorting.xsl"/>
  <xsl:import href="lists/document.xsl"/>
  <xsl:import href="lists/volume.xsl"/>
  <xsl:import href="lists/lists.xsl"/>
  <xsl:import href="lists/indexes.xsl"/>
  <xsl:import href="xhtml/text.xsl"/>
  <xsl:import href="tei/crossings.xsl"/>
  <xsl:import href="tei/decisions.xsl"/>
  <xsl:import href="tei/description.xsl"/>
  <xsl:import href="epub/blocks.xsl"/>
  <xsl:import href="epub/inline.xsl"/>
  <xsl:import href="epub/notes.xsl"/>
  <xsl:import href="epub/pictures.xsl"/>
  <xsl:import href="epub/lists.xsl"/>
  <xsl:import href="epub/word.xsl"/>

  <!-- The name of the document's file without its ending, those of all documents, what begins the ids of
    notes. -->
  <xsl:param name="stem" as="xs:string" select="''"/>
  <xsl:param name="stems" as="xs:string*" select="()"/>
  <!-- Names of other documents' files in the book where these are not their stems, as JSON. -->
  <xsl:param name="files" as="xs:string" select="'{}'"/>
  <xsl:variable name="k:files" as="map(xs:string, xs:string)" select="parse-json($files)"/>
  <xsl:param name="prefix" as="xs:string" select="''"/>
  <!-- "epub" or "docx". -->
  <xsl:param name="medium" as="xs:string" select="'epub'"/>

  <!-- What a section of the front matter is; "" for a document. -->
  <xsl:param name="kind" as="xs:string" select="''"/>
  <xsl:variable name="k:known-kinds" as="xs:string*"
    select="'preface', 'foreword', 'introduction', 'acknowledgments', 'index'"/>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="language" as="xs:string" select="(k:language(.)[. != ''], 'und')[1]"/>
    <xsl:variable name="heading" as="xs:string" select="(string-join((k:number(.)[. != ''] ! (. || '.'),
      k:heading-text(.)[. != '']), ' ')[. != ''], $stem)[1]"/>
    <xsl:variable name="inside" as="node()*">
      <h1 id="{$prefix}heading"><xsl:sequence select="k:title-nodes(.)"/></h1>
      <xsl:for-each select="k:shown-parts(.)">
        <xsl:if test="self::text and not(parent::*/parent::document-node()) and k:part-title(.) != ''">
          <h2>{k:part-title(.)}</h2></xsl:if>
        <xsl:apply-templates select="."/>
      </xsl:for-each>
      <xsl:sequence select="k:witness-list(.), k:decisions-below(.), k:asides(.), k:plates(.)"/>
    </xsl:variable>
    <xsl:variable name="made" as="element()">
      <section epub:type="{if ($kind = '') then 'chapter' else ($kind[. = $k:known-kinds], 'frontmatter')[1]}"
        xml:lang="{$language}" lang="{$language}" aria-labelledby="{$prefix}heading">
        <xsl:if test="$kind = ('', $k:known-kinds)">
          <xsl:attribute name="role" select="'doc-' || ($kind[. != ''], 'chapter')[1]"/></xsl:if>
        <xsl:if test="k:direction($language) = 'rtl'"><xsl:attribute name="dir" select="'rtl'"/></xsl:if>
        <xsl:if test="$kind = ('lists', 'index')"><xsl:attribute name="class" select="'lists'"/></xsl:if>
        <xsl:sequence select="$inside"/>
      </section>
    </xsl:variable>
    <xsl:variable name="styled" as="element()">
      <xsl:choose>
        <xsl:when test="$medium = 'docx'"><xsl:apply-templates select="$made" mode="k:styled"/></xsl:when>
        <xsl:otherwise><xsl:sequence select="$made"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="section" as="element()"><xsl:apply-templates select="$styled" mode="k:xhtml"/>
    </xsl:variable>
    <xsl:map>
      <xsl:map-entry key="'section'" select="serialize($section,
        map { 'method': 'xhtml', 'html-version': 5.0, 'indent': false(), 'omit-xml-declaration': true() })"/>
      <xsl:map-entry key="'facts'" select="serialize(map { 'title': $heading, 'language': $language,
        'pages': array { k:whole-texts(.)//pb[string(@n) != '']/map { 'id': k:page-id(.),
        'label': string(@n) } }, 'records': array { k:own-records(.)[$kind = ''] },
        'local': array { k:local-ids(.) }, 'listed': k:listed(.) }, map { 'method': 'json' })"/>
    </xsl:map>
  </xsl:template>

  <!-- What was made stands in XHTML's namespace. -->
  <xsl:mode name="k:xhtml" on-no-match="shallow-copy"/>
  <xsl:template match="*[namespace-uri() = '']" mode="k:xhtml" as="element()">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:sequence select="@*"/><xsl:apply-templates mode="k:xhtml"/>
    </xsl:element>
  </xsl:template>

  <!-- The heading with its marked-up words and the calls of its notes. -->
  <xsl:function name="k:title-nodes" as="node()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="head" as="element(head)?" select="k:document-head($document)"/>
    <xsl:choose>
      <xsl:when test="normalize-space($head) != ''"><xsl:apply-templates select="$head/node()"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="k:spaced((k:title($document)[. != ''], $stem)[1])"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="k:description($document) != '' and empty($document//text//note[k:is-source-note(.)])">
      <xsl:sequence select="k:noteref('*', 'n-source', true())"/></xsl:if>
  </xsl:function>
</xsl:stylesheet>
