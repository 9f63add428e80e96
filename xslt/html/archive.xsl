<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The archival description: a card for each witness, markings as badges, who made the document, where it
    is printed. -->

  <xsl:template name="k:archive" as="element()*">
    <xsl:variable name="witnesses" as="element()*" select="k:witnesses(/)"/>
    <xsl:if test="$witnesses">
      <section class="cards" aria-labelledby="k-archive" data-x="">
        <h2 id="k-archive">{k:t('archive.title')}</h2>
        <ol class="witnesses"><xsl:for-each select="$witnesses"><xsl:call-template name="k:witness"/>
        </xsl:for-each></ol>
        <xsl:call-template name="k:relations"/>
      </section>
    </xsl:if>
    <xsl:call-template name="k:literature"/>
    <xsl:variable name="responsible" as="xs:string*" select="k:responsible(/)[. != '']"/>
    <xsl:if test="exists($responsible)">
      <section class="literature responsible" aria-labelledby="k-responsible" data-x="">
        <h2 id="k-responsible">{k:t('archive.responsible')}</h2>
        <ul><xsl:for-each select="$responsible"><li>{.}</li></xsl:for-each></ul></section>
    </xsl:if>
  </xsl:template>

  <!-- "Copy", "Original (Russian)": what the witness is. -->
  <xsl:function name="k:witness-title" as="xs:string">
    <xsl:param name="witness" as="element()"/>
    <xsl:variable name="roles" as="xs:string*" select="k:witness-roles($witness) ! k:label(.)"/>
    <xsl:variable name="language" as="xs:string*" 
      select="$witness//textLang[empty(ancestor::msPart)]/@mainLang ! k:language-name(.)"/>
    <xsl:variable name="what" as="xs:string" select="if (exists($roles)) then string-join($roles, ', ')
      else k:t('archive.witness')"/>
    <xsl:sequence select="string-join((upper-case(substring($what, 1, 1)) || substring($what, 2),
      $language ! ('(' || . || ')')), ' ')"/>
  </xsl:function>

  <!-- The label of a category of the edition's vocabularies. -->
  <xsl:function name="k:label" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="string(($k:texts('category.' || $key), $k:context?labels($key)?name, $key)[1])"/>
  </xsl:function>

  <xsl:template name="k:witness" as="element()">
    <li class="card {k:witness-roles(.) ! k:class(.)}" id="{k:html-id(.)}">
      <h3><xsl:if test=". intersect k:named-witnesses(/)"><span class="siglum"><xsl:sequence
        select="k:witness-link(.)"/></span><xsl:text> · </xsl:text></xsl:if>{k:witness-title(.)}<xsl:if
        test="@cert = ('low', 'medium')"><xsl:text> </xsl:text>
      <span class="badge inferred">{k:t('facts.inferred')}, {k:t-or('cert.' || @cert, @cert)}</span></xsl:if>
      </h3>
      <xsl:variable name="said" as="node()*" select="node()[not(self::listWit | self::msDesc |
        self::msIdentifier
        | self::bibl | self::biblStruct | self::biblFull | self::p | self::head | self::note | self::listBibl
        | self::abbr[@type = 'siglum'])]"/>
      <xsl:if test="self::witness and normalize-space(string-join($said)) != ''">
        <p class="bibl"><xsl:apply-templates select="$said"/></p></xsl:if>
      <xsl:for-each select="(.//msIdentifier[not(ancestor::msPart)] except listWit//msIdentifier)[1]">
        <xsl:call-template name="k:identifier"/></xsl:for-each>
      <xsl:for-each select="k:prints(.) | self::recordingStmt | self::p">
        <xsl:variable name="words" as="node()*"><xsl:apply-templates
          select="node() except (note[@type = 'markings'], respStmt[k:is-listed(.)])"/></xsl:variable>
        <xsl:sequence select="k:words-in-block('bibl', $words)"/>
      </xsl:for-each>
      <xsl:for-each select=".//msItem[empty(ancestor::msPart)]/title">
        <p class="item-title"><xsl:apply-templates/></p></xsl:for-each>
      <xsl:if test="k:markings(.)"><p class="badges"><xsl:for-each select="k:markings(.)">
        <xsl:call-template name="k:badge"/></xsl:for-each></p></xsl:if>
      <xsl:if test=".//respStmt[k:is-listed(.)]"><dl class="acts">
        <xsl:for-each-group select=".//respStmt[k:is-listed(.)]" group-by="string-join((k:resp-title(.),
          (persName | orgName | name) ! k:name-keys(.)), '|')">
        <dt>{k:resp-title(.)}</dt><dd><xsl:for-each select="persName | orgName | name">
          <xsl:if test="position() gt 1">; </xsl:if><xsl:apply-templates select="."/></xsl:for-each>
          <xsl:call-template name="k:certainty"/></dd>
      </xsl:for-each-group></dl></xsl:if>
      <xsl:variable name="remarks" as="element()*" select="k:remarks(.) | k:further-remarks(.)"/>
      <xsl:sequence select="$remarks[empty(ancestor::msPart)] ! k:remark(.)"/>
      <!-- Each part of a codex by itself, as far as anything is told of it. -->
      <xsl:for-each-group select="$remarks[ancestor::msPart]" group-by="generate-id(ancestor::msPart[1])">
        <div class="part" role="group"><xsl:sequence select="current-group() ! k:remark(.)"/></div>
      </xsl:for-each-group>
    </li>
  </xsl:template>

  <xsl:function name="k:remark" as="element()*">
    <xsl:param name="remark" as="element()"/>
    <xsl:variable name="words" as="node()*">
      <xsl:for-each select="$remark">
        <span class="what">{if (self::ab) then k:t('element.ab') else k:remark-title(.)}</span>
        <xsl:text> </xsl:text><xsl:apply-templates/><xsl:call-template name="k:certainty"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="k:words-in-block('remark', $words)"/>
  </xsl:function>

  <!-- What a description says in words, beside the identifier, the markings and the makers. -->
  <xsl:function name="k:remarks" as="element()*">
    <xsl:param name="witness" as="element()"/>
    <xsl:variable name="additions" as="element(additions)*" select="$witness//additions[not(.//seg)]
      [normalize-space(string-join(node() except ab[@type = ('notation', 'markings')]))]"/>
    <xsl:sequence select="$witness//(physDesc[p or text()[normalize-space()]] | supportDesc | handNote
      | ab[@type = 'notation'][empty(.. intersect $additions)] | origin | provenance | acquisition | custEvent
      | note[not(@type = 'markings')] | msItem/bibl | recordHist | availability
      | additions[. intersect $additions])
      [normalize-space() != ''][not(ancestor::note)]"/>
  </xsl:function>

  <!-- All else that a description says: parts of a manuscript, seals, reproductions; an entry of literature
    as one. -->
  <xsl:function name="k:further-remarks" as="element()*">
    <xsl:param name="witness" as="element()"/>
    <xsl:variable name="told" as="element()*" select="k:remarks($witness), $witness//(msItem/title
      | textLang)[empty(ancestor::msPart)], $witness//(respStmt | note[@type = 'markings']
      | ab[@type = 'markings']), ($witness//msIdentifier)[1]"/>
    <xsl:sequence select="$witness/(self::msDesc | msDesc)//text()[normalize-space()]
      [empty(ancestor::* intersect $told)]
      /ancestor::*[ancestor::msDesc][self::biblStruct or self::biblFull or text()[normalize-space()]]
      [last()]"/>
  </xsl:function>

  <!-- What a remark is on, in a word: that of the innermost part around it that has one. -->
  <xsl:function name="k:remark-title" as="xs:string">
    <xsl:param name="remark" as="element()"/>
    <xsl:variable name="parts" as="xs:string*" select="$remark/ancestor-or-self::*[not(self::p or self::ab
      or self::bibl[not(parent::msItem)])] ! k:t-or('element.' || local-name(), '')"/>
    <xsl:sequence select="($parts[. != ''][last()], k:t('archive.witness'))[1]"/>
  </xsl:function>

  <!-- The identifier, level below level; each level leads to its page. -->
  <xsl:template name="k:identifier" as="element()*">
    <xsl:variable name="place" as="xs:string" select="string-join((settlement[1],
      country[1]) ! normalize-space(.)[. != ''], ', ')"/>
    <ol class="levels">
      <xsl:for-each select="k:levels(.)">
        <xsl:variable name="entry" as="map(*)?" select="$k:context?names(k:level-key(.))"/>
        <li class="level {local-name()}">
          <xsl:choose>
            <xsl:when test="exists($entry)"><a href="{$k:up || $entry?address}">
              <xsl:value-of select="normalize-space(.)"/></a></xsl:when>
            <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="(self::institution or self::repository) and position() = 1 and $place != ''">
            <span class="where">, {$place}</span></xsl:if>
          <xsl:if test="@sameAs"><xsl:text> </xsl:text><span class="badge">ibid.</span></xsl:if>
          <xsl:call-template name="k:certainty"/>
        </li>
      </xsl:for-each>
    </ol>
    <xsl:for-each select="k:beside-levels(.)"><p class="remark former">
      <xsl:text>{k:t(if (k:is-former(.)) then 'archive.former' else 'element.idno')}: </xsl:text>
      <xsl:text>{string-join((self::altIdentifier/*, self::idno) ! normalize-space(.)[. != ''],
        ', ')}</xsl:text>
      <xsl:text>{(.|idno)/@type[not(k:is-former(..))][1] ! (' (' || . || ')')}</xsl:text></p>
    </xsl:for-each>
    <xsl:if test="@cert = ('low', 'medium')"><p class="remark">
      <span class="badge inferred">{k:t('archive.doubtful')}</span></p></xsl:if>
  </xsl:template>

  <!-- A marking with its meaning. -->
  <xsl:template name="k:badge" as="node()+">
    <xsl:variable name="key" as="xs:string" select="string(k:keys(@ana)[1])"/>
    <xsl:variable name="label" as="map(*)?" select="$k:context?labels($key)"/>
    <xsl:choose>
      <xsl:when test="exists($label?address)"><a class="badge {k:class(@type)} {k:class($key)}"
        href="{$k:up || $label?address}" title="{string-join((k:t-or('marking.' || @type, @type),
        $label?about[. != '']), ': ')}">{normalize-space(.)}</a></xsl:when>
      <xsl:otherwise><span class="badge {k:class(@type)}">{normalize-space(.)}</span></xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- Whether a statement of who made a copy stands in the list of makers, not in a sentence. -->
  <xsl:function name="k:is-listed" as="xs:boolean">
    <xsl:param name="statement" as="element(respStmt)"/>
    <xsl:sequence select="empty($statement/(ancestor::recording | ancestor::biblStruct
      | parent::*[self::bibl or self::p]/text()
      [matches(., '[\p{L}\p{N}]')]))"/>
  </xsl:function>

  <xsl:function name="k:resp-title" as="xs:string">
    <xsl:param name="statement" as="element(respStmt)"/>
    <xsl:variable name="key" as="xs:string" select="string($statement/resp[1]/@ref/k:key(.))"/>
    <xsl:sequence select="string(($k:context?labels($key)?name,
      normalize-space($statement/resp[1]))[. != ''][1])"/>
  </xsl:function>

  <xsl:template name="k:relations" as="element()*">
    <xsl:variable name="relations" as="element(relation)*"
      select="/*/teiHeader/fileDesc/sourceDesc//relation[@active and @passive]"/>
    <xsl:if test="$relations">
      <xsl:call-template name="k:stemma"/>
      <details class="relations"><summary>{k:t('archive.relations')}</summary><ul>
        <xsl:for-each select="$relations">
          <li><xsl:sequence select="k:sigla-links(@active, .)"/>
          <xsl:text> </xsl:text>{k:t-or('relation.' || @name, @name)}<xsl:text> </xsl:text>
          <xsl:sequence select="k:sigla-links(@passive, .)"/></li>
        </xsl:for-each></ul></details>
    </xsl:if>
  </xsl:template>

  <xsl:function name="k:sigla-links" as="node()*">
    <xsl:param name="pointers" as="xs:string"/>
    <xsl:param name="from" as="element()"/>
    <xsl:for-each select="tokenize($pointers)">
      <xsl:if test="position() gt 1">, </xsl:if>
      <xsl:variable name="witness" as="element()?" select="k:here(., $from)"/>
      <xsl:choose>
        <xsl:when test="$witness"><a href="#{k:html-id($witness)}">{string(($witness/@n,
          '?')[1])} · {k:witness-title($witness)}</a></xsl:when>
        <xsl:otherwise>{k:key(.)}</xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- Whose a text is, and what may be done with it. -->
  <xsl:template match="bibl/availability" as="element()">
    <span class="rights"><xsl:text> </xsl:text><xsl:for-each select="*">
      <xsl:choose>
        <xsl:when test="self::licence and k:is-web(@target)">
          <a href="{@target}"><xsl:apply-templates/></a>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text>
    </xsl:for-each></span>
  </xsl:template>

  <!-- The print that the text was taken from, and printed texts and related records that the note names. -->
  <xsl:template name="k:literature" as="element()*">
    <xsl:variable name="print" as="element()*"
      select="/*/teiHeader/fileDesc/sourceDesc[.//listWit/witness]/(bibl | biblStruct | biblFull)"/>
    <xsl:if test="$print">
      <section class="literature" data-x="">
        <h2>{k:t('literature.source')}</h2>
        <ul><xsl:for-each select="$print">
         <li id="{k:html-id(.)}"><xsl:apply-templates/></li></xsl:for-each></ul>
      </section>
    </xsl:if>
    <xsl:for-each select="/*/teiHeader/fileDesc/sourceDesc/listBibl[normalize-space() != '']">
      <section class="literature" data-x="">
        <h2>{k:t-or('literature.' || @type, k:t('literature.other'))}</h2>
        <ul><xsl:for-each select="bibl | biblStruct | biblFull | msDesc">
          <li id="{k:html-id(.)}">
            <xsl:apply-templates select="node() except msIdentifier"/>
            <xsl:for-each select="msIdentifier"><xsl:call-template name="k:identifier"/></xsl:for-each>
            <xsl:for-each select="$k:context?names(string(@corresp/k:key(.)))"><xsl:text> </xsl:text>
            <a class="more" href="{$k:up || ?address}">{k:t('literature.all')}</a></xsl:for-each>
          </li>
        </xsl:for-each></ul>
      </section>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
