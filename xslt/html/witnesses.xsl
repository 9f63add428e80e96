<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The witnesses side by side, a row a paragraph; without a script the reader chooses one of them or all:
       the style sheet asks which button is pressed. -->

  <xsl:variable name="k:columns" as="xs:integer" select="24"/><!-- for which the style sheet has rules -->

  <xsl:template name="k:choice-of-witness" as="element()?">
    <xsl:variable name="witnesses" as="element(witness)*" select="k:collated-witnesses(/)"/>
    <xsl:if test="exists($witnesses)">
      <fieldset class="views witness-views" data-pagefind-ignore="all">
        <legend>{k:t('witness.legend')}</legend>
        <label><input type="radio" name="witness" id="k-witness-none" checked="checked"/>
        <xsl:text> </xsl:text>{k:t('witness.text')}</label>
        <xsl:for-each select="$witnesses[position() le $k:columns]">
          <xsl:text> </xsl:text>
          <label><input type="radio" name="witness" id="k-witness-{position()}"/>
          <xsl:text> </xsl:text><i class="siglum">{k:siglum(.)}</i></label>
        </xsl:for-each>
        <xsl:text> </xsl:text>
        <label><input type="radio" name="witness" id="k-witness-all"/>
        <xsl:text> </xsl:text>{k:t('witness.all')}</label>
      </fieldset>
    </xsl:if>
  </xsl:template>

  <xsl:template name="k:witnesses-table" as="element()?">
    <xsl:variable name="witnesses" as="element(witness)*" select="k:collated-witnesses(/)"/>
    <xsl:if test="exists($witnesses)">
      <section class="witnesses" aria-labelledby="k-witnesses" data-pagefind-ignore="all">
        <h2 id="k-witnesses">{k:t('witness.title')}</h2>
        <p class="witness-key"><mark>{k:t('witness.variant')}</mark>
        <xsl:text> </xsl:text>{k:t('witness.key')}</p>
        <div class="table" role="region" aria-labelledby="k-witnesses" tabindex="0">
          <table class="witness-table">
            <thead><tr>
              <xsl:for-each select="$witnesses">
                <th scope="col" class="w{position()}"><i class="siglum">{k:siglum(.)}</i></th>
              </xsl:for-each>
            </tr></thead>
            <tbody>
              <xsl:variable name="edges" as="map(xs:string, element()*)"
                select="map:merge($witnesses ! map { string(@xml:id): k:edges(.) })"/>
              <xsl:for-each select="k:stretches(k:whole-texts(/))">
                <xsl:variable name="stretch" as="element()" select="."/>
                <tr>
                  <xsl:for-each select="$witnesses">
                    <td class="w{position()}">
                      <xsl:apply-templates select="$stretch/node()" mode="witness">
                        <xsl:with-param name="pointer" select="'#' || @xml:id" tunnel="yes"/>
                        <xsl:with-param name="edges" select="$edges(string(@xml:id))" tunnel="yes"/>
                      </xsl:apply-templates>
                    </td>
                  </xsl:for-each>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </div>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- ===== the words of a witness ===== -->

  <xsl:mode name="witness" on-no-match="shallow-skip" use-accumulators="#all"/>

  <xsl:template match="text()" mode="witness" as="text()?">
    <xsl:param name="edges" as="element()*" tunnel="yes"/>
    <xsl:if test="not(k:is-lacking(., $edges))"><xsl:value-of select="."/></xsl:if>
  </xsl:template>

  <xsl:template match="note | fw | figDesc | desc" mode="witness" as="empty-sequence()"/>

  <xsl:template match="choice" mode="witness" as="node()*">
    <xsl:apply-templates select="(sic | orig | abbr, *)[1]/node()" mode="witness"/>
  </xsl:template>

  <xsl:template match="app" mode="witness" as="node()*">
    <xsl:param name="pointer" as="xs:string" tunnel="yes"/>
    <xsl:param name="edges" as="element()*" tunnel="yes"/>
    <xsl:variable name="reading" as="element()?" select="k:reading-of(., $pointer)"/>
    <xsl:choose>
      <xsl:when test="k:is-lacking($reading, $edges) or empty($reading)"/>
      <xsl:when test="$reading intersect k:chosen(.)">
        <xsl:apply-templates select="$reading/node()" mode="witness"/>
      </xsl:when>
      <xsl:when test="k:has-content($reading)">
        <mark><xsl:apply-templates select="$reading/node()" mode="witness"/></mark>
      </xsl:when>
      <xsl:when test="$reading//milestone"><mark>¶</mark></xsl:when>
      <xsl:when test="k:has-content(k:chosen(.)[1])">
        <mark class="omission" title="{k:t('document.omitted')}">
          <span class="visually-hidden">{k:t('document.omitted')}</span>
          <span aria-hidden="true">‸</span></mark>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="gap" mode="witness" as="text()"><xsl:text>[…]</xsl:text></xsl:template>

  <xsl:template match="lb | pb | cb" mode="witness" as="text()?">
    <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>
</xsl:stylesheet>
