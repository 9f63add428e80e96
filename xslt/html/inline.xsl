<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Within the line: highlighting, what the writer did to the text and the editor to the transcription,
    breaks. -->

  <!-- Letter forms: an element for each style that HTML has one for, the first outermost; classes for the
    others. -->
  <xsl:variable name="k:style-elements" as="map(xs:string, xs:string)" select="map {
    'bold': 'b', 'italic': 'i', 'superscript': 'sup', 'subscript': 'sub', 'strikethrough': 's' }"/>

  <xsl:template as="node()*" match="hi | emph | distinct | mentioned | term | gloss | foreign
    | title
    | seg[exists(k:styles(.))] | w[exists(k:styles(.))]">
    <xsl:variable name="styles" as="xs:string*" select="k:styles(.)"/>
    <xsl:variable name="named" as="xs:string*" select="if (k:holds-blocks(.)) then ()
      else for $s in $styles return if ($s = 'italic' and self::emph) then 'em' else $k:style-elements($s)"/>
    <xsl:variable name="classes" as="xs:string*"
      select="if (k:holds-blocks(.)) then $styles else $styles[empty($k:style-elements(.))]"/>
    <xsl:element name="{($named, 'div'[k:holds-blocks(current())], 'span')[1]}">
      <xsl:attribute name="class" select="string-join((local-name(), @rend/tokenize(.) ! ('r-' || k:class(.)),
        @level ! ('level-' || k:class(.)), $classes ! ('s-' || .)), ' ')"/>
      <xsl:call-template name="k:common"/>
      <xsl:call-template name="k:nested"><xsl:with-param name="names"
        select="tail($named)"/></xsl:call-template>
    </xsl:element>
  </xsl:template>

  <!-- The content of an element inside one element of each name.  A template: what a function gives is
       copied, anew for each element around. -->
  <xsl:template name="k:nested" as="node()*">
    <xsl:param name="names" as="xs:string*"/>
    <xsl:choose>
      <xsl:when test="empty($names)"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise>
        <xsl:element name="{$names[1]}">
          <xsl:call-template name="k:nested"><xsl:with-param name="names"
            select="tail($names)"/></xsl:call-template>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The marks stand in the text, so that they are copied with it. -->
  <xsl:template match="q | quote | said | soCalled" as="node()*">
    <xsl:variable name="marks" as="xs:string*" select="if (k:holds-blocks(.)) then () else k:quote-marks(.)"/>
    <q class="{local-name()}"><xsl:call-template
      name="k:common"/>{$marks[1]}<xsl:apply-templates/>{$marks[2]}</q>
  </xsl:template>

  <!-- Two states of one place: what is in the document (diplomatic) and what the editor reads.  Other
    readings
       stand in the apparatus only. -->
  <xsl:template match="choice" as="node()*">
    <span class="choice">
      <xsl:apply-templates select="(k:chosen(.), k:others(.)[self::sic | self::orig], expan)/."/>
    </span>
    <xsl:if test="k:is-entry(.)"><xsl:sequence select="k:entry-call(.)"/></xsl:if>
  </xsl:template>

  <xsl:template match="choice/sic | choice/orig" as="node()*">
    <xsl:variable name="shown" as="xs:boolean" select="exists(. intersect k:chosen(..))"/>
    <span class="{local-name()}{if ($shown) then () else ' diplomatic'}">
      <xsl:if test="not($shown)"><xsl:attribute name="data-pagefind-ignore">all</xsl:attribute></xsl:if>
      <xsl:call-template name="k:common"/><xsl:apply-templates/>
    </span>
  </xsl:template>

  <!-- An abbreviation stands as written; what it means is added to the reading. -->
  <xsl:template match="choice/abbr" as="node()*">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>
  <xsl:template match="choice[abbr]/expan" as="node()*" priority="1">
    <span class="expan reading"><xsl:call-template name="k:common"/><xsl:text> [</xsl:text>
    <xsl:apply-templates/><xsl:text>]</xsl:text></span>
  </xsl:template>

  <xsl:template match="choice/corr | choice/reg | choice/expan" as="node()*">
    <span class="{local-name()} reading" title="{k:edit-title(.)}">
      <xsl:call-template name="k:common"/><xsl:apply-templates/>
    </span>
  </xsl:template>

  <xsl:template match="del | surplus" as="node()*">
    <xsl:call-template name="k:edited"><xsl:with-param name="element" select="'del'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="add" as="node()*">
    <xsl:call-template name="k:edited"><xsl:with-param name="element" select="'ins'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="sic | corr | unclear | supplied | secl | damage | restore | retrace | redo | undo
    | metamark | subst | substJoin | mod | space" as="node()*">
    <xsl:call-template name="k:edited"/>
  </xsl:template>

  <!-- An editorial element, with what it means as its title. -->
  <xsl:template name="k:edited" as="element()">
    <xsl:param name="element" as="xs:string" select="'span'"/>
    <xsl:variable name="inside" as="xs:string" select="if ($element = 'span' and k:holds-blocks(.)) then 'div'
      else $element"/>
    <xsl:variable name="detail" as="xs:string" select="string-join((@place, @reason, @hand/k:key(.), @agent,
      @cert ! k:t-or('cert.' || ., .)), ', ')"/>
    <xsl:element name="{$inside}">
      <xsl:attribute name="class" select="string-join((local-name(), @rend ! ('r-' || k:class(.)),
        @place ! ('at-' || k:class(.)), (self::del | self::surplus | self::metamark) ! 'diplomatic'), ' ')"/>
      <xsl:attribute name="title" select="k:edit-title(.) || (if ($detail != '') then ' (' || $detail || ')'
        else '')"/>
      <xsl:if test="self::del or self::metamark"><xsl:attribute
        name="data-pagefind-ignore">all</xsl:attribute></xsl:if>
      <xsl:call-template name="k:common"/>
      <xsl:text>{'['[current()/self::supplied]}</xsl:text><xsl:apply-templates/>
      <xsl:text>{']'[current()/self::supplied]}</xsl:text>
    </xsl:element>
  </xsl:template>

  <!-- What an editorial element means; where nothing else stands there, without what it replaced. -->
  <xsl:function name="k:edit-title" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="'edit.' || local-name($element)"/>
    <xsl:variable name="was" as="xs:string" select="normalize-space(string-join($element/parent::choice/(sic
      | orig)))"/>
    <xsl:sequence select="if ($was = '' and exists($k:texts($name || '.alone'))) then k:t($name || '.alone')
      else if (exists($k:texts($name))) then k:t($name, map { 'was': $was }) else local-name($element)"/>
  </xsl:function>

  <!-- Running heads, catchwords and the numbers of pages are of the document, not of its text. -->
  <xsl:template match="fw" as="node()*">
    <span class="fw diplomatic" data-pagefind-ignore="all"><xsl:call-template name="k:common"/>
    <xsl:text> [</xsl:text><xsl:apply-templates/><xsl:text>] </xsl:text></span>
  </xsl:template>

  <!-- What the writer's marks move: the passages in the order that they ask for. -->
  <xsl:template match="listTranspose" as="node()*"><xsl:apply-templates select="*"/></xsl:template>
  <xsl:template match="transpose" as="node()*">
    <p class="transpose"><xsl:call-template name="k:common"/>{k:transposed(.)}</p>
  </xsl:template>

  <xsl:template match="gap" as="node()*">
    <span class="gap" title="{string-join((k:t('edit.gap'), @reason ! k:t-or('gap.' || ., .),
      @quantity[../@unit] ! (. || ' ' || ../@unit), @extent), ', ')}">
      <xsl:call-template name="k:common"/>
      <xsl:choose>
        <xsl:when test="desc"><xsl:text>[</xsl:text><xsl:apply-templates select="desc/node()"/>
        <xsl:text>]</xsl:text></xsl:when>
        <xsl:otherwise>[…]<xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>

  <xsl:template match="ex | am | abbr | expan | orig | reg | seg | s | w | pc | c | g | phr | cl | m | num
    | measure | time | date | formula | code | ident | label | idno | stamp | seal | handShift | ellipsis
    | objectName | eventName | roleName | forename | surname | addName | nameLink | genName | country | region
    | bloc | district | affiliation | email | street | postCode | postBox | locus | material | dim | height
    | width | origDate | origPlace | biblScope | author | editor | publisher | pubPlace | series | monogr
    | analytic | imprint | edition | msDesc | msIdentifier | repository | institution | collection | person
    | persona | org | place | event | relation | desc | lang | gi | att | val | tag | caesura | cit | bibl
    | biblStruct | respStmt | resp | actor | role | castItem | castGroup | roleDesc | set | view | camera
    | sound | tech | biblFull | caption | catchwords | citedRange | depth | dimensions | geogFeat | heraldry |
      lem
    | line | locale | measureGrp | objectType | offset | rdg | rdgGrp | watermark | zone" as="node()*">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <!-- Line breaks show in the diplomatic view; where lines are kept always. -->
  <xsl:template match="lb" as="node()*">
    <xsl:choose>
      <xsl:when test="k:ends-line(.)"><br/></xsl:when>
      <xsl:when test="@break = 'no'"><xsl:if test="tokenize(@rend) = 'hyphen'">
        <span class="lb diplomatic" data-pagefind-ignore="all">‑</span></xsl:if><br
          class="diplomatic"/></xsl:when>
      <xsl:otherwise><br class="diplomatic"/><span class="reading"><xsl:text> </xsl:text></span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="k:unforeseen"/>
  </xsl:template>

  <xsl:template match="pb | cb | gb | milestone" as="node()*">
    <span class="{local-name()}"><xsl:call-template name="k:common"/>
      <xsl:attribute name="data-pagefind-ignore">all</xsl:attribute>
      <span class="label">{k:t('break.' || local-name())}</span><xsl:text> </xsl:text>
      <span class="n">{(@n, '…')[1]}</span><xsl:if test="k:is-web(self::pb/k:picture-url(.))">
        <xsl:text> </xsl:text><a class="picture" href="{k:picture-url(.)}">{k:t('document.picture')}</a>
      </xsl:if></span>
    <xsl:sequence select="self::pb/k:page-picture(.)"/>
    <xsl:call-template name="k:unforeseen"/>
  </xsl:template>

  <!-- The picture of a page that came with the edition, beside its text; it leads to itself, to be enlarged.
       -->
  <xsl:variable name="k:pictures" as="map(*)" select="($k:context?pictures, map {})[1]"/>

  <!-- The picture of a page, beside its text; it leads to itself, to be enlarged. -->
  <xsl:function name="k:page-picture" as="element()?">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:for-each select="k:picture-url($break) ! $k:pictures(.)">
      <a class="page-picture" href="{$k:up || ?u}" data-pagefind-ignore="all">
        <xsl:sequence select="k:image(., k:t('document.picture-of', map { 'n': string(($break/@n, '…')[1])
          }))"/></a>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="k:image" as="element()">
    <xsl:param name="picture" as="map(*)"/>
    <xsl:param name="words" as="xs:string"/>
    <img src="{$k:up || $picture?u}" alt="{$words}" loading="lazy">
      <xsl:if test="exists($picture?w)">
        <xsl:attribute name="width" select="$picture?w"/><xsl:attribute name="height"
          select="$picture?h"/></xsl:if>
    </img>
  </xsl:function>

  <!-- Places to point to, with nothing to show. -->
  <xsl:template match="anchor | span | addSpan | delSpan | damageSpan | index | interp | interpGrp | spanGrp
    | link | linkGrp | join | joinGrp | alt | altGrp | certainty | precision | respons | timeline | when"
    as="node()*">
    <xsl:if test="@xml:id"><span class="anchor"><xsl:call-template name="k:common"/></span></xsl:if>
    <xsl:choose>
      <xsl:when test="self::index or self::interp or self::span"><xsl:if test="normalize-space() != ''">
        <span class="unprinted"><xsl:apply-templates/></span></xsl:if></xsl:when>
      <xsl:when test="self::anchor or self::addSpan or self::delSpan or self::damageSpan or self::link
        or self::join or self::alt or self::when">
        <xsl:call-template name="k:unforeseen"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Words in an element that TEI keeps empty are shown; the page says that they stand there
    ("anchor/text()"). -->
  <xsl:template name="k:unforeseen" as="element()?">
    <xsl:if test="normalize-space() != ''">
      <xsl:element name="{if (k:holds-blocks(.)) then 'div' else 'span'}">
        <xsl:attribute name="class">unknown</xsl:attribute>
        <xsl:attribute name="data-element" select="local-name() || '/text()'"/>
        <xsl:apply-templates/>
      </xsl:element>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
