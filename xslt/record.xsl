<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What exports need to know of a document and of the authority file, as JSON: what everybody is told
    (described), and what only exports need (record). -->

  <xsl:import href="tei/pointers.xsl"/>
  <xsl:import href="tei/positions.xsl"/>
  <xsl:import href="tei/counting.xsl"/>
  <xsl:import href="tei/labels.xsl"/>
  <xsl:import href="tei/dates.xsl"/>
  <xsl:import href="tei/names.xsl"/>
  <xsl:import href="tei/documents.xsl"/>
  <xsl:import href="tei/msdesc.xsl"/>
  <xsl:import href="tei/correspdesc.xsl"/>
  <xsl:import href="tei/notes.xsl"/>
  <xsl:import href="tei/reading.xsl"/>
  <xsl:import href="tei/description.xsl"/>
  <xsl:import href="tei/records.xsl"/>

  <xsl:include href="described/document.xsl"/>
  <xsl:include href="described/names.xsl"/>
  <xsl:include href="described/communications.xsl"/>
  <xsl:include href="described/copies.xsl"/>
  <xsl:include href="described/authorities.xsl"/>

  <xsl:include href="record/document.xsl"/>
  <xsl:include href="record/facts.xsl"/>
  <xsl:include href="record/authorities.xsl"/>
</xsl:stylesheet>
