<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What a reader can do with an apparatus when scripts run (apparatus.js, witnesses.js): choose entries by
       type and witness, see where they are dense, have readings beside the text.  All words stand here;
       without scripts all of it is hidden, and the apparatus is below the text as in every document. -->

  <xsl:variable name="k:apparatus-style" as="element()">
    <link rel="stylesheet" href="{k:asset($k:up, 'apparatus.css')}"/>
  </xsl:variable>

  <xsl:function name="k:apparatus-head" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:if test="k:has-apparatus($document)">
      <xsl:sequence select="$k:apparatus-style"/>
      <script src="{k:asset($k:up, 'apparatus.js')}" defer="defer"/>
      <xsl:if test="exists(k:collated-witnesses($document))">
        <script src="{k:asset($k:up, 'witnesses.js')}" defer="defer"/></xsl:if>
    </xsl:if>
  </xsl:function>

  <xsl:template name="k:apparatus-tools" as="element()*">
    <xsl:if test="k:has-apparatus(/)">
      <xsl:variable name="entries" as="element()*" select="k:all-entries(k:whole-texts(/))"/>
      <section class="apparatus-tools" id="k-apparatus-tools" aria-label="{k:t('apparatus.tools')}"
        hidden="hidden" data-x="">
        <xsl:sequence select="k:filter('type', distinct-values($entries ! k:entry-types(.)) ! map {
          'value': ., 'name': k:type-name(.) }), k:filter('witness', distinct-values($entries
          ! k:differing(.)) ! map { 'value': ., 'name': . })"/>
        <output for="k-filter-type k-filter-witness" data-said="{k:t('apparatus.chosen')}"/>
        <nav class="density" aria-label="{k:t('apparatus.density')}" data-said="{k:t('apparatus.part')}"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:function name="k:filter" as="element()?">
    <xsl:param name="by" as="xs:string"/>
    <xsl:param name="values" as="map(xs:string, xs:string)*"/>
    <xsl:if test="count($values) gt 1">
      <label><span>{k:t('apparatus.' || $by)}</span>
        <select id="k-filter-{$by}"><option value="">{k:t('apparatus.every')}</option>
          <xsl:for-each select="$values"><option value="{?value}">{?name}</option></xsl:for-each>
        </select></label>
    </xsl:if>
  </xsl:function>

  <xsl:function name="k:type-name" as="xs:string">
    <xsl:param name="type" as="xs:string"/>
    <xsl:sequence select="k:t-or('entry.' || $type, k:t-or('reading.' || $type, $type))"/>
  </xsl:function>

  <!-- By what an entry can be chosen. -->
  <xsl:function name="k:entry-data" as="attribute()*">
    <xsl:param name="entry" as="element()"/>
    <xsl:if test="k:has-apparatus(root($entry))">
      <xsl:attribute name="data-type" select="string-join(k:entry-types($entry), ' ')"/>
      <xsl:attribute name="data-witness" select="string-join(k:differing($entry), ' ')"/>
    </xsl:if>
  </xsl:function>

  <!-- Where the readings of an entry are shown beside the text. -->
  <xsl:template name="k:beside" as="element()?">
    <xsl:if test="k:has-apparatus(/)">
      <section class="beside" id="k-beside" aria-labelledby="k-beside-title" tabindex="-1" hidden="hidden"
        data-x="" data-put="{k:t('apparatus.put')}">
        <h2 id="k-beside-title">{k:t('apparatus.here')}</h2>
        <div class="entry"/>
        <ul class="put" aria-label="{k:t('apparatus.put')}"/>
        <p class="ways-out"><a class="to-entry" href="#k-apparatus">{k:t('apparatus.below')}</a>
        <xsl:text> </xsl:text>
        <button type="button" class="plain back-to-text">{k:t('apparatus.lemma')}</button>
        <xsl:text> </xsl:text><button type="button" class="plain close">{k:t('apparatus.close')}</button></p>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
