<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The web edition: entry (what the site knows of a document), page, registers and the other pages. -->

  <!-- shared with the other products -->
  <xsl:import href="html/unknown.xsl"/>
  <xsl:import href="xhtml/text.xsl"/>
  <xsl:import href="tei/pointers.xsl"/>
  <xsl:import href="tei/labels.xsl"/>
  <xsl:import href="tei/dates.xsl"/>
  <xsl:import href="tei/correspdesc.xsl"/>
  <xsl:import href="tei/decisions.xsl"/>
  <xsl:import href="tei/sorting.xsl"/>
  <xsl:import href="tei/witnesses.xsl"/>
  <xsl:import href="tei/stemma.xsl"/>
  <xsl:import href="tei/pictures.xsl"/>
  <xsl:import href="tei/summary.xsl"/>
  <xsl:import href="tei/reading.xsl"/>

  <!-- the frame -->
  <xsl:include href="html/page.xsl"/>

  <!-- the text, where it is not as in ../xhtml -->
  <xsl:include href="html/structure.xsl"/>
  <xsl:include href="html/inline.xsl"/>
  <xsl:include href="html/zones.xsl"/>
  <xsl:include href="html/references.xsl"/>
  <xsl:include href="html/notes.xsl"/>

  <!-- what surrounds it -->
  <xsl:include href="html/document.xsl"/>
  <xsl:include href="html/apparatus.xsl"/>
  <xsl:include href="html/witnesses.xsl"/>
  <xsl:include href="html/witness.xsl"/>
  <xsl:include href="html/stemma.xsl"/>
  <xsl:include href="html/facts.xsl"/>
  <xsl:include href="html/decisions.xsl"/>
  <xsl:include href="html/archive.xsl"/>
  <xsl:include href="html/journey.xsl"/>
  <xsl:include href="html/cite.xsl"/>
  <xsl:include href="html/metadata.xsl"/>
  <xsl:include href="html/linked.xsl"/>

  <!-- what the site knows: what everybody is told of a document, and what only the site needs -->
  <xsl:include href="described/document.xsl"/>
  <xsl:include href="described/names.xsl"/>
  <xsl:include href="described/communications.xsl"/>
  <xsl:include href="described/copies.xsl"/>
  <xsl:include href="described/authorities.xsl"/>
  <xsl:include href="reading/read.xsl"/>
  <xsl:include href="html/entry.xsl"/>
  <xsl:include href="html/authorities.xsl"/>

  <!-- the other pages -->
  <xsl:include href="html/lists.xsl"/>
  <xsl:include href="html/home.xsl"/>
  <xsl:include href="html/front.xsl"/>
  <xsl:include href="html/calendar.xsl"/>
  <xsl:include href="html/registers.xsl"/>
  <xsl:include href="html/maps.xsl"/>
  <xsl:include href="html/archives.xsl"/>
  <xsl:include href="html/times.xsl"/>
  <xsl:include href="html/statistics.xsl"/>
  <xsl:include href="html/versions.xsl"/>
  <xsl:include href="html/correspondences.xsl"/>
  <xsl:include href="html/network.xsl"/>
  <xsl:include href="html/about.xsl"/>
</xsl:stylesheet>
