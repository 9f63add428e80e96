<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns="http://www.tei-c.org/ns/1.0"
  xmlns:m="http://www.w3.org/1998/Math/MathML"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What TEI says in several ways is said in one.  Texts side by side in one TEI (an original and its
       translation) are a group; an entry without readings is a note, written music a figure, what is seen and
       heard on a stage a direction. -->
  <xsl:mode name="texts" on-no-match="shallow-copy"/>

  <xsl:function name="k:said-one-way" as="document-node()">
    <xsl:param name="document" as="document-node()"/>
    <xsl:variable name="changing" as="element()*" select="k:said-otherwise($document)"/>
    <xsl:choose>
      <xsl:when test="empty($changing)"><xsl:sequence select="$document"/></xsl:when>
      <xsl:otherwise><xsl:document><xsl:apply-templates select="$document" mode="texts">
        <xsl:with-param name="ways" select="k:ways-to($changing)" tunnel="yes"/>
      </xsl:apply-templates></xsl:document></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What mode "texts" does something about: all else is copied whole. -->
  <xsl:function name="k:said-otherwise" as="element()*">
    <xsl:param name="document" as="document-node()"/>
    <xsl:sequence select="$document//(TEI | teiCorpus)[text[2]]/text,
      $document//text//(app | notatedMusic | view | sound | tech | camera | m:math)
      /(.[not(self::app/(lem | rdg | rdgGrp))] | self::app[empty(lem | rdg | rdgGrp)]/witDetail
      | self::notatedMusic/desc),
      $document//annotation[k:is-remark(.)],
      $document//(biblStruct | analytic | monogr | imprint | series)/(. | *),
      $document//(additions | supportDesc)[k:is-in-parts(.)]/*,
      $document//(recording | respStmt | biblFull | titleStmt | origin | stamp | person | org | place | event)
      /*[preceding-sibling::node()[1][self::*]][k:is-structured(..)]"/>
  </xsl:function>

  <xsl:template match="text[preceding-sibling::text][empty(ancestor::text)]" mode="texts"
    as="empty-sequence()"/>
  <xsl:template match="text[following-sibling::text][empty(preceding-sibling::text)][empty(ancestor::text)]"
    mode="texts" as="element(text)">
    <text><group>
      <xsl:for-each select="., following-sibling::text">
        <xsl:copy><xsl:apply-templates select="@*, node()" mode="texts"/></xsl:copy></xsl:for-each>
    </group></text>
  </xsl:template>
  <!-- Elements that hold no words but in their parts: where no blank is between those, they are words
       apart. -->
  <xsl:function name="k:is-structured" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(self::recording | self::respStmt[ancestor::recording
      or ancestor::biblStruct] | self::biblFull | self::titleStmt[ancestor::biblFull] | self::origin
      | self::stamp | self::person | self::org | self::place | self::event))"/>
  </xsl:function>
  <xsl:template match="*[preceding-sibling::node()[1][self::*]][k:is-structured(..)]"
    mode="texts" as="node()*">
    <xsl:text> </xsl:text><xsl:next-match/>
  </xsl:template>

  <!-- What is said of a paper and of what was added to it has no signs between its parts. -->
  <xsl:function name="k:is-in-parts" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(self::additions | self::supportDesc))
      and empty($element/text()[normalize-space()])"/>
  </xsl:function>
  <xsl:template match="text()[parent::additions or parent::supportDesc][k:is-in-parts(..)]" mode="texts"
    as="empty-sequence()"/>
  <xsl:template match="*[parent::additions or parent::supportDesc][k:is-in-parts(..)]" mode="texts"
    as="node()*" priority="2">
    <xsl:variable name="before" as="element()?"
      select="preceding-sibling::*[normalize-space() or .//@quantity][1]"/>
    <xsl:variable name="blocks" as="element()*" select="(., $before)/descendant-or-self::*[self::p or self::ab
      or self::list]"/>
    <xsl:text>{if (empty($before)) then '' else if (exists($blocks)) then ' ' else '; '}</xsl:text>
    <xsl:next-match/>
  </xsl:template>

  <!-- The parts of an entry of literature have no signs between them in TEI.  Whose part an element is comes
       first: a pattern with steps would ask for the words of every element. -->
  <xsl:template match="text()[parent::biblStruct or parent::analytic or parent::monogr or parent::imprint
    or parent::series][not(normalize-space())]" mode="texts" as="empty-sequence()"/>
  <xsl:template match="*[parent::biblStruct or parent::analytic or parent::monogr or parent::imprint
    or parent::series][normalize-space()]" mode="texts" as="node()*" priority="2">
    <xsl:text>{k:part-sign(.)}</xsl:text><xsl:next-match/>
  </xsl:template>
  <xsl:function name="k:part-sign" as="xs:string">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="before" as="element()?" select="($part/ancestor::biblStruct[1]
      //(biblStruct | analytic | monogr | imprint | series)/*[normalize-space()]
      [not(self::analytic | self::monogr | self::imprint | self::series)][. &lt;&lt; $part])[last()]"/>
    <xsl:variable name="pair" as="xs:string*" select="local-name($before), local-name($part)"/>
    <xsl:sequence select="if (empty($before) or $part/(self::analytic | self::monogr | self::imprint
      | self::series)) then ''
      else if ($pair[1] = $pair[2] and $pair[1] = ('author', 'editor', 'respStmt')) then '; '
      else if ($pair[1] = 'author' and $pair[2] = 'title' or $pair[1] = 'pubPlace' and $pair[2] = 'publisher')
      then ': ' else ', '"/>
  </xsl:function>

  <!-- An annotation of the text is a note on what it is on: its remarks, and who made them; what is said of
    its state and licence is of the file. -->
  <xsl:function name="k:is-remark" as="xs:boolean">
    <xsl:param name="annotation" as="element(annotation)"/>
    <xsl:sequence select="exists($annotation[@target]//text()[normalize-space()][not(ancestor::respStmt
      or ancestor::revisionDesc or ancestor::licence)]) and empty($annotation//note[@target])"/>
  </xsl:function>
  <xsl:template match="annotation[k:is-remark(.)]" mode="texts" as="element(note)">
    <xsl:variable name="by" as="xs:string*" select="respStmt/(* except resp)/normalize-space()[. != '']"/>
    <note><xsl:sequence select="@target, @xml:id, @xml:lang, @resp"/>
      <xsl:for-each select="* except (respStmt | revisionDesc | licence)">
        <xsl:if test="position() gt 1"><xsl:text> </xsl:text></xsl:if>
        <xsl:apply-templates select="if (self::note or self::desc) then node() else ." mode="texts"/>
      </xsl:for-each>
      <xsl:if test="exists($by)"> ({string-join($by, ', ')})</xsl:if>
    </note>
  </xsl:template>

  <xsl:template match="text//app[empty(lem | rdg | rdgGrp)]" mode="texts" as="node()*">
    <xsl:apply-templates select="note | noteGrp | witDetail" mode="texts"/>
  </xsl:template>
  <xsl:template match="text//app[empty(lem | rdg | rdgGrp)]/witDetail" mode="texts" as="element(note)">
    <note><xsl:apply-templates select="@* except (@wit, @target), node()" mode="texts"/></note>
  </xsl:template>
  <xsl:template match="text//notatedMusic" mode="texts" as="element(figure)">
    <figure><xsl:apply-templates select="@*, head, desc" mode="texts"/><xsl:text> </xsl:text>
    <xsl:apply-templates select="node() except (head | desc)" mode="texts"/></figure>
  </xsl:template>
  <xsl:template match="text//notatedMusic/desc" mode="texts" as="element(figDesc)">
    <figDesc><xsl:apply-templates select="@*, node()" mode="texts"/></figDesc>
  </xsl:template>
  <xsl:template match="text//(view | sound | tech | camera)" mode="texts" as="element(stage)">
    <stage><xsl:apply-templates select="@*, node()" mode="texts"/></stage>
  </xsl:template>
  <!-- Mathematics on a line: what stands above, below or under a root must not run together.  What a program
       noted beside it says the same once more. -->
  <xsl:mode name="line" on-no-match="shallow-skip"/>
  <xsl:template match="text//m:math" mode="texts" as="text()?">
    <xsl:variable name="line" as="text()*"><xsl:apply-templates mode="line"/></xsl:variable>
    <xsl:value-of select="normalize-space(string-join($line))"/>
  </xsl:template>
  <xsl:template match="text()" mode="line" as="text()?">
    <xsl:value-of select="normalize-space()"/></xsl:template>
  <xsl:template match="m:annotation | m:annotation-xml" mode="line" as="empty-sequence()"/>
  <xsl:template match="m:mfrac" mode="line" as="text()*">
    <xsl:sequence select="k:part(*[1])"/>/<xsl:sequence select="k:part(*[2])"/></xsl:template>
  <xsl:template match="m:msup | m:mover" mode="line" as="text()*">
    <xsl:sequence select="k:part(*[1])"/>^<xsl:sequence select="k:part(*[2])"/></xsl:template>
  <xsl:template match="m:msub | m:munder" mode="line" as="text()*">
    <xsl:sequence select="k:part(*[1])"/>_<xsl:sequence select="k:part(*[2])"/></xsl:template>
  <xsl:template match="m:msubsup | m:munderover" mode="line" as="text()*">
    <xsl:sequence select="k:part(*[1])"/>_<xsl:sequence select="k:part(*[2])"/>^<xsl:sequence
      select="k:part(*[3])"/></xsl:template>
  <xsl:template match="m:msqrt" mode="line" as="text()*">√(<xsl:apply-templates mode="line"/>)</xsl:template>
  <xsl:template match="m:mtr[preceding-sibling::*] | m:mtd[preceding-sibling::*]" mode="line" as="text()*">
    <xsl:text> </xsl:text><xsl:apply-templates mode="line"/></xsl:template>

  <!-- A part of a formula, in parentheses where it is more than one sign. -->
  <xsl:function name="k:part" as="text()*">
    <xsl:param name="part" as="element()?"/>
    <xsl:variable name="line" as="text()*"><xsl:apply-templates select="$part" mode="line"/></xsl:variable>
    <xsl:variable name="one" as="xs:boolean" select="exists($part/(self::m:mi | self::m:mn | self::m:mo))"/>
    <xsl:value-of select="'('[not($one)] || string-join($line) || ')'[not($one)]"/>
  </xsl:function>
</xsl:stylesheet>
