<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The parts that persons, bodies, places and collections play in a document as a whole, for the
    indexes. -->

  <!-- Pairs of key and role, as Typst code. -->
  <xsl:function name="k:roles" as="xs:string*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="header" as="element(teiHeader)?" select="$document/*/teiHeader"/>
    <xsl:variable name="pairs" as="xs:string*" select="
      k:communications($document)/correspAction/(persName | orgName | rs
      | name)[k:is-indexed(.)]/k:pair(k:name-key(.), k:side(.)),
      $header//sourceDesc//msItem/respStmt/(persName | orgName)[k:is-indexed(.)]/k:pair(k:name-key(.),
      k:act-of(..)),
      k:communications($document)//placeName[k:is-indexed(.)]/k:pair(k:name-key(.), 'moved'),
      k:witnesses($document)//msIdentifier/k:levels(.)/k:pair(k:level-key(.), 'source'),
      k:witnesses($document)//bibl[@corresp]/k:pair(k:keys(@corresp)[1], 'source')"/>
    <xsl:sequence select="distinct-values($pairs)"/>
  </xsl:function>

  <xsl:function name="k:pair" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:sequence select="'(' || k:literal($key) || ', ' || k:literal($role) || ')'"/>
  </xsl:function>

  <xsl:function name="k:side" as="xs:string">
    <xsl:param name="agent" as="element()"/>
    <xsl:variable name="act" as="xs:string" select="k:act($agent)"/>
    <xsl:sequence select="if ($act = 'sent') then 'from' else if ($act = ('received', 'copied')) then 'to'
      else 'moved'"/>
  </xsl:function>

  <xsl:function name="k:act-of" as="xs:string">
    <xsl:param name="statement" as="element(respStmt)"/>
    <xsl:variable name="resp" as="xs:string*" select="$statement/resp/k:keys(@ref)"/>
    <xsl:sequence select="if ($resp = 'role.drafter') then 'drafted'
      else if (some $r in $resp satisfies starts-with($r, 'role.clear')) then 'cleared'
      else if ($resp = 'role.approver') then 'approved' else if ($resp = 'role.translator') then 'translated'
      else 'moved'"/>
  </xsl:function>
</xsl:stylesheet>
