<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The XHTML of a text, from which site and e-book are made: each imports this, and overrides what it has
    otherwise.  Elements stand in no namespace, as HTML is written; the e-book puts them in XHTML's. -->

  <!-- what all products share -->
  <xsl:import href="../tei/documents.xsl"/>
  <xsl:import href="../tei/positions.xsl"/>
  <xsl:import href="../tei/counting.xsl"/>
  <xsl:import href="../tei/apparatus.xsl"/>
  <xsl:import href="../tei/notes.xsl"/>
  <xsl:import href="../tei/names.xsl"/>
  <xsl:import href="../tei/records.xsl"/>
  <xsl:import href="../tei/msdesc.xsl"/>
  <xsl:import href="../tei/typography.xsl"/>

  <!-- of every element -->
  <xsl:include href="ids.xsl"/>
  <xsl:include href="elements.xsl"/>

  <!-- of each kind -->
  <xsl:include href="structure.xsl"/>
  <xsl:include href="lists.xsl"/>
  <xsl:include href="tables.xsl"/>
  <xsl:include href="verse.xsl"/>
  <xsl:include href="inline.xsl"/>
  <xsl:include href="editing.xsl"/>
  <xsl:include href="references.xsl"/>
  <xsl:include href="notes.xsl"/>
</xsl:stylesheet>
