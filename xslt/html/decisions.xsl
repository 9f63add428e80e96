<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The editors' decisions below the source note; facts that rest on one lead to it. -->
  <xsl:template name="k:decisions" as="element()?">
    <xsl:variable name="decisions" as="map(xs:string, item()*)*" select="k:decisions(root())"/>
    <xsl:if test="exists($decisions)">
      <section class="decisions" aria-labelledby="k-decisions">
        <h2 id="k-decisions">{k:t('document.decisions')}</h2>
        <ul>
          <xsl:for-each select="$decisions">
            <li>
              <xsl:for-each select="?notes[@subtype]">
                <xsl:if test="position() gt 1">, </xsl:if>
                <span class="field"><xsl:if test="@xml:id"><xsl:attribute name="id" select="k:html-id(.)"/>
                </xsl:if>{k:t-or('field.' || @subtype, @subtype)}</span>
              </xsl:for-each>
              <xsl:if test="exists(?notes/@subtype)">: </xsl:if>
              <xsl:text>{?words}</xsl:text>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
