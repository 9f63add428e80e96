<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What the volume must know of a document: for its lists, indexes, key of signs and checks. -->

  <xsl:function name="k:facts" as="map(xs:string, item()*)">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="text" as="element()?" select="$document/*/text"/>
    <xsl:sequence select="map {
      'title': k:heading-text($document),
      'records': array { k:own-records($document) },
      'local': array { k:local-ids($document) },
      'anchors': array { distinct-values($text//@xml:id/string()) },
      'targets': array { distinct-values($text//(ref
      | ptr)[k:is-crossing(.)]/@target/(tokenize(.)[1] ! (. || '&#9;' || k:destination(.)))) },
      'listed': let $listed := k:listed($document) return map:put($listed, 'signs',
        array { $listed?signs?*[not($by-line and . = 'apparatus')] })
    }"/>
  </xsl:function>
</xsl:stylesheet>
