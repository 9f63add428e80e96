<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns="http://www.w3.org/1999/xhtml" xmlns:xhtml="http://www.w3.org/1999/xhtml"
  xmlns:epub="http://www.idpf.org/2007/ops"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What runs within a line, as XHTML. -->

  <xsl:template match="text()" mode="epub" as="node()*">
    <xsl:value-of select="k:spaced(replace(., '[ \t\r\n]+', ' '))"/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="epub" as="node()*"/>

  <!-- Letter forms: an element for each style that XHTML has one for, the first outermost; classes for the
    others. -->
  <xsl:variable name="k:style-elements" as="map(xs:string, xs:string)"
    select="map { 'bold': 'b', 'italic': 'i',
    'superscript': 'sup', 'subscript': 'sub', 'underline': 'u', 'strikethrough': 's' }"/>
  <xsl:variable name="k:style-classes" as="map(xs:string, xs:string)" select="map { 'small-caps': 'sc',
    'spaced': 'spaced', 'larger': 'larger', 'smaller': 'smaller' }"/>

  <xsl:template mode="epub" as="node()*" match="hi | emph | foreign | mentioned
    | (title | seg | w | term | gloss | distinct)[exists(k:styles(.))]">
    <xsl:variable name="deep" as="xs:boolean" select="k:holds-blocks(.)"/>
    <xsl:variable name="styles" as="xs:string*" select="k:styles(.)"/>
    <xsl:variable name="named" as="xs:string*" select="if ($deep) then ()
      else for $s in $styles return if ($s = 'italic' and self::emph) then 'em' else $k:style-elements($s)"/>
    <xsl:variable name="class" as="xs:string" select="string-join($styles ! $k:style-classes(.), ' ')"/>
    <xsl:element namespace="http://www.w3.org/1999/xhtml" name="{($named, 'div'[$deep], 'span')[1]}">
      <xsl:sequence select="k:attributes(., $class)"/>
      <xsl:call-template name="k:nested"><xsl:with-param name="names"
        select="tail($named)"/></xsl:call-template>
    </xsl:element>
  </xsl:template>

  <!-- The content of an element inside one element of each name. -->
  <xsl:template name="k:nested" as="node()*">
    <xsl:param name="names" as="xs:string*"/>
    <xsl:choose>
      <xsl:when test="empty($names)"><xsl:call-template name="k:inside"/></xsl:when>
      <xsl:otherwise>
        <xsl:element namespace="http://www.w3.org/1999/xhtml" name="{$names[1]}">
          <xsl:call-template name="k:nested"><xsl:with-param name="names"
            select="tail($names)"/></xsl:call-template>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="(q | quote | soCalled | said)[not(k:is-block(.))]" mode="epub" as="node()*">
    <xsl:variable name="marks" as="xs:string*" select="if (k:holds-blocks(.)) then () else k:quote-marks(.)"/>
    <xsl:sequence select="$marks[1] ! k:text(.)"/>
    <xsl:call-template name="k:inside"/>
    <xsl:sequence select="$marks[2] ! k:text(.)"/>
  </xsl:template>

  <!-- Editorial signs, the same as on paper. -->
  <xsl:template match="del | surplus | add | supplied | unclear | damage | ex | restore | metamark
    | sic[not(parent::choice)]
    | corr[not(parent::choice)]" mode="epub" as="node()*">
    <xsl:variable name="signs" as="xs:string*" select="
      if (self::del or self::surplus) then ('⟦', '⟧') else if (self::add) then ('⟨', '⟩')
      else if (self::unclear or self::damage) then ('', '[?]')
      else if (self::sic) then ('', ' [sic]') else if (self::restore) then ('', '') else ('[', ']')"/>
    <xsl:element namespace="http://www.w3.org/1999/xhtml"
      name="{if (k:holds-blocks(.)) then 'div' else 'span'}">
      <xsl:sequence select="k:attributes(., local-name()), k:text($signs[1])"/>
      <xsl:call-template name="k:inside"/>
      <xsl:sequence select="k:text($signs[2])"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="gap" mode="epub" as="node()*">
    <span class="gap"><xsl:text>[</xsl:text><xsl:choose><xsl:when test="desc">
      <xsl:apply-templates select="desc/node()" mode="epub"/></xsl:when><xsl:otherwise>…</xsl:otherwise>
      </xsl:choose><xsl:text>]</xsl:text></span>
  </xsl:template>

  <!-- Running heads, catchwords and the numbers of pages are of the document, not of its text; where a
       witness
       begins and ends its entry tells. -->
  <xsl:template match="fw | witStart | witEnd | lacunaStart | lacunaEnd" mode="epub" as="empty-sequence()"/>

  <xsl:template match="transpose" mode="epub" as="element()"><p class="transpose">{k:transposed(.)}</p>
  </xsl:template>

  <xsl:template match="listApp/app" mode="epub" as="node()*" priority="1">
    <p>{string-join((@loc, k:entry-words(.)), ' ')}</p>
  </xsl:template>

  <xsl:template match="choice | app" mode="epub" as="node()*">
    <xsl:if test="not(@k:apart)"><xsl:apply-templates select="k:chosen(.)" mode="epub"/></xsl:if>
    <xsl:if test="k:is-entry(.)"><xsl:sequence select="k:noteref(k:entry-letter(.), 'r-'
      || k:note-place(.))"/></xsl:if>
    <xsl:if test="abbr and expan and not(k:is-entry(.))"><xsl:text> [</xsl:text>
    <xsl:apply-templates select="expan[1]/node()" mode="epub"/><xsl:text>]</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="lb" mode="epub" as="node()*">
    <xsl:choose>
      <xsl:when test="@break = 'no'"/>
      <xsl:when test="k:ends-line(.)"><br/></xsl:when>
      <xsl:otherwise><xsl:text> </xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Pages of the source, for the page list. -->
  <xsl:template match="pb" mode="epub" as="node()*">
    <xsl:choose>
      <xsl:when test="string(@n) = ''"/>
      <!-- A page that begins within a word leaves it whole. -->
      <xsl:when test="$medium = 'docx' and k:is-in-word(.)"/>
      <xsl:when test="$medium = 'docx'"><xsl:text>[{@n}] </xsl:text></xsl:when>
      <xsl:otherwise><span epub:type="pagebreak" role="doc-pagebreak" id="{k:page-id(.)}" aria-label="{@n}"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="k:is-in-word" as="xs:boolean">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:variable name="before" as="node()?"
      select="$break/preceding-sibling::node()[not(self::fw or self::pb or self::lb[@break = 'no'])][1]"/>
    <xsl:variable name="after" as="node()?"
      select="$break/following-sibling::node()[not(self::fw or self::pb or self::lb[@break = 'no'])][1]"/>
    <xsl:sequence select="$break/@break = 'no' or matches($before, '\p{L}$') and matches($after, '^\p{L}')"/>
  </xsl:function>

  <xsl:function name="k:page-id" as="xs:string">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:sequence select="'page-' || (k:own-id($break), k:note-place($break))[1]"/>
  </xsl:function>

  <!-- The id that an element of this document has in its file; empty where it has none. -->
  <xsl:function name="k:id-here" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element[self::pb]) then k:page-id($element)[string($element/@n) != '']
      else if ($element[self::note]) then 'n-' || k:note-place($element)
      else if ($element[self::div]) then ($element//(p | ab)/k:own-id(.))[1]
      else k:own-id($element)"/>
  </xsl:function>

  <!-- What follows the name of another document's file: the page there, which has its own id. -->
  <xsl:function name="k:page-there" as="xs:string">
    <xsl:param name="target" as="xs:string"/>
    <xsl:variable name="id" as="xs:string" select="substring-after($target, '#')"/>
    <xsl:sequence select="if (matches($id, '^' || k:stem($target) || '\.pg.')) then '#page-' || $id else ''"/>
  </xsl:function>

  <xsl:template match="space" mode="epub" as="node()*"><xsl:text>[   ]</xsl:text></xsl:template>

  <!-- Words in an element that TEI keeps empty are shown after it. -->
  <xsl:template match="(lb | pb | space | ptr)[normalize-space() != ''] | milestone[normalize-space() != '']"
    mode="epub" as="node()*" priority="3">
    <xsl:next-match/>
    <xsl:apply-templates mode="epub"/>
  </xsl:template>

  <xsl:template match="ref | ptr" mode="epub" as="node()*">
    <xsl:variable name="note" as="element(note)?" select="k:called-note(.)"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize(@target)[1])"/>
    <xsl:variable name="file" as="xs:string" select="k:stem($target)"/>
    <xsl:variable name="address" as="xs:string?" select="
      if (k:is-web($target)) then $target
      else if ($medium = 'docx' or not(k:is-crossing(.))) then ()
      else if (exists(k:home($target))) then substring-before(k:home($target), '#') || '.xhtml'
      else if ($file = $stems) then ($k:files($file), $file)[1] || '.xhtml' || k:page-there($target)
      else k:here($target, .)[$file = ''][ancestor::text]/k:id-here(.) ! ('#' || .)"/>
    <xsl:variable name="words" as="node()*">
      <xsl:choose><xsl:when test="normalize-space()"><xsl:call-template name="k:inside"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="k:label-of($target)"/></xsl:otherwise></xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$note">
        <xsl:if test="not(k:is-bare-call(.))"><xsl:call-template name="k:inside"/></xsl:if>
        <xsl:variable name="call" as="element()" select="k:noteref(k:note-number($note), 'n-'
          || k:note-place($note))"/>
        <!-- The way back leads to the first call, which alone has the id. -->
        <xsl:choose>
          <xsl:when test="k:calls($note)[1] is ."><xsl:sequence select="$call"/></xsl:when>
          <xsl:otherwise>
            <xsl:for-each select="$call">
              <xsl:copy><xsl:sequence select="@* except @id, node()"/></xsl:copy>
            </xsl:for-each>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <!-- XHTML has no link in a link: the calls of notes follow it. -->
      <xsl:when test="exists($address) and not(ancestor::ref) and not(k:holds-blocks(.))">
        <a href="{$address}">
        <xsl:apply-templates select="$words" mode="unlinked"/></a>
        <xsl:sequence select="$words/descendant-or-self::xhtml:a"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="$words"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:mode name="unlinked" on-no-match="shallow-copy"/>
  <xsl:template match="xhtml:a" mode="unlinked" as="node()*">
    <xsl:if test="not(@role = 'doc-noteref')"><xsl:apply-templates mode="unlinked"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
