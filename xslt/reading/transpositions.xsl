<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Transpositions that a writer's marks ask for (listTranspose): carried out where it is certain what goes
       where, so that the text has what stands in the end; @k:written says at which place of these a passage
       was written, @k:carried what was written, in that order.  All others stay as they are and are told. -->

  <xsl:mode name="transposed" on-no-match="shallow-copy"/>

  <xsl:function name="k:transposed-text" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="certain" as="element(transpose)*" select="$document//transpose[k:is-certain(.)]"/>
    <xsl:variable name="coming" as="map(xs:string, map(*))"><xsl:map>
      <xsl:for-each select="$certain">
        <xsl:variable name="wanted" as="element()+" select="k:passages(.)"/>
        <xsl:for-each select="$wanted | ()">
          <xsl:variable name="place" as="xs:integer" select="position()"/>
          <xsl:variable name="comes" as="element()" select="$wanted[$place]"/>
          <xsl:map-entry key="generate-id()" select="map { 'comes': $comes,
            'written': count(($wanted | ())[. &lt;&lt; $comes]) + 1 }"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:map></xsl:variable>
    <xsl:choose>
      <xsl:when test="empty($certain)"><xsl:sequence select="$document"/></xsl:when>
      <xsl:otherwise><xsl:document><xsl:apply-templates select="$document" mode="transposed">
        <xsl:with-param name="coming" select="$coming" tunnel="yes"/>
        <xsl:with-param name="certain" select="$certain" tunnel="yes"/>
      </xsl:apply-templates></xsl:document></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What a transposition names, in the order that it asks for. -->
  <xsl:function name="k:passages" as="element()*">
    <xsl:param name="transpose" as="element(transpose)"/>
    <xsl:sequence select="$transpose/(ptr | ref) ! tokenize(@target) ! k:here(., $transpose)"/>
  </xsl:function>

  <!-- Whether it is certain what goes where: every pointer names another element of the text, of one kind,
       none within another, that no other transposition moves, and nobody undid it. -->
  <xsl:function name="k:is-certain" as="xs:boolean">
    <xsl:param name="transpose" as="element(transpose)"/>
    <xsl:variable name="pointers" as="xs:string*" select="$transpose/(ptr | ref) ! tokenize(@target)"/>
    <xsl:variable name="passages" as="element()*" select="k:passages($transpose)"/>
    <xsl:variable name="others" as="element()*" select="root($transpose)//transpose[not(. is
      $transpose)] ! k:passages(.)"/>
    <xsl:sequence select="count($pointers) ge 2 and count($passages) = count($pointers)
      and count($passages | ()) = count($pointers)
      and count(distinct-values($passages ! name())) = 1
      and (every $passage in $passages satisfies exists($passage/ancestor::text)
        and empty($passage/ancestor::* intersect ($passages, $others))
        and empty($passage/descendant-or-self::* intersect $others)
        and empty($passage//transpose) and empty($passage/self::note))
      and empty(root($transpose)//undo[@target ! tokenize(.)
        = $transpose/(@xml:id, ../@xml:id) ! ('#' || .)])"/>
  </xsl:function>

  <xsl:template match="text//*[not(self::body)]" mode="transposed" as="element()" priority="1">
    <xsl:param name="coming" as="map(xs:string, map(*))" tunnel="yes"/>
    <xsl:variable name="move" as="map(*)?" select="$coming(generate-id())"/>
    <xsl:choose>
      <xsl:when test="exists($move)">
        <xsl:for-each select="$move?comes">
          <xsl:copy>
            <xsl:sequence select="@*"/>
            <xsl:attribute name="k:written" select="$move?written"/>
            <xsl:apply-templates select="node()" mode="transposed"/>
          </xsl:copy>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:next-match/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="transpose" mode="transposed" as="element()" priority="2">
    <xsl:param name="certain" as="element(transpose)*" tunnel="yes"/>
    <xsl:copy>
      <xsl:sequence select="@*"/>
      <xsl:if test=". intersect $certain">
        <xsl:attribute name="k:carried" select="(k:passages(.) | ()) ! ('#' || @xml:id)"/></xsl:if>
      <xsl:sequence select="node()"/>
    </xsl:copy>
  </xsl:template>

  <!-- A list in the header would be told nowhere: the text has it, too. -->
  <xsl:template match="body[not(ancestor::floatingText)]" mode="transposed" as="element()" priority="2">
    <xsl:copy>
      <xsl:sequence select="@*"/>
      <xsl:apply-templates select="node()" mode="transposed"/>
      <xsl:if test=". is (root()//text/body)[1]">
        <xsl:apply-templates select="root()//teiHeader//listTranspose" mode="transposed"/></xsl:if>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
