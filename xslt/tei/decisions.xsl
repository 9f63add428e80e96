<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What the editors decided beyond the words of the source, each with its reason: notesStmt/note[@type =
    'editorial']. -->

  <xsl:key name="k:decision" match="notesStmt/note[@type = 'editorial'][@xml:id]" use="@xml:id"/>

  <!-- The decision that an element rests on, by @source. -->
  <xsl:function name="k:decision" as="element(note)?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="key('k:decision', tokenize($element/@source)[starts-with(., '#')] ! substring(., 2),
      root($element))[1]"/>
  </xsl:function>

  <!-- All decisions of a document; those with one reason are told together: what ("words") of which
    ("notes"). -->
  <xsl:function name="k:decisions" as="map(xs:string, item()*)*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:for-each-group select="$document/*/teiHeader/fileDesc/notesStmt/note[@type =
      'editorial'][normalize-space()]" group-by="k:decided(.)">
      <xsl:sequence select="map { 'words': current-grouping-key(), 'notes': current-group() }"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- All of them as books tell them in a paragraph below a document: a sentence each. -->
  <xsl:function name="k:decisions-told" as="xs:string?">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="told" as="xs:string*" select="k:decisions($document) !
      (string-join(?notes/@subtype ! k:t-or('field.' || ., .), ', ')[. != ''] ! (. || ': ') || ?words)"/>
    <xsl:variable name="sentences" as="xs:string*" select="(k:t('document.decisions'), $told)
      ! replace(., '([^.!?…])([”“»’)\]]*)$', '$1$2.')"/>
    <xsl:sequence select="k:spaced(string-join($sentences, ' '))[exists($told)]"/>
  </xsl:function>

  <!-- The words of a note without the field that it is about. -->
  <xsl:function name="k:decided" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="words" as="xs:string" select="normalize-space($note)"/>
    <xsl:variable name="field" as="xs:string" select="$note/@subtype || ': '"/>
    <xsl:sequence select="if ($note/@subtype and starts-with($words, $field))
      then substring-after($words, $field) else $words"/>
  </xsl:function>
</xsl:stylesheet>
