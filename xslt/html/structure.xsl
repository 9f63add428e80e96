<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The parts of a text: divisions, openers and closers, paragraphs, verse, lists, tables, figures. -->

  <xsl:template match="text" as="node()*">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="floatingText" as="node()*">
    <div class="floating-text"><xsl:call-template name="k:common"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="group | front | body | back | div | div1 | div2 | div3 | div4 | div5 | div6 | div7
    | titlePage | docTitle" as="node()*">
    <div class="{string-join((local-name(), @type ! ('t-' || k:class(.))), ' ')}">
      <xsl:call-template name="k:common"/><xsl:apply-templates/></div>
  </xsl:template>

  <!-- Texts that correspond stand side by side where there is room: a translation, divisions that point to
       each
       other, or of the same number in two languages. -->
  <xsl:template match="div[k:parallels(.)]" as="node()*" priority="2">
    <xsl:param name="side" as="xs:boolean" select="false()"/>
    <xsl:choose>
      <xsl:when test="$side"><xsl:next-match/></xsl:when>
      <xsl:when test="k:is-parallel(.)"/>
      <xsl:otherwise>
        <div class="parallel"><xsl:next-match/>
          <xsl:apply-templates select="k:parallels(.)"><xsl:with-param name="side" select="true()"/>
          </xsl:apply-templates></div>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="div[k:is-parallel(.)]" as="node()*" priority="1">
    <xsl:param name="side" as="xs:boolean" select="false()"/>
    <xsl:if test="$side"><xsl:next-match/></xsl:if>
  </xsl:template>

  <!-- Several texts in one file: each is a part of its own. -->
  <xsl:template match="group/text" as="node()*">
    <section class="part" aria-label="{k:t('document.part', map { 'n': k:position(.) - 1 })}">
      <xsl:call-template name="k:common"/><xsl:apply-templates/></section>
  </xsl:template>

  <xsl:template match="opener | closer | postscript | epigraph | argument | trailer | byline | docAuthor
    | docDate | docImprint | docEdition | imprimatur | titlePart | performance | castList | sp | stage
    | speaker | spGrp | prologue | epilogue" as="node()*">
    <div class="{local-name()}"><xsl:call-template name="k:common"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="salute | signed | dateline | (stage | speaker)[parent::p or parent::l or parent::ab or
    parent::head
    or parent::speaker or parent::stage]" as="node()*" priority="1">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <!-- In the description of a copy paragraphs are remarks, one after the other. -->
  <xsl:template match="teiHeader//p | teiHeader//ab" as="node()*" priority="1">
    <span class="remark-text"><xsl:call-template name="k:common"/><xsl:apply-templates/></span>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="p | ab" as="node()*">
    <xsl:call-template name="k:paragraph"/>
  </xsl:template>

  <!-- A paragraph with the link by which it is cited. -->
  <xsl:template name="k:paragraph" as="element()">
    <xsl:variable name="id" as="xs:string" select="k:html-id(.)"/>
    <xsl:element name="{if (k:holds-blocks(.)) then 'div' else 'p'}">
      <xsl:attribute name="id" select="$id"/>
      <xsl:attribute name="class" select="string-join(('p', self::ab ! 'ab', @rend ! ('r-' || k:class(.))),
        ' ')"/>
      <xsl:call-template name="k:language"/>
      <xsl:apply-templates/>
      <xsl:if test="not(ancestor::note) and normalize-space() != ''">
        <a class="permalink" href="#{$id}" aria-label="{k:t('document.permalink',
          map { 'n': k:paragraph-number(.) })}" data-pagefind-ignore="all">¶</a>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- The paragraph's number in the text, notes not counted. -->
  <xsl:function name="k:paragraph-number" as="xs:integer">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="$paragraph/accumulator-before('k:paragraphs')"/>
  </xsl:function>

  <xsl:accumulator name="k:paragraphs" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="text//p[not(ancestor::note)] | text//ab[not(ancestor::note)]"
      select="$value + 1"/>
  </xsl:accumulator>

  <!-- The document's own heading stands at the top of the page; other heads are headings below it. -->
  <xsl:template match="head" as="node()*">
    <!-- The front matter's sections have no other headings above theirs. -->
    <xsl:variable name="level" as="xs:integer" select="min((6,
      (if ($k:context?section) then 0 else 2) + count(ancestor::div | ancestor::figure | ancestor::list
      | ancestor::table | ancestor::lg)))"/>
    <xsl:element name="{if (parent::table or parent::figure or parent::list) then 'p' else 'h' || $level}">
      <xsl:attribute name="class">head</xsl:attribute>
      <xsl:call-template name="k:common"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="head[parent::div[@type = 'document']]" as="node()*"/>

  <!-- The number that begins the heading. -->
  <xsl:template match="div[@type = 'document']/head/text()[1][matches(., '^\s*\d+\.\s')]" as="node()*">
    <span class="document-number">{replace(., '^\s*(\d+\.)\s.*$', '$1', 's')}</span>
    <xsl:text> </xsl:text>{replace(., '^\s*\d+\.\s+', '')}
  </xsl:template>

  <xsl:template match="lg" as="node()*">
    <div class="lg"><xsl:call-template name="k:common"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="l" as="node()*">
    <div class="{string-join(('l', @rend ! ('r-' || k:class(.)), @part[. = ('M', 'F')] ! ('part-' ||
      k:class(.))),
      ' ')}">
      <xsl:if test="@xml:id or @n"><xsl:attribute name="id" select="k:html-id(.)"/></xsl:if>
      <xsl:call-template name="k:language"/>
      <xsl:apply-templates/>
      <xsl:if test="@n and normalize-space() != ''">
        <a class="line-number{if (k:is-counted-line(.)) then '' else ' quiet'}" href="#{k:html-id(.)}"
          data-pagefind-ignore="all">{@n}</a></xsl:if>
    </div>
  </xsl:template>

  <xsl:template match="(quote | cit | q | said)[k:holds-blocks(.)]" as="node()*">
    <blockquote class="{local-name()}"><xsl:call-template name="k:common"/><xsl:apply-templates/></blockquote>
  </xsl:template>

  <!-- A list whose items all are items; labels make it a list of pairs; anything else stands in order. 
       Breaks
       between items begin the next one; what follows the last stands below. -->
  <xsl:template match="list" as="node()*">
    <xsl:variable name="parts" as="element()*" select="item | label"/>
    <xsl:variable name="rest" as="node()*" select="node() except ($parts, $parts/k:breaks-before(.))"/>
    <div class="{string-join(('list', @rend ! ('r-' || k:class(.))), ' ')}">
      <xsl:call-template name="k:common"/>
      <xsl:apply-templates select="$rest[not(self::trailer)][empty($parts) or . &lt;&lt; $parts[last()]]"/>
      <xsl:choose>
        <xsl:when test="label and item"><dl><xsl:apply-templates select="$parts" mode="k:pair"/></dl>
        </xsl:when>
        <xsl:when test="@rend = ('numbered', 'ordered') or @type = ('ordered', 'numbered')"><ol>
          <xsl:apply-templates select="item"/></ol></xsl:when>
        <xsl:when test="item"><ul><xsl:apply-templates select="item"/></ul></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="label"/></xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="$rest[self::trailer or (exists($parts) and . >> $parts[last()])]"/>
    </div>
  </xsl:template>

  <xsl:template match="item" as="node()*"><li><xsl:call-template name="k:common"/>
    <xsl:if test="@n castable as xs:integer and ../(@rend, @type) = ('numbered', 'ordered')">
      <xsl:attribute name="value" select="xs:integer(@n)"/></xsl:if>
    <xsl:apply-templates select="k:breaks-before(.), node()"/></li>
  </xsl:template>
  <xsl:mode name="k:pair" on-no-match="fail"/>
  <xsl:template match="label" mode="k:pair" as="node()*"><dt><xsl:call-template name="k:common"/>
  <xsl:apply-templates select="k:breaks-before(.), node()"/></dt></xsl:template>
  <xsl:template match="item" mode="k:pair" as="node()*"><dd><xsl:call-template name="k:common"/>
  <xsl:apply-templates select="k:breaks-before(.), node()"/></dd></xsl:template>

  <xsl:template match="table" as="node()*">
    <xsl:variable name="rest" as="node()*" select="node() except (row, row/k:breaks-before(.))"/>
    <div class="table" role="region" tabindex="0" aria-label="{(head[1] ! normalize-space(.),
      k:t('document.table'))[1]}">
      <xsl:apply-templates select="$rest[empty(current()/row) or . &lt;&lt; current()/row[1]]"/>
      <table><xsl:call-template name="k:common"/><tbody><xsl:apply-templates select="row"/></tbody></table>
      <xsl:apply-templates select="$rest[. >> current()/row[1]]"/>
    </div>
  </xsl:template>

  <xsl:template match="row" as="node()*"><tr><xsl:call-template name="k:common"/>
  <xsl:apply-templates select="*"/></tr></xsl:template>

  <xsl:template match="row/cell" as="node()*">
    <xsl:variable name="name" as="xs:string" select="if (@role = 'label' or ../@role = 'label') then 'th'
      else 'td'"/>
    <xsl:element name="{$name}">
      <xsl:call-template name="k:common"/>
      <xsl:if test="@cols castable as xs:positiveInteger">
        <xsl:attribute name="colspan" select="min((1000, xs:integer(@cols)))"/></xsl:if>
      <xsl:if test="@rows castable as xs:positiveInteger">
        <xsl:attribute name="rowspan" select="min((1000, xs:integer(@rows)))"/></xsl:if>
      <xsl:apply-templates select="(..[empty(current()/preceding-sibling::cell)] ! k:breaks-before(.)),
        node()"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="figure" as="node()*">
    <figure><xsl:call-template name="k:common"/><xsl:apply-templates/></figure>
  </xsl:template>

  <!-- Pictures are not fetched; what they show is said. -->
  <xsl:template match="graphic[exists($k:pictures(k:picture-url(.)))]" as="node()*" priority="1">
    <a class="graphic" href="{$k:up || $k:pictures(k:picture-url(.))?u}">
      <xsl:sequence select="k:image($k:pictures(k:picture-url(.)), string((desc, ../figDesc, ../head,
        k:t('document.picture'))[normalize-space()][1] ! normalize-space()))"/></a>
    <xsl:apply-templates select="desc"/>
  </xsl:template>
  <xsl:template match="graphic | media" as="node()*">
    <span class="graphic">[{k:t('document.picture')}<xsl:if test="k:is-web(@url)"><xsl:text>: </xsl:text>
    <a href="{@url}">{@url}</a></xsl:if>]</span>
    <xsl:apply-templates select="desc"/>
  </xsl:template>

  <xsl:template match="figDesc" as="node()*">
    <xsl:element name="{if (parent::figure) then 'figcaption' else 'span'}">
      <xsl:attribute name="class">figdesc</xsl:attribute>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="address" as="node()*"><div class="address"><xsl:call-template name="k:common"/>
  <xsl:apply-templates/></div></xsl:template>
  <xsl:template match="addrLine | address/*" as="node()*" priority="0.6">
    <span class="addr-line"><xsl:call-template name="k:common"/><xsl:apply-templates/></span>
  </xsl:template>

  <xsl:template match="listBibl | listPerson | listPlace | listOrg | listEvent | listRelation | listWit"
    as="node()*">
    <div class="list"><xsl:call-template name="k:common"/><xsl:apply-templates select="head"/>
      <ul><xsl:for-each select="* except head"><li><xsl:apply-templates select="."/></li></xsl:for-each></ul>
      </div>
  </xsl:template>

  <!-- Records are no running text: the registers have them. -->
  <xsl:template match="(listBibl | listPerson | listPlace | listOrg | listEvent)[k:is-records(.)]
    | back//div[k:holds-records(.)]" as="node()*" priority="5"/>

  <xsl:template match="witness" as="node()*">
    <span class="witness"><xsl:attribute name="id" select="k:html-id(.)"/><xsl:call-template
      name="k:language"/>
      <b class="siglum">{k:siglum(.)}</b><xsl:text> </xsl:text><xsl:apply-templates/></span>
  </xsl:template>
  <xsl:template match="witness[listWit]" as="node()*" priority="1">
    <div class="witness"><xsl:attribute name="id" select="k:html-id(.)"/><xsl:call-template
      name="k:language"/>
      <b class="siglum">{k:siglum(.)}</b><xsl:text> </xsl:text><xsl:apply-templates/></div>
  </xsl:template>

  <!-- What is told of persons and places where their records stand in the text, and of copies. -->
  <xsl:template match="birth | death | sex | gender | age | occupation | nationality | residence | education
    | faith
    | floruit | trait | state | location | geo | population | incident | extent | support | condition"
    as="node()*">
    <xsl:call-template name="k:block-or-span"/>
  </xsl:template>

  <!-- Words as a paragraph; as a division where they hold what cannot stand in one (quoted paragraphs, a
    list). -->
  <xsl:function name="k:words-in-block" as="element()">
    <xsl:param name="class" as="xs:string?"/>
    <xsl:param name="words" as="node()*"/>
    <xsl:variable name="blocks" as="element()*" select="$words/descendant-or-self::*
      [local-name() = ('div', 'p', 'blockquote', 'ul', 'ol', 'dl', 'table', 'figure')]"/>
    <xsl:element name="{if (exists($blocks)) then 'div' else 'p'}">
      <xsl:if test="$class"><xsl:attribute name="class" select="$class"/></xsl:if>
      <xsl:sequence select="$words"/>
    </xsl:element>
  </xsl:function>

  <!-- What every element may have: an id, a language. -->
  <xsl:template name="k:common" as="attribute()*">
    <xsl:if test="@xml:id"><xsl:attribute name="id" select="k:html-id(.)"/></xsl:if>
    <xsl:call-template name="k:language"/>
  </xsl:template>

  <xsl:template name="k:language" as="attribute()*">
    <xsl:variable name="tag" as="xs:string" select="k:bcp47(string((@xml:lang, self::foreign/@lang)[1]))"/>
    <xsl:if test="$tag != ''"><xsl:attribute name="lang" select="$tag"/></xsl:if>
    <xsl:for-each select="k:own-direction(.)"><xsl:attribute name="dir" select="."/></xsl:for-each>
  </xsl:template>

  <xsl:template name="k:block-or-span" as="element()">
    <xsl:element name="{if (k:holds-blocks(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="k:common"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
