<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:epub="http://www.idpf.org/2007/ops"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">
  <!-- Notes as pop-up notes: the call in the text, the note at the end of the page, each leading to the
    other. -->

  <xsl:function name="k:noteref" as="element()">
    <xsl:param name="number" as="xs:string"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="first" as="xs:boolean"/>
    <a epub:type="noteref" role="doc-noteref" href="#{$prefix}{$id}">
      <!-- A word processor numbers notes by itself: a star or a letter is a label of their own. -->
      <xsl:if test="$medium = 'docx' and matches($number, '^\D+$')">
        <xsl:attribute name="class" select="'own'"/></xsl:if>
      <xsl:if test="$first"><xsl:attribute name="id" select="$prefix || $id || '-call'"/></xsl:if>
      <xsl:text>{$number}</xsl:text>
    </a>
  </xsl:function>

  <!-- The way back leads to the first call, which alone has the id. -->
  <xsl:function name="k:note-call" as="element()">
    <xsl:param name="note" as="element(note)"/>
    <xsl:param name="first" as="xs:boolean"/>
    <xsl:variable name="call" as="element()"
      select="k:noteref(k:note-number($note), 'n-' || k:note-place($note), $first)"/>
    <xsl:choose>
      <!-- A word processor numbers all notes through, unless a call says that its label is its own. -->
      <xsl:when test="$medium = 'docx' and k:has-own-label($note)">
        <a class="own"><xsl:sequence select="$call/@*, $call/node()"/></a></xsl:when>
      <xsl:otherwise><xsl:sequence select="$call"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="k:source-call" as="element()">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="k:noteref('*', 'n-' || k:note-place($note), true())"/>
  </xsl:function>

  <xsl:function name="k:entry-call" as="element()">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="k:noteref(k:entry-letter($entry), 'r-' || k:note-place($entry), true())"/>
  </xsl:function>

  <!-- All notes of the document: source, numbered, readings. -->
  <xsl:function name="k:asides" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="described" as="xs:string" select="if
      (k:whole-texts($document)//note[k:is-source-note(.)]) then '' else k:description($document)"/>
    <xsl:if test="$described != ''"><xsl:sequence select="k:aside('n-source', '*',
      k:paragraph(k:text(k:spaced($described))))"/></xsl:if>
    <xsl:for-each select="k:all-notes(k:whole-texts($document))">
      <xsl:sequence select="k:aside('n-' || k:note-place(.), if (k:is-source-note(.)) then '*'
        else k:note-number(.), (k:flow-of(node()), k:within(.)))"/>
    </xsl:for-each>
    <xsl:for-each select="k:all-entries(k:whole-texts($document))">
      <xsl:sequence select="k:aside('r-' || k:note-place(.), k:entry-letter(.),
        k:paragraph(k:text(k:entry-words(.))))"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:paragraph" as="element()">
    <xsl:param name="content" as="node()*"/>
    <p><xsl:sequence select="$content"/></p>
  </xsl:function>

  <xsl:function name="k:within" as="element()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="entries" as="element()*" select="k:entries-of-note($note)"/>
    <xsl:if test="exists($entries)"><xsl:sequence select="k:paragraph(k:text('['
      || string-join($entries ! k:entry-words(.), '; ') || ']'))"/></xsl:if>
  </xsl:function>

  <!-- The witnesses whose sigla the entries have. -->
  <xsl:function name="k:witness-list" as="element()?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="witnesses" as="element(witness)*" select="k:named-witnesses($document)"/>
    <xsl:if test="exists($witnesses)">
      <section class="witnesses" aria-labelledby="{$prefix}witnesses">
        <h2 id="{$prefix}witnesses">{k:t('witnesses.title')}</h2>
        <xsl:for-each select="$witnesses"><p><b>{k:siglum(.)}</b>
          <xsl:text> {k:witness-words(.)}</xsl:text></p>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:function>

  <!-- What the editors decided about the document. -->
  <xsl:function name="k:decisions-below" as="element(p)?" xpath-default-namespace="">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each select="k:decisions-told($document)"><p class="decisions">{.}</p></xsl:for-each>
  </xsl:function>

  <!-- In a word processor a note has its number from its place, so it brings none. -->
  <xsl:function name="k:aside" as="element()">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="number" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <aside epub:type="footnote" role="doc-footnote" id="{$prefix}{$id}">
      <xsl:choose>
        <xsl:when test="$medium = 'docx'"><xsl:sequence select="$content"/></xsl:when>
        <xsl:otherwise>
          <xsl:variable name="first" as="node()?" select="$content[1]"/>
          <xsl:variable name="back" as="element()">
            <a href="#{$prefix}{$id}-call" role="doc-backlink">{$number}</a></xsl:variable>
          <xsl:choose>
            <xsl:when test="name($first) = 'p'"><p><xsl:sequence select="$first/@*, $back"/>
            <xsl:text> </xsl:text><xsl:sequence select="$first/node()"/></p>
            <xsl:sequence select="$content except $first"/></xsl:when>
            <xsl:otherwise><p><xsl:sequence select="$back"/></p><xsl:sequence select="$content"/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:otherwise>
      </xsl:choose>
    </aside>
  </xsl:function>
</xsl:stylesheet>
